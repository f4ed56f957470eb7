// Reads a control back into the value that is stored; `data-kind` is set by the widgets in core/desk/widgets.
import { plain } from "./api.js";

const paragraphs = (text) => text.split(/\n+/).filter((line) => line.trim()).map((line) => {
	const p = document.createElement("p");
	p.textContent = line;
	return p.outerHTML;
}).join("");

const readers = {
	text: (input) => input.value,
	int: (input) => (input.value === "" ? null : parseInt(input.value, 10)),
	float: (input) => (input.value === "" ? null : Number(input.value)),
	rating: (input) => Number(input.value),
	check: (input) => (input.checked ? 1 : 0),
	datetime: (input) => (input.value ? input.value.replace("T", " ") + (input.value.length === 16 ? ":00" : "") : null),
	time: (input) => (input.value ? input.value + (input.value.length === 5 ? ":00" : "") : null),
	link: (input) => input.dataset.value || "",
	attach: (input) => input.dataset.value || "",
	secret: (input) => input.value || input.dataset.stored || "",
	html: (input) => (input.value === input.defaultValue ? input.dataset.html : paragraphs(input.value)),
};

export function valueOf(input) {
	const value = (readers[input.dataset.kind] || readers.text)(input);
	return input.type === "date" && value === "" ? null : value;
}

export function setValue(input, value, label) {
	if (input.dataset.kind === "check") input.checked = Boolean(Number(value));
	else if (input.dataset.kind === "link") { input.dataset.value = value || ""; input.value = label || value || ""; }
	else if (input.dataset.kind === "html") { input.dataset.html = value || ""; input.value = input.defaultValue = plain(value); }
	else input.value = value ?? "";
}

export const controls = (root) => [...root.querySelectorAll("[data-field]")];
