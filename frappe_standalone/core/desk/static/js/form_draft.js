// What was typed and not saved, kept in this browser for this person, form and record: offered back after a crash or a
// closed tab, wiped at save, at discard and at sign-out. Numbers that are kept secret never enter it.
import { boot, element, t } from "./api.js";
import { addRow, drawAll, drawDetails, gridRows } from "./grid.js";
import { control, data, fields, grids, of, setDirty, status } from "./form_state.js";
import { controls, setValue, valueOf } from "./values.js";

const DAYS = 7;
const prefix = `desk-draft|${boot.user}|`;
const key = `${prefix}${data.doctype}|${data.is_new ? "" : data.name}`;
const isKept = (input) => !["secret", "none"].includes(input.dataset.kind) && input.type !== "password";
let timer;

const one = (input) => (input.dataset.kind === "link" ? [valueOf(input), input.value] : [valueOf(input)]);
const valuesOf = (inputs) => Object.fromEntries(inputs.filter(isKept).map((input) => [input.dataset.field, one(input)]));
const rowInputs = (row) => [...controls(row), ...(row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? controls(row.nextElementSibling) : [])];

function rowsOf(grid) {
	return gridRows(grid).map((row) => ({ name: JSON.parse(row.dataset.row).name || null, values: valuesOf(rowInputs(row)) }));
}

export function keepDraft({ restore = false } = {}) {
	clearTimeout(timer);
	if (!status.dirty || "signedOut" in document.body.dataset) return;
	const changed = grids.filter((grid) => "editable" in grid.dataset && (data.is_new || "changed" in grid.dataset));
	const draft = {
		at: Date.now(), restore, values: valuesOf(fields()),
		tables: Object.fromEntries(changed.map((grid) => [grid.dataset.grid, rowsOf(grid)])),
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
		return draft && Date.now() - draft.at < DAYS * 86400_000 ? draft : null;
	} catch (_error) { return null; }
}

function put(inputs, values) {
	for (const input of inputs) {
		const kept = values[input.dataset.field];
		if (kept && isKept(input)) setValue(input, kept[0], kept[1]);
	}
}

async function putRows(grid, rows) {
	await drawAll(grid, of);
	const there = new Map(gridRows(grid).map((row) => [JSON.parse(row.dataset.row).name || null, row]));
	for (const [name, row] of there) {
		if (rows.some((kept) => kept.name === name) && name) continue;
		if (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more")) row.nextElementSibling.remove();
		row.remove();
	}
	for (const kept of rows) {
		const row = (kept.name && there.get(kept.name)) || addRow(grid, false);
		if (!row) continue;
		if (Object.keys(kept.values).some((name) => !rowInputs(row).some((input) => input.dataset.field === name))) await drawDetails(grid, row, of);
		put(rowInputs(row), kept.values);
	}
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
	const now = valuesOf(fields());
	return !Object.keys(draft.tables).length && Object.entries(draft.values).every(([name, value]) => !(name in now) || String(now[name][0] ?? "") === String(value[0] ?? ""));
}

export function setUpDraft(form) {
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
