"""A record and what it links to belong to one township."""

import frappe
from frappe import _


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
