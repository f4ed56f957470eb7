// On Frappe's lists. The list of approval flows asks these settings for its button "Add" and on the empty list: flows are
// drawn. Titles that the app ships in English are told in the reader's language, as the standalone's lists do.

const SHIPPED_TITLES = { "Approval Flow": "title", "Approval Flow Version": "title", "Approval Notification": "event", "Audit Entry": "kind", "Refusal Record": "action", "Rule Setting": "title" };

const settingsOf = (doctype) => (window.frappe.listview_settings[doctype] = window.frappe.listview_settings[doctype] || {});

export function listLink() {
	const settings = settingsOf("Approval Flow");
	settings.primary_action = () => window.open("/flow-designer", "_self");
	settings.onload = (list) => list.page.add_inner_button(window.__("Flow Designer"), settings.primary_action);
	for (const [doctype, fieldname] of Object.entries(SHIPPED_TITLES)) settingsOf(doctype).formatters = { [fieldname]: (value) => window.__(value) };
}
