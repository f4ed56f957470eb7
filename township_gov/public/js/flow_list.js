// On Frappe's list of approval flows, which asks these settings for its button "Add" and on the empty list: flows are drawn.

export function listLink() {
	const settings = window.frappe.listview_settings["Approval Flow"] = window.frappe.listview_settings["Approval Flow"] || {};
	settings.primary_action = () => window.open("/flow-designer", "_self");
	settings.onload = (list) => list.page.add_inner_button(window.__("Flow Designer"), settings.primary_action);
}
