// Child tables: their rows are copied from a template, moved, removed and read. Keys are in grid_keys.js, pasting in grid_paste.js.
import { element, read, t, toast } from "./api.js";
import { controls, setValue, valueOf } from "./values.js";

const rowsOf = (grid) => [...grid.querySelectorAll("tbody > tr[data-row]")];
const moreOf = (row) => (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null);

export function renumber(grid) {
	const rows = rowsOf(grid);
	rows.forEach((row, index) => { row.querySelector(".idx").textContent = index + 1; });
	grid.querySelector(".grid-empty").hidden = rows.length > 0;
}

// ---- what the page left out: rows further down, and the fields behind a row ----
const PARTS = "frappe_standalone.core.desk.grid_rows.";
const asked = new WeakMap();
const isDrawn = (grid) => grid.dispatchEvent(new CustomEvent("desk:row-drawn", { bubbles: true }));

// The options of a choice come with the first row that has it.
function fillChoices(grid) {
	const whole = {};
	for (const select of grid.querySelectorAll("tr[data-row] select[data-field]")) {
		const { field } = select.dataset, value = select.value, own = select.options[0];
		if (!("brief" in select.dataset)) { whole[field] = select; continue; }
		const options = [...whole[field].options].map((option) => option.cloneNode(true));
		select.replaceChildren(...(options.some((option) => option.value === value) ? options : [own, ...options]));
		select.value = value;
		delete select.dataset.brief;
	}
}

async function fetchRows(grid, button, of) {
	const start = Number(button.dataset.start);
	const { html, left } = await read(`${PARTS}more_rows`, { ...of, table: grid.dataset.grid, start });
	grid.querySelector("tbody").insertAdjacentHTML("beforeend", html);
	button.dataset.start = start + Number(button.dataset.left) - left;
	button.dataset.left = left;
	button.lastChild.textContent = t("rows_left", left);
	if (!left) button.parentElement.remove();
	renumber(grid);
	fillChoices(grid);
	isDrawn(grid);
}

function drawMore(grid, of) {
	const button = grid.querySelector("[data-left]");
	if (button && !asked.has(grid)) asked.set(grid, fetchRows(grid, button, of).finally(() => asked.delete(grid)));
	return asked.get(grid);
}

export async function drawAll(grid, of) {
	while (grid.querySelector("[data-left]")) await drawMore(grid, of);
}

// The fields behind a row, fetched once. A new row has values already where it was copied: they win over the defaults.
export async function drawDetails(grid, row, of) {
	if (row.dataset.later === undefined) return;
	if (!asked.has(row)) {
		asked.set(row, read(`${PARTS}row_details`, { ...of, name: of.name || "", table: grid.dataset.grid, row: row.dataset.later }));
	}
	const html = await asked.get(row).finally(() => asked.delete(row));
	if (row.dataset.later === undefined) return;
	const isNew = !row.dataset.later, values = JSON.parse(row.dataset.row);
	const more = element("tr", { class: "grid-more", hidden: true }, element("td", { colspan: row.cells.length }));
	more.firstElementChild.innerHTML = html.replace(/__n__/g, row.dataset.made || "");
	row.after(more);
	delete row.dataset.later;
	for (const input of isNew ? controls(more) : []) {
		const value = values[input.dataset.field];
		if (value !== undefined && value !== null && valueOf(input) !== value) setValue(input, value);
	}
	isDrawn(grid);
}

async function openRow(grid, row, button, of) {
	await drawDetails(grid, row, of);
	const more = moreOf(row);
	more.hidden = !more.hidden;
	button.setAttribute("aria-expanded", !more.hidden);
	const first = !more.hidden && more.querySelector("[data-field]");
	if (first) first.focus();
}

// ---- adding, moving, removing, reading rows ----
let made = 0;
const changed = (grid) => grid.dispatchEvent(new Event("change", { bubbles: true }));

// Several rows at once: one change of the page, one change told.
export function addRows(grid, count) {
	const template = grid.querySelector(":scope > template");
	if (!template) return []; // rows may be changed, not added
	const holder = document.createElement("tbody");
	const first = made + 1;
	holder.innerHTML = Array.from({ length: count }, () => template.innerHTML.replace(/__n__/g, `new${++made}`)).join("");
	const nodes = [...holder.children];
	nodes.filter((node) => "row" in node.dataset).forEach((row, index) => { row.dataset.made = `new${first + index}`; });
	grid.querySelector("tbody").append(...nodes);
	renumber(grid);
	changed(grid);
	return nodes.filter((node) => "row" in node.dataset);
}

export function addRow(grid, focus = true) {
	const [row] = addRows(grid, 1);
	const first = row && focus && row.querySelector("[data-field]:not([readonly]):not([disabled])");
	if (first) first.focus();
	return row || null;
}

// A stored row that goes is named: a draft must know it from one that was not drawn yet.
export function dropRow(grid, row) {
	const { name } = JSON.parse(row.dataset.row), more = moreOf(row);
	if (name) grid.dataset.gone = JSON.stringify([...goneOf(grid), name]);
	if (more) more.remove();
	row.remove();
}
export const goneOf = (grid) => JSON.parse(grid.dataset.gone || "[]");

