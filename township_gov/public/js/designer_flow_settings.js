// The panel when nothing is chosen: what holds for the whole flow.

import { bound, lineTicks } from "./designer_bound.js";
import { conditionRows } from "./designer_conditions.js";
import { button, field, record, section } from "./designer_fields.js";
import { conditionsOf, lines } from "./designer_graph.js";
import { copyOf } from "./designer_start.js";
import { keepLabel, labelOf } from "./designer_who.js";
import { conditionWords } from "./designer_words.js";
import { el, t } from "./dom.js";

export function flowPanel(panel) {
	const { designer } = panel;
	const { draft } = designer.model;
	const own = bound(panel, "Approval Flow", (one) => one, "flow");
	const rows = conditionsOf(draft, "");
	return [
		el("div", { class: "fx-head-row" }, el("h2", {}, t("The whole flow"))),
		designer.mayWrite ? "" : el("p", { class: "fx-note fx-bare" }, t("You may look at this flow, not change it: it serves every township. Copy it as a flow of your own township and change that.")),
		own.text("title", { label: t("Title") }),
		el("p", { class: "fx-fact" }, el("span", {}, designer.meta("Approval Flow", "applies_to").label), el("b", {}, designer.documentLabel())),
		section(panel, "flow-when", t("For which documents"), [draft.township ? labelOf("Township", draft.township) || draft.township : "", rows.length ? conditionWords(rows, designer.options) : t("all")].filter(Boolean).join(" · "), [
			...conditionRows(panel, ""),
			field(designer.meta("Approval Flow", "township").label, record("Township", draft.township || "", labelOf("Township", draft.township) || draft.township || "",
				(value, label) => { keepLabel("Township", value, label); own.write("township", value || null); }, own.disabled), designer.meta("Approval Flow", "township").description),
			own.number("priority"),
		]),
		section(panel, "flow-status", t("Status of the document"), draft.status_field ? fieldOf(designer, draft.status_field) : t("not written"), statusParts(designer, own)),
		section(panel, "flow-withdraw", t("Withdrawing and the end"), "", [
			own.choice("withdraw"), own.tick("reopen_rejected"),
			el("h3", {}, designer.meta("Approval Flow", "fields_after_end").label), el("p", { class: "fx-note" }, t("Everything else is closed after the end.")),
			lineTicks(own, "fields_after_end", designer.options.fields.filter((one) => !one.hidden && !one.read_only).map((one) => ({ value: one.fieldname, label: one.label })), lines),
		]),
		designer.flow ? el("p", { class: "fx-note" }, el("a", { href: `/app/approval-flow/${encodeURIComponent(designer.flow)}` }, t("The flow as a form (for who knows the tables)"))) : "",
		designer.flow && designer.page.may_create ? el("div", { class: "fx-foot" }, button(t("Copy as a new flow"), () => copyOf(designer))) : "",
	];
}

const fieldOf = (designer, name) => (designer.options.fields.find((one) => one.fieldname === name) || { label: name }).label;

function statusParts(designer, own) {
	const fields = designer.options.fields.filter((one) => ["Select", "Data"].includes(one.fieldtype)).map((one) => ({ value: one.fieldname, label: one.label }));
	const status = designer.statuses();
	const ends = ["status_approved", "status_rejected", "status_withdrawn"];
	return [
		own.choice("status_field", [{ value: "", label: t("not written") }, ...fields]),
		own.row.status_field ? ends.map((one) => (status.length ? own.choice(one, [{ value: "", label: t("unchanged") }, ...status]) : own.text(one))) : "",
		own.row.status_field && status.length ? [el("h3", {}, designer.meta("Approval Flow", "starts_from").label), el("p", { class: "fx-note" }, t("None ticked: from any.")), lineTicks(own, "starts_from", status, lines)] : "",
	];
}
