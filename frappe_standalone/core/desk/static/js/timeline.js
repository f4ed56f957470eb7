// The timeline: comments with @colleagues, one's own ones changed and deleted, kinds, older pages.
import { call, confirmBox, element, plain, read, t, toast } from "./api.js";

const root = document.getElementById("timeline");
const about = { doctype: root.dataset.doctype, name: root.dataset.name };
const list = document.getElementById("trail-items");
const kind = document.getElementById("trail-kind");
const box = document.getElementById("comment");
const CORE = "frappe_standalone.core.desk.comments.";
const called = new Map(); // what stands in the text → the account it means
const failed = (error) => toast(error.message, true);

async function show(before) {
	const html = await read(`${CORE}timeline`, { ...about, before, kind: kind.value || undefined });
	const holder = element("div", {});
	holder.innerHTML = html;
	const more = list.querySelector(".trail-more");
	if (before && more) more.remove();
	else list.textContent = "";
	list.append(...holder.childNodes);
}

const escaped = (text) => { const node = element("i", {}, text); return node.innerHTML; };

// Every @name that was chosen from the list becomes a mention as v15 keeps it
function asHtml(text) {
	let html = escaped(text);
	for (const [name, id] of called) {
		const mark = element("span", { class: "mention", "data-id": id, "data-value": name, "data-denotation-char": "@" }, `@${name}`);
		html = html.split(escaped(`@${name}`)).join(mark.outerHTML);
	}
	return html;
}

async function send() {
	if (!box.value.trim()) { toast(t("comment_empty"), true); return box.focus(); }
	const user = JSON.parse(document.getElementById("form-data").textContent);
	await call("frappe.desk.form.utils.add_comment", {
		reference_doctype: about.doctype, reference_name: about.name, content: asHtml(box.value.trim()),
		comment_email: user.user, comment_by: user.user_fullname,
	});
	box.value = "";
	if (!["", "comment"].includes(kind.value)) kind.value = "";
	return show();
}

function edit(item) {
	const said = item.querySelector(".trail-said");
	for (const mark of said.querySelectorAll(".mention")) called.set(mark.dataset.value || mark.textContent.replace(/^@/, ""), mark.dataset.id);
	const text = element("textarea", { class: "input", "aria-label": t("value") });
	text.value = plain(said.innerHTML.replace(/<\/p>/g, "\n"));
	const save = element("button", { class: "btn btn-s btn-primary", type: "button" }, t("save"));
	const stop = element("button", { class: "btn btn-s", type: "button" }, t("cancel"));
	const form = element("div", { class: "trail-edit" }, text, element("div", {}, save, stop));
	said.hidden = true;
	said.after(form);
	text.focus();
	stop.addEventListener("click", () => { form.remove(); said.hidden = false; });
	save.addEventListener("click", () => call("frappe.desk.form.utils.update_comment", { name: item.dataset.commentName, content: asHtml(text.value) })
		.then(() => show()).catch(failed));
}

async function remove(item) {
	if (!(await confirmBox(t("comment_delete"), { danger: true }))) return;
	await call(`${CORE}delete_comment`, { name: item.dataset.commentName });
	await show();
}

root.addEventListener("click", ({ target }) => {
	const item = target.closest("[data-comment-name]");
	if (target.closest("[data-comment]")) send().catch(failed);
	else if (target.closest("[data-older]")) show(target.closest("[data-older]").dataset.older).catch(failed);
	else if (target.closest("[data-edit-comment]")) edit(item);
	else if (target.closest("[data-delete-comment]")) remove(item).catch(failed);
});
kind.addEventListener("change", () => show().catch(failed));

// ---- @: the list of colleagues who may read the record ----
const options = element("div", { class: "combo-list", role: "listbox", id: "colleagues", hidden: true });
box.parentElement.append(options);
box.setAttribute("aria-controls", "colleagues");
let asked = 0, timer = null;
const typed = () => /(?:^|\s|[，。；、])[@＠]([^\s@＠]{0,20})$/.exec(box.value.slice(0, box.selectionStart));
const shown = () => [...options.children].filter((node) => node.dataset.id);
const close = () => { options.hidden = true; };
const mark = (node) => shown().forEach((one) => one.setAttribute("aria-selected", one === node));

async function suggest() {
	const found = typed(), mine = ++asked;
	if (!found) return close();
	const rows = await read(`${CORE}colleagues`, { ...about, txt: found[1] });
	if (mine !== asked) return undefined;
	options.textContent = "";
	for (const row of rows) options.append(element("div", { role: "option", "data-id": row.id, "data-value": row.value }, row.value, element("small", {}, row.id)));
	if (!rows.length) options.append(element("div", { class: "combo-head" }, t("no_match")));
	options.hidden = false;
	return mark(shown()[0]);
}

function choose(node) {
	const end = box.selectionStart, start = end - typed()[1].length - 1;
	called.set(node.dataset.value, node.dataset.id);
	box.setRangeText(`@${node.dataset.value} `, start, end, "end");
	close();
	box.focus();
}

box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => suggest().catch(failed), 150); });
box.addEventListener("keydown", (event) => {
	if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); send().catch(failed); return; }
	if (options.hidden) return;
	const all = shown(), at = all.findIndex((node) => node.getAttribute("aria-selected") === "true");
	if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]); }
	else if ((event.key === "Enter" || event.key === "Tab") && all[at]) { event.preventDefault(); choose(all[at]); }
	else if (event.key === "Escape") { event.stopPropagation(); close(); }
});
options.addEventListener("mousedown", (event) => {
	const node = event.target.closest("[data-id]");
	if (node) { event.preventDefault(); choose(node); }
});
box.addEventListener("blur", () => setTimeout(close, 150));

// The page is there before its history: it is asked for when the reader comes near it
if (window.IntersectionObserver) {
	const near = new IntersectionObserver((entries) => {
		if (entries.some((entry) => entry.isIntersecting)) { near.disconnect(); show().catch(failed); }
	}, { rootMargin: "800px" });
	near.observe(root);
} else show().catch(failed);
