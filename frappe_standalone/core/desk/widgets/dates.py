"""Dates and times, with the browser's own pickers."""

from __future__ import annotations

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
	value = clock_text(control.value) if control.value not in (None, "") else ""
	return tag("input", {**control.attrs, "type": "time", "value": value})