export function removeRow(grid, row) {
	if (!row.querySelector("[data-row-remove]")) return;
	const next = rowsOf(grid)[rowsOf(grid).indexOf(row) + 1] || rowsOf(grid)[rowsOf(grid).indexOf(row) - 1];
	dropRow(grid, row);
	renumber(grid);
	changed(grid);
	const focus = (next && next.querySelector("[data-field]")) || grid.querySelector("[data-row-add]");
	if (focus) focus.focus();
}

const mayOrder = (grid) => Boolean(grid.querySelector(":scope > template"));

export function moveRow(grid, row, step) {
	const rows = rowsOf(grid), other = rows[rows.indexOf(row) + step];
	if (!other || !mayOrder(grid)) return;
	const focused = document.activeElement, body = row.parentElement;
	const [first, second] = step > 0 ? [other, row] : [row, other];
	const parts = [first, moreOf(first)].filter(Boolean);
	parts.forEach((part) => body.insertBefore(part, second));
	renumber(grid);
	changed(grid);
	if (focused && row.contains(focused)) focused.focus();
}

// A copy below, with everything but what is secret or names the row.
export function copyRow(grid, row) {
	const copy = addRow(grid, false);
	if (!copy) return;
	const { name: _name, idx: _idx, ...values } = readRow(row);
	copy.dataset.row = JSON.stringify({ ...values, name: undefined });
	const source = new Map([row, moreOf(row)].filter(Boolean).flatMap(controls).map((input) => [input.dataset.field, input]));
	for (const input of [copy, moreOf(copy)].filter(Boolean).flatMap(controls)) {
		const from = source.get(input.dataset.field);
		if (from && from.dataset.kind !== "secret") setValue(input, valueOf(from), from.dataset.kind === "link" ? from.value : undefined);
	}
	const parts = [copy, moreOf(copy)].filter(Boolean), after = moreOf(row) || row;
	after.after(...parts);
	renumber(grid);
	changed(grid);
	const first = copy.querySelector("[data-field]");
	if (first) first.focus();
}

export function readRow(row) {
	const values = { doctype: row.closest("[data-grid]").dataset.doctype, ...JSON.parse(row.dataset.row) };
	for (const part of [row, moreOf(row)]) {
		if (part) for (const input of controls(part)) values[input.dataset.field] = valueOf(input);
	}
	for (const key of Object.keys(values)) if (key.startsWith("__")) delete values[key];
	return values;
}

export function readGrid(grid) {
	return rowsOf(grid).map((row, index) => {
		const values = readRow(row);
		if (!values.name) delete values.name;
		return { ...values, idx: index + 1 };
	});
}

export const gridRows = rowsOf;
export const rowOf = (input) => {
	const row = input.closest("tr");
	return row && row.classList.contains("grid-more") ? row.previousElementSibling : row;
};

export async function rowBelow(grid, row, of) {
	const next = () => rowsOf(grid)[rowsOf(grid).indexOf(row) + 1];
	if (!next()) await drawMore(grid, of);
	return next() || addRow(grid, false);
}

const tell = (error) => toast(error.message, true);

// The row whose buttons stand below the table: the one somebody works in.
function chooseRow(grid, row) {
	grid.querySelectorAll("tr.at").forEach((other) => { if (other !== row) other.classList.remove("at"); });
	row.classList.add("at");
	grid.querySelectorAll("[data-row-act]").forEach((button) => { button.disabled = false; });
}

function act(grid, kind) {
	const row = grid.querySelector("tr.at");
	if (!row) return;
	if (kind === "copy") copyRow(grid, row);
	else moveRow(grid, row, kind === "up" ? -1 : 1);
}

// `of` names the stored document that the grid belongs to.
export function setUpGrid(grid, of) {
	fillChoices(grid);
	grid.addEventListener("click", ({ target }) => {
		const row = target.closest("tr[data-row]"), button = target.closest("[data-row-act]");
		if (target.closest("[data-row-add]")) drawAll(grid, of).then(() => addRow(grid), tell);
		else if (button) act(grid, button.dataset.rowAct);
		else if (target.closest("[data-left]")) drawMore(grid, of).catch(tell);
		else if (target.closest("[data-row-remove]") && row) removeRow(grid, row);
		else if (target.closest("[data-row-more]") && row) openRow(grid, row, target.closest("[data-row-more]"), of).catch(tell);
	});
	const left = grid.querySelector("[data-left]");
	if (left) {
		const near = (entries) => entries.some((entry) => entry.isIntersecting) && left.isConnected && drawMore(grid, of).catch(tell);
		new IntersectionObserver(near, { rootMargin: "300px" }).observe(left);
	}
	if (!("editable" in grid.dataset)) return;
	grid.addEventListener("focusin", ({ target }) => { const row = target.closest("tr") && rowOf(target); if (row) chooseRow(grid, row); });
	for (const kind of ["input", "change"]) grid.addEventListener(kind, () => { grid.dataset.changed = ""; });
}
