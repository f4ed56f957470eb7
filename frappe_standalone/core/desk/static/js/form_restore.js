// Putting a draft in again: offered above the form, or done at once where somebody asked for it before.
import { element, t } from "./api.js";
import { addRow, drawAll, drawDetails, dropRow, gridRows, renumber } from "./grid.js";
import { isKept, moreOf, rowInputs, wipeDraft } from "./form_draft.js";
import { control, grids, of, setDirty } from "./form_state.js";
import { setValue } from "./values.js";

function put(inputs, values) {
	for (const input of inputs) {
		const kept = values[input.dataset.field];
		if (kept && isKept(input)) setValue(input, kept[0], kept[1]);
	}
}

// Rows that were moved stand where they had been moved to; the others stay.
function order(rows) {
	const isBehind = (row, other) => Boolean(other.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING);
	if (rows.every((row, index) => !index || isBehind(row, rows[index - 1]))) return;
	rows.forEach((row, index) => { if (index) (moreOf(rows[index - 1]) || rows[index - 1]).after(...[row, moreOf(row)].filter(Boolean)); });
}

async function putRows(grid, { gone, rows }) {
	await drawAll(grid, of);
	const there = new Map(gridRows(grid).map((row) => [JSON.parse(row.dataset.row).name || null, row]));
	for (const name of gone) if (there.has(name)) dropRow(grid, there.get(name));
	// A new form's own empty rows give way to those that were typed
	for (const row of gridRows(grid)) if (!JSON.parse(row.dataset.row).name) dropRow(grid, row);
	const restored = [];
	for (const kept of rows) {
		// A row that somebody else removed meanwhile comes back only where something was typed into it
		const row = (kept.name && there.get(kept.name)) || (Object.keys(kept.values).length || !kept.name ? addRow(grid, false) : null);
		if (!row || !row.isConnected) continue;
		if (Object.keys(kept.values).some((name) => !rowInputs(row).some((input) => input.dataset.field === name))) await drawDetails(grid, row, of);
		put(rowInputs(row), kept.values);
		restored.push(row);
	}
	order(restored);
	renumber(grid);
}

export async function restore(draft) {
	for (const [fieldname, kept] of Object.entries(draft.values)) {
		const input = control(fieldname);
		if (input) put([input], { [fieldname]: kept });
	}
	for (const grid of grids) {
		const rows = draft.tables[grid.dataset.grid];
		if (rows && "editable" in grid.dataset) { await putRows(grid, rows); grid.dataset.changed = ""; }
	}
	setDirty(true);
	document.getElementById("form").dispatchEvent(new Event("change", { bubbles: true }));
}

export function offer(draft) {
	const at = new Date(draft.at);
	const time = `${at.getMonth() + 1}-${at.getDate()} ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
	const button = (label, act, main) => element("button", { type: "button", class: main ? "btn btn-s btn-primary" : "btn btn-s", onclick: act }, label);
	const note = element("div", { class: "notice", id: "form-draft", role: "status" }, element("span", { class: "grow" }, t("draft_found", time)),
		button(t("restore"), () => { note.remove(); restore(draft); }, true),
		button(t("discard"), () => { note.remove(); wipeDraft(); }));
	document.getElementById("form-errors").before(note);
}
