// What is being built: the form, what is selected, and every step back and forth.
export const model = JSON.parse(document.getElementById("builder-model").textContent);
export const w = (key, ...values) => (model.words[key] || key).replace(/\{(\d)\}/g, (_all, index) => values[index] ?? "");

export const state = { form: model.form, selected: null, dirty: false };
const past = [], future = [], watchers = [];
let lastTag = null;

export const LAYOUT = ["Tab Break", "Section Break", "Column Break"];
export const TABLES = ["Table", "Table MultiSelect"];
export const kinds = model.palette.flatMap((group) => group.kinds);
export const kindOf = (key) => kinds.find((kind) => kind.key === key);
export const isStandard = () => state.form.mode === "standard";
export const fields = () => state.form.fields;
export const indexOf = (key) => fields().findIndex((df) => df.key === key);
export const field = (key) => fields().find((df) => df.key === key);
export const labelOf = (df) => df.shown_label ?? df.label ?? "";
export const nameOf = (df) => labelOf(df) || w("unnamed", df.kind_label || "");
export const choiceLabel = (df, value) => (df.choice_labels || {})[value] || value;
// Property → why it is locked, in words
export const locksOf = (df) => Object.fromEntries(Object.entries(df.locks || {}).map(([key, why]) => [key, w(why)]));
export const watch = (run) => watchers.push(run);

// What is being typed just now keeps its box; everything else is drawn again.
export const isTyped = (beginning = "") => Boolean(lastTag) && lastTag.startsWith(beginning);
export function tell() { watchers.forEach((run) => run()); }

// `tag` joins steps of the same kind, such as the letters of one word, into one.
export function change(run, tag = null) {
	if (!tag || tag !== lastTag) past.push(JSON.stringify(state.form));
	if (past.length > 200) past.shift();
	future.length = 0;
	lastTag = tag;
	run(state.form);
	state.dirty = true;
	tell();
}

function step(from, to) {
	if (!from.length) return;
	to.push(JSON.stringify(state.form));
	state.form = JSON.parse(from.pop());
	lastTag = null;
	state.dirty = true;
	if (indexOf(state.selected) < 0) state.selected = null;
	tell();
}
export const undo = () => step(past, future);
export const redo = () => step(future, past);
export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;

export function replace(form) {
	const at = indexOf(state.selected);
	Object.assign(state, { form, dirty: false });
	past.length = future.length = 0;
	state.selected = at >= 0 && form.fields[at] ? form.fields[at].key : null;
	tell();
}

// The first four of these stand in the list by themselves.
const LISTED = ["Data", "Int", "Float", "Currency", "Date", "Datetime", "Select", "Link", "Check"];
let counter = 0;
const freshKey = () => `new-${Date.now().toString(36)}-${counter++}`;

function freeLabel(wanted) {
	const taken = new Set(fields().map(labelOf));
	if (!taken.has(wanted)) return wanted;
	let number = 2;
	while (taken.has(`${wanted}${number}`)) number += 1;
	return `${wanted}${number}`;
}

export function newField(kindKey) {
	const kind = kindOf(kindKey), ready = kind.values;
	const df = {
		key: freshKey(), was: null, fieldname: "", label: "", kind: kind.key, kind_label: kind.label, fieldtype: kind.fieldtype,
		options: kind.options, is_custom: 1, locks: {}, conditions: { show: [], need: [], lock: [] }, code: {}, table: null,
	};
	if (kind.fieldtype === "Table") df.table = { name: "", own: 1, fields: [newColumn()] };
	if (kind.fieldtype === "Select") df.options = "";
	if (LISTED.includes(kind.fieldtype) && fields().filter((other) => other.in_list_view).length < 4) df.in_list_view = 1;
	if (!LAYOUT.includes(kind.fieldtype) && kind.fieldtype !== "HTML") df.label = freeLabel(kind.label);
	if (ready) {
		Object.assign(df, ready, { label: freeLabel(ready.label), kind: kinds.find((k) => !k.values && k.fieldtype === ready.fieldtype)?.key || kind.key });
		if (fields().some((other) => other.fieldname === ready.fieldname)) df.fieldname = "";
	}
	return df;
}
export const newColumn = () => ({ key: freshKey(), label: "", kind: "text", fieldtype: "Data", options: "", reqd: 0 });

// A break moves with all that stands in it.
export function span(at) {
	const list = fields(), type = list[at].fieldtype;
	const ends = { "Tab Break": ["Tab Break"], "Section Break": ["Tab Break", "Section Break"], "Column Break": LAYOUT }[type];
	let end = at + 1;
	if (ends) while (end < list.length && !ends.includes(list[end].fieldtype)) end += 1;
	return end - at;
}

export function insert(kindKey, at = fields().length) {
	const df = newField(kindKey);
	change((form) => { form.fields.splice(at, 0, df); });
	select(df.key);
	return df;
}

export function move(key, to) {
	const from = indexOf(key), count = span(from);
	if (to >= from && to <= from + count) return false;
	change((form) => {
		const taken = form.fields.splice(from, count);
		form.fields.splice(to > from ? to - count : to, 0, ...taken);
	});
	return true;
}

export function remove(key) {
	const at = indexOf(key), next = fields()[at + 1] || fields()[at - 1];
	change((form) => { form.fields.splice(at, 1); });
	select(next ? next.key : null);
}

export function duplicate(key) {
	const at = indexOf(key), copy = JSON.parse(JSON.stringify(fields()[at]));
	Object.assign(copy, { key: freshKey(), was: null, fieldname: "", locks: {}, is_custom: 1, label: copy.label ? freeLabel(labelOf(copy)) : "" });
	delete copy.shown_label;
	if (copy.table) Object.assign(copy.table, { name: "", own: 1, fields: copy.table.fields.map((df) => ({ ...df, was: null })) });
	change((form) => { form.fields.splice(at + 1, 0, copy); });
	select(copy.key);
}

export function set(key, values, tag = null) {
	change(() => Object.assign(field(key), values), tag && `${key}:${tag}`);
}

export function select(key) { state.selected = key; tell(); }
