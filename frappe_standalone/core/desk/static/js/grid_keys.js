// A table by keyboard: Enter goes down (a new row at the end), arrows move between cells, Alt+arrows move the row.
import { t, toast } from "./api.js";
import { status } from "./form_state.js";
import { blockOf } from "./typed.js";
import { copyRow, moveRow, removeRow, rowBelow, rowOf, gridRows } from "./grid.js";
import { controls } from "./values.js";

const tell = (error) => toast(error.message, true);
const isOpen = (input) => input.getAttribute("aria-expanded") === "true";

function focusCell(cell) {
	if (!cell) return;
	cell.focus();
	if (cell.select && cell.tagName === "INPUT" && /^(text|tel|email|url|number)$/.test(cell.type)) cell.select();
}

const sameColumn = (row, input) => row && row.querySelector(`[data-field="${input.dataset.field}"]`);

async function goDown(grid, input, of) {
	focusCell(sameColumn(await rowBelow(grid, rowOf(input), of), input));
}

function goUpDown(grid, input, step) {
	const rows = gridRows(grid), next = rows[rows.indexOf(rowOf(input)) + step];
	focusCell(sameColumn(next, input));
	return Boolean(next);
}

function goAside(input, step) {
	const cells = controls(rowOf(input));
	focusCell(cells[cells.indexOf(input) + step]);
}

// At the edge of the text an arrow leaves the cell; a list of choices and a date keep their arrows.
function leavesCell(input, key) {
	if (input.type === "checkbox") return true;
	if (input.tagName === "SELECT" || ["date", "datetime-local", "time", "number"].includes(input.type)) return false;
	if (key === "ArrowUp" || key === "ArrowDown") return input.tagName !== "TEXTAREA" || !input.value.includes("\n");
	const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
	return key === "ArrowLeft" ? whole || input.selectionEnd === 0 : whole || input.selectionStart === input.value.length;
}

function answer(grid, event, of) {
	const input = event.target, { key } = event, row = rowOf(input);
	if (key === "Delete" && event.ctrlKey) removeRow(grid, row);
	else if (key.toLowerCase() === "d" && event.ctrlKey) copyRow(grid, row);
	else if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) moveRow(grid, row, key === "ArrowUp" ? -1 : 1);
	else if (input.closest(".grid-more") || event.ctrlKey || event.altKey || isOpen(input)) return false;
	else if (key === "Enter" && !event.shiftKey) goDown(grid, input, of).catch(tell);
	else if (!/^Arrow/.test(key) || event.shiftKey || !leavesCell(input, key)) return false;
	else if (key === "ArrowLeft" || key === "ArrowRight") goAside(input, key === "ArrowLeft" ? -1 : 1);
	else return goUpDown(grid, input, key === "ArrowUp" ? -1 : 1);
	return true;
}

export function setUpGridKeys(grid, of) {
	if (!("editable" in grid.dataset)) return;
	grid.addEventListener("keydown", (event) => {
		if (!event.target.dataset || !event.target.dataset.field || event.defaultPrevented) return;
		if (answer(grid, event, of)) event.preventDefault();
	});
	grid.addEventListener("paste", (event) => {
		const input = event.target;
		if (!input.dataset || !input.dataset.field || input.closest(".grid-more")) return;
		const lines = blockOf(event.clipboardData.getData("text"));
		const single = lines.length === 1 && lines[0].length === 1;
		if (event.clipboardData.files.length || (single && !["date", "datetime-local", "time"].includes(input.type) && input.tagName !== "SELECT")) return;
		event.preventDefault();
		status.busy = import("./grid_paste.js").then(({ paste }) => paste(grid, input, lines, of)).then(({ cells, wrong }) => {
			if (!single) toast(wrong ? t("pasted_wrong", cells, wrong) : t("pasted_cells", cells), wrong > 0);
		}).catch(tell);
	});
}
