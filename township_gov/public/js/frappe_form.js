// On Frappe Desk: draw the form as the server allows it. `__onload.editing` names the open fields, `hidden_actions` the
// buttons without use now. The standalone desk reads both before it draws (its core/desk/editing.py).

const TABLES = ["Table", "Table MultiSelect"];
const LAYOUT = ["Section Break", "Column Break", "Tab Break", "HTML", "Heading", "Fold", "Button", "Image"];

export function lockForm(frm) {
	const told = frm.doc.__onload || {};
	hideActions(frm, told.hidden_actions || []);
	if (told.editing) applyRights(frm, rightsOf(told.editing));
}

function rightsOf({ only, never }) {
	const given = new Set(only), shut = new Set(never || []);
	const opens = (field, part = "") => !shut.has(field) && (given.has("*") || given.has(field) || given.has(field + part));
	const touches = (table) => opens(table) || only.some((right) => right.startsWith(`${table}.`) || right.startsWith(`${table}:`));
	return { opens, touches, nothing: !only.length };
}

// What the form itself says stays remembered, so that a later state of the same document opens the field again
function lock(df, locked) {
	if (df.township_read_only === undefined) df.township_read_only = df.read_only || 0;
	const wanted = locked ? 1 : df.township_read_only;
	const differs = df.read_only !== wanted;
	df.read_only = wanted;
	return differs;
}

function applyRights(frm, rights) {
	for (const { fieldname, fieldtype } of frm.meta.fields) {
		const df = !LAYOUT.includes(fieldtype) && frm.fields_dict[fieldname] && frm.get_docfield(fieldname);
		if (!df) continue;
		if (TABLES.includes(fieldtype)) lockTable(frm, fieldname, df, rights);
		else if (lock(df, !rights.opens(fieldname))) frm.refresh_field(fieldname);
	}
	if (rights.nothing) frm.disable_save();
}

function lockTable(frm, table, df, rights) {
	lock(df, !rights.touches(table));
	const grid = frm.fields_dict[table].grid;
	if (grid) {
		for (const column of grid.docfields) lock(column, !rights.opens(table, `.${column.fieldname}`));
		grid.cannot_add_rows = !rights.opens(table, ":add");
		grid.cannot_delete_rows = !rights.opens(table, ":delete");
		grid.reset_grid();
	}
	frm.refresh_field(table);
}

function hideActions(frm, away) {
	for (const action of frm.meta.actions || []) {
		if (away.includes(action.action)) frm.remove_custom_button(action.label, action.group);
	}
}
