"""Texts of a pasted column turned into records: each found by its name or its title, exactly."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.titles import may_know, title_field
from frappe_standalone.core.http import incoming

MOST = 500


@frappe.whitelist()
def find_links(doctype: str, texts: str | list) -> dict[str, dict[str, str]]:
	"""Text → {value, label} of the one record the user may choose that it names; {} where it names several.

	Texts that name none are left out. Raises ValidationError for more than MOST texts.
	"""
	wanted = list(dict.fromkeys(str(text) for text in incoming.list_of(texts)))
	if len(wanted) > MOST:
		frappe.throw(_("At most {0} names can be looked up at once. Paste a smaller block.").format(MOST))
	title = title_field(doctype)
	title = title if title and may_know(doctype, title) else None
	rows = frappe.get_list(
		doctype,
		fields=["name", f"{title} as title"] if title else ["name"],
		or_filters=[[column, "in", wanted] for column in ("name", title) if column],
		limit_page_length=len(wanted) * 3,
	)
	return {text: found for text in wanted if (found := one_of(rows, text)) is not None}


def one_of(rows: list[Any], text: str) -> dict[str, str] | None:
	"""The row that a text names: by its name before by its title."""
	asked = text.casefold()
	named = [row for row in rows if str(row["name"]).casefold() == asked]
	titled = named or [row for row in rows if str(row.get("title") or "").casefold() == asked]
	if not titled:
		return None
	if len(titled) > 1:
		return {}
	(row,) = titled
	return {"value": str(row["name"]), "label": row.get("title") or str(row["name"])}
