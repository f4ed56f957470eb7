"""A record and what it links to belong to one township."""

import frappe
from frappe import _
from frappe.permissions import get_user_permissions


class OtherTownshipError(frappe.ValidationError):
	"""A link leads to a record of another township."""


def check_same_township(doc, *fieldnames: str, of: str | None = None) -> None:
	"""Refuse links (of the document itself) to records that name another township. Raises `OtherTownshipError`.

	`of` is the township where the document has none of its own, as a child row has not.
	"""
	for fieldname in fieldnames:
		field = doc.meta.get_field(fieldname)
		if not doc.get(fieldname):
			continue
		township = frappe.db.get_value(field.options, doc.get(fieldname), "township")
		if township and township != (of or doc.township):
			frappe.throw(
				_("{0}: {1} belongs to another township. Choose one of this township.").format(
					_(field.label), doc.get(fieldname)
				),
				OtherTownshipError,
			)


def rows_of(parent: str, doctype: str, condition: str, user: str | None = None) -> str:
	"""The SQL condition on rows of a child type whose parents `condition` opens to a user, in the townships he is bound to.

	Empty where he may list all of them.
	"""
	user = user or frappe.session.user
	bound = [] if user == "Administrator" else get_user_permissions(user).get("Township") or []
	mine = sorted(row["doc"] for row in bound if row.get("applicable_for") in (None, "", parent))
	parts = [condition] if condition else []
	if mine:
		listed = ", ".join(frappe.db.escape(one, percent=False) for one in mine)
		parts.append(f"coalesce(`tab{parent}`.`township`, '') in ('', {listed})")
	if not parts:
		return ""
	inner = " and ".join(f"({part})" for part in parts)
	return f"`tab{doctype}`.`parent` in (select `tab{parent}`.`name` from `tab{parent}` where {inner})"
