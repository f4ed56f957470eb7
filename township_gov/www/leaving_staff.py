"""`/leaving-staff`: somebody leaves; what he has in hand, who takes it, his posts and his account, on one page."""

import frappe
from frappe import _

from township_gov.administration import access, leaving_staff, people, rights

no_cache = 1


def get_context(context):
	access.open_page(context, _("Leaving Staff"))
	rights.check_manager()
	context.leaver = frappe.form_dict.get("user") or ""
	context.people = people.accounts(context.leaver)
	if not context.leaver:
		return
	account = next((row for row in context.people if row.name == context.leaver), None)
	if not account:
		frappe.throw(_("There is no user {0}.").format(context.leaver), frappe.DoesNotExistError)
	context.leaver_name, context.enabled = account.full_name or account.name, account.enabled
	context.held = leaving_staff.in_hand(context.leaver)
	context.colleagues = leaving_staff.colleagues(context.leaver) if account.enabled else []
	context.may_end_posts = frappe.has_permission("Post Assignment", "write")
	context.settled = not account.enabled and leaving_staff.settled(context.leaver)
