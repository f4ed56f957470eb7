"""Two dates of a form in their order, refused in words that name both fields: the forms put them at the field."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate


class DateOrderError(frappe.ValidationError):
	"""A date lies before the one it may not be earlier than."""


def check(doc, earlier: str, later: str, error: type[Exception] = DateOrderError) -> None:
	"""Refuse `later` before `earlier`; what is empty waits for its value. Days are compared where one is a day only.

	Raises:
		`error`: with the labels of both fields.
	"""
	first, last = doc.get(earlier), doc.get(later)
	if not first or not last:
		return
	fields = [doc.meta.get_field(name) for name in (later, earlier)]
	read = get_datetime if all(df.fieldtype == "Datetime" for df in fields) else getdate
	if read(last) < read(first):
		labels = (_(df.label, context=doc.doctype) for df in fields)
		frappe.throw(
			_("“{0}” may not be earlier than “{1}” ({2}). Correct one of them.").format(
				*labels, str(first)[:16]
			),
			error,
		)
