"""JSON as v15 writes it."""

from __future__ import annotations

import datetime
import decimal
import json
import uuid
from collections.abc import Iterable
from re import Match
from typing import Any

from werkzeug.local import LocalProxy

from frappe_standalone.core.translate import LazyTranslate
from frappe_standalone.core.utils.formatting import format_timedelta


def json_handler(obj: Any) -> Any:
	"""What JSON has no form for: dates as text, numbers as floats, documents as dictionaries, iterables as lists.

	Raises:
		TypeError: for anything else.
	"""
	for kinds, convert in CONVERSIONS:
		if isinstance(obj, kinds):
			return convert(obj)
	if hasattr(obj, "as_dict") and hasattr(obj, "doctype"):
		return obj.as_dict(no_nulls=True)
	if isinstance(obj, Iterable) and not isinstance(obj, type):
		return list(obj)
	if isinstance(obj, type | Exception) or callable(obj):
		return repr(obj)
	raise TypeError(f"Object of type {type(obj)} with value of {obj!r} is not JSON serializable")


CONVERSIONS = (
	((datetime.date, datetime.time, LocalProxy, LazyTranslate, uuid.UUID), str),
	(datetime.timedelta, format_timedelta),
	(decimal.Decimal, float),
	(Match, lambda found: found.string),
)


def as_json(
	obj: Any, indent: int | None = 1, separators: tuple | None = None, ensure_ascii: bool = True
) -> str:
	"""JSON with sorted keys."""
	options = {
		"indent": indent,
		"default": json_handler,
		"separators": separators or (",", ": "),
		"ensure_ascii": ensure_ascii,
	}
	try:
		return json.dumps(obj, sort_keys=True, **options)
	except TypeError:  # keys of several types have no order of their own
		return json.dumps(dict(sorted(obj.items(), key=lambda item: str(item[0]))), **options)
