"""DocType Links: how many records of other doctypes point to this one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _

from frappe_standalone.core.desk.notifications import count_text
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import list_url, new_url
from frappe_standalone.core.desk.together import counts_together

CAP = 99


def connections(doc: Any, meta: Any) -> list[dict[str, Any]]:
	"""Groups of links with counts, for doctypes that the user may read; one query counts them all."""
	rows = [row for row in meta.get("links") or [] if is_shown(row)]
	wanted = [(row.link_doctype, link_filters(row, doc)) for row in rows]
	groups: dict[str, list[dict[str, Any]]] = {}
	for row, (doctype, filters), count in zip(rows, wanted, counts_together(wanted, CAP), strict=True):
		query = urlencode(filters)
		may_create = may(doctype, "create")
		groups.setdefault(_(row.group) if row.group else _("Connected"), []).append(
			{
				"doctype": doctype,
				"label": _(doctype),
				"url": f"{list_url(doctype)}?{query}",
				"count": count_text(count, CAP),
				"new_url": f"{new_url(doctype)}?{query}" if may_create else None,
			}
		)
	return [{"label": label, "items": items} for label, items in groups.items()]


def is_shown(row: Any) -> bool:
	"""Whether a DocType Link is counted: not hidden, not a child table, there, and readable."""
	if row.hidden or not row.link_doctype or row.is_child_table:
		return False
	try:
		frappe.get_meta(row.link_doctype)
	except frappe.DoesNotExistError:  # of an app that is not here
		frappe.clear_last_message()
		return False
	return may(row.link_doctype)


def link_filters(row: Any, doc: Any) -> dict[str, str]:
	"""The filters that find the records linking to `doc`."""
	target = frappe.get_meta(row.link_doctype).get_field(row.link_fieldname)
	is_dynamic = target is not None and target.fieldtype == "Dynamic Link"
	return {row.link_fieldname: doc.name} | ({target.options: doc.doctype} if is_dynamic else {})
