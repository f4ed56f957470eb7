// Child tables: rows are copied from a template; Enter goes down, Ctrl+Delete removes, all by keyboard.
import { controls, valueOf } from "./values.js";

const rowsOf = (grid) => [...grid.querySelectorAll("tbody > tr[data-row]")];
const moreOf = (row) => (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null);

function renumber(grid) {
	const rows = rowsOf(grid);
	rows.forEach((row, index) => { row.querySelector(".idx").textContent = index + 1; });
	grid.querySelector(".grid-empty").hidden = rows.length > 0;
}

let made = 0;
export function addRow(grid, focus = true) {
	const template = grid.querySelector(":scope > template");
	if (!template) return null; // rows may be changed, not added
	const number = `new${++made}`;
	const holder = document.createElement("tbody");
	holder.innerHTML = template.innerHTML.replace(/__n__/g, number);
	const nodes = [...holder.children];
	grid.querySelector("tbody").append(...nodes);
	renumber(grid);
	grid.dispatchEvent(new Event("change", { bubbles: true }));
	const first = focus && nodes[0].querySelector("[data-field]:not([readonly]):not([disabled])");
	if (first) first.focus();
	return nodes[0];
}

function removeRow(grid, row) {
	const next = rowsOf(grid)[rowsOf(grid).indexOf(row) + 1] || rowsOf(grid)[rowsOf(grid).indexOf(row) - 1];
	const more = moreOf(row);
	if (more) more.remove();
	row.remove();
	renumber(grid);
	grid.dispatchEvent(new Event("change", { bubbles: true }));
	const focus = (next && next.querySelector("[data-field]")) || grid.querySelector("[data-row-add]");
	if (focus) focus.focus();
}

export function readRow(row) {
	const values = JSON.parse(row.dataset.row);
	for (const part of [row, moreOf(row)]) {
		if (part) for (const input of controls(part)) values[input.dataset.field] = valueOf(input);
	}
	for (const key of Object.keys(values)) if (key.startsWith("__") || key === "modified" || key === "creation") delete values[key];
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

function goDown(grid, input) {
	const rows = rowsOf(grid), row = rowOf(input);
	const next = rows[rows.indexOf(row) + 1] || addRow(grid, false);
	const same = next && next.querySelector(`[data-field="${input.dataset.field}"]`);
	if (same) same.focus();
}

// A block copied from a spreadsheet fills cells to the right and below.
function paste(grid, input, text) {
	const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
	if (lines.length < 2 && lines[0].length < 2) return false;
	let row = rowOf(input);
	const start = controls(row).indexOf(input);
	for (const cells of lines) {
		if (!row) row = addRow(grid, false);
		if (!row) break;
		const inputs = controls(row).slice(start);
		cells.forEach((cell, index) => {
			const target = inputs[index];
			if (target && target.dataset.kind !== "link" && target.type !== "checkbox" && !target.readOnly) target.value = cell.trim();
		});
		const rows = rowsOf(grid);
		row = rows[rows.indexOf(row) + 1];
	}
	grid.dispatchEvent(new Event("change", { bubbles: true }));
	return true;
}

export function setUpGrid(grid) {
	grid.addEventListener("click", ({ target }) => {
		const row = target.closest("tr[data-row]");
		if (target.closest("[data-row-add]")) addRow(grid);
		else if (target.closest("[data-row-remove]") && row) removeRow(grid, row);
		else if (target.closest("[data-row-more]") && row) {
			const more = moreOf(row);
			more.hidden = !more.hidden;
			target.closest("[data-row-more]").setAttribute("aria-expanded", !more.hidden);
			if (!more.hidden) { const first = more.querySelector("[data-field]"); if (first) first.focus(); }
		}
	});
	if (!("editable" in grid.dataset)) return;
	grid.addEventListener("keydown", (event) => {
		const input = event.target;
		if (!input.dataset || !input.dataset.field || event.defaultPrevented) return;
		if (event.key === "Enter" && !event.shiftKey && !event.altKey && !input.closest(".grid-more")) { event.preventDefault(); goDown(grid, input); }
		else if (event.key === "Delete" && event.ctrlKey) {
			event.preventDefault();
			if (rowOf(input).querySelector("[data-row-remove]")) removeRow(grid, rowOf(input));
		}
	});
	grid.addEventListener("paste", (event) => {
		if (event.target.dataset && event.target.dataset.field && !event.target.closest(".grid-more") &&
			paste(grid, event.target, event.clipboardData.getData("text"))) event.preventDefault();
	});
}
