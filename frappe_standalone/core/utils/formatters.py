"""A field's value as people read it, v15's `frappe.format_value`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.data import _dict
from frappe_standalone.core.text import cstr
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.formatting import (
	fmt_money,
	format_date,
	format_datetime,
	format_duration,
	format_time,
)
from frappe_standalone.core.utils.numbers import flt

BLOCK_TAGS = re.compile(r"(<br|<div|<p)")
GUESSES = (
	(datetime.datetime, "Datetime"),
	(datetime.date, "Date"),
	(datetime.timedelta, "Time"),
	(int, "Int"),
	(float, "Float"),
)


def format_value(
	value: Any,
	df: Any = None,
	doc: Any = None,
	currency: str | None = None,
	translated: bool = False,
	format: str | None = None,
) -> Any:
	"""The value as its field shows it; the type is guessed from the value without a field.

	Args:
		df: the field, its description as a dictionary, or its type.
		doc: the document, for the currency a field refers to.
		translated: translate a text.
		format: number format of an amount, e.g. `#,###.##`.
	"""
	field = described(df, value)
	if value is None:
		value = ""
	elif translated:
		value = _(value)
	numeric = ("Int", "Float", "Currency", "Percent")
	if value == 0 and field.fieldtype in numeric and field.print_hide_if_no_value:
		return ""
	if field.fieldtype == "Currency":
		currency = currency or currency_of(field, doc) or local.db.get_default("currency")
		return fmt_money(value, precision=digits(field), currency=currency, format=format)
	if field.fieldtype in FORMATS:
		return FORMATS[field.fieldtype](value, field, doc)
	return value


def described(df: Any, value: Any) -> _dict:
	"""The field as a dictionary."""
	if isinstance(df, str):
		return _dict(fieldtype=df)
	if not df:
		return _dict(fieldtype=next((name for kind, name in GUESSES if isinstance(value, kind)), "Data"))
	return _dict(df) if isinstance(df, dict) else _dict(df.as_dict())


def digits(field: _dict) -> int:
	"""The digits of a number field."""
	from frappe_standalone.core.meta import get_field_precision

	return get_field_precision(field)


def currency_of(field: _dict, doc: Any) -> str | None:
	"""The currency a field names: a field of the document, or `DocType:link:field`."""
	options = field.options or ""
	if options.count(":") == 2 and doc:
		doctype, link, fieldname = options.split(":")
		return local.db.get_value(doctype, doc.get(link), fieldname, cache=True)
	return doc.get(options) if doc and options else None


def number(value: Any, field: _dict, doc: Any) -> str:
	"""A float; a whole one without decimals, unless the field asks for a currency."""
	whole = not field.options and flt(value).is_integer()
	return fmt_money(value, precision=0 if whole else digits(field), currency=currency_of(field, doc))


def text(value: Any, field: _dict, doc: Any) -> Any:
	"""Plain text keeps its line breaks; markup is left alone."""
	return value if BLOCK_TAGS.search(cstr(value)) else cstr(value).replace("\n", "<br>")


def link(value: Any, field: _dict, doc: Any) -> Any:
	"""The title of the linked document, if the document carries it."""
	titles = doc.get("__link_titles") if doc else None
	if not titles or not field.options:
		return value
	doctype = field.options
	if field.fieldtype == "Dynamic Link":
		doctype = doc.get(field.options)
	return titles.get(f"{doctype}::{value}", value)


FORMATS: dict[str, Callable[[Any, _dict, Any], Any]] = {
	"Date": lambda value, field, doc: format_date(value),
	"Datetime": lambda value, field, doc: format_datetime(value) or "",
	"Time": lambda value, field, doc: format_time(value),
	"Float": number,
	"Percent": lambda value, field, doc: f"{flt(value, 2)}%",
	"Text": text,
	"Small Text": text,
	"Duration": lambda value, field, doc: format_duration(value, field.hide_days),
	"Text Editor": lambda value, field, doc: f"<div class='ql-snow'>{value}</div>",
	"Link": link,
	"Dynamic Link": link,
	"Select": lambda value, field, doc: _(value, context=field.parent or "") if value else value,
}
