"""`/rule-settings`: every limit that a township may change, by subject and search; `?key=` one of them, with its history."""

import frappe
from frappe import _

from township_gov.administration import access, setting_book, setting_words
from township_gov.policies.parameters import CATALOGUE

no_cache = 1


def get_context(context):
	access.open_page(context, _("Limits and Numbers"))
	asked = frappe.form_dict
	context.townships = access.townships()
	context.is_limited = access.is_limited()
	context.township = access.own_township(asked.get("township"))
	key = asked.get("key")
	if key and key not in CATALOGUE:
		frappe.throw(
			_("There is no setting {0}. Choose one from the list.").format(key), frappe.DoesNotExistError
		)
	context.setting = setting_book.detail(key, context.township) if key else None
	if context.setting:
		context.shipped = bool(asked.get("shipped"))
		return
	context.search, context.subject = asked.get("search") or "", asked.get("subject") or ""
	context.subjects = [
		{"value": name, "label": _(name, context="Setting")} for name, _beginnings in setting_words.SUBJECTS
	]
	context.groups = setting_book.overview(context.township, context.search, context.subject)
	context.found = sum(len(group["lines"]) for group in context.groups)
