"""How long until a due date: said only while somebody waits."""

from __future__ import annotations

import pytest

STATES = {"Under Review": "blue", "Delivered": "green", "Not Accepted": "red", "Draft": "gray"}


@pytest.mark.parametrize(
	("due", "status", "light", "says"),
	[
		("2026-11-24", "Under Review", "Yellow", "2 days left"),
		("2026-11-22", "Under Review", "Yellow", "today"),
		("2026-11-12", "Under Review", "Red", "10 days over"),
		("2026-11-12", "Delivered", "Red", ""),
		("2026-12-01", "Delivered", "Green", ""),
		("2026-12-01", "Draft", "Green", ""),
		(None, "Under Review", "Green", ""),
	],
)
def test_days_are_counted_while_the_record_is_open(monkeypatch, due, status, light, says):
	import datetime

	from frappe_standalone.core.desk import formatters

	monkeypatch.setattr(formatters, "_", str)
	real = formatters.frappe.utils.getdate
	monkeypatch.setattr(
		formatters.frappe.utils, "getdate", lambda day=None: real(day) if day else datetime.date(2026, 11, 22)
	)
	html = formatters.days_left(due, {"status": status, "light": light}, STATES)
	assert says in html if says else html == ""
