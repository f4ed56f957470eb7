// Controls bound to one row of the draft, their labels and hints from the doctype's own fields where no other is given.

import { choice, field, pick, text, tick } from "./designer_fields.js";
import { told } from "./designer_words.js";
import { t } from "./dom.js";

/** `of(draft)` gives the row. Every control writes one change; typing in a box is one change until it is left. */
export function bound(panel, doctype, of, id) {
	const { designer } = panel;
	const row = of(designer.model.draft) || {};
	const disabled = !designer.mayWrite;
	const meta = (fieldname) => designer.meta(doctype, fieldname);
	const label = (fieldname, given) => given || meta(fieldname).label;
	const write = (fieldname, value, quiet, said) => designer.edit(label(fieldname, said), (draft) => { of(draft)[fieldname] = value; }, { group: `${id}|${fieldname}`, quiet });
	return {
		row, disabled, write,
		text: (fieldname, { label: said, hint, ...attributes } = {}) => field(label(fieldname, said),
			text(told(row[fieldname]), (value, quiet) => write(fieldname, value, quiet, said), { disabled, ...attributes }), hint ?? meta(fieldname).description),
		number: (fieldname, { label: said, hint, ...attributes } = {}) => field(label(fieldname, said),
			text(row[fieldname] ?? 0, (value, quiet) => write(fieldname, Number(value || 0), quiet, said), { type: "number", step: 1, disabled, ...attributes }), hint ?? meta(fieldname).description),
		tick: (fieldname, { label: said, hint } = {}) => tick(label(fieldname, said), row[fieldname], (value) => write(fieldname, value, false, said), hint ?? meta(fieldname).description, disabled),
		choice: (fieldname, options, { label: said, hint } = {}) => field(label(fieldname, said),
			choice(options || meta(fieldname).options || [], row[fieldname] || "", (value) => write(fieldname, value, false, said), disabled), hint ?? meta(fieldname).description),
		pick: (fieldname, options, { label: said } = {}) => pick(label(fieldname, said), options || meta(fieldname).options || [], row[fieldname] || "", (value) => write(fieldname, value, false, said), disabled),
	};
}

// A field that holds lines, as ticks: `offered` [{value, label}]; lines that are not offered stay and are shown as they are
export function lineTicks(control, fieldname, offered, parts, title) {
	const held = parts(control.row[fieldname]);
	const rows = [...offered, ...held.filter((one) => !offered.some((row) => row.value === one)).map((value) => ({ value, label: value }))];
	return rows.map((one) => tick(one.label, held.includes(one.value), (on) => {
		const now = parts(control.row[fieldname]).filter((value) => value !== one.value);
		control.write(fieldname, [...now, ...(on ? [one.value] : [])].join("\n"), false, title || t("Lines"));
	}, one.hint, control.disabled));
}
