"""Fields and filters that come from outside name fields of the doctype, or are refused by name (as on v15)."""

import re
from collections.abc import Iterator

import frappe
from frappe import _

_STANDARD = frozenset(
	"name owner creation modified modified_by docstatus idx parent parentfield parenttype doctype "
	"_user_tags _comments _assign _liked_by _seen".split()
)
_ALIAS = re.compile(r"\s+as\s+.*$", re.IGNORECASE | re.DOTALL)
_FUNCTION = re.compile(r"^\w+\s*\((.*)\)$", re.DOTALL)
_PLAIN = re.compile(r"^\w+$")


def check_names(doctype: str, fields: object, *filters: object) -> None:
	"""Refuse an unknown field; names of other tables (`child.field`) are left to the query, which checks them."""
	known = _STANDARD | {field.fieldname for field in frappe.get_meta(doctype).fields}
	names = [*field_names(fields, doctype)]
	for each in filters:
		names.extend(filter_names(each, doctype))
	for name in names:
		if _PLAIN.match(name) and not name.isdigit() and name not in known:
			frappe.throw(_("Field not permitted in query: {0}").format(name), frappe.DataError)


def field_names(fields: object, doctype: str) -> Iterator[str]:
	"""Yield the plain names in a list of fields, out of aliases, quotes and functions."""
	for field in fields if isinstance(fields, list | tuple) else ():
		if not isinstance(field, str):
			continue
		text = _ALIAS.sub("", field.strip())
		inside = _FUNCTION.match(text)
		for part in (inside.group(1) if inside else text).split(","):
			yield part.strip().replace(f"`tab{doctype}`.", "").strip("`")


def filter_names(filters: object, doctype: str) -> Iterator[str]:
	"""Yield the names in filters: an object, or a list of [field, operator, value] or [doctype, field, …]."""
	if isinstance(filters, dict):
		yield from filters
		return
	for entry in filters if isinstance(filters, list | tuple) else ():
		if isinstance(entry, list | tuple) and len(entry) >= 4 and entry[0] == doctype:
			yield str(entry[1])
		elif isinstance(entry, list | tuple) and len(entry) in (2, 3):
			yield str(entry[0])
