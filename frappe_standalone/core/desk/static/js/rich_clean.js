// Formatted text made plain and well nested: what is pasted from Word, WPS or a page keeps its paragraphs, headings, lists,
// emphasis, links and tables, and nothing of its looks. The server cleans again what is saved.
const RENAMED = { STRONG: "b", EM: "i", H1: "h2", H5: "h4", H6: "h4", DIV: "p", SECTION: "p", ARTICLE: "p" };
const KEPT = ["P", "H2", "H3", "H4", "UL", "OL", "LI", "B", "I", "U", "A", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "BR", "BLOCKQUOTE"];
const GONE = "style, script, meta, title, link, iframe, object, embed, svg, img, video, audio, input, button, select, textarea, template";
const BLOCKS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre", "div", "hr"];
const IN_PARAGRAPH = BLOCKS.map((name) => `p ${name}`).join(",");
const isBlock = (node) => BLOCKS.includes(node.nodeName.toLowerCase());
const isBlank = (node) => node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim());

// An address that may stand in a link, as it is written there; "" for anything else.
export function linkOf(text) {
	const address = text.trim();
	if (/^(https?:\/\/|mailto:|\/(?!\/))\S*$/i.test(address)) return address;
	return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(address) ? `https://${address}` : "";
}

// Emphasis that an office program wrote as a style
function emphasis(node) {
	const { fontWeight, textDecoration, fontStyle } = node.style || {};
	return [/^(bold|[6-9]00)$/.test(fontWeight || "") && "b", fontStyle === "italic" && "i", /underline/.test(textDecoration || "") && "u"].filter(Boolean);
}

function copy(node) {
	if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data.replace(/[\t\n\r ]+/g, " "))];
	if (node.nodeType !== Node.ELEMENT_NODE) return [];
	let inner = [...node.childNodes].flatMap(copy);
	const name = RENAMED[node.tagName] || (KEPT.includes(node.tagName) ? node.tagName.toLowerCase() : "");
	if (node.tagName === "SPAN") for (const mark of emphasis(node)) inner = [wrap(mark, inner)];
	if (!name || (name === "a" && !linkOf(node.getAttribute("href") || ""))) return inner;
	const made = wrap(name, inner);
	if (name === "a") made.href = linkOf(node.getAttribute("href"));
	for (const span of ["colspan", "rowspan"]) if (/^[2-9]$|^\d\d$/.test(node.getAttribute(span) || "")) made.setAttribute(span, node.getAttribute(span));
	return [made];
}

function wrap(name, children) {
	const made = document.createElement(name);
	made.append(...children);
	return made;
}

// Paragraphs hold no blocks, and nothing stands loose between blocks.
export function nest(root) {
	for (let block = root.querySelector(IN_PARAGRAPH); block; block = root.querySelector(IN_PARAGRAPH)) {
		const outer = block.parentElement.closest("p");
		outer.replaceWith(...outer.childNodes);
	}
	let run = [];
	const close = () => {
		if (run.some((node) => !isBlank(node))) { const p = document.createElement("p"); run[0].before(p); p.append(...run); }
		else run.forEach((node) => node.remove());
		run = [];
	};
	for (const node of [...root.childNodes]) { if (isBlock(node)) close(); else run.push(node); }
	close();
	return root;
}

export function cleaned(html) {
	const page = new DOMParser().parseFromString(html, "text/html");
	page.querySelectorAll(GONE).forEach((node) => node.remove());
	const root = nest(wrap("div", [...page.body.childNodes].flatMap(copy)));
	const only = root.children.length === 1 && root.firstElementChild.tagName === "P";
	return only ? root.firstElementChild.innerHTML.trim() : root.innerHTML;
}

// What is stored of a text box: "" where it says nothing.
export function htmlOf(box) {
	if (!box.textContent.trim() && !box.querySelector("img, hr, td")) return "";
	const root = nest(box.cloneNode(true));
	for (let last = root.lastElementChild; last && last.tagName === "P" && !last.textContent.trim() && !last.querySelector("img"); last = root.lastElementChild) last.remove();
	return root.innerHTML;
}
