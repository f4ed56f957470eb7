"""The opinions of an approval on any print (v15's hook `jinja`, and the standalone designer's `print_designer_blocks`)."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from township_gov.workflows import sheet


def approval_opinions(doctype: str, name: str) -> list[dict[str, Any]]:
	"""Step, opinion, person and day of every decision on a document, for whoever may read it; oldest first."""
	if not name or not frappe.db.exists(doctype, name):
		return []
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	return [{**row, "step": step["step"]} for step in sheet.sheet(doc)["opinions"] for row in step["rows"]]


def print_blocks() -> list[dict[str, str]]:
	"""What the print designer offers besides the fields."""
	head = "".join(
		f"<th>{label}</th>"
		for label in (
			_("Step", context="Approval"),
			_("Opinion", context="Approval"),
			_("Who decided"),
			_("Day of the Decision"),
		)
	)
	html = (
		f'<table class="ruled rows opinions"><caption>{_("Approval opinions")}</caption><thead><tr>{head}</tr></thead><tbody>'
		"{% for row in approval_opinions(doc.doctype, doc.name) %}"
		"<tr><td>{{ row.step | e }}</td><td>{{ row.label | e }} {{ row.opinion | e }}</td>"
		"<td>{{ row.post | e }} {{ row.name | e }}</td><td>{{ row.date | e }}</td></tr>"
		"{% endfor %}</tbody></table>"
	)
	return [{"key": "approval_opinions", "label": "Approval opinions", "html": html}]
