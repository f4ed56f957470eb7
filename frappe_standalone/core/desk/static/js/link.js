// The search box of a link: type, choose with arrows and Enter; the title is shown, the name is kept.
import { element, read, t, toast } from "./api.js";

const state = new WeakMap();
// Doctypes of which this person may make a record; forms say so
let creatable = [];

export function targetOf(input, docOf) {
	return input.dataset.target || (input.dataset.targetField ? docOf(input)[input.dataset.targetField] : "");
}

export function filtersOf(input, docOf) {
	if (!input.dataset.filters) return undefined;
	const doc = docOf(input);
	// v15's form builder writes `eval: doc.field`, with or without the blank; `parent` is a row's document
	const resolve = (value) => {
		const named = typeof value === "string" && /^eval:\s*(doc|parent)\.(\w+)$/.exec(value.trim());
		return named ? (named[1] === "parent" ? doc.__parent || doc : doc)[named[2]] ?? "" : value;
	};
	const filters = JSON.parse(input.dataset.filters);
	if (Array.isArray(filters)) return JSON.stringify(filters.map((row) => [...row.slice(0, -1), resolve(row[row.length - 1])]));
	return JSON.stringify(Object.fromEntries(Object.entries(filters).map(([key, value]) => [key, Array.isArray(value) ? [value[0], resolve(value[1])] : resolve(value)])));
}

function close(input) {
	const box = state.get(input);
	if (box && box.list) box.list.remove();
	state.set(input, { ...box, list: null, at: -1 });
	input.setAttribute("aria-expanded", "false");
	// They would point to a list that is gone
	input.removeAttribute("aria-controls");
	input.removeAttribute("aria-activedescendant");
}

function options(input) {
	const box = state.get(input);
	return box && box.list ? [...box.list.querySelectorAll("[role=option]")] : [];
}

function mark(input, at) {
	const all = options(input);
	const next = Math.max(0, Math.min(at, all.length - 1));
	all.forEach((option, index) => option.setAttribute("aria-selected", index === next));
	if (all[next]) { input.setAttribute("aria-activedescendant", all[next].id); all[next].scrollIntoView({ block: "nearest" }); }
	state.get(input).at = next;
}

export function choose(input, value, label) {
	input.dataset.value = value;
	input.value = label || value;
	input.dataset.label = input.value;
	input.removeAttribute("aria-invalid");
	close(input);
	input.dispatchEvent(new Event("change", { bubbles: true }));
}

async function search(input, docOf) {
	const doctype = targetOf(input, docOf);
	if (!doctype) return;
	const mine = { list: null, at: -1, asked: ((state.get(input) || {}).asked || 0) + 1 };
	close(input);
	state.set(input, mine);
	const text = input.value === input.dataset.label ? "" : input.value.trim();
	const results = await read("frappe.desk.search.search_link", {
		doctype, txt: text, page_length: 12, filters: filtersOf(input, docOf), reference_doctype: input.dataset.doctype,
	});
	if (state.get(input).asked !== mine.asked || document.activeElement !== input) return;
	show(input, results, creatable.includes(doctype) && !input.closest("dialog") ? { doctype, text, docOf } : null);
}

// The last line of the list makes a new record, without leaving the form
function newLine(input, id, { doctype, text, docOf }) {
	const label = input.dataset.targetLabel || doctype;
	const line = element("div", { role: "option", id: `${id}-new`, class: "combo-new" }, text ? t("new_named", label, text) : t("new_record", label));
	const open = () => {
		close(input);
		import("./link_new.js").then(({ makeNew }) => makeNew(input, doctype, text, docOf)).catch((error) => toast(error.message, true));
	};
	line.addEventListener("mousedown", (event) => { event.preventDefault(); open(); });
	line.makeNew = open;
	return line;
}

function show(input, results, maker) {
	const id = `${input.id}-list`;
	const list = element("div", { class: "combo-list", role: "listbox", id });
	results.forEach((row, index) => {
		const option = element("div", { role: "option", id: `${id}-${index}` }, row.label || row.value,
			row.description || row.label ? element("small", {}, [row.label ? row.value : "", row.description].filter(Boolean).join(" · ")) : null);
		option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(input, row.value, row.label); });
		list.append(option);
	});
	if (!results.length) list.append(element("div", { class: "combo-head" }, t("no_match")));
	if (maker) list.append(newLine(input, id, maker));
	input.closest(".combo").append(list);
	state.set(input, { ...state.get(input), list, results });
	input.setAttribute("aria-expanded", "true");
	input.setAttribute("aria-controls", id);
	if (results.length) mark(input, 0);
}

function settle(input) {
	// Leaving the box: empty clears the link, a full match is taken, anything else goes back to what was chosen.
	const box = state.get(input) || {};
	const typed = input.value.trim();
	if (!typed) { if (input.dataset.value) choose(input, "", ""); return close(input); }
	if (typed !== input.dataset.label) {
		const match = (box.results || []).find((row) => row.value === typed || row.label === typed);
		if (match) choose(input, match.value, match.label);
		else { input.value = input.dataset.label || ""; }
	}
	close(input);
}

export function setUpLinks(root, docOf, mayCreate) {
	let timer;
	if (mayCreate) creatable = mayCreate;
	const ask = (input) => search(input, docOf).catch((error) => toast(error.message, true));
	const isLink = (node) => node.dataset && node.dataset.kind === "link" && !node.readOnly;
	root.addEventListener("focusin", ({ target }) => {
		if (isLink(target) && target.dataset.label === undefined) target.dataset.label = target.value;
	});
	root.addEventListener("input", ({ target }) => {
		if (!isLink(target)) return;
		clearTimeout(timer);
		timer = setTimeout(() => ask(target), 180);
	});
	root.addEventListener("click", ({ target }) => { if (isLink(target) && !options(target).length) ask(target); });
	root.addEventListener("focusout", ({ target }) => { if (isLink(target)) settle(target); });
	root.addEventListener("keydown", (event) => {
		const input = event.target;
		if (!isLink(input)) return;
		const box = state.get(input) || { at: -1 };
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			if (options(input).length) mark(input, box.at + (event.key === "ArrowDown" ? 1 : -1));
			else ask(input);
		} else if (event.key === "Enter" && event.altKey) {
			const open = input.parentElement.querySelector(".combo-open");
			if (open) open.click();
		} else if (event.key === "Enter" && options(input)[box.at]) {
			event.preventDefault();
			event.stopPropagation();
			const row = box.results[box.at];
			if (row) choose(input, row.value, row.label);
			else options(input)[box.at].makeNew();
		} else if (event.key === "Escape" && box.list) { event.stopPropagation(); close(input); }
	});
}
