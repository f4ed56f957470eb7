// The controls of the panel. Each shows a value of the draft and writes it back as one change.

import { search } from "./designer_api.js";
import { icon } from "./designer_icons.js";
import { el, t } from "./dom.js";

let number = 0;

/** Label above, control, hint under it. `name`: what it is called if the label alone does not tell it apart. */
export function field(label, control, hint, name) {
	const id = control.id || `fx-f${++number}`;
	const input = control.matches("input, select, textarea") ? control : control.querySelector("input, select, textarea") || control;
	input.id = id;
	if (name && name !== label) input.setAttribute("aria-label", name);
	input.dataset.name = name || label;
	if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
	return el("div", { class: "fx-field" }, el("label", { for: id }, label), control, hint ? el("small", { id: `${id}-hint` }, hint) : "");
}

// A control without a label of its own in sight, in a row of several
export function cell(name, control) {
	const input = control.matches("input, select, textarea") ? control : control.querySelector("input, select, textarea");
	input.setAttribute("aria-label", name);
	input.dataset.name = name;
	return control;
}

// options: [{value, label, group}]; those of one group stand together under its name
export function choice(options, value, onchange, disabled) {
	const rows = options.some((one) => one.value === (value ?? "")) ? options : [...options, { value: value ?? "", label: value || t("choose …") }];
	const shown = [];
	for (const one of rows) {
		const option = el("option", { value: one.value, selected: one.value === (value ?? "") }, one.label || t("(none)"));
		const last = shown[shown.length - 1];
		if (!one.group) shown.push(option);
		else if (last && last.label === one.group) last.append(option);
		else shown.push(el("optgroup", { label: one.group }, option));
	}
	return el("select", { disabled, onchange: (event) => onchange(event.target.value) }, shown);
}

// Typing writes at once, quietly; leaving the box draws the panel again
export function text(value, oninput, attributes = {}) {
	return el(attributes.rows ? "textarea" : "input", {
		...(attributes.rows ? {} : { type: "text" }), autocomplete: "off", ...attributes, value: value ?? "",
		oninput: (event) => oninput(event.target.value, true), onchange: (event) => oninput(event.target.value, false),
	});
}

export function tick(label, on, onchange, hint, disabled) {
	const input = el("input", { type: "checkbox", checked: Boolean(Number(on || 0)), disabled, onchange: (event) => onchange(event.target.checked ? 1 : 0) });
	input.dataset.name = label;
	const id = `fx-f${++number}`;
	if (hint) input.setAttribute("aria-describedby", id);
	return el("div", { class: "fx-tick" }, el("label", {}, input, el("span", {}, label)), hint ? el("small", { id }, hint) : "");
}

// One of a few, all to be seen; `options`: [{value, label, hint}]
export function pick(label, options, value, onchange, disabled) {
	const group = `fx-r${++number}`;
	return el("div", { class: "fx-picks", role: "radiogroup", "aria-label": label }, options.map((one) => {
		const input = el("input", { type: "radio", name: group, value: one.value, checked: one.value === value, disabled, "aria-label": one.label, onchange: () => onchange(one.value) });
		input.dataset.name = `${label} ${one.value}`;
		return el("label", { class: "fx-pick" }, input, el("span", {}, el("b", {}, one.label), one.hint ? el("small", {}, one.hint) : ""));
	}));
}

export function button(label, onclick, attributes = {}) {
	const { sign, ...rest } = attributes;
	return el("button", { type: "button", class: "fx-button", onclick, ...rest }, sign ? icon(sign) : "", rest["aria-label"] ? "" : label);
}

export function add(label, onclick) {
	return el("button", { type: "button", class: "fx-add", onclick }, icon("plus"), label);
}

export function drop(name, onclick) {
	return el("button", { type: "button", class: "fx-drop", "aria-label": name, title: name, onclick }, icon("trash"));
}

/** A record, found by typing. `shown`: what it is called; `onchoose(value, label)`. */
export function record(doctype, value, shown, onchoose, disabled) {
	const list = el("ul", { class: "fx-options", role: "listbox", id: `fx-l${++number}`, hidden: true });
	let rows = [], at = -1, turn = 0, timer = 0, chosen = shown || value || "";
	const input = el("input", {
		type: "text", role: "combobox", autocomplete: "off", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id, disabled,
		placeholder: t("Type to search"), value: chosen,
		oninput: () => { clearTimeout(timer); timer = setTimeout(look, 180); }, onfocus: () => { input.select(); }, onclick: () => { if (list.hidden) look(); },
		onblur: () => setTimeout(() => { close(); input.value = input.value.trim() ? chosen : leave(); }, 160), onkeydown: keys,
	});

	function leave() {
		if (chosen) take({ value: "", label: "" });
		return "";
	}

	async function look() {
		const mine = ++turn;
		const wanted = input.value === chosen ? "" : input.value.trim();
		try {
			const found = await search(doctype, wanted);
			if (mine !== turn || !input.isConnected) return;
			[rows, at] = [found, found.length ? 0 : -1];
		} catch (error) {
			[rows, at] = [[], -1];
			list.replaceChildren(el("li", { class: "fx-none", role: "alert" }, error.message));
		}
		show();
	}

	function show() {
		if (rows.length || list.childElementCount === 0 || !list.querySelector("[role=alert]")) {
			list.replaceChildren(...rows.map((row, index) => el("li", {
				role: "option", id: `${list.id}-${index}`, "aria-selected": String(index === at), onmousedown: (event) => { event.preventDefault(); take(row); }, onclick: () => take(row),
			}, row.label, row.description && row.description !== row.label ? el("small", {}, row.description) : "")));
			if (!rows.length) list.append(el("li", { class: "fx-none" }, t("Nothing found")));
		}
		list.hidden = false;
		input.setAttribute("aria-expanded", "true");
		if (at >= 0) input.setAttribute("aria-activedescendant", `${list.id}-${at}`); else input.removeAttribute("aria-activedescendant");
		if (list.children[at]) list.children[at].scrollIntoView({ block: "nearest" });
	}

	function keys(event) {
		if (event.key === "ArrowDown" || event.key === "ArrowUp") {
			event.preventDefault();
			if (list.hidden) return void look();
			at = rows.length ? (at + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length : -1;
			show();
		} else if (event.key === "Enter" && !list.hidden && rows[at]) {
			event.preventDefault();
			take(rows[at]);
		} else if (event.key === "Escape" && !list.hidden) {
			event.stopPropagation();
			close();
		}
	}

	function take(row) {
		chosen = row.label;
		input.value = row.label;
		close();
		if (row.value !== value) onchoose(row.value, row.label);
	}

	function close() {
		turn++;
		list.hidden = true;
		input.setAttribute("aria-expanded", "false");
	}

	return el("div", { class: "fx-record" }, input, list);
}

/** A part of the panel that folds; `said`: what it holds, in a few words. It stays as it was left. */
export function section(panel, id, title, said, parts, open) {
	const is = panel.opened.has(id) ? panel.opened.get(id) : Boolean(open);
	const box = el("details", { class: "fx-section", open: is }, el("summary", {}, el("span", {}, title), said ? el("small", {}, said) : ""), el("div", { class: "fx-section-body" }, parts));
	box.addEventListener("toggle", () => panel.opened.set(id, box.open));
	return box;
}
