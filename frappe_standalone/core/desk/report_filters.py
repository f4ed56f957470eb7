"""A report's filters, from the Report record's `filters` table: defaults, checks, and how they read in an export."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import enumerated
from frappe_standalone.core.fieldtypes import FIELD_TYPES
from frappe_standalone.core.http import incoming

# Words that a filter's default may hold beside a plain value.
DEFAULTS = {
	"today": lambda: frappe.utils.nowdate(),
	"now": lambda: frappe.utils.nowdate(),
	"month start": lambda: str(frappe.utils.get_first_day(frappe.utils.nowdate())),
	"month end": lambda: str(frappe.utils.get_last_day(frappe.utils.nowdate())),
	"year start": lambda: frappe.utils.nowdate()[:4] + "-01-01",
	"year end": lambda: frappe.utils.nowdate()[:4] + "-12-31",
	"user": lambda: frappe.session.user,
	"__user": lambda: frappe.session.user,
}


def default_of(row: Any) -> str:
	"""A filter's default: its text, or what one of the words above stands for."""
	text = (row.get("default") or "").strip()
	known = DEFAULTS.get(text.lower())
	return known() if known else text


def read_filters(report: Any, args: Any) -> dict[str, Any]:
	"""The filters' values: those of the address, else (before the first run) the defaults. Empty ones are left out."""
	ran = "_run" in args
	values = {}
	for row in report.get("filters") or []:
		value = args.get(row.fieldname, "" if ran else default_of(row))
		if value not in (None, ""):
			values[row.fieldname] = (
				int(value)
				if row.fieldtype in ("Check", "Int") and str(value).lstrip("-").isdigit()
				else value
			)
	return values


def typed_filters(report: Any, filters: dict[str, Any]) -> dict[str, Any]:
	"""Return the filters with values that a report's code can work with.

	Raises:
		ValidationError: for a value that is none of its filter's type (v15 lets the report fail with 500).
	"""
	rows = {row.fieldname: row for row in report.get("filters") or []}
	typed = frappe._dict()
	for name, value in filters.items():
		row = rows.get(name)
		if row and row.fieldtype in FIELD_TYPES and not isinstance(value, list):
			typed[name] = incoming.checked_value(row, value)
		elif not is_plain(value):
			frappe.throw(
				_("The report cannot use this value for {0}.").format(frappe.utils.escape_html(name))
			)
		else:
			typed[name] = value
	return typed


def is_plain(value: Any) -> bool:
	"""True for a text, a number, a truth value, nothing, and a list of these."""
	parts = value if isinstance(value, list) else [value]
	return all(
		isinstance(part, str | int | float | None) and not incoming.is_beyond_columns(part) for part in parts
	)


def missing(report: Any, filters: dict[str, Any]) -> list[str]:
	"""Labels of mandatory filters that are empty."""
	return [
		_(row.label)
		for row in report.get("filters") or []
		if row.mandatory and filters.get(row.fieldname) in (None, "")
	]


def check_filters(report: Any, filters: dict[str, Any]) -> None:
	"""Raise MandatoryError where a mandatory filter is empty."""
	empty = missing(report, filters)
	if empty:
		frappe.throw(_("Please choose: {0}").format(enumerated(empty)), frappe.MandatoryError)


def filter_notes(report: Any, filters: dict[str, Any]) -> list[str]:
	"""The filters in words, for the head of an export or a print."""
	rows = [row for row in report.get("filters") or [] if filters.get(row.fieldname) not in (None, "")]
	titles = Titles()
	titles.want_fields(rows, [filters])
	titles.load()
	return [
		f"{_(row.label)} {text_of(filters[row.fieldname], row, titles.of_field(row, filters)[0])}"
		for row in rows
	]
