// On Frappe's workspaces: shortcuts to pages that only a System Manager opens stay away from everybody else, for whom they
// would end at a refusal. Frappe itself looks at a shortcut's form or report, never at its address.

const OF_SYSTEM_MANAGERS = ["/staff-accounts", "/role-profiles", "/leaving-staff", "/notification-rules", "/form-package", "/app/doctype/new", "/app/customize-form", "/app/print-format-builder"];

export function leaveOutClosedShortcuts() {
	const { shortcut } = (window.frappe.widget && window.frappe.widget.widget_factory) || {};
	if (!shortcut) return;
	const draw = shortcut.prototype.set_actions;
	shortcut.prototype.set_actions = function () {
		draw.call(this);
		if (this.type !== "URL" || !OF_SYSTEM_MANAGERS.includes(this.url) || window.frappe.user.has_role("System Manager")) return;
		this.widget.hide();
		setTimeout(() => this.widget.closest(".ce-block").hide()); // its place in the row, once it stands there
	};
}
