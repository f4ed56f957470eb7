// The panel of a way: when it is taken, what stands on it, its place among the ways out of its step.

import { bound } from "./designer_bound.js";
import { conditionRows } from "./designer_conditions.js";
import { button } from "./designer_fields.js";
import { conditionsOf, nodeOf, wayOf, waysFrom } from "./designer_graph.js";
import { nodeName } from "./designer_words.js";
import { el, t } from "./dom.js";

export function wayPanel(panel, key) {
	const { designer } = panel;
	const { draft } = designer.model;
	const way = wayOf(draft, key);
	const source = nodeOf(draft, way.from_node);
	const own = bound(panel, "Approval Flow Transition", (one) => wayOf(one, key), `way ${key}`);
	const beside = waysFrom(draft, way.from_node);
	const rows = conditionsOf(draft, key);
	const parallel = source.node_type === "Parallel Split";
	const last = beside[beside.length - 1] === way;
	const parts = [
		head(designer, way),
		el("p", { class: "fx-note" }, said(source, beside, rows, last)),
		el("h3", {}, t("When it is taken")),
		source.node_type === "Approval" ? own.pick("decision", [{ value: "approve", label: t("After approval") }, { value: "reject", label: t("After a refusal"), hint: t("Without such a way, a refusal ends the approval.") }]) : "",
		...conditionRows(panel, key),
	];
	if (designer.mayWrite && beside.length > 1 && !parallel) parts.push(order(panel, key, beside, way, rows));
	parts.push(own.text("label", { label: t("Words on the way"), hint: t("Empty: the conditions themselves stand on it.") }));
	if (designer.mayWrite) parts.push(el("div", { class: "fx-foot" }, button(t("Remove this way"), () => designer.remove(key), { sign: "trash", class: "fx-button fx-quiet" })));
	return parts;
}

function head(designer, way) {
	const { draft } = designer.model;
	const to = (key) => el("button", { type: "button", class: "fx-link", "aria-label": t("Go to “{0}”", nodeName(draft, key)), onclick: () => designer.choose(key) }, nodeName(draft, key));
	return el("div", { class: "fx-head-row" }, el("h2", {}, t("Way")), el("span", { class: "fx-route" }, to(way.from_node), el("span", { "aria-hidden": "true" }, "→"), to(way.to_node)));
}

function said(source, beside, rows, last) {
	if (source.node_type === "Parallel Split") return rows.length ? t("This branch is walked only when its conditions hold.") : t("This branch is always walked, side by side with the others.");
	if (beside.length === 1) return rows.length ? t("This is the only way; add one for when its conditions do not hold.") : t("This is the only way on; it needs no conditions.");
	if (!rows.length && last) return t("Taken when no other way is: it needs no conditions.");
	return rows.length ? t("Ways are tried from left to right; the first whose conditions hold is taken.") : t("Add the conditions under which this way is taken.");
}

function order(panel, key, beside, way, rows) {
	const { designer } = panel;
	const at = beside.indexOf(way);
	return el("div", { class: "fx-buttons" },
		at > 0 ? button(t("Try earlier"), () => designer.moveWay(key, -1), { sign: "up" }) : "",
		at < beside.length - 1 ? button(t("Try later"), () => designer.moveWay(key, 1), { sign: "down" }) : "",
		rows.length || at < beside.length - 1 ? button(t("Take it otherwise"), () => designer.makeOtherwise(key)) : "");
}
