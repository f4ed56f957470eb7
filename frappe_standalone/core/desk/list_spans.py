"""Periods that move with the calendar: today, this month, the last 30 days. v15's names, and spans counted in days."""

from __future__ import annotations

import datetime
import re

from frappe import _lt
from frappe.utils import add_days, getdate

# v15's own names first, in the order in which people look for them
SPANS = {
	"today": _lt("Today"),
	"yesterday": _lt("Yesterday"),
	"tomorrow": _lt("Tomorrow"),
	"this week": _lt("This Week"),
	"last week": _lt("Last Week"),
	"next week": _lt("Next Week"),
	"this month": _lt("This Month"),
	"last month": _lt("Last Month"),
	"next month": _lt("Next Month"),
	"this quarter": _lt("This Quarter"),
	"last quarter": _lt("Last Quarter"),
	"next quarter": _lt("Next Quarter"),
	"this year": _lt("This Year"),
	"last year": _lt("Last Year"),
	"next year": _lt("Next Year"),
	"last 7 days": _lt("Last 7 days"),
	"last 30 days": _lt("Last 30 days"),
	"last 90 days": _lt("Last 90 days"),
	"next 7 days": _lt("Next 7 days"),
	"next 30 days": _lt("Next 30 days"),
}
# v15 has these besides; they are two whole quarters, which nobody expects of the name, so nobody is offered them
_UNUSUAL = {"last 6 months": _lt("Last two quarters"), "next 6 months": _lt("Next two quarters")}
_DAYS = re.compile(r"(last|next) (\d{1,3}) days")


def days_of(span: str) -> tuple[datetime.date, datetime.date] | None:
	"""First and last day of a span counted in days, today included; None for v15's own spans."""
	found = _DAYS.fullmatch(span)
	if not found:
		return None
	today, count = getdate(), int(found[2]) - 1
	return (add_days(today, -count), today) if found[1] == "last" else (today, add_days(today, count))


def span_label(span: str) -> str:
	"""A span in the reader's words."""
	known = SPANS.get(span) or _UNUSUAL.get(span)
	return str(known) if known else span
