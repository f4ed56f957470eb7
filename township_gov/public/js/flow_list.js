// On Frappe's list of approval flows, which asks these settings for its button "Add" and on the empty list: flows are drawn.
// Its few columns leave no room for whether new documents start by a flow, so that stands where its status does.

const COLOURS = { Draft: "gray", Published: "green", Retired: "gray" };

export function listLink() {
	const settings = window.frappe.listview_settings["Approval Flow"] = window.frappe.listview_settings["Approval Flow"] || {};
	settings.primary_action = () => window.open("/flow-designer", "_self");
	settings.onload = (list) => {
		list.page.add_inner_button(window.__("Flow Designer"), settings.primary_action);
		list.meta.states = []; // Frappe asks the form's colours of a status first, and would not come to ours
	};
	settings.formatters = { ...settings.formatters, title: (value) => window.__(value) }; // shipped ones are stored in English
	settings.add_fields = ["status", "used_for_new"];
	settings.get_indicator = ({ status, used_for_new: used }) => (["Not Used", "Used in Part"].includes(used)
		? [window.__(used), "orange", `used_for_new,=,${used}`]
		: [window.__(status, null, "Approval Flow"), COLOURS[status], `status,=,${status}`]);
}
