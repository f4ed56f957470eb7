// Conditions of fields: show, require, lock. The server drew the page by the same rules; here they follow the typing.
import { holds } from "./conditions.js";
import { rowOf } from "./grid.js";
import { currentDoc, docOf, form } from "./form_state.js";

const parsed = new WeakMap();

function rulesOf(node) {
	if (!parsed.has(node)) parsed.set(node, JSON.parse(node.dataset.rules));
	return parsed.get(node);
}

function lock(input, locked) {
	if (input.tagName === "SELECT" || input.type === "checkbox" || input.type === "file") input.disabled = locked;
	else if (input.dataset.kind === "rich") input.contentEditable = String(!locked);
	else input.readOnly = locked;
}

function apply(node, doc) {
	const { show, need, lock: locks } = rulesOf(node);
	const inputs = node.querySelectorAll("[data-field]");
	if (show && node.tagName === "TD") node.classList.toggle("cell-off", !holds(show, doc));
	else if (show) node.hidden = "blank" in node.dataset || !holds(show, doc);
	if (need) {
		const needed = holds(need, doc);
		node.querySelectorAll(".req").forEach((mark) => { mark.hidden = !needed; });
		inputs.forEach((input) => input.setAttribute("aria-required", needed));
	}
	if (locks) {
		const locked = holds(locks, doc);
		inputs.forEach((input) => lock(input, locked));
	}
}

export function applyRules() {
	const doc = currentDoc(), rows = new Map();
	for (const node of form.querySelectorAll("[data-rules]")) {
		const row = node.closest("tr") && rowOf(node);
		if (row && !rows.has(row)) rows.set(row, docOf(node, doc));
		apply(node, row ? rows.get(row) : doc);
	}
}
