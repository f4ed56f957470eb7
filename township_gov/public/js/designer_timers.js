// Time limits of a step: working time, then a reminder, an escalation, or passing over. Time never approves.

import { add, cell, choice, drop, section, text, tick } from "./designer_fields.js";
import { timersOf } from "./designer_graph.js";
import { whoRows } from "./designer_who.js";
import { el, t } from "./dom.js";

const UNITS = [["480", "working days"], ["60", "working hours"], ["1", "working minutes"]];

// Minutes in the largest unit that they fill
export function inUnit(minutes) {
	const [size] = UNITS.find(([one]) => minutes && minutes % Number(one) === 0) || UNITS[minutes ? 2 : 0];
	return [minutes / Number(size), size];
}

export const said = (minutes) => {
	const [count, size] = inUnit(minutes);
	return t("{0} {1}", count, t(UNITS.find(([one]) => one === size)[1]));
};

export function timers(panel, node) {
	const { designer } = panel;
	const rows = timersOf(designer.model.draft, node.node_key);
	const acts = designer.meta("Approval Flow Timer", "act").options || [];
	const word = (act) => (acts.find((one) => one.value === act) || { label: act }).label;
	const summary = rows.map((one) => t("after {0}: {1}", said(Number(one.after_minutes || 0)), word(one.act))).join("；");
	return section(panel, "timers", t("Time limits"), summary || t("None"), [
		el("p", { class: "fx-note" }, t("Counted in office hours from when the task is opened; a working day has eight hours. Time never approves.")),
		...rows.map((one, index) => limit(panel, node, one, index, rows.length, acts)),
		designer.mayWrite ? add(t("Add a time limit"), () => {
			const last = rows.length ? Number(rows[rows.length - 1].after_minutes) : 0;
			designer.edit(t("Add a time limit"), (draft) => draft.timers.push({ node_key: node.node_key, after_minutes: last + 480, act: "Remind", hand_over: 0 }));
			designer.waiting.onLine(node.node_key);
			panel.focusOn(t("Time") + (rows.length ? ` ${rows.length + 1}` : ""));
		}) : "",
	]);
}

function limit(panel, node, row, index, count, acts) {
	const { designer } = panel;
	const disabled = !designer.mayWrite;
	const end = count > 1 ? ` ${index + 1}` : "";
	const place = designer.model.draft.timers.indexOf(row);
	const change = (values, quiet) => designer.edit(t("Time limits"), (draft) => Object.assign(draft.timers[place], values), { group: `timer${place}`, quiet });
	const [amount, size] = inUnit(Number(row.after_minutes || 0));
	const offered = acts.filter((one) => one.value !== "Skip" || Number(node.non_decision) || row.act === "Skip");
	const names = { row: t("Tell") + end, add: t("Add whom to tell") + end, role: t("Role to tell") + end, user: t("Account to tell") + end, post: t("Post to tell") + end, field: t("Field to tell") + end };
	return el("div", { class: "fx-row fx-timer" }, el("div", { class: "fx-row-body" },
		el("div", { class: "fx-inline" },
			cell(t("Time") + end, text(amount, (value, quiet) => { if (Number(value) > 0) change({ after_minutes: Math.round(Number(value) * Number(size)) }, quiet); }, { type: "number", min: 1, disabled })),
			cell(t("Unit") + end, choice(UNITS.map(([value, label]) => ({ value, label: t(label) })), size, (value) => change({ after_minutes: Math.max(1, Math.round(amount * Number(value))) }), disabled)),
			el("span", {}, t("later")),
			cell(t("Then") + end, choice(offered, row.act, (act) => change({ act }), disabled))),
		row.act === "Escalate" ? [
			...whoRows(panel, node, "Escalation", names, { rung: index + 1 }),
			tick(designer.meta("Approval Flow Timer", "hand_over").label + end, row.hand_over, (hand_over) => change({ hand_over }), designer.meta("Approval Flow Timer", "hand_over").description, disabled),
		] : ""),
	disabled ? "" : drop(t("Remove time limit{0}", end), () => designer.edit(t("Remove time limit{0}", end), (draft) => {
		draft.timers.splice(place, 1);
		// Whom an escalation tells is kept by the number of its limit
		draft.approvers = draft.approvers.filter((one) => !(one.node_key === node.node_key && one.purpose === "Escalation" && Number(one.rung) === index + 1));
		for (const one of draft.approvers) if (one.node_key === node.node_key && one.purpose === "Escalation" && Number(one.rung) > index + 1) one.rung -= 1;
	})));
}
