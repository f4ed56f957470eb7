"""The way from a form to its approval flow (the standalone builder's hook `form_builder_steps`; Frappe ignores it)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _


def steps(doctype: str) -> list[dict[str, Any]]:
	"""Design the flow of this form, or open the one there is."""
	flows = frappe.get_all(
		"Approval Flow", {"applies_to": doctype}, ["name", "title"], order_by="creation asc"
	)
	found = [
		{
			"label": _("Approval flow: {0}").format(_(flow.title or flow.name, context="Approval")),
			"hint": _("Look at it, change it, publish it."),
			"url": f"/flow-designer?{urlencode({'flow': flow.name})}",
		}
		for flow in flows
	]
	begin = {
		"label": _("Design the approval flow for this form"),
		"hint": _("Draw who decides, in which order, and what happens when."),
		"url": f"/flow-designer?{urlencode({'document_type': doctype})}",
	}
	take_along = {
		"label": _("Take it to another site"),
		"hint": _("One file with fields, rights, prints and flow."),
		"url": f"/form-package?{urlencode({'doctype': doctype})}",
	}
	return [*(found or [begin]), take_along]
