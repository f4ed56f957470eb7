// The app's browser code for both desks: an ES module on the standalone desk, bundled by esbuild on a bench.
// What draws approvals is fetched only where there is one: a form without an approval flow loads nothing of it.

import { call } from "./js/dom.js";
import { addFormLinks } from "./js/form_links.js";
import { flowLinks } from "./js/flow_links.js";

const panelIsThere = async () => {
	const { ApprovalPanel } = await import("./js/approval_panel.js");
	if (!customElements.get("approval-panel")) customElements.define("approval-panel", ApprovalPanel);
};

const inboxIsThere = async () => {
	const [{ ApprovalInbox }] = await Promise.all([import("./js/approval_inbox.js"), panelIsThere()]);
	if (!customElements.get("approval-inbox")) customElements.define("approval-inbox", ApprovalInbox);
};

// Where somebody who came before is found again
const PERSONS = ["Service Case", "Petition"];

if (!window.townshipApprovals) {
	window.townshipApprovals = true;
	mountOnForms();
	if (window.frappe && window.frappe.listview_settings) {
		import("./js/flow_list.js").then(({ listLink }) => listLink());
		import("./js/frappe_words.js").then(({ tellFrappesWords }) => tellFrappesWords());
		import("./js/frappe_menu.js").then(({ leaveOutClosedShortcuts }) => leaveOutClosedShortcuts());
	}
	if (document.querySelector("approval-inbox")) inboxIsThere();
}

// Both desks announce a loaded form; the panel goes above its first section.
function mountOnForms() {
	document.addEventListener("desk:form-ready", ({ detail }) => {
		mount(detail.slot, detail.doctype, detail.name, detail.reload);
		if (!detail.name && PERSONS.includes(detail.doctype)) import("./js/same_person_forms.js").then(({ watchStandalone }) => watchStandalone(detail));
	});
	if (window.jQuery && window.frappe && window.frappe.ui) {
		translatePlaceholders();
		window.jQuery(document).on("form-load", (_event, frm) => translateActions(frm));
		window.jQuery(document).on("form-refresh", (_event, frm) => {
			if (frm.is_new() && PERSONS.includes(frm.doctype)) import("./js/same_person_forms.js").then(({ watchFrappe }) => watchFrappe(frm));
			if (frm.is_new()) return;
			addFormLinks(frm);
			mount(slotOf(frm), frm.doctype, frm.doc.name, () => frm.reload_doc());
		});
	}
}

// v15 shows the labels of a DocType's actions as they are written, so they are translated before the form draws them
function translateActions(frm) {
	for (const action of frm.meta.actions || []) {
		action.label = window.__(action.label, null, frm.doctype);
		action.group = window.__(action.group);
	}
}

// … and the names of a report's filters in which one chooses
function translatePlaceholders() {
	const control = window.frappe.ui.form.ControlSelect;
	if (!control) return;
	const show = control.prototype.set_placeholder;
	control.prototype.set_placeholder = function (...how) {
		this.df.placeholder = window.__(this.df.placeholder);
		show.apply(this, how);
	};
}

function slotOf(frm) {
	const page = frm.layout.wrapper[0];
	let slot = page.querySelector(":scope > .approval-slot");
	if (!slot) {
		slot = document.createElement("div");
		slot.className = "approval-slot";
		page.prepend(slot);
	}
	return slot;
}

async function mount(slot, doctype, name, reload) {
	if (!slot || !name) return;
	if (doctype === "Approval Flow") return void flowLinks(slot, name); // the rules of approvals have none themselves
	const turn = slot.approvalTurn = (slot.approvalTurn || 0) + 1;
	let shown = null;
	try {
		shown = await call("actions", { doctype, name });
	} catch (error) {
		shown = { refused: error.message };
	}
	if (!shown.refused && !shown.applies) return slot.replaceChildren();
	await panelIsThere();
	if (turn !== slot.approvalTurn) return;
	const panel = document.createElement("approval-panel");
	panel.setAttribute("doctype", doctype);
	panel.setAttribute("name", name);
	panel.shown = shown;
	panel.addEventListener("approval-done", () => reload());
	slot.replaceChildren(panel);
}
