// One condition: a field, a comparison, a value. Used where conditions are put together by hand.
import { element, t } from "./api.js";

const NUMBERS = ["Int", "Float", "Currency", "Percent", "Duration"];
const DATES = ["Date", "Datetime"];
const OPERATORS = { "=": "equals", "!=": "not_equals", like: "contains", ">=": "greater", "<=": "less", between: "between", in: "in", set: "set", "not set": "not_set" };

function operatorsOf(df) {
	if (df.fieldtype === "Check") return ["="];
	if (df.fieldtype === "Select") return ["=", "!=", "in", "set", "not set"];
	if (df.fieldtype === "Link") return ["=", "!=", "set", "not set"];
	if (NUMBERS.includes(df.fieldtype)) return ["=", "!=", ">=", "<="];
	if (DATES.includes(df.fieldtype)) return [">=", "<=", "between", "=", "set", "not set"];
	return ["like", "=", "!=", "set", "not set"];
}

const select = (label, options, chosen, cls = "input") => element("select", { class: cls, "aria-label": label },
	...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));

function valueControls(df, operator, value) {
	const label = t("value");
	const texts = Array.isArray(value) ? value.map(String) : [String(value ?? "")];
	if (operator === "set" || operator === "not set") return [];
	if (df.fieldtype === "Check") return [select(label, [["1", t("yes")], ["0", t("no")]], texts[0])];
	if (df.fieldtype === "Select" && operator === "in") {
		const box = element("select", { class: "input", "aria-label": label, multiple: true, size: 4 });
		for (const [key, text] of df.options) if (key) box.append(element("option", { value: key, selected: texts.includes(key) }, text));
		return [box];
	}
	if (df.fieldtype === "Select") return [select(label, df.options, texts[0])];
	if (df.fieldtype === "Link") {
		return [element("div", { class: "combo" }, element("input", { class: "input", "aria-label": label, role: "combobox", "aria-expanded": "false", "data-kind": "link", "data-target": df.target, "data-value": texts[0], value: texts[0], autocomplete: "off" }))];
	}
	const type = DATES.includes(df.fieldtype) ? "date" : NUMBERS.includes(df.fieldtype) ? "number" : "text";
	const input = (name, text) => element("input", { class: "input", type, step: "any", "aria-label": name, value: type === "date" ? text.slice(0, 10) : text.replace(/^%|%$/g, "") });
	return operator === "between" ? [input(t("from"), texts[0] || ""), input(t("until"), texts[1] || "")] : [input(label, texts[0])];
}

// fields: [{doctype, fieldname, label, table, fieldtype, target, options}]; filter: [doctype, field, operator, value]
export function filterRow(fields, filter, changed, remove) {
	const keyOf = (df) => `${df.doctype}:${df.fieldname}`;
	const first = filter || [fields[0].doctype, fields[0].fieldname, "", ""];
	const found = fields.find((df) => df.doctype === first[0] && df.fieldname === first[1]) || fields[0];
	const field = select(t("field"), fields.map((df) => [keyOf(df), df.table ? `${df.table}: ${df.label}` : df.label]), keyOf(found));
	const row = element("div", { class: "line filter-line" });
	const chosen = () => fields.find((df) => keyOf(df) === field.value);
	let op, controls;
	const drop = element("button", { class: "btn btn-s btn-quiet btn-icon", type: "button", "aria-label": t("remove_filter"), title: t("remove_filter") }, "✕");

	function draw(operator, value) {
		const allowed = operatorsOf(chosen());
		const current = allowed.includes(operator) ? operator : allowed[0];
		op = select(t("operator"), allowed.map((key) => [key, t(OPERATORS[key])]), current, "input op");
		op.addEventListener("change", () => { draw(op.value, ""); changed(); });
		controls = valueControls(chosen(), current, value);
		row.textContent = "";
		row.append(field, op, ...controls, drop);
	}
	field.addEventListener("change", () => { draw("", ""); changed(); });
	row.addEventListener("change", changed);
	drop.addEventListener("click", () => { row.remove(); remove(row); });
	const [, , operator, value] = first;
	draw(operator === "is" ? value : operator, operator === "is" ? "" : value);

	row.read = () => {
		const df = chosen(), about = [df.doctype, df.fieldname];
		if (op.value === "set" || op.value === "not set") return [...about, "is", op.value];
		const texts = controls.map((node) => (node.multiple ? [...node.selectedOptions].map((one) => one.value) : valueOf(node)));
		if (op.value === "between") return texts.every(Boolean) ? [...about, "between", texts] : null;
		const [text] = texts;
		if (Array.isArray(text)) return text.length ? [...about, "in", text] : null;
		if (text === "") return null;
		return [...about, op.value, op.value === "like" ? `%${text}%` : text];
	};
	return row;
}

function valueOf(node) {
	const input = node.matches("input, select") ? node : node.querySelector("input");
	return (input.dataset.kind === "link" ? input.dataset.value : input.value).trim();
}
