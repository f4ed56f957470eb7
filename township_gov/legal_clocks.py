"""The legal clocks of a township: the clock table with its settings, run over its calendar.

deadline = legal_clocks.compute("X4", start=doc.accepted_on, township=doc.township, extension=…)
doc.conclude_due_on, doc.light = deadline.due, deadline.light.value
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from township_gov import calendars, clock, settings
from township_gov.policies import deadlines
from township_gov.policies.clock_table import TABLE
from township_gov.policies.clock_values import Clock, Extension, Pause, Unit
from township_gov.policies.refusal import RuleError


class ClockRefusedError(frappe.ValidationError):
	"""A pause, an extension or a date that the clock's rule does not allow."""


def in_force(code: str, on: date | None = None, township: str | None = None) -> Clock:
	"""The clock with this code as the settings have it on a day.

	The day is the one it started on: a later change of the settings leaves a running case alone.
	"""
	shipped = TABLE[code]
	keys = {"limit": f"{code}.limit", "warning": f"{code}.warning"}
	if shipped.extension_limit:
		keys["extension_limit"] = f"{code}.extension"
	if shipped.unit in deadlines.ROLLING_UNITS:
		keys["rolls"] = f"{code}.rolls"
	found = settings.in_force(keys.values(), on, township)
	values = {field: found[key].value for field, key in keys.items()}
	return replace(shipped, **values, version=found[keys["limit"]].version)


def compute(
	legal_clock: str | Clock,
	start: date | datetime | str,
	township: str,
	*,
	pauses: Iterable[Pause] = (),
	extension: Extension | None = None,
	ended_on: date | datetime | str | None = None,
) -> deadlines.Deadline:
	"""Due date, light and derivation of a clock as of now.

	The clock is a code of the table, or a `Clock` made from an item's own limits. Raises `ClockRefusedError` with the rule's reason in the user's language.
	"""
	if isinstance(legal_clock, str):
		legal_clock = in_force(legal_clock, getdate(start), township)
	read = get_datetime if legal_clock.unit is Unit.HOURS else getdate
	now = clock.now() if legal_clock.unit is Unit.HOURS else clock.today()
	try:
		return deadlines.compute(
			legal_clock,
			read(start),
			calendars.calendar_for(township),
			now,
			pauses=pauses,
			extension=extension,
			ended_on=read(ended_on) if ended_on else None,
		)
	except RuleError as error:
		frappe.throw(error.refusal.text(_), ClockRefusedError)
