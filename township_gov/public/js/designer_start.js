// Without a flow: choose one, or begin a new one.

import { server } from "./designer_api.js";
import { begun, insertOn } from "./designer_edits.js";
import { choice, field, text } from "./designer_fields.js";
import { dialog } from "./designer_menus.js";
import { WHOLE } from "./designer_waiting.js";
import { told } from "./designer_words.js";
import { el, t } from "./dom.js";

export async function beginning(designer) {
	const { page } = designer;
	// A form that was just made leads here, so that its flow needs no choosing
	const wanted = page.doctypes.find((one) => one.value === new URLSearchParams(location.search).get("document_type"));
	let [name, type] = wanted ? [t("Approval of {0}", wanted.label), wanted.value] : ["", ""];
	const said = el("p", { class: "fx-failed", role: "alert", hidden: true });
	const find = el("input", { type: "search", placeholder: t("Find a flow"), "aria-label": t("Find a flow"), oninput: (event) => {
		for (const row of list.children) row.hidden = !row.textContent.includes(event.target.value.trim());
	} });
	const list = el("ul", { class: "fx-flows" }, page.flows.map((one) => el("li", {}, el("a", { href: `/flow-designer?flow=${encodeURIComponent(one.name)}` }, one.title), el("small", {}, [one.document, one.status, one.in_use].filter(Boolean).join(" · "), one.used ? el("b", { class: "fx-behind" }, one.used) : ""))));
	const begin = async (event) => {
		event.preventDefault();
		said.hidden = true;
		try {
			if (!name.trim() || !type) throw new Error(t("Give the flow a name and say which documents it is for."));
			if (page.flows.some((one) => one.name === name.trim())) throw new Error(t("There is a flow of this name; open it below, or give another name."));
			await start(designer, name.trim(), type);
		} catch (error) {
			said.textContent = error.message;
			said.hidden = false;
		}
	};
	designer.replaceChildren(el("div", { class: "fx-start" },
		page.may_create ? el("form", { class: "fx-card", onsubmit: begin }, el("h1", {}, t("New approval flow")),
			field(t("Name of the flow"), text(name, (value) => { name = value; }, { required: true }), t("As people will read it.")),
			field(t("For documents of type"), choice([{ value: "", label: t("choose …") }, ...inGroups(page.doctypes)], type, (value) => { type = value; }), t("One flow is for one type of document.")),
			said, el("button", { type: "submit", class: "fx-button fx-strong" }, t("Begin drawing")),
			el("p", { class: "fx-note" }, el("a", { href: "/app/approval-flow/new" }, t("Fill in the tables instead (for who knows them)")))) : "",
		el("div", { class: "fx-card" }, el("h2", {}, t("Flows there are")), page.flows.length > 8 ? find : "", page.flows.length ? list : el("p", { class: "fx-note" }, t("None yet.")))));
}

// The groups in the order they come, each in the order of pinyin
function inGroups(types) {
	const groups = [...new Set(types.map((one) => one.group))];
	return [...types].sort((one, two) => groups.indexOf(one.group) - groups.indexOf(two.group) || one.label.localeCompare(two.label, "zh"));
}

async function start(designer, flow_name, applies_to) {
	const { draft } = await server.load("");
	const empty = { ...draft, flow_name, title: flow_name, applies_to };
	await designer.take({ flow: "", title: flow_name, document_type: applies_to, status: "Draft", modified: "", draft: empty, may_write: 1 });
	const status = designer.options.fields.find((one) => one.fieldname === "status" && one.fieldtype === "Select");
	designer.build();
	designer.edit(t("New approval flow"), (made) => Object.assign(made, begun({ ...empty, status_field: status ? status.fieldname : "" }, { start: t("New: Start"), end: t("New: End") })));
	const step = firstStep(designer);
	designer.model.past = [];
	designer.waiting.begin([WHOLE, ...designer.model.draft.nodes.map((one) => one.node_key)]);
	designer.refresh("loaded");
	designer.board.center();
	designer.choose(step || designer.model.draft.nodes[0].node_key, true);
}

// The choices of the status that forms made here get ready made (township_gov/forms/ready_fields.py)
const READY = { draft: "草稿", running: "审批中", status_approved: "已批准", status_rejected: "不同意", status_withdrawn: "已撤回" };

// For such a form the drawing begins with one step already, and the status follows it by itself
function firstStep(designer) {
	const offered = designer.statuses().map((one) => one.value);
	if (!Object.values(READY).every((value) => offered.includes(value))) return "";
	let step = "";
	designer.edit(t("New approval flow"), (made) => {
		const { draft, running, ...ends } = READY;
		step = insertOn(made, made.transitions[0].transition_key, "Approval", { Approval: t("New: Approval") });
		Object.assign(made, ends, { starts_from: `${draft}\n${READY.status_withdrawn}` });
		made.nodes.find((one) => one.node_type === "Start").status = draft;
		made.nodes.find((one) => one.node_type === "Approval").status = running;
		if (typeof step !== "string") step = made.nodes.find((one) => one.node_type === "Approval").node_key;
	});
	return step;
}

// A new flow that begins as this one is: for one's own township where the flow serves all, or for another matter
export function copyOf(designer) {
	const old = designer.draft();
	let name = t("{0} (copy)", told(old.title || old.flow_name));
	const box = field(t("Name of the flow"), text(name, (value) => { name = value; }, { required: true }), t("As people will read it."));
	dialog(designer, t("Copy as a new flow"), [box, el("p", { class: "fx-note" }, t("It is tried before the old one, once it is published."))], [
		{ label: t("Cancel") },
		{ label: t("Copy"), strong: true, act: () => copy(designer, old, name.trim()).catch((error) => designer.tellPerson(error.message, null, true)) },
	]);
}

async function copy(designer, old, flow_name) {
	if (!flow_name) throw new Error(t("Give the flow a name and say which documents it is for."));
	const { draft } = await server.load("");
	const made = { ...old, flow_name, title: flow_name, township: draft.township || null, priority: Number(old.priority || 0) + 1 };
	await designer.take({ flow: "", title: flow_name, document_type: made.applies_to, status: "Draft", modified: "", draft: { ...draft, applies_to: made.applies_to }, may_write: 1 });
	designer.selected = "";
	designer.build();
	designer.edit(t("Copy as a new flow"), (empty) => Object.assign(empty, made));
	designer.model.past = [];
	designer.refresh("loaded");
}
