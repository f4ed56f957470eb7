"""What a template that a person wrote may use: mails, notifications, prints. It reads what its reader may read.

v15 gives such templates `frappe.db.get_value` and `ignore_permissions`, so that who may write a mail template can read
every record through it, and the running request with its cookies.
"""

from __future__ import annotations

from typing import Any

import frappe

from frappe_standalone.core.http.website_globals import safe_frappe

_LIST_OPTIONS = frozenset(
	(
		"or_filters",
		"group_by",
		"order_by",
		"limit_start",
		"limit_page_length",
		"start",
		"page_length",
		"limit",
	)
) | {"as_list", "distinct", "pluck", "parent_doctype"}


def frappe_of_readers() -> dict[str, Any]:
	"""Return `frappe` as templates of people see it."""
	return frappe._dict(
		safe_frappe(),
		db=frappe._dict(
			get_list=list_of_reader,
			get_value=value_of_reader,
			get_single_value=single_value,
			count=count,
			exists=exists,
		),
		get_list=list_of_reader,
		get_all=list_of_reader,
		request=None,
		form_dict=frappe._dict(),
	)


def list_of_reader(doctype: str, fields: Any = None, filters: Any = None, **options: Any) -> list:
	"""`frappe.get_list` without the ways around permissions."""
	kept = {key: value for key, value in options.items() if key in _LIST_OPTIONS}
	return frappe.get_list(doctype, fields=fields, filters=filters, **kept)


def value_of_reader(doctype: str, filters: Any = None, fieldname: Any = "name", as_dict: bool = False) -> Any:
	"""`frappe.db.get_value`, cut to what the reader may read."""
	fields = [fieldname] if isinstance(fieldname, str) else list(fieldname)
	wanted = filters if isinstance(filters, dict) else {"name": filters}
	rows = frappe.get_list(doctype, filters=wanted, fields=fields, limit_page_length=1)
	if not rows or as_dict:
		return rows[0] if rows else None
	if isinstance(fieldname, str):
		return rows[0].get(fieldname)
	return [rows[0].get(name) for name in fields]


def single_value(doctype: str, field: str) -> Any:
	"""`frappe.db.get_single_value` for those who may read the single and the field."""
	from frappe_standalone.core.http.client_read import get_single_value

	return get_single_value(doctype, field)


def count(doctype: str, filters: Any = None) -> int:
	"""`frappe.db.count` of what the reader may read."""
	return len(frappe.get_list(doctype, filters=filters, pluck="name", order_by=None, limit_page_length=0))


def exists(doctype: str, name: Any = None) -> str | None:
	"""`frappe.db.exists` among what the reader may read."""
	wanted = name if isinstance(name, dict) else {"name": name}
	return next(iter(frappe.get_list(doctype, filters=wanted, pluck="name", limit_page_length=1)), None)
