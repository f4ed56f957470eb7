// What was typed and not saved, kept in this browser for this person, form and record: offered back after a crash or a
// closed tab, wiped at save, at discard and at sign-out. Only what differs from the page as it was loaded is kept, so that
// putting it in again leaves alone what others saved meanwhile. Numbers that are kept secret never enter it.
import { boot, element, t } from "./api.js";
import { addRow, drawAll, drawDetails, dropRow, goneOf, gridRows, renumber } from "./grid.js";
import { control, data, fields, grids, of, setDirty, status } from "./form_state.js";
import { controls, setValue, valueOf } from "./values.js";

const DAYS = 7;
const prefix = `desk-draft|${boot.user}|`;
const key = `${prefix}${data.doctype}|${data.is_new ? "" : data.name}`;
const isKept = (input) => !["secret", "none"].includes(input.dataset.kind) && input.type !== "password";
const loaded = new WeakMap(); // control → the value it came with
let timer;

const moreOf = (row) => (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null);
const rowInputs = (row) => [row, moreOf(row)].filter(Boolean).flatMap(controls);
const textOf = (input) => JSON.stringify(valueOf(input));
const one = (input) => (input.dataset.kind === "link" ? [valueOf(input), input.value] : [valueOf(input)]);
const valuesOf = (inputs, all) => Object.fromEntries(inputs.filter((input) => isKept(input) && (all || loaded.get(input) !== textOf(input)))
	.map((input) => [input.dataset.field, one(input)]));

function note(inputs) {
	for (const input of inputs) if (!loaded.has(input)) loaded.set(input, textOf(input));
}

// As the form stands now it is stored: what differs from here on is what a draft keeps.
export function noteLoaded({ anew = false } = {}) {
	const all = [...fields(), ...grids.flatMap(gridRows).filter((row) => JSON.parse(row.dataset.row).name).flatMap(rowInputs)];
	if (anew) all.forEach((input) => loaded.delete(input));
	note(all);
}

function rowsOf(grid) {
	return gridRows(grid).map((row) => {
		const name = JSON.parse(row.dataset.row).name || null;
		return { name, values: valuesOf(rowInputs(row), !name) };
	});
}

export function keepDraft({ restore = false } = {}) {
	clearTimeout(timer);
	if (!status.dirty || "signedOut" in document.body.dataset) return;
	const changed = grids.filter((grid) => "editable" in grid.dataset && (data.is_new || "changed" in grid.dataset));
	const draft = {
		at: Date.now(), restore, values: valuesOf(fields()),
		tables: Object.fromEntries(changed.map((grid) => [grid.dataset.grid, { gone: goneOf(grid), rows: rowsOf(grid) }])),
	};
	try { localStorage.setItem(key, JSON.stringify(draft)); } catch (_error) { /* a full or closed store: the page still holds all */ }
}

export function wipeDraft() {
	clearTimeout(timer);
	try { localStorage.removeItem(key); } catch (_error) { /* nothing was kept */ }
}

function readDraft() {
	try {
		const draft = JSON.parse(localStorage.getItem(key));
		const isYoung = draft && Date.now() - draft.at < DAYS * 86400_000;
		return isYoung && !Object.values(draft.tables).some(Array.isArray) ? draft : null; // an earlier version wrote lists
	} catch (_error) { return null; }
}

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

async function restore(draft) {
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

function offer(draft) {
	const at = new Date(draft.at);
	const time = `${at.getMonth() + 1}-${at.getDate()} ${String(at.getHours()).padStart(2, "0")}:${String(at.getMinutes()).padStart(2, "0")}`;
	const button = (label, act, main) => element("button", { type: "button", class: main ? "btn btn-s btn-primary" : "btn btn-s", onclick: act }, label);
	const note = element("div", { class: "notice", id: "form-draft", role: "status" }, element("span", { class: "grow" }, t("draft_found", time)),
		button(t("restore"), () => { note.remove(); restore(draft); }, true),
		button(t("discard"), () => { note.remove(); wipeDraft(); }));
	document.getElementById("form-errors").before(note);
}

function isSame(draft) {
	const now = valuesOf(fields(), true);
	return !Object.keys(draft.tables).length && Object.entries(draft.values).every(([name, value]) => !(name in now) || String(now[name][0] ?? "") === String(value[0] ?? ""));
}

export function setUpDraft(form) {
	noteLoaded();
	form.addEventListener("desk:row-drawn", () => noteLoaded());
	const draft = readDraft();
	if (!draft || !document.querySelector('[data-action="save"]')) wipeDraft();
	else if (draft.restore) { keepMark(draft); restore(draft); }
	else if (!isSame(draft)) offer(draft);
	const later = () => {
		clearTimeout(timer);
		timer = setTimeout(keepDraft, 700);
	};
	form.addEventListener("input", later);
	form.addEventListener("change", later);
	window.addEventListener("pagehide", () => { if (status.dirty && !status.leaving) keepDraft(); });
}

// A draft taken over once is an ordinary one afterwards.
function keepMark(draft) {
	try { localStorage.setItem(key, JSON.stringify({ ...draft, restore: false })); } catch (_error) { /* as above */ }
}
