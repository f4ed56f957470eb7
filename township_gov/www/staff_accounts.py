"""`/staff-accounts`: accounts for everybody on a list, with one-time passwords on slips."""

import frappe
from frappe import _

from township_gov.administration import access, staff_accounts

no_cache = 1


def get_context(context):
	access.open_page(context, _("Accounts from a Staff List"))
	staff_accounts.check_manager()
	context.townships = access.townships()
	context.township = access.own_township(frappe.form_dict.get("township"))
	context.domain = staff_accounts.suffix()
	context.profiles = frappe.db.count("Role Profile")
