"""What a change of a form would do to the records that exist: told in words, refused where values would be lost."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr, getdate

from frappe_standalone.core.fieldtypes import FIELD_TYPES
from frappe_standalone.core.model import no_value_fields, table_fields
from frappe_standalone.core.translate import enumerated

# Every value of the first can be kept as the second.
HOLDS_MORE = {
	"Data": ("Small Text", "Text", "Long Text", "Text Editor", "Select", "Autocomplete"),
	"Select": ("Data", "Small Text", "Text", "Long Text", "Autocomplete"),
	"Link": ("Data", "Small Text", "Text", "Long Text"),
	"Small Text": ("Text", "Long Text", "Text Editor", "Code"),
	"Text": ("Small Text", "Long Text", "Text Editor", "Code"),
	"Int": ("Float", "Currency", "Percent", "Data", "Small Text"),
	"Check": ("Int", "Float"),
	"Float": ("Currency", "Percent", "Data"),
	"Currency": ("Float", "Percent", "Data"),
	"Percent": ("Float", "Currency", "Data"),
	"Date": ("Datetime", "Data"),
	"Attach": ("Attach Image", "Data"),
	"Attach Image": ("Attach", "Data"),
}
SAMPLE = 5000  # values that are looked at before a change of kind; with more the change is refused outright
LONGEST_LINE = 140


class WouldLoseValuesError(frappe.ValidationError):
	"""Records hold values that the changed field could not keep."""


def questions(doctype: str, before: list[Any], after: list[dict[str, Any]]) -> list[str]:
	"""What the administrator has to agree to, one sentence each.

	Args:
		before: the fields as stored.
		after: the fields as sent; `was` names the stored field each comes from.

	Raises:
		WouldLoseValuesError
	"""
	kept = {df["was"]: df for df in after if df.get("was")}
	asked = []
	for df in before:
		if df.fieldtype in no_value_fields and df.fieldtype not in table_fields:
			continue
		new = kept.get(df.fieldname)
		asked += removed(doctype, df) if new is None else changed(doctype, df, new)
	return asked


def removed(doctype: str, df: Any) -> list[str]:
	label, count = shown(df), filled(doctype, df)
	if not count:
		return []
	return [
		_(
			"“{0}” leaves the form. {1} records have it filled in; those values stay in the database and are shown again "
			"when a field with the internal name {2} is added."
		).format(label, count, df.fieldname)
	]


def changed(doctype: str, df: Any, new: dict[str, Any]) -> list[str]:
	"""Questions about one field that stays."""
	if df.fieldtype in table_fields:
		return []
	asked = kind_changed(doctype, df, new)
	asked += choices_gone(doctype, df, new)
	if cint(new.get("reqd")) and not cint(df.reqd):
		asked += now_required(doctype, df)
	if cint(new.get("unique")) and not cint(df.unique):
		refuse_doubles(doctype, df)
	return asked


def kind_changed(doctype: str, df: Any, new: dict[str, Any]) -> list[str]:
	kind = new.get("fieldtype")
	if kind == df.fieldtype or not filled(doctype, df):
		return []
	names = (shown(df), _(df.fieldtype), _(kind))
	if kind in HOLDS_MORE.get(df.fieldtype, ()):
		return [_("“{0}” changes from {1} to {2}. All values are kept.").format(*names)]
	bad = first_misfit(doctype, df, kind)
	if bad is not None:
		frappe.throw(
			_(
				"“{0}” cannot change from {1} to {2}: the value “{3}” would be lost. Add a new field instead, and hide "
				"this one."
			).format(*names, bad),
			WouldLoseValuesError,
		)
	return [
		_("“{0}” changes from {1} to {2}. All values fit; they were looked at one by one.").format(*names)
	]


def first_misfit(doctype: str, df: Any, kind: str) -> str | None:
	"""A stored value that the other kind could not hold; None if all fit."""
	values = stored_values(doctype, df)
	if len(values) > SAMPLE or kind in no_value_fields:
		return cstr(values[0])
	return next((cstr(value) for value in values if not fits(value, kind)), None)


def fits(value: Any, kind: str) -> bool:
	"""Whether a value reads the same after the change."""
	text = cstr(value).strip()
	if kind in ("Int", "Check"):
		return text.lstrip("-").isdigit() and (kind == "Int" or text in ("0", "1"))
	if kind in ("Float", "Currency", "Percent"):
		return is_number(text)
	if kind == "Date":
		return is_date(text)
	if kind in ("Data", "Select", "Autocomplete"):
		return len(text) <= LONGEST_LINE and "\n" not in text
	entry = FIELD_TYPES.get(kind)
	return bool(entry) and kind in ("Small Text", "Text", "Long Text")


def is_number(text: str) -> bool:
	try:
		float(text)
	except ValueError:
		return False
	return text.lower() not in ("nan", "inf", "-inf", "infinity")


def is_date(text: str) -> bool:
	try:
		return str(getdate(text)) == text
	except (ValueError, frappe.ValidationError):
		return False


def choices_gone(doctype: str, df: Any, new: dict[str, Any]) -> list[str]:
	if df.fieldtype != "Select" or new.get("fieldtype") != "Select":
		return []
	offered = {option.strip() for option in cstr(new.get("options")).split("\n")}
	gone = [value for value in stored_values(doctype, df) if cstr(value) not in offered]
	if not gone:
		return []
	return [
		_("“{0}” no longer offers {1}, which records hold. They keep it until somebody saves them.").format(
			shown(df), enumerated(sorted({_(cstr(value)) for value in gone})[:5])
		)
	]


def now_required(doctype: str, df: Any) -> list[str]:
	empty = total(doctype) - filled(doctype, df)
	if not empty:
		return []
	return [
		_("“{0}” becomes required. {1} records lack it; it is asked for when they are saved next.").format(
			shown(df), empty
		)
	]


def refuse_doubles(doctype: str, df: Any) -> None:
	values = [cstr(value) for value in stored_values(doctype, df, distinct=False)]
	double = next((value for value in values if values.count(value) > 1), None)
	if double is not None:
		frappe.throw(
			_("“{0}” cannot be without repetition: several records hold “{1}”. Correct them first.").format(
				shown(df), double
			),
			WouldLoseValuesError,
		)


def shown(df: Any) -> str:
	return _(df.label) if df.label else df.fieldname


def is_stored(doctype: str, df: Any) -> bool:
	meta = frappe.get_meta(doctype)
	return not (meta.issingle or meta.get("is_virtual")) and frappe.db.has_column(doctype, df.fieldname)


def total(doctype: str) -> int:
	return frappe.db.count(doctype)


def filled(doctype: str, df: Any) -> int:
	"""How many records hold a value in a field; a number counts if it is not zero, a table if it has rows."""
	if df.fieldtype in table_fields:
		rows = {"parenttype": doctype, "parentfield": df.fieldname}
		return frappe.db.count(df.options, rows) if df.options else 0
	if not is_stored(doctype, df):
		return 0
	empty = 0 if FIELD_TYPES[df.fieldtype].is_numeric else ""
	return frappe.db.count(doctype, [[df.fieldname, "is", "set"], [df.fieldname, "!=", empty]])


def stored_values(doctype: str, df: Any, distinct: bool = True) -> list[Any]:
	if not is_stored(doctype, df):
		return []
	return [
		value
		for value in frappe.get_all(
			doctype,
			filters=[[df.fieldname, "is", "set"]],
			pluck=df.fieldname,
			distinct=distinct,
			limit_page_length=0,
		)
		if value not in (None, "")
	]
