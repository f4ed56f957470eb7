"""The light of a document that has a day to be answered by."""

from datetime import date

from township_gov.policies.working_days import WorkCalendar

GREEN, YELLOW, RED = "Green", "Yellow", "Red"


def light_of(due: date, on: date, warning: int, calendar: WorkCalendar) -> str:
	"""Red after the due day, yellow with `warning` working days or fewer left (that day counts as none), else green."""
	if on > due:
		return RED
	return YELLOW if calendar.working_days_between(on, due) <= warning else GREEN
