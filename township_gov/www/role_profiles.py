"""`/role-profiles`: profiles in words, given to many at once; `?user=` one person with the sum of his rights."""

import frappe
from frappe import _

from township_gov.administration import access, people, rights

no_cache = 1


def get_context(context):
	access.open_page(context, _("Roles and People"))
	rights.check_manager()
	asked = frappe.form_dict
	if asked.get("user"):
		context.person = people.person(asked["user"])
		context.title = context.person["name"]
		return
	context.profiles = people.profiles()
	context.profile = next((row for row in context.profiles if row["name"] == asked.get("profile")), None)
	context.is_new = asked.get("profile") == "*"
	context.roles = rights.roles()
	if context.profile:
		context.summary = rights.summary(context.profile["roles"])
	if not context.is_new:
		context.people = people.people()
