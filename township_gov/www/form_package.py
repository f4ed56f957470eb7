"""`/form-package`: take a form made here to another site, or bring one in."""

import frappe
from frappe import _

from township_gov.forms.api import check_maker

no_cache = 1


def get_context(context):
	if frappe.session.user == "Guest":
		frappe.throw(_("Sign in to take forms out or bring them in."), frappe.PermissionError)
	check_maker()
	context.title = _("Take a Form Along")
	context.wanted = frappe.form_dict.get("doctype") or ""
	names = frappe.get_all("DocType", {"custom": 1, "istable": 0}, pluck="name")
	context.forms = sorted(
		({"value": name, "label": _(name)} for name in names), key=lambda one: one["label"]
	)
	context.show_sidebar = False
