// Who: rules that name people, as rows in plain words. Used for deciding, the ladder, the chair, and whom a time limit tells.

import { add, cell, choice, drop, record, tick, field } from "./designer_fields.js";
import { rulesOf } from "./designer_graph.js";
import { fieldsOf } from "./designer_words.js";
import { el, t } from "./dom.js";

export const RULES = [
	"Role in Scope", "Holder of a Post", "Named User", "Head of Initiator", "Head of Office", "Deputy of Office", "Leader by Portfolio", "Document Field",
	"Previous Handler", "Initiator",
];
// What a field must link to for a rule
const LINKED = {
	"Document Field": ["Cadre", "User"], "Head of Office": ["Township Office"], "Deputy of Office": ["Township Office"],
	"Leader by Portfolio": ["Township Office", "Village"], "Holder of a Post": ["Post"],
};

export function linkFields(options, targets, columns = true) {
	return [...fieldsOf(options).values()].filter((one) => one.fieldtype === "Link" && targets.includes(one.options) && (columns || !one.fieldname.includes(".")))
		.map((one) => ({ value: one.fieldname, label: one.label }));
}

// The labels of people and posts that were looked up, so that a row does not show an account
const labels = new Map();
export const labelOf = (doctype, value) => labels.get(`${doctype}|${value}`);
export const keepLabel = (doctype, value, label) => labels.set(`${doctype}|${value}`, label);

/**
 * `names`: { row, add, role, user, post, field }: what the controls are called here. `most`: at most so many rows.
 * `numbered`: each row is a rung of its own.
 */
export function whoRows(panel, node, purpose, names, { rung, most = 99, numbered = false } = {}) {
	const { designer } = panel;
	const disabled = !designer.mayWrite;
	const rows = rulesOf(designer.model.draft, node.node_key, purpose, rung);
	if (numbered) rows.sort((one, two) => one.rung - two.rung);
	const at = (rule) => designer.model.draft.approvers.indexOf(rule);
	const change = (rule, values, quiet) => {
		const index = at(rule);
		designer.edit(names.row, (draft) => Object.assign(draft.approvers[index], values), { quiet });
	};
	const made = rows.map((rule, index) => {
		const end = rows.length > 1 ? ` ${index + 1}` : "";
		return el("div", { class: "fx-row" },
			numbered ? el("span", { class: "fx-number" }, String(index + 1)) : "",
			el("div", { class: "fx-row-body" },
				cell(names.row + end, choice(RULES.map((one) => ({ value: one, label: t(`Rule: ${one}`) })), rule.rule, (value) => change(rule, fresh(value)), disabled)),
				parameter(designer, rule, names, end, change, disabled)),
			disabled ? "" : drop(t("Remove “{0}”", names.row + end), () => {
				const gone = at(rule);
				designer.edit(t("Remove “{0}”", names.row + end), (draft) => {
					draft.approvers.splice(gone, 1);
					if (numbered) rulesOf(draft, node.node_key, purpose).sort((one, two) => one.rung - two.rung).forEach((one, place) => { one.rung = place + 1; });
				});
			}));
	});
	if (!disabled && rows.length < most) {
		made.push(add(rows.length || !names.first ? names.add : names.first, () => {
			const given = numbered ? rows.length + 1 : rung || 0;
			designer.edit(names.add, (draft) => draft.approvers.push({ node_key: node.node_key, purpose, rung: given, ...fresh("Role in Scope") }));
			designer.waiting.onLine(node.node_key);
			panel.focusOn(names.row + (rows.length ? ` ${rows.length + 1}` : ""));
		}));
	}
	return made;
}

const fresh = (rule) => ({ rule, role: null, user: null, post: null, field_name: "", township_field: "township", office_field: null });

function parameter(designer, rule, names, end, change, disabled) {
	const { options } = designer;
	switch (rule.rule) {
		case "Role in Scope": return [
			cell(names.role + end, choice([{ value: "", label: t("choose a role …") }, ...options.roles], rule.role || "", (role) => change(rule, { role }), disabled)),
			narrower(designer, rule, end, change, disabled),
		];
		case "Named User": return cell(names.user + end, found("User", rule.user, (user) => change(rule, { user }), disabled));
		case "Holder of a Post": return [
			rule.field_name ? "" : cell(names.post + end, found("Post", rule.post, (post) => change(rule, { post }), disabled)),
			linkFields(options, LINKED["Holder of a Post"], false).length || rule.field_name ? fieldOf(options, rule, names, end, change, disabled, t("or the post in a field …")) : "",
		];
		case "Initiator": case "Head of Initiator": case "Previous Handler": return "";
		default: return fieldOf(options, rule, names, end, change, disabled, t("choose a field …"));
	}
}

function fieldOf(options, rule, names, end, change, disabled, none) {
	const offered = linkFields(options, LINKED[rule.rule] || [], rule.rule === "Document Field");
	if (rule.rule === "Document Field") offered.push({ value: "owner", label: t("who made the document") });
	if (!offered.length && !rule.field_name) return el("p", { class: "fx-note fx-bare" }, t("The document has no field for this; choose another way to find people."));
	return cell(names.field + end, choice([{ value: "", label: none }, ...offered], rule.field_name || "", (field_name) => change(rule, field_name && rule.rule === "Holder of a Post" ? { field_name, post: null } : { field_name }), disabled));
}

// A role's holders of one office only, and the field that names the township
function narrower(designer, rule, end, change, disabled) {
	const offices = linkFields(designer.options, ["Township Office"], false), towns = linkFields(designer.options, ["Township"], false);
	if (!offices.length && towns.length < 2 && !rule.office_field) return "";
	return el("details", { class: "fx-more", open: Boolean(rule.office_field) || (rule.township_field || "township") !== "township" }, el("summary", {}, t("Only those of an office")),
		field(t("Office in the field"), choice([{ value: "", label: t("all offices") }, ...offices], rule.office_field || "", (office_field) => change(rule, { office_field: office_field || null }), disabled), "", t("Office in the field") + end),
		towns.length > 1 || (rule.township_field || "township") !== "township" ? field(t("Township in the field"), choice(towns, rule.township_field || "township", (township_field) => change(rule, { township_field }), disabled), "", t("Township in the field") + end) : "");
}

function found(doctype, value, take, disabled) {
	return record(doctype, value || "", value ? labelOf(doctype, value) || value : "", (chosen, label) => { keepLabel(doctype, chosen, label); take(chosen || null); }, disabled);
}

export { tick };
