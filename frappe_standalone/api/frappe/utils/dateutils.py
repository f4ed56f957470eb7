"""Dates as people type them, and periods of a report."""

from frappe_standalone.core.unsupported import refuse
from frappe_standalone.core.utils.date_formats import (
	dateformats,
	datetime_in_user_format,
	get_dates_from_timegrain,
	get_from_date_from_timespan,
	get_period,
	get_period_beginning,
	get_period_ending,
	get_user_date_format,
	parse_date,
	user_to_str,
)

__getattr__ = refuse(__name__)
