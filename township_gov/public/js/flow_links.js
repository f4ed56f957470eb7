// On the form of an approval flow: the ways to draw it, and to look ahead before it is published.

import { call, el, learn, t } from "./dom.js";

export async function flowLinks(slot, flow) {
	try {
		learn(await call("foresight_texts"));
	} catch (_error) {
		return; // nobody who may not read flows gets here; without its texts the row stays away
	}
	const name = encodeURIComponent(flow);
	const links = [
		[t("Draw the Flow"), `/flow-designer?flow=${name}`],
		[t("Simulate"), `/flow-foresight?flow=${name}`],
		[t("Replay Last Month"), `/flow-foresight?flow=${name}&tab=replay`],
		[t("Download BPMN"), `/api/method/township_gov.workflows.api.download_bpmn?flow=${name}`],
	];
	const row = el("p", { class: "flow-links" }, links.map(([label, href], index) => el("a", { class: `btn btn-sm ${index ? "btn-default" : "btn-primary"}`, href }, label)));
	slot.querySelector(".flow-links")?.remove();
	slot.append(row);
}

// On the list of approval flows: the page on which they are drawn. The standalone desk has its head there already, Frappe's
// asks these settings when it opens a list.
export async function listLink() {
	if (window.frappe && window.frappe.listview_settings) {
		const settings = window.frappe.listview_settings["Approval Flow"] = window.frappe.listview_settings["Approval Flow"] || {};
		const open = () => window.open("/flow-designer", "_self");
		settings.onload = (list) => list.page.add_inner_button(window.__("Flow Designer"), open);
		settings.primary_action = open; // Frappe asks this for its button "Add" and on the empty list
		return;
	}
	const head = document.querySelector(".head-actions");
	if (!head || !/^\/app\/approval-flow\/?$/.test(location.pathname) || head.querySelector(".flow-designer-link")) return;
	try {
		learn(await call("foresight_texts"));
	} catch (_error) {
		return; // without its texts the link stays away
	}
	head.prepend(el("a", { class: "btn flow-designer-link", href: "/flow-designer" }, t("Flow Designer")));
}
