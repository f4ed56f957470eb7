"""What no hook can see: documents whose status was written around the engine, by SQL or `frappe.db.set_value`."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce

from township_gov import language
from township_gov.workflows import published, standing

_SHOWN = 20


def drifted() -> list[frappe._dict]:
	"""Documents whose status or docstatus is not what their latest approval wrote: doctype, name, values now."""
	found = []
	for doctype, fields in published.guarded().items():
		rows = {row.name: row for field in (fields or [None]) for row in _differing(doctype, field)}
		found += [row for row in rows.values() if _is_latest(row)]
	return found


def _differing(doctype: str, field: str | None) -> list[frappe._dict]:
	"""Approvals that wrote something else than their document holds now."""
	if not frappe.db.table_exists(doctype):
		return []
	one, doc = frappe.qb.DocType("Approval Instance"), frappe.qb.DocType(doctype)
	differs = one.document_docstatus != doc.docstatus
	if field:
		differs = differs | (Coalesce(one.document_status, "") != Coalesce(doc[field], ""))
	query = frappe.qb.from_(one).inner_join(doc).on(doc.name == one.reference_name)
	query = query.where((one.reference_doctype == doctype) & differs)
	columns = [one.name, one.reference_doctype, one.reference_name, one.flow_version, doc.docstatus]
	rows = query.select(*columns, *([doc[field].as_("status")] if field else [])).run(as_dict=True)
	return [row for row in rows if published.version(row.flow_version).status_field == (field or "")]


def _is_latest(row: frappe._dict) -> bool:
	return standing.latest(row.reference_doctype, row.reference_name).name == row.name


def tell() -> int:
	"""Daily: tell each administrator which documents of his were changed around their approval; how many there are."""
	found = drifted()
	if found:
		title = language.stored("{0} documents were changed around their approval").format(len(found))
		frappe.log_error(title=title, message=frappe.as_json(found))
	for user in _administrators() if found else ():
		mine = [row for row in found if _may_read(user, row)]
		if mine:
			_tell(user, mine)
	return len(found)


def _tell(user: str, rows: list[frappe._dict]) -> None:
	names = ", ".join(f"{_(row.reference_doctype)} {row.reference_name}" for row in rows[:_SHOWN])
	text = language.stored("{0} documents were changed around their approval: {1}")
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"type": "Alert",
			"subject": text.format(len(rows), names),
			"document_type": rows[0].reference_doctype,
			"document_name": rows[0].reference_name,
		}
	).insert(ignore_permissions=True)


def _may_read(user: str, row: frappe._dict) -> bool:
	return bool(frappe.has_permission(row.reference_doctype, "read", row.reference_name, user=user))


def _administrators() -> list[str]:
	roles = {"parenttype": "User", "role": ("in", ("System Manager", "Township Administrator"))}
	users = set(frappe.get_all("Has Role", roles, pluck="parent")) - {"Administrator", "Guest"}
	return [user for user in sorted(users) if frappe.get_cached_value("User", user, "enabled")]
