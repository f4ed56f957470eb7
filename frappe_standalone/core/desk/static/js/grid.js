// Child tables: rows are copied from a template; Enter goes down, Ctrl+Delete removes, all by keyboard.
import { read, t, toast } from "./api.js";
import { controls, valueOf } from "./values.js";

const rowsOf = (grid) => [...grid.querySelectorAll("tbody > tr[data-row]")];
const moreOf = (row) => (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null);

function renumber(grid) {
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

async function openRow(grid, row, button, of) {
	const more = moreOf(row);
	if (asked.has(more)) return;
	if (more.dataset.later) {
		const details = read(`${PARTS}row_details`, { ...of, table: grid.dataset.grid, row: more.dataset.later });
		asked.set(more, details);
		more.firstElementChild.innerHTML = await details.finally(() => asked.delete(more));
		delete more.dataset.later;
		isDrawn(grid);
	}
	more.hidden = !more.hidden;
	button.setAttribute("aria-expanded", !more.hidden);
	const first = !more.hidden && more.querySelector("[data-field]");
	if (first) first.focus();
}

// ---- adding, removing, reading rows ----
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

async function rowBelow(grid, row, of) {
	const next = () => rowsOf(grid)[rowsOf(grid).indexOf(row) + 1];
	if (!next()) await drawMore(grid, of);
	return next() || addRow(grid, false);
}

async function goDown(grid, input, of) {
	const row = await rowBelow(grid, rowOf(input), of);
	const same = row && row.querySelector(`[data-field="${input.dataset.field}"]`);
	if (same) same.focus();
}

// A block copied from a spreadsheet fills cells to the right and below.
function blockOf(text) {
	const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
	return lines.length > 1 || lines[0].length > 1 ? lines : null;
}

async function paste(grid, input, lines, of) {
	let row = rowOf(input);
	const start = controls(row).indexOf(input);
	for (const [number, cells] of lines.entries()) {
		if (number) row = await rowBelow(grid, row, of);
		if (!row) break;
		const inputs = controls(row).slice(start);
		cells.forEach((cell, index) => {
			const target = inputs[index];
			if (target && target.dataset.kind !== "link" && target.type !== "checkbox" && !target.readOnly) target.value = cell.trim();
		});
	}
	grid.dispatchEvent(new Event("change", { bubbles: true }));
}

const tell = (error) => toast(error.message, true);

function answerKeys(grid, of) {
	grid.addEventListener("keydown", (event) => {
		const input = event.target;
		if (!input.dataset || !input.dataset.field || event.defaultPrevented) return;
		if (event.key === "Enter" && !event.shiftKey && !event.altKey && !input.closest(".grid-more")) {
			event.preventDefault();
			goDown(grid, input, of).catch(tell);
		} else if (event.key === "Delete" && event.ctrlKey) {
			event.preventDefault();
			if (rowOf(input).querySelector("[data-row-remove]")) removeRow(grid, rowOf(input));
		}
	});
	grid.addEventListener("paste", (event) => {
		const input = event.target;
		if (!input.dataset || !input.dataset.field || input.closest(".grid-more")) return;
		const lines = blockOf(event.clipboardData.getData("text"));
		if (!lines) return;
		event.preventDefault();
		paste(grid, input, lines, of).catch(tell);
	});
}

// `of` names the stored document that the grid belongs to.
export function setUpGrid(grid, of) {
	fillChoices(grid);
	grid.addEventListener("click", ({ target }) => {
		const row = target.closest("tr[data-row]");
		if (target.closest("[data-row-add]")) drawAll(grid, of).then(() => addRow(grid), tell);
		else if (target.closest("[data-left]")) drawMore(grid, of).catch(tell);
		else if (target.closest("[data-row-remove]") && row) removeRow(grid, row);
		else if (target.closest("[data-row-more]") && row) openRow(grid, row, target.closest("[data-row-more]"), of).catch(tell);
	});
	const left = grid.querySelector("[data-left]");
	if (left) {
		const near = (entries) => entries.some((entry) => entry.isIntersecting) && left.isConnected && drawMore(grid, of).catch(tell);
		new IntersectionObserver(near, { rootMargin: "300px" }).observe(left);
	}
	if ("editable" in grid.dataset) answerKeys(grid, of);
	for (const kind of ["input", "change"]) grid.addEventListener(kind, () => { grid.dataset.changed = ""; });
}
