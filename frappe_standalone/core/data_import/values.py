"""Turning the text of a cell into the value of a field, or saying why it cannot be."""

import datetime
import math

import frappe
from frappe import _

from frappe_standalone.core.data_import.written import (
	is_spoiled,
	narrow,
	narrow_code,
	read_date,
	read_datetime,
	read_time,
)

TEXT_LENGTH = 140
# Written by hand or by other programs, such text can be a number; in a long text nobody looks for one.
_CODES = ("Data", "Link", "Dynamic Link", "Phone", "Password", "Autocomplete", "Small Text")
_LIMITED = ("Data", "Link", "Select", "Dynamic Link", "Phone", "Color", "Autocomplete")
_YES = ("1", "yes", "y", "true", "是", "有", "√", "✓")
# What Excel shows where a formula fails.
_FAILED = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
_NO = ("0", "no", "n", "false", "否", "无", "")


class BadValue(ValueError):
	"""The text does not fit the field; the message is shown with its line."""


def convert(field, value: object) -> object:
	"""Return the value for a field of a DocType; raises BadValue."""
	if value in (None, ""):
		return None
	text = str(value).strip()
	if text in _FAILED or text.startswith("="):
		raise BadValue(
			_(
				"{0} for {1} is a formula without a result. Correct it in Excel or WPS and save the file there, or type the value here."
			).format(text, _(field.label))
		)
	converter = _CONVERTERS.get(field.fieldtype)
	if converter:
		return converter(field, text)
	if field.fieldtype in _CODES:
		text = _code(field, text)
	length = frappe.utils.cint(field.length) or TEXT_LENGTH
	if field.fieldtype in _LIMITED and len(text) > length:
		raise BadValue(
			_("{0} has {1} characters, at most {2} fit.").format(_(field.label), len(text), length)
		)
	return text


def _code(field, text: str) -> str:
	if is_spoiled(text):
		raise BadValue(
			_(
				"{0} for {1} was spoiled by Excel: digits are lost. Format the column as text in the file, type the number again, or type it here."
			).format(text, _(field.label))
		)
	if field.fieldtype == "Password" and "*" in text:
		raise BadValue(
			_(
				"{0} for {1} is masked. Type the whole number, or leave the cell empty to keep the stored one."
			).format(text, _(field.label))
		)
	return narrow_code(text)


def _select(field, text: str) -> str:
	options = [option for option in (field.options or "").split("\n") if option]
	if text in options:
		return text
	# As the form shows it, where one word has two meanings; then as it is translated anywhere else.
	for context in (field.get("parent"), None):
		translated = [option for option in options if _(option, context=context) == text]
		if len(translated) == 1:
			return translated[0]
	raise BadValue(
		_("{0} is not possible for {1}. Possible are: {2}.").format(
			text, _(field.label), ", ".join(_(option, context=field.get("parent")) for option in options)
		)
	)


def _check(field, text: str) -> int:
	if text.lower() in _YES:
		return 1
	if text.lower() in _NO:
		return 0
	raise BadValue(_("{0} for {1} is neither yes (1, 是) nor no (0, 否).").format(text, _(field.label)))


def _int(field, text: str) -> int:
	number = _number(field, text)
	if not number.is_integer():
		raise BadValue(_("{0} for {1} is not a whole number.").format(text, _(field.label)))
	return int(number)


def _number(field, text: str) -> float:
	plain = narrow(text).replace(",", "").replace("￥", "").replace("¥", "").removesuffix("元")
	if field.fieldtype == "Percent":
		plain = plain.removesuffix("%")
	try:
		number = float(plain)
	except ValueError:
		number = math.nan
	if not math.isfinite(number):
		raise BadValue(_("{0} for {1} is not a number.").format(text, _(field.label)))
	return number


def _date(field, text: str) -> datetime.date:
	return read_date(text) or _no_date(field, text)


def _datetime(field, text: str) -> datetime.datetime:
	return read_datetime(text) or _no_date(field, text)


def _no_date(field, text: str):
	raise BadValue(_("{0} for {1} is not a date. Write it as 2026-01-31.").format(text, _(field.label)))


def _time(field, text: str) -> datetime.time:
	found = read_time(text)
	if found is None:
		raise BadValue(_("{0} for {1} is no time of day. Write it as 09:30.").format(text, _(field.label)))
	return found


_CONVERTERS = {
	"Select": _select,
	"Check": _check,
	"Int": _int,
	"Float": _number,
	"Currency": _number,
	"Percent": _number,
	"Date": _date,
	"Datetime": _datetime,
	"Time": _time,
}


def same(field, stored: object, value: object) -> bool:
	"""Say whether a stored value already is what the file says."""
	if field.fieldtype == "Password":
		return False
	if stored in (None, "") or value in (None, ""):
		return (stored in (None, "")) == (value in (None, ""))
	if field.fieldtype in ("Float", "Currency", "Percent", "Int", "Check"):
		return math.isclose(float(stored), float(value), rel_tol=1e-9, abs_tol=1e-9)
	if field.fieldtype == "Date":
		return frappe.utils.getdate(stored) == frappe.utils.getdate(value)
	if field.fieldtype == "Datetime":
		return frappe.utils.get_datetime(stored) == frappe.utils.get_datetime(value)
	return str(stored) == str(value)
