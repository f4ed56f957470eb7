"""Dates and times, with the browser's own pickers."""

from __future__ import annotations

import datetime
from typing import Any

from markupsafe import Markup

from frappe_standalone.core.desk.formatters import clock_text
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Date")
def draw_date(control: Control) -> Markup:
	return tag(
		"input",
		{**control.attrs, "type": "date", "value": str(control.value or "")[:10], "max": "9999-12-31"},
	)


@widget("Datetime", kind="datetime")
def draw_datetime(control: Control) -> Markup:
	value = str(control.value or "")[:19].replace(" ", "T")
	return tag(
		"input",
		{
			**control.attrs,
			"type": "datetime-local",
			"step": "1" if value[17:19] not in ("", "00") else None,
			"value": value,
		},
	)


@widget("Time", kind="time")
def draw_time(control: Control) -> Markup:
	value = whole_time(control.value) if control.value not in (None, "") else ""
	seconds = {"step": "1"} if len(value) > 5 else {}
	return tag("input", {**control.attrs, "type": "time", "value": value, **seconds})


def whole_time(value: Any) -> str:
	"""HH:MM, and the seconds where there are any: a box without them would cut them off at the next save."""
	if isinstance(value, datetime.timedelta):
		seconds = int(value.total_seconds()) % 60
		return clock_text(value) + (f":{seconds:02d}" if seconds else "")
	text = str(value).zfill(8) if str(value)[1:2] == ":" else str(value)
	return text[:8] if text[5:8] not in ("", ":00") else text[:5]
