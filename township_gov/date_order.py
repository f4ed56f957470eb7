"""Two dates of a form in their order, refused in words that name both fields: the forms put them at the field.

A form made by an administrator says it itself: `options` of the later date holds `>=fieldname`. Frappe v15 gives `options` of
a date no such meaning, so this is where the rule is held there (the standalone holds it for every app).
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

DATES = ("Date", "Datetime")
SIGN = ">="


class DateOrderError(frappe.ValidationError):
	"""A date lies before the one it may not be earlier than."""


def check(doc, earlier: str, later: str, error: type[Exception] = DateOrderError, row: int = 0) -> None:
	"""Refuse `later` before `earlier`; what is empty waits for its value. Days are compared where one is a day only.

	`row`: its number, for a row of a table.

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
		said = _("“{0}” may not be earlier than “{1}” ({2}). Correct one of them.")
		said = said.format(*labels, str(first)[:16])
		frappe.throw(_("Row {0}: {1}").format(row, said) if row else said, error)


def check_said(doc, method: str | None = None) -> None:
	"""Hold what the form says of its dates and of those of its tables (hook of every doctype). Raises DateOrderError."""
	for later, earlier in _rules(doc.meta):
		check(doc, earlier, later)
	for table in doc.meta.get_table_fields():
		for later, earlier in _rules(frappe.get_meta(table.options)):
			for row in doc.get(table.fieldname) or ():
				check(row, earlier, later, row=row.idx)


def _rules(meta: Any) -> list[tuple[str, str]]:
	"""(later, earlier) of the dates that the form puts in order; a rule that names no date of the form is none."""
	said = [
		(df.fieldname, df.options.removeprefix(SIGN).strip())
		for df in meta.fields
		if df.fieldtype in DATES and df.options and df.options.startswith(SIGN)
	]
	return [(later, earlier) for later, earlier in said if _is_date(meta.get_field(earlier))]


def _is_date(df: Any) -> bool:
	return bool(df and df.fieldtype in DATES)
