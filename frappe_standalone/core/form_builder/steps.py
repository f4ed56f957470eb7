"""What comes after the fields of a form: its flow, its print, its reports, its place in the menu."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import frappe
from frappe import _

from frappe_standalone.core.desk.slugs import list_url, new_url


def steps_of(doctype: str) -> list[dict[str, Any]]:
	"""Where an administrator goes next; apps add their own by the hook `form_builder_steps` (functions of a doctype)."""
	steps = [
		{
			"label": _("Try the form"),
			"hint": _("Fill one in yourself before the others do."),
			"url": new_url(doctype),
		}
	]
	for dotted in frappe.get_hooks("form_builder_steps"):
		steps += frappe.get_attr(dotted)(doctype)
	steps += [
		{
			"label": _("Design the print"),
			"hint": _("Choose what stands on the paper, and look at it."),
			"url": f"/app/print-format-builder?{urlencode({'doctype': doctype})}",
		},
		{
			"label": _("Make a report"),
			"hint": _("Choose columns, filters and sums from the records."),
			"url": f"{list_url(doctype)}/view/report",
		},
		{
			"label": _("Rights in detail"),
			"hint": _("Every right of every role, and the page that says why."),
			"url": f"/app/permission-manager?doctype={quote(doctype)}",
		},
		{"label": _("Open the list"), "hint": _("What your colleagues will see."), "url": list_url(doctype)},
	]
	return steps
