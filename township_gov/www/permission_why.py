"""`/permission-why`: may somebody do something, and why; what a change of a role's rights would do to whom."""

import frappe
from frappe import _
from frappe.utils import get_fullname

from township_gov.administration import access, rights, why

no_cache = 1


def get_context(context):
	access.open_page(context, _("May This User Do That"))
	asked = frappe.form_dict
	context.whom, context.doctype = asked.get("user") or "", asked.get("doctype") or ""
	context.record, context.right = (asked.get("name") or "").strip(), asked.get("right") or "read"
	context.is_manager = "System Manager" in frappe.get_roles()
	context.users = people()
	context.forms = [
		form for form in rights.doctypes() if context.is_manager or form["module"] == "Township Gov"
	]
	context.rights = [{"value": right, "label": rights.word(right)} for right in rights.RIGHTS]
	context.roles = rights.roles() if context.is_manager else []
	context.answer = None
	if context.whom and context.doctype:
		context.answer = why.answer(context.whom, context.doctype, context.record or None, context.right)


def people():
	"""The users to ask about, by name."""
	known = why.may_ask()
	filters = {"name": ("not in", ("Guest",)), "user_type": "System User"}
	if known is not None:
		filters["name"] = ("in", known)
	rows = frappe.get_all("User", filters, ["name", "full_name"], order_by="full_name asc", limit=1000)
	return [
		{"value": row.name, "label": f"{row.full_name or get_fullname(row.name)}（{row.name}）"}
		for row in rows
	]
