// What was typed and not saved, kept in this browser for this person, form and record: offered back after a crash or a
// closed tab, wiped at save, at discard and at sign-out. Only what differs from the page as it was loaded is kept, so that
// putting it in again leaves alone what others saved meanwhile. Numbers that are kept secret never enter it.
import { boot } from "./api.js";
import { goneOf, gridRows } from "./grid.js";
import { data, fields, grids, status } from "./form_state.js";
import { controls, valueOf } from "./values.js";

const DAYS = 7;
const prefix = `desk-draft|${boot.user}|`;
const key = `${prefix}${data.doctype}|${data.is_new ? "" : data.name}`;
export const isKept = (input) => !["secret", "none"].includes(input.dataset.kind) && input.type !== "password";
const loaded = new WeakMap(); // control → the value it came with
let timer;

export const moreOf = (row) => (row.nextElementSibling && row.nextElementSibling.classList.contains("grid-more") ? row.nextElementSibling : null);
export const rowInputs = (row) => [row, moreOf(row)].filter(Boolean).flatMap(controls);
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

function isSame(draft) {
	const now = valuesOf(fields(), true);
	return !Object.keys(draft.tables).length && Object.entries(draft.values).every(([name, value]) => !(name in now) || String(now[name][0] ?? "") === String(value[0] ?? ""));
}

export function setUpDraft(form) {
	noteLoaded();
	form.addEventListener("desk:row-drawn", () => noteLoaded());
	const draft = readDraft();
	if (!draft || !document.querySelector('[data-action="save"]')) wipeDraft();
	else if (draft.restore) { keepMark(draft); import("./form_restore.js").then(({ restore }) => restore(draft)); }
	else if (!isSame(draft)) import("./form_restore.js").then(({ offer }) => offer(draft));
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
