// The app's browser code for both desks: an ES module on the standalone desk, bundled by esbuild on a bench.

import { ApprovalInbox } from "./js/approval_inbox.js";
import { ApprovalPanel } from "./js/approval_panel.js";
import { addFormLinks } from "./js/form_links.js";
import { flowLinks } from "./js/flow_links.js";

if (!customElements.get("approval-panel")) {
	customElements.define("approval-panel", ApprovalPanel);
	customElements.define("approval-inbox", ApprovalInbox);
	mountOnForms();
}

// Both desks announce a loaded form; the panel goes above its first section.
function mountOnForms() {
	document.addEventListener("desk:form-ready", ({ detail }) => mount(detail.slot, detail.doctype, detail.name, detail.reload));
	if (window.jQuery && window.frappe && window.frappe.ui) {
		window.jQuery(document).on("form-load", (_event, frm) => translateActions(frm));
		window.jQuery(document).on("form-refresh", (_event, frm) => {
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

function mount(slot, doctype, name, reload) {
	if (!slot || !name) return;
	const panel = document.createElement("approval-panel");
	panel.setAttribute("doctype", doctype);
	panel.setAttribute("name", name);
	panel.hidden = true;
	panel.addEventListener("approval-done", () => reload());
	slot.replaceChildren(panel);
	if (doctype === "Approval Flow") flowLinks(slot, name);
}
