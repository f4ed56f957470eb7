"""Times of day as text and back."""

from __future__ import annotations

import datetime

TIME = "%H:%M:%S.%f"


def parse_time(text: str) -> datetime.timedelta:
	"""`[-]H:MM[:SS[.ffffff]]` as a timedelta; hours may pass 24."""
	sign = -1 if text.startswith("-") else 1
	hours, minutes, seconds = ([*text.lstrip("-").split(":"), "0"])[:3]
	return sign * datetime.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))


def format_time(value: datetime.timedelta | datetime.time) -> str:
	"""The text of a TIME column."""
	if isinstance(value, datetime.time):
		return value.strftime(TIME)
	sign = "-" if value.days < 0 else ""
	total = abs(value)
	minutes, seconds = divmod(total.days * 86400 + total.seconds, 60)
	hours, minutes = divmod(minutes, 60)
	return f"{sign}{hours:02}:{minutes:02}:{seconds:02}.{total.microseconds:06}"
