// Errors at their fields, all at once, with a summary on top whose lines lead to the fields.
import { element, t } from "./api.js";
import { gridRows, rowOf } from "./grid.js";
import { control, data, form, grids, inRow, labelOf } from "./form_state.js";
import { openTabOf } from "./form_tabs.js";
import { controls, problemOf, valueOf } from "./values.js";

const box = document.getElementById("form-errors");
const holderOf = (input) => input.closest("td, .field-body") || input.parentElement;

export function clearErrors() {
	box.hidden = true;
	form.querySelectorAll(".field-error").forEach((node) => node.remove());
	form.querySelectorAll("[aria-invalid]").forEach(clearError);
}

export function clearError(input) {
	input.removeAttribute("aria-invalid");
	const said = input.dataset.said && document.getElementById(input.dataset.said);
	if (said) said.remove();
	if (input.dataset.said) {
		const others = (input.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== input.dataset.said);
		if (others.length) input.setAttribute("aria-describedby", others.join(" ")); else input.removeAttribute("aria-describedby");
	}
	delete input.dataset.said;
}

export function mark(input, text) {
	clearError(input);
	const id = `${input.id}-error`;
	input.setAttribute("aria-invalid", "true");
	input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
	input.dataset.said = id;
	holderOf(input).append(element("p", { class: "field-error", id }, text));
}

// Brings a control into view, whatever hides it.
export function reveal(input) {
	openTabOf(input);
	for (let part = input.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
	const more = input.closest("tr.grid-more");
	if (more) more.hidden = false;
	input.scrollIntoView({ block: "center" });
	input.focus({ preventScroll: true });
}

// `problems`: {text, input?, actions?}[]
export function showProblems(problems) {
	const lines = problems.map(({ text, input }) => element("li", {}, input
		? element("button", { type: "button", class: "jump", onclick: () => reveal(input) }, text) : text));
	const head = problems.length > 1 ? element("b", {}, t("problems", problems.length)) : null;
	const actions = problems.flatMap((problem) => problem.actions || []);
	box.replaceChildren(element("div", {}, ...[head, element("ul", { class: problems.length > 1 ? "many" : "one" }, ...lines)].filter(Boolean),
		...(actions.length ? [element("div", { class: "notice-actions" }, ...actions)] : [])));
	box.hidden = false;
	const first = problems.find((problem) => problem.input);
	if (first) reveal(first.input); else { box.focus(); }
	box.scrollIntoView({ block: "nearest" });
}

// A refusal in words is put at the field whose label it names; "row 3" leads into a table.
function fieldOf(message) {
	const named = Object.entries(data.labels).filter(([, label]) => label && message.includes(label)).sort((a, b) => b[1].length - a[1].length);
	const row = Number((/(?:第\s*|Row\s*#?)(\d+)/i.exec(message) || [])[1]);
	for (const grid of row ? grids : []) {
		const line = gridRows(grid)[row - 1];
		const more = line && line.nextElementSibling && line.nextElementSibling.classList.contains("grid-more") ? line.nextElementSibling : null;
		const cells = [line, more].filter(Boolean).flatMap(controls);
		const cell = cells.find((input) => message.includes(cellLabel(input)));
		if (cell) return cell;
		if (line && cells[0] && named.some(([fieldname]) => fieldname === grid.dataset.grid)) return cells[0];
	}
	// A label in quotation marks is meant, and the first of them before the others
	const quoted = named.filter(([, label]) => message.includes(`“${label}”`)).sort((a, b) => message.indexOf(a[1]) - message.indexOf(b[1]));
	for (const [fieldname] of [...quoted, ...named]) {
		const input = control(fieldname);
		if (input) return input;
	}
	return null;
}

// These say nothing of a field, whatever labels their words happen to hold.
const OF_NO_FIELD = ["Offline", "TimestampMismatchError"];

export function showRefusal(error, actions = []) {
	clearErrors();
	const problems = (error.messages && error.messages.length ? error.messages : [error.message]).map((text) => {
		const input = OF_NO_FIELD.includes(error.type) ? null : fieldOf(text);
		if (input) mark(input, text);
		return { text, input };
	});
	problems[0].actions = actions;
	showProblems(problems);
}

// In a row a column's name stands with the control, behind the row in a label of its own.
function cellLabel(input) {
	const label = input.closest("[data-fieldbox]") && input.closest("[data-fieldbox]").querySelector(".field-label");
	return input.getAttribute("aria-label") || (label && label.firstChild ? label.firstChild.textContent.trim() : "") || labelOf(input);
}

function isAsked(input) {
	return input.getAttribute("aria-required") === "true" && !input.closest("[hidden]:not([role=tabpanel]):not(.grid-more), .cell-off");
}

function problemAt(input) {
	const wrong = problemOf(input);
	if (wrong) return wrong;
	if (!isAsked(input)) return "";
	const value = valueOf(input);
	if (value !== "" && value !== null && !(Array.isArray(value) && !value.length)) return "";
	const grid = inRow(input);
	return grid ? t("required_row", labelOf(grid), gridRows(grid).indexOf(rowOf(input)) + 1, cellLabel(input))
		: t("required", labelOf(input));
}

// A required table without rows is asked for like any empty field.
function emptyTables() {
	return grids.filter((grid) => "required" in grid.dataset && !gridRows(grid).length && !grid.closest("[hidden]:not([role=tabpanel])"))
		.map((grid) => ({ text: t("required_rows", labelOf(grid)), input: grid.querySelector("[data-row-add]") }));
}

// Every missing or unreadable value of the form; [] if it may be sent. Nothing on the page changes.
export function problemsNow() {
	const found = controls(form).map((input) => ({ text: problemAt(input), input })).filter(({ text }) => text);
	return [...found, ...emptyTables()];
}

// The same, marked at the fields.
export function findProblems() {
	clearErrors();
	const found = problemsNow();
	for (const { text, input } of found) if (input.dataset.field) mark(input, text);
	return found;
}

// What was wrong and is right now loses its mark at once.
export function recheck(input) {
	if (!input.dataset || !input.dataset.field) return;
	const wrong = problemOf(input);
	if (wrong) mark(input, wrong);
	else if (input.hasAttribute("aria-invalid") && !problemAt(input)) clearError(input);
}
