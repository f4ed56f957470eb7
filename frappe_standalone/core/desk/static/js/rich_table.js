// A table in formatted text: put in, a row or column more or less, Tab from cell to cell.
import { element, t } from "./api.js";
import { labelled, openDialog } from "./dialog.js";
import { words } from "./form_state.js";

const MOST = { rows: 50, columns: 12 };

function count(name, most, value) {
	return element("input", { class: "input", type: "number", min: 1, max: most, value, required: true, "aria-label": t(name) });
}

export async function askTable(insert) {
	await words("rich");
	const rows = count("table_rows", MOST.rows, 3), columns = count("table_columns", MOST.columns, 3);
	const dialog = openDialog({
		title: t("table_new"), label: t("insert"), body: [labelled(t("table_rows"), rows), labelled(t("table_columns"), columns)],
		run: () => {
			const [high, wide] = [Number(rows.value), Number(columns.value)];
			const line = (tag) => `<tr>${`<${tag}><br></${tag}>`.repeat(wide)}</tr>`;
			dialog.close(); // while it is open nothing behind it can be changed
			insert(`<table><tbody>${line("th")}${line("td").repeat(high - 1)}</tbody></table><p><br></p>`);
			return false;
		},
	});
}

const blank = (tag) => element(tag, {}, element("br"));

function addRow(cell) {
	const row = cell.parentElement, made = element("tr", {}, ...[...row.cells].map(() => blank("td")));
	row.after(made);
	return made.cells[cell.cellIndex];
}

function addColumn(cell) {
	const at = cell.cellIndex;
	for (const row of cell.closest("table").rows) { const here = row.cells[Math.min(at, row.cells.length - 1)]; here.after(blank(here.tagName)); }
	return cell.nextElementSibling;
}

function dropRow(cell) {
	const row = cell.parentElement, table = cell.closest("table"), next = table.rows[row.rowIndex + 1] || table.rows[row.rowIndex - 1];
	row.remove();
	return next ? next.cells[Math.min(cell.cellIndex, next.cells.length - 1)] || next.cells[0] : dropTable(table);
}

function dropColumn(cell) {
	const at = cell.cellIndex, table = cell.closest("table"), next = cell.nextElementSibling || cell.previousElementSibling;
	if (!next) return dropTable(table);
	for (const row of table.rows) if (row.cells[at]) row.cells[at].remove();
	return next;
}

function dropTable(table) {
	const after = table.nextElementSibling || element("p", {}, element("br"));
	if (!after.isConnected) table.after(after);
	table.remove();
	return after;
}

export const TABLE_ACTS = { "add-row": addRow, "add-column": addColumn, "drop-row": dropRow, "drop-column": dropColumn, "drop-table": (cell) => dropTable(cell.closest("table")) };

// The cell after (or before) in reading order; null at the end, so that Tab leaves the text as everywhere.
export function cellBeside(cell, step) {
	const cells = [...cell.closest("table").querySelectorAll("td, th")];
	return cells[cells.indexOf(cell) + step] || null;
}
