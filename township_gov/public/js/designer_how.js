// How a step decides, what its people may do there, where it goes back to, who may not decide.

import { lineTicks } from "./designer_bound.js";
import { field, section, text } from "./designer_fields.js";
import { before, lines, nodeOf, rulesOf } from "./designer_graph.js";
import { whoRows, linkFields } from "./designer_who.js";
import { HOW, fieldLabel, howWords, nodeName, ruleWords, told } from "./designer_words.js";
import { el, t } from "./dom.js";

export function deciding(panel, node, own) {
	const { designer } = panel;
	const rules = rulesOf(designer.model.draft, node.node_key, "Decides");
	const names = { row: t("Who decides"), first: t("Say who decides"), add: t("Add people"), role: t("Role"), user: t("Person"), post: t("Post"), field: t("Field") };
	const people = rules.map((rule) => ruleWords(rule, designer.options)).filter(Boolean).join("、");
	const parts = [el("p", { class: "fx-note" }, t("All rows together name the people of this step.")), ...whoRows(panel, node, "Decides", names)];
	if (node.node_type === "Approval") parts.push(el("h3", {}, t("How many decide")), how(panel, node, own));
	return section(panel, "who", t("Who decides and how"), [people, node.node_type === "Approval" && howWords(node.how)].filter(Boolean).join(" · ") || t("Nobody named yet"), parts, true);
}

function how(panel, node, own) {
	const { designer } = panel;
	const parts = [own.pick("how", HOW.map((value) => ({ value, label: howWords(value), hint: t(`How hint: ${value}`) })), { label: t("How many decide") })];
	if (node.how === "Vote") {
		parts.push(own.choice("vote_passes"));
		if (node.vote_passes) parts.push(own.text("vote_value", { placeholder: node.vote_passes === "Count" ? "3" : "2/3" }));
		const names = { row: t("Chair"), add: t("Name a chair"), role: t("Chair's role"), user: t("Chair's account"), post: t("Chair's post"), field: t("Chair's field") };
		parts.push(el("h3", {}, t("Chair (breaks a tie)")), ...whoRows(panel, node, "Chair", names, { most: 1 }), own.tick("allow_abstain"));
		if (Number(node.allow_abstain)) parts.push(own.text("abstain_label", { placeholder: designer.meta("Approval Flow Node", "abstain_label").default }));
	}
	if (["All", "Vote"].includes(node.how)) parts.push(own.tick("collect_all"));
	return parts;
}

export function ladder(panel, node) {
	const { designer } = panel;
	const rules = rulesOf(designer.model.draft, node.node_key, "Ladder");
	const names = { row: t("Stand-in"), add: t("Add a stand-in"), role: t("Stand-in's role"), user: t("Stand-in's account"), post: t("Stand-in's post"), field: t("Stand-in's field") };
	return section(panel, "ladder", t("If nobody is left"), rules.map((rule) => ruleWords(rule, designer.options)).filter(Boolean).join(" → ") || t("The approval waits"), [
		el("p", { class: "fx-note" }, t("Asked one after another when nobody of the step may decide, because duties are kept apart or posts are vacant.")),
		...whoRows(panel, node, "Ladder", names, { numbered: true }),
	]);
}

export function acts(panel, node, own) {
	const { designer } = panel;
	const verbs = [told(node.approve_label) || t("Agree"), Number(node.allow_reject) && (told(node.reject_label) || t("Refuse")), Number(node.allow_return) && (told(node.return_label) || t("Return"))].filter(Boolean);
	return section(panel, "acts", t("What they may do"), verbs.join("、"), [
		own.text("approve_label", { placeholder: t("Agree") }),
		own.tick("allow_reject"), Number(node.allow_reject) ? own.text("reject_label", { placeholder: t("Refuse") }) : "",
		own.choice("opinion"),
		el("h3", {}, t("Further acts")),
		(designer.options.acts || []).map((one) => own.tick(one.value, { label: one.label, hint: one.hint })),
		el("h3", {}, t("Special cases")),
		own.tick("skip_repeat"), own.tick("non_decision"),
	]);
}

export function returns(panel, node, own) {
	const { designer } = panel;
	const { draft } = designer.model;
	const targets = before(draft, node.node_key).filter((key) => nodeOf(draft, key).node_type === "Approval");
	const offered = [{ value: "initiator", label: t("to the initiator") }, { value: "*", label: t("to any earlier step") }, ...targets.map((key) => ({ value: key, label: t("to “{0}”", nodeName(draft, key)) }))];
	const said = Number(node.allow_return) ? lines(node.return_to || "initiator").map((one) => (offered.find((row) => row.value === one) || { label: one }).label).join("、") : t("Not allowed");
	return section(panel, "returns", t("Returning"), said, [
		own.tick("allow_return"),
		Number(node.allow_return) ? [
			own.text("return_label", { placeholder: t("Return") }),
			el("h3", {}, t("May be returned")), lineTicks(own, "return_to", offered, (value) => lines(value || "initiator"), t("Returning")),
			own.choice("after_return"),
		] : "",
	]);
}

export function apart(panel, node, own) {
	const { designer } = panel;
	const people = [{ value: "owner", label: t("who made the document") }, ...linkFields(designer.options, ["Cadre", "User"])];
	const said = [Number(node.apart_initiator) && designer.meta("Approval Flow Node", "apart_initiator").label, Number(node.apart_earlier) && designer.meta("Approval Flow Node", "apart_earlier").label,
		lines(node.apart_fields).map((one) => fieldLabel(designer.options, one)).join("、")].filter(Boolean).join("；");
	return section(panel, "apart", t("Who may not decide"), said || t("No limits"), [
		own.tick("apart_initiator"), own.tick("apart_earlier"),
		el("h3", {}, t("Nor who is named in")), lineTicks(own, "apart_fields", people, lines, t("Who may not decide")),
		own.tick("apart_kin"),
	]);
}

// Keys, and the value that the document's status takes
export function further(panel, node, own) {
	const { designer } = panel;
	const status = designer.statuses();
	const takes = ["Start", "Approval", "End"].includes(node.node_type);
	return section(panel, "further", t("More"), "", [
		takes ? (status.length ? own.choice("status", [{ value: "", label: t("unchanged") }, ...status]) : own.text("status")) : "",
		own.choice("node_type", designer.options.node_types, { hint: t("Better insert a new step: what belongs to the other type is kept, but does not count.") }),
		field(designer.meta("Approval Flow Node", "node_key").label, text(node.node_key, (value, quiet) => { if (!quiet) designer.renameKey(node.node_key, value); }, { disabled: own.disabled, pattern: "[A-Za-z0-9_]+" }), designer.meta("Approval Flow Node", "node_key").description),
	]);
}
