// A condition as rows: field, comparison, value. All rows must hold.
import { element } from "../api.js";
import { button, line, pick } from "./controls.js";
import { LAYOUT, TABLES, choiceLabel, fields, labelOf, set, w } from "./state.js";

const OPERATORS = ["==", "!=", ">", ">=", "<", "<=", "set", "not set"];

export function conditionRows(df, key, title) {
	const rows = df.conditions[key], box = element("fieldset", { class: "b-conditions" }, element("legend", {}, title));
	if (rows === null) {
		box.append(element("p", { class: "field-hint" }, w("by_code")), element("code", {}, df.code[key]));
		return box;
	}
	const put = (next, tag) => set(df.key, { conditions: { ...df.conditions, [key]: next } }, tag);
	const others = fields().filter((other) => other.key !== df.key && !LAYOUT.includes(other.fieldtype) && !TABLES.includes(other.fieldtype) && other.fieldtype !== "HTML");
	const choices = [{ value: "", label: "" }, ...others.map((other) => ({ value: other.key, label: labelOf(other) || other.fieldname }))];
	rows.forEach((row, at) => {
		const other = others.find((entry) => entry.key === row.field || entry.fieldname === row.field);
		const change = (values, tag) => put(rows.map((entry, number) => (number === at ? { ...entry, ...values } : entry)), tag);
		const line_ = element("div", { class: "b-condition" },
			pick(other ? other.key : row.field, choices, (field) => change({ field }), { "aria-label": w("cond_field") }),
			pick(row.operator, OPERATORS.map((value) => ({ value, label: w(`op ${value}`) })), (operator) => change({ operator }), { "aria-label": w("cond_operator") }));
		if (!row.operator.endsWith("set")) line_.append(valueBox(other, row, change));
		line_.append(button("×", () => put(rows.filter((_entry, number) => number !== at)), "btn btn-s btn-quiet btn-icon"));
		line_.lastChild.setAttribute("aria-label", w("cond_remove", at + 1));
		box.append(line_);
	});
	box.append(button(w("cond_add"), () => put([...rows, { field: "", operator: "==", value: "" }]), "btn btn-s"));
	return box;
}

function valueBox(other, row, change) {
	const name = { "aria-label": w("cond_value") };
	if (other && other.fieldtype === "Select") {
		const options = ["", ...(other.options || "").split("\n").filter(Boolean)];
		return pick(row.value, options.map((value) => ({ value, label: choiceLabel(other, value) })), (value) => change({ value }), name);
	}
	if (other && other.fieldtype === "Check") return pick(row.value, [{ value: "", label: "" }, { value: "1", label: w("yes") }, { value: "0", label: w("no") }], (value) => change({ value }), name);
	return line(row.value, (value) => change({ value }, `cond-${row.field}`), name);
}
