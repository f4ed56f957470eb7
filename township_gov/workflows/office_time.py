"""How long a task took, in minutes of the township's office hours."""

from __future__ import annotations

import datetime

from township_gov import calendars
from township_gov.policies.office_minutes import minutes_between
from township_gov.policies.refusal import RuleError


def minutes_used(township: str | None, start: datetime.datetime, end: datetime.datetime) -> int | None:
	"""Whole minutes of office time between two moments; None where the calendar of a past year is missing."""
	try:
		return minutes_between(calendars.calendar_for(township), start, end)
	except RuleError:
		return None
