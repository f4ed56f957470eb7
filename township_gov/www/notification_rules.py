"""`/notification-rules`: who is told of what, how; rules made without code and tried on oneself."""

import frappe
from frappe import _

from township_gov import settings
from township_gov.administration import access, notification_rules, rights
from township_gov.policies.notice_conditions import COMPARISONS

no_cache = 1


def get_context(context):
	access.open_page(context, _("Notification Rules"))
	rights.check_manager()
	asked = frappe.form_dict
	context.forms = [form for form in rights.doctypes() if form["module"] == "Township Gov"]
	context.editor = None
	if asked.get("rule") or asked.get("form"):
		_show_editor(context, asked)
		return
	context.rules = notification_rules.listed()
	names = (
		"notice_digest_count",
		"notice_digest_minutes",
		"notice_daily_hour",
		"notice_by_email",
		"notice_by_sms",
	)
	found = settings.in_force(names)
	context.now = {name: found[name].value for name in names}
	context.chosen = frappe.db.count("Approval Notification Setting")


def _show_editor(context, asked):
	name = asked.get("rule")
	if not name and asked.get("form") not in {form["value"] for form in context.forms}:
		frappe.throw(_("Choose the form that the rule is about."), frappe.DoesNotExistError)
	context.editor = notification_rules.editor(name, asked.get("form"))
	context.title = name or _("New rule for {0}").format(context.editor["form"])
	context.is_plain = not name or notification_rules.is_plain(frappe.get_doc("Notification", name))
	context.events = [
		{"value": one, "label": _(one, context="Notification")} for one in notification_rules.EVENTS
	]
	context.channels = [
		{"value": one, "label": _(one, context="Notification")} for one in notification_rules.CHANNELS
	]
	context.comparisons = [{"value": one, "label": _(one, context="Comparison")} for one in COMPARISONS]
