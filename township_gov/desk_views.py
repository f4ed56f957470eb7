"""What boards and calendars of the desk ask the app: whether cards may be moved, and on which days nobody works.

The hooks `board_fixed` and `calendar_days` are the standalone desk's; v15 has none and passes them over.
"""

from __future__ import annotations

from datetime import date, timedelta

import frappe
from frappe import _
from frappe.permissions import get_user_permissions

from township_gov.calendars import calendar_for
from township_gov.policies.working_days import CalendarYearMissing, DayType
from township_gov.workflows import published

_MARKED = (DayType.HOLIDAY, DayType.MAKE_UP_WORKDAY)


def why_fixed(doctype: str, fieldname: str) -> str | None:
	"""A status that approvals write is not moved by hand (hook `board_fixed`)."""
	if fieldname not in (published.guarded().get(doctype) or {}):
		return None
	return _(
		"Cards cannot be moved here: approvals decide what stands in which column. Open a record to handle your task."
	)


def marked_days(first: date, last: date) -> dict[str, dict[str, str]]:
	"""Holidays and make-up workdays from the Government Calendar of the user's township (hook `calendar_days`).

	Days of a past year without an arrangement are left as they are: nobody knows which of them were worked.
	"""
	townships = [row["doc"] for row in get_user_permissions(frappe.session.user).get("Township") or []]
	calendar = calendar_for(townships[0] if len(townships) == 1 else None)
	found = {}
	for offset in range((last - first).days + 1):
		day = first + timedelta(days=offset)
		try:
			kind = calendar.day_type(day)
			if kind in _MARKED:
				holiday = kind is DayType.HOLIDAY
				found[str(day)] = {
					"kind": "Holiday" if holiday else "Workday",
					"label": calendar.day_name(day),
				}
		except CalendarYearMissing:
			continue
	return found
