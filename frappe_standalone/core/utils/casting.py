"""Values in the Python type of their field, v15's `frappe.utils.cast`."""

from __future__ import annotations

import datetime
from typing import Any

from frappe_standalone.core.text import cstr
from frappe_standalone.core.utils.dates import get_datetime, get_timedelta, getdate
from frappe_standalone.core.utils.numbers import cint, flt, sbool

CASTS = {
	**dict.fromkeys(("Currency", "Float", "Percent"), flt),
	**dict.fromkeys(("Int", "Check"), lambda value: cint(sbool(value))),
	**dict.fromkeys(
		("Data", "Text", "Small Text", "Long Text", "Text Editor", "Select", "Link", "Dynamic Link"), cstr
	),
	"Date": lambda value: getdate(value) if value else datetime.date.min,
	"Datetime": lambda value: get_datetime(value) if value else datetime.datetime.min,
	"Time": get_timedelta,
}


def cast(fieldtype: str, value: Any = None) -> Any:
	"""The value in the Python type of the field; no value gives the first one of that type."""
	return CASTS[fieldtype](value) if fieldtype in CASTS else value
