// The plain controls of the side panel and the other tabs: a label, a box, one line of help, and why it is locked.
import { element } from "../api.js";

let number = 0;

export function row(label, control, { hint = "", lock = "", wide = false } = {}) {
	const id = control.id || `c-${number++}`;
	control.id = id;
	if (lock) { control.disabled = true; control.setAttribute("aria-describedby", `${id}-why`); }
	const text = lock || hint;
	return element("div", { class: `b-row${wide ? " b-row-wide" : ""}` }, element("label", { for: id }, label), control,
		text ? element("p", { class: lock ? "b-lock" : "field-hint", id: lock ? `${id}-why` : null }, text) : null);
}

export function tick(label, value, run, { lock = "", hint = "" } = {}) {
	const box = element("input", { type: "checkbox", id: `c-${number++}`, disabled: Boolean(lock) });
	box.checked = Boolean(value);
	box.addEventListener("change", () => run(box.checked ? 1 : 0));
	const text = lock || hint;
	return element("div", { class: "b-row" }, element("label", { class: "check" }, box, element("span", {}, label)),
		text ? element("p", { class: lock ? "b-lock" : "field-hint" }, text) : null);
}

export function line(value, run, attributes = {}) {
	const box = element("input", { type: "text", class: "input", autocomplete: "off", ...attributes });
	box.value = value ?? "";
	box.addEventListener("input", () => run(box.value));
	return box;
}

export function lines(value, run, attributes = {}) {
	const box = element("textarea", { class: "input", rows: 5, ...attributes });
	box.value = value ?? "";
	box.addEventListener("input", () => run(box.value));
	return box;
}

// choices: [{ value, label }]
export function pick(value, choices, run, attributes = {}) {
	const box = element("select", { class: "input", ...attributes });
	for (const choice of choices) box.append(element("option", { value: choice.value, selected: String(choice.value) === String(value ?? "") }, choice.label));
	box.addEventListener("change", () => run(box.value));
	return box;
}

export const button = (label, run, cls = "btn") => element("button", { type: "button", class: cls, onclick: run }, label);
