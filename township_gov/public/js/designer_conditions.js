// Conditions as rows: field, operator, value, each in the field's own kind. Rows of a group all hold, or one group does.

import { add, cell, choice, drop, record, text, tick } from "./designer_fields.js";
import { conditionsOf, lines } from "./designer_graph.js";
import { keepLabel, labelOf } from "./designer_who.js";
import { OPERATORS, fieldsOf, operatorWords } from "./designer_words.js";
import { el, t } from "./dom.js";

const NUMBERS = ["Int", "Float", "Currency", "Percent", "Rating", "Duration", "Table", "Table MultiSelect"];
const TIMES = ["Date", "Datetime", "Time"];
const KINDS = { Date: "date", Datetime: "datetime-local", Time: "time" };
const NOT_ASKED = ["Password", "Attach", "Attach Image", "Text Editor", "Code", "Signature", "Geolocation"];

const kindOf = (field) => (!field ? "text" : NUMBERS.includes(field.fieldtype) ? "number" : TIMES.includes(field.fieldtype) ? "time" : field.fieldtype === "Check" ? "check" : "text");

// Which comparisons make sense for a kind of field
function operators(field, now) {
	const kind = kindOf(field);
	const fitting = kind === "check" ? ["="] : kind === "text" ? ["=", "!=", "in", "not in", "is set", "is not set"] : OPERATORS.filter((one) => !one.endsWith("in"));
	return (fitting.includes(now) ? fitting : [...fitting, now]).map((value) => ({ value, label: kind === "time" && value.match(/[<>]/) ? t(`Time operator: ${value}`) : operatorWords(value) }));
}

/** The rows of a way (`owner`: its key), or of the whole flow (`owner`: ""). */
export function conditionRows(panel, owner) {
	const { designer } = panel;
	const disabled = !designer.mayWrite;
	const rows = conditionsOf(designer.model.draft, owner);
	const groups = [...new Set(rows.map((one) => Number(one.group_no || 1)))].sort((one, two) => one - two);
	const any = groups.length > 1 && groups.every((group) => rows.filter((one) => Number(one.group_no || 1) === group).length === 1);
	const mixed = groups.length > 1 && !any;
	let count = 0;
	const parts = [];
	if (rows.length > 1 && !mixed) {
		parts.push(el("div", { class: "fx-inline fx-joined" }, el("span", {}, t("Holds when")), cell(t("How conditions join"), choice(
			[{ value: "all", label: t("all of these hold") }, { value: "any", label: t("one of these holds") }], any ? "any" : "all",
			(value) => designer.edit(t("How conditions join"), (draft) => conditionsOf(draft, owner).forEach((one, index) => { one.group_no = value === "any" ? index + 1 : 1; })), disabled))));
	}
	for (const group of groups) {
		const here = rows.filter((one) => Number(one.group_no || 1) === group);
		if (mixed && group !== groups[0]) parts.push(el("p", { class: "fx-or" }, t("or")));
		const drawn = here.map((row) => condition(panel, owner, row, ++count, rows.length, disabled));
		parts.push(...(mixed ? [el("div", { class: "fx-group" }, drawn, disabled ? "" : add(t("Add a condition to this group"), () => more(panel, owner, group)))] : drawn));
	}
	if (disabled) return parts;
	const next = Math.max(0, ...groups) + 1;
	if (!mixed) parts.push(add(t("Add a condition"), () => more(panel, owner, any ? next : groups[0] || 1)));
	if (mixed || (rows.length > 1 && !any)) parts.push(add(t("Add a group (or)"), () => more(panel, owner, next)));
	return parts;
}

function more(panel, owner, group_no) {
	const { designer } = panel;
	const count = conditionsOf(designer.model.draft, owner).length;
	designer.edit(t("Add a condition"), (draft) => draft.conditions.push({ belongs_to: owner || "", group_no, field_name: "", operator: "=", value: "" }));
	designer.waiting.onLine(owner);
	panel.focusOn(t("Field of the condition") + (count ? ` ${count + 1}` : ""));
}

function condition(panel, owner, row, number, total, disabled) {
	const { designer } = panel;
	const end = total > 1 ? ` ${number}` : "";
	const place = designer.model.draft.conditions.indexOf(row);
	const fields = fieldsOf(designer.options);
	const field = fields.get(row.field_name);
	const change = (values, quiet) => designer.edit(t("Condition"), (draft) => Object.assign(draft.conditions[place], values), { group: `condition${place}`, quiet });
	const offered = designer.options.fields.filter((one) => !NOT_ASKED.includes(one.fieldtype) && !one.hidden)
		.map((one) => ({ value: one.fieldname, label: one.table ? t("{0} (number of rows)", one.label) : one.label }));
	const chosen = (name) => {
		const kind = kindOf(fields.get(name));
		designer.waiting.onLine(owner); // the value comes next: the focus stays, so that Tab goes on as one reads
		change({ field_name: name, operator: kind === "number" ? ">" : kind === "time" ? ">=" : "=", value: kind === "check" ? "1" : "" });
	};
	const bare = ["is set", "is not set"].includes(row.operator);
	return el("div", { class: "fx-row" }, el("div", { class: "fx-row-body" },
		cell(t("Field of the condition") + end, choice([{ value: "", label: t("choose a field …") }, ...offered], row.field_name || "", chosen, disabled)),
		// Shown from the beginning, so that one sees what comes next, and Tab goes there before it goes to what removes the line
		el("div", { class: "fx-inline" },
			cell(t("Comparison") + end, choice(operators(field, row.operator), row.operator, (operator) => change({ operator, value: ["is set", "is not set"].includes(operator) ? "" : row.value }), disabled)),
			bare ? "" : value(row, field, t("Value") + end, change, disabled))),
	disabled ? "" : drop(t("Remove condition{0}", end), () => designer.edit(t("Remove condition{0}", end), (draft) => draft.conditions.splice(place, 1))));
}

function value(row, field, name, change, disabled) {
	const several = ["in", "not in"].includes(row.operator);
	if (field && field.fieldtype === "Check") return cell(name, choice([{ value: "1", label: t("Yes") }, { value: "0", label: t("No") }], String(Number(row.value || 0)), (given) => change({ value: given }), disabled));
	if (field && Array.isArray(field.options)) {
		const named = field.options.filter((one) => one.value);
		if (!several) return cell(name, choice([{ value: "", label: t("choose …") }, ...named], row.value || "", (given) => change({ value: given }), disabled));
		return el("div", { class: "fx-ticks", role: "group", "aria-label": name }, named.map((one) => tick(one.label, lines(row.value).includes(one.value), (on) => {
			change({ value: [...lines(row.value).filter((held) => held !== one.value), ...(on ? [one.value] : [])].join(", ") });
		}, "", disabled)));
	}
	if (field && field.fieldtype === "Link" && !several) {
		return cell(name, record(field.options, row.value || "", labelOf(field.options, row.value) || row.value || "", (given, label) => { keepLabel(field.options, given, label); change({ value: given }); }, disabled));
	}
	const kind = several ? "text" : kindOf(field) === "number" ? "number" : (field && KINDS[field.fieldtype]) || "text";
	const shown = kind === "datetime-local" ? String(row.value || "").replace(" ", "T") : row.value || "";
	const written = (given) => (kind === "datetime-local" && given ? given.replace("T", " ") + (given.length === 16 ? ":00" : "") : given);
	return cell(name, text(shown, (given, quiet) => change({ value: written(given) }, quiet), {
		type: kind, disabled, step: kind === "number" ? "any" : null, placeholder: several ? t("values with commas between") : null,
	}));
}
