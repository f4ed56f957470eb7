"""The publicity of a rotation: what the committee decided is posted, and nobody cuts the time short (S44, 公务员法 Art. 32)."""

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import calendars, clock, settings


class PublicityError(frappe.ValidationError):
	"""The publicity is not over yet, or the plan would take effect before its end."""


def begin(plan) -> None:
	"""Posted today; the last day is so many working days later."""
	days = settings.get("rotation_publicity_days", township=plan.township)
	plan.publicity_from = clock.today()
	plan.publicity_to = calendars.calendar_for(plan.township).add_working_days(clock.today(), days)


def check_over(plan) -> None:
	"""Refuse an end before its last day has passed; an approval begun under rules without publicity has none."""
	if not plan.publicity_to:
		return
	last = getdate(plan.publicity_to)
	if clock.today() <= last:
		frappe.throw(
			_("The publicity goes on until {0} and is not cut short. Come back the day after.").format(last),
			PublicityError,
		)
	if getdate(plan.effective_on) <= last:
		frappe.throw(
			_("The plan takes effect on {0}, before the publicity ends on {1}. Enter a later day.").format(
				plan.effective_on, last
			),
			PublicityError,
		)
