// Without a flow: choose one, or begin a new one.

import { server } from "./designer_api.js";
import { begun } from "./designer_edits.js";
import { choice, field, text } from "./designer_fields.js";
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
	const list = el("ul", { class: "fx-flows" }, page.flows.map((one) => el("li", {}, el("a", { href: `/flow-designer?flow=${encodeURIComponent(one.name)}` }, one.title), el("small", {}, `${one.document} · ${one.status}`))));
	const begin = async (event) => {
		event.preventDefault();
		said.hidden = true;
		try {
			if (!name.trim() || !type) throw new Error(t("Give the flow a name and say which documents it is for."));
			await start(designer, name.trim(), type);
		} catch (error) {
			said.textContent = error.message;
			said.hidden = false;
		}
	};
	designer.replaceChildren(el("div", { class: "fx-start" },
		page.may_create ? el("form", { class: "fx-card", onsubmit: begin }, el("h1", {}, t("New approval flow")),
			field(t("Name of the flow"), text(name, (value) => { name = value; }, { required: true }), t("As people will read it; it cannot be changed later.")),
			field(t("For documents of type"), choice([{ value: "", label: t("choose …") }, ...page.doctypes], type, (value) => { type = value; }), t("One flow is for one type of document.")),
			said, el("button", { type: "submit", class: "fx-button fx-strong" }, t("Begin drawing"))) : "",
		el("div", { class: "fx-card" }, el("h2", {}, t("Flows there are")), page.flows.length > 8 ? find : "", page.flows.length ? list : el("p", { class: "fx-note" }, t("None yet.")))));
}

async function start(designer, flow_name, applies_to) {
	const { draft } = await server.load("");
	const empty = { ...draft, flow_name, title: flow_name, applies_to };
	await designer.take({ flow: "", title: flow_name, document_type: applies_to, status: "Draft", modified: "", draft: empty, may_write: 1 });
	const status = designer.options.fields.find((one) => one.fieldname === "status" && one.fieldtype === "Select");
	designer.build();
	designer.edit(t("New approval flow"), (made) => Object.assign(made, begun({ ...empty, status_field: status ? status.fieldname : "" }, { start: t("New: Start"), end: t("New: End") })));
	designer.model.past = [];
	designer.refresh("loaded");
	designer.board.center();
	designer.choose(designer.model.draft.nodes[0].node_key, true);
}
