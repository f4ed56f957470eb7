"""Days of a week that begins when the site's settings say."""

from __future__ import annotations

import datetime

from frappe_standalone.core.utils.periods import Weekday, get_first_day_of_the_week


def get_start_of_week_index() -> int:
	"""The first day of the week, Sunday being 0."""
	return Weekday[get_first_day_of_the_week()].value


def get_normalized_weekday_index(dt: datetime.date) -> int:
	"""The day of the week of a date, Sunday being 0."""
	return (dt.weekday() + 1) % 7


def get_week_start_offset_days(dt: datetime.date) -> int:
	"""How many days after the beginning of its week a date is."""
	return (get_normalized_weekday_index(dt) - get_start_of_week_index()) % 7
