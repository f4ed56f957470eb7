// What the form page is about: its data, its controls, and whether something was typed that is not saved.
import { boot, read } from "./api.js";
import { readGrid, readRow, rowOf } from "./grid.js";
import { controls, valueOf } from "./values.js";

export const data = JSON.parse(document.getElementById("form-data").textContent);
Object.assign(boot.messages, data.messages);
// Words that the page does not carry: of the list of keys, or of pasting
export const words = async (part) => Object.assign(boot.messages, await read("frappe_standalone.core.desk.form_messages.later", { part }));
export const form = document.getElementById("form");
export const grids = [...form.querySelectorAll("[data-grid]")];
export const of = { doctype: data.doctype, name: data.name };
export const inRow = (input) => input.closest("[data-grid]");
export const fields = () => controls(form).filter((input) => !inRow(input));
export const control = (fieldname) => fields().find((input) => input.dataset.field === fieldname);
// dirty: something is typed that is not saved; leaving: that is meant; busy: what saving waits for (a paste)
export const status = { dirty: false, leaving: false, busy: null };

const dirtyMark = document.querySelector(".dirty");

export function setDirty(value) {
	status.dirty = value;
	dirtyMark.hidden = !value;
	document.querySelector(".form-head").classList.toggle("calm", !value && !data.is_new);
}

export function currentDoc() {
	const doc = { ...data.doc };
	for (const input of fields()) doc[input.dataset.field] = valueOf(input);
	return doc;
}

// The document a control belongs to; a row knows its parent.
export function docOf(input, parent = currentDoc()) {
	return inRow(input) ? { parent: data.name, ...parent, ...readRow(rowOf(input)), __parent: parent } : parent;
}

// Tables that nobody touched are left as they are stored.
export const isSent = (grid) => "editable" in grid.dataset && (data.is_new || "changed" in grid.dataset);

export function changes() {
	const sent = {};
	for (const input of fields()) sent[input.dataset.field] = valueOf(input);
	for (const grid of grids.filter(isSent)) sent[grid.dataset.grid] = readGrid(grid);
	return sent;
}

export const labelOf = (node) => data.labels[node.dataset.field || node.dataset.grid] || node.dataset.field;
