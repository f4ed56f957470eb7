// What a step, a way or a rule says in plain words.

import { SPLITS, conditionsOf, nodeOf, rulesOf, waysFrom } from "./designer_graph.js";
import { t } from "./dom.js";

// Labels that were shipped are stored in English and read in the reader's language
let stored = {};
export const learnLabels = (labels) => { stored = { ...stored, ...labels }; };
export const told = (label) => stored[label] || label || "";

export const typeWords = (type) => t(`Type: ${type}`);

// Fields by name, columns of tables as `table.column`
export function fieldsOf(options) {
	const found = new Map();
	for (const field of (options && options.fields) || []) {
		found.set(field.fieldname, field);
		for (const column of field.table || []) {
			found.set(`${field.fieldname}.${column.fieldname}`, { ...column, fieldname: `${field.fieldname}.${column.fieldname}`, label: `${field.label} · ${column.label}` });
		}
	}
	return found;
}

export function fieldLabel(options, name) {
	const field = fieldsOf(options).get(name);
	return field ? field.label : name;
}

const named = (list, value) => ((list || []).find((one) => one.value === value) || { label: value }).label;

export function ruleWords(rule, options) {
	const field = rule.field_name ? fieldLabel(options, rule.field_name) : "";
	switch (rule.rule) {
		case "Role in Scope": return rule.role ? named(options.roles, rule.role) : "";
		case "Named User": return rule.user ? rule.user_label || named(options.users, rule.user) : "";
		case "Document Field": return field && t("the person in “{0}”", field);
		case "Head of Office": return field && t("the head of “{0}”", field);
		case "Deputy of Office": return field && t("the deputy of “{0}”", field);
		case "Leader by Portfolio": return field && t("the leader in charge of “{0}”", field);
		case "Holder of a Post": return rule.post ? named(options.posts, rule.post) : field && t("the holder of “{0}”", field);
		case "Initiator": return t("the initiator");
		case "Head of Initiator": return t("the head of the initiator's office");
		case "Previous Handler": return t("who handled the step before");
		default: return rule.rule || "";
	}
}

export const HOW = ["Any One", "All", "Vote", "In Order"];
export const howWords = (how) => t(`How: ${how || "Any One"}`);

// The second line of a step
export function under(draft, node, options) {
	const rules = rulesOf(draft, node.node_key, "Decides").map((rule) => ruleWords(rule, options));
	const people = rules.filter(Boolean).join("、");
	switch (node.node_type) {
		case "Approval": return people ? (node.how && node.how !== "Any One" ? t("{0} · {1}", people, howWords(node.how)) : people) : t("Nobody named yet");
		case "Copy": return people || t("Nobody named yet");
		case "Issue Document": return [node.document_kind && named(options.document_kinds, node.document_kind), people].filter(Boolean).join(" · ") || t("No kind of document yet");
		case "Automatic": return node.run_action ? named(options.actions, node.run_action) : t("No action chosen yet");
		case "End": return node.outcome === "Rejected" ? t("Ends as rejected") : "";
		default: return "";
	}
}

// Whether the second line says that something is missing
export function isBare(draft, node) {
	const rules = rulesOf(draft, node.node_key, "Decides");
	return { Approval: !rules.length, Copy: !rules.length, "Issue Document": !node.document_kind, Automatic: !node.run_action }[node.node_type] || false;
}

export const OPERATORS = ["=", "!=", ">", ">=", "<", "<=", "in", "not in", "is set", "is not set"];
export const operatorWords = (operator) => t(`Operator: ${operator}`);

export function valueWords(row, options) {
	const field = fieldsOf(options).get(row.field_name);
	const one = (value) => {
		if (field && field.fieldtype === "Check") return Number(value) ? t("Yes") : t("No");
		return field && Array.isArray(field.options) ? named(field.options, value) : value;
	};
	return ["in", "not in"].includes(row.operator) ? String(row.value || "").split(/[,，]/).map((value) => one(value.trim())).join("、") : one(row.value ?? "");
}

function rowWords(row, options) {
	const field = fieldsOf(options).get(row.field_name);
	const name = field && field.table && field.table.length ? t("{0} (number of rows)", field.label) : row.field_name ? fieldLabel(options, row.field_name) : "…";
	if (["is set", "is not set"].includes(row.operator)) return `${name} ${operatorWords(row.operator)}`;
	return `${name} ${operatorWords(row.operator)} ${valueWords(row, options) || "…"}`;
}

export function conditionWords(rows, options) {
	const groups = new Map();
	for (const row of rows) groups.set(Number(row.group_no || 1), [...(groups.get(Number(row.group_no || 1)) || []), rowWords(row, options)]);
	return [...groups.keys()].sort((one, two) => one - two).map((key) => groups.get(key).join(t(" and "))).join(t(" or "));
}

// What stands on a way; "" where nothing needs to be said
export function wayWords(draft, way, options) {
	const rows = conditionsOf(draft, way.transition_key).filter((one) => one.field_name);
	const said = told(way.label) || (rows.length ? conditionWords(rows, options) : "");
	const source = nodeOf(draft, way.from_node);
	if (way.decision === "reject") return said ? t("Refused: {0}", said) : t("Refused");
	if (said || !source) return said;
	const beside = waysFrom(draft, way.from_node).filter((one) => one.decision !== "reject");
	if (source.node_type === "Exclusive Split" || (beside.length > 1 && source.node_type !== "Parallel Split")) {
		return beside[beside.length - 1] === way ? t("Otherwise") : t("No condition yet");
	}
	return "";
}

// Whether a way waits for its conditions
export function isOpen(draft, way) {
	const source = nodeOf(draft, way.from_node);
	if (!source || way.decision === "reject" || conditionsOf(draft, way.transition_key).some((one) => one.field_name) || source.node_type === "Parallel Split") return false;
	const beside = waysFrom(draft, way.from_node).filter((one) => one.decision !== "reject");
	return beside.length > 1 && beside[beside.length - 1] !== way;
}

// A step by its name, for sentences; steps of one name are told apart by their key
export function nodeName(draft, key) {
	const node = nodeOf(draft, key);
	if (!node) return key;
	const name = told(node.label) || typeWords(node.node_type);
	return draft.nodes.filter((one) => (told(one.label) || typeWords(one.node_type)) === name).length > 1 ? `${name}（${key}）` : name;
}

export { SPLITS };
