"""The national arrangements of 2020 to 2026 for the tests, read from the calendar library alone."""

from chinese_calendar.constants import holidays, workdays

from township_gov.policies.working_days import WorkCalendar

YEARS = range(2020, 2027)


def national(current_year: int = 2026, years=YEARS, **values) -> WorkCalendar:
	"""The calendar of these years as the app builds it, without a database."""
	return WorkCalendar(
		years=frozenset(years),
		current_year=current_year,
		holidays={day: name for day, name in holidays.items() if day.year in years},
		make_up_workdays={day: name for day, name in workdays.items() if day.year in years},
		**values,
	)
