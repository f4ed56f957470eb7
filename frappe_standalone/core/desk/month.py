"""A calendar of records: the days of a month or week, what stands on each, and which of them are worked."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import replace
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from frappe_standalone.core.desk.formatters import LIGHTS, is_light, status_colour, text_of
from frappe_standalone.core.desk.list_frame import ListFrame
from frappe_standalone.core.desk.list_settings import ListSettings
from frappe_standalone.core.desk.list_state import ListState
from frappe_standalone.core.desk.list_tables import once
from frappe_standalone.core.desk.list_views import calendar_fields, pair_label
from frappe_standalone.core.desk.slugs import list_url, record_url

# What lasts longer is valid for a time rather than happening: it stands on its first and its last day
MOST_RECORDS, LONGEST = 600, 200
# Entries of a day of the month, and of a month in which days are full; a title is told whole when pointed at
ON_A_DAY, ON_A_FULL_DAY, FULL, SHORT = 3, 2, 40, 14
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class CalendarModel(ListFrame):
	"""Everything calendar.html needs. `pair` names the fields of the first and the last day."""

	view = "calendar"

	def __init__(
		self,
		doctype: str,
		state: ListState,
		settings: ListSettings,
		pair: tuple[str, str | None],
		subject: str | None = None,
	):
		self.pair, self.subject = pair, subject
		self.is_week = state.view.get("_show") == "week"
		self.day = day_of(state.view.get("_month"))
		self.first, self.last = self.span()
		super().__init__(doctype, state, settings)

	def span(self) -> tuple[datetime.date, datetime.date]:
		"""First and last day that are drawn: whole weeks, Monday first."""
		if self.is_week:
			first = add_days(self.day, -self.day.weekday())
			return first, add_days(first, 6)
		begin = self.day.replace(day=1)
		end = add_days((begin + datetime.timedelta(days=32)).replace(day=1), -1)
		return add_days(begin, -begin.weekday()), add_days(end, 6 - end.weekday())

	def fetch(self) -> list[Any]:
		"""The records that touch these days; a record without a last day stands on its first."""
		begin, end = self.pair
		names = {"name", begin, self.title_field(), *({end} if end else ())}
		names |= {name for name in ("status", "light", self.subject) if name in self.fields}
		upto = f"{self.last} 23:59:59" if self.is_moment(begin) else str(self.last)
		since, touching = self.first, self.state.or_filters(self.meta)
		if end:
			since = add_days(self.first, -LONGEST)
			# With a text to look for as well there is no room for this condition; the days are looked at below in any case
			touching = touching or [[end, ">=", str(self.first)], [begin, ">=", str(self.first)]]
		asked = self.state.asked()
		rows = frappe.get_list(
			self.doctype,
			fields=sorted(names),
			group_by=once(self.doctype, asked),
			filters=[*asked, [begin, "between", [str(since), upto]]],
			or_filters=touching,
			order_by=f"`{begin}` desc, name desc",
			limit_page_length=MOST_RECORDS + 1,
		)
		self.cut = len(rows) > MOST_RECORDS
		return [row for row in reversed(rows[:MOST_RECORDS]) if self.days_of(row)[1] >= self.first]

	def is_moment(self, name: str) -> bool:
		return self.fields[name].get("fieldtype") == "Datetime"

	def days_of(self, row: Any) -> tuple[datetime.date, datetime.date]:
		begin, end = self.pair
		first = getdate(row[begin])
		last = getdate(row[end]) if end and row.get(end) else first
		return first, max(first, last)

	def entries(self) -> dict[datetime.date, list[dict[str, Any]]]:
		"""Day → what stands on it; one that lasts stands on each of its days."""
		found: dict[datetime.date, list[dict[str, Any]]] = defaultdict(list)
		for row in self.rows:
			first, last = self.days_of(row)
			entry = self.entry(row)
			for day in drawn_days(first, last, self.first, self.last):
				found[day].append(
					{**entry, "goes_on": day > first, "time": entry["time"] if day == first else ""}
				)
		return found

	def entry(self, row: Any) -> dict[str, Any]:
		name = self.subject if self.subject in self.fields else self.title_field()
		df = self.fields.get(name)
		text = text_of(row.get(name), df, self.titles.of_field(df, row)[0]) if df else row["name"]
		light, status = row.get("light"), row.get("status")
		mark = LIGHTS.get(light or "") or self.states.get(status or "") or status_colour(status or "")
		text = text or str(row["name"])
		words = [text]
		for field in ("status", "light"):
			if (
				row.get(field)
				and field in self.fields
				and (field == "status" or is_light(self.fields[field]))
			):
				words.append(text_of(row[field], self.fields[field]))
		begin = self.pair[0]
		return {
			"text": text if self.is_week or len(text) <= SHORT else text[:SHORT] + "…",
			"tip": " · ".join(words),
			"cut": not self.is_week and len(text) > SHORT,
			"url": record_url(self.doctype, row["name"]),
			"colour": mark.replace(" ", "-"),
			"time": str(row[begin])[11:16] if self.is_moment(begin) else "",
		}

	def as_dict(self) -> dict[str, Any]:
		today, entries, marked = getdate(), self.entries(), marked_days(self.first, self.last)
		is_full = sum(map(len, entries.values())) > FULL
		most = 50 if self.is_week else ON_A_FULL_DAY if is_full else ON_A_DAY
		weeks = []
		for offset in range(0, (self.last - self.first).days + 1, 7):
			week = []
			for number in range(7):
				day = add_days(self.first, offset + number)
				is_outside = not self.is_week and day.month != self.day.month
				listed = [] if is_outside else entries.get(day, [])
				week.append(
					{
						"date": str(day),
						"number": day.day,
						"label": _("{0}/{1}").format(day.month, day.day),
						"weekday": _(WEEKDAYS[number]),
						"outside": is_outside,
						"today": day == today,
						"rest": rests(day, marked.get(str(day))),
						"mark": marked.get(str(day)),
						"entries": listed[:most],
						"more": max(0, len(listed) - most),
						"more_url": self.at(day, "week"),
					}
				)
			weeks.append(week)
		step = 7 if self.is_week else None
		return {
			**self.frame(),
			"count_text": f"{MOST_RECORDS}+" if self.cut else str(len(self.rows)),
			"weeks": weeks,
			"weekdays": [_(day) for day in WEEKDAYS],
			"is_week": self.is_week,
			"heading": self.heading(),
			"previous": self.at(add_days(self.day, -step) if step else add_days(self.day.replace(day=1), -1)),
			"next": self.at(add_days(self.day, step) if step else add_days(self.day.replace(day=28), 7)),
			"today_url": self.at(today),
			"month_url": self.at(self.day, "month"),
			"week_url": self.at(
				self.day if self.day.month != today.month or self.day.day != 1 else today, "week"
			),
			"cut": self.cut,
			"most": MOST_RECORDS,
			"pairs": [
				{"label": pair_label(self.fields, pair), "url": self.by(pair), "current": pair == self.pair}
				for pair in calendar_fields(self.doctype, self.fields)
			],
			"knows_holidays": any((mark or {}).get("kind") for mark in marked.values()),
		}

	def heading(self) -> str:
		if not self.is_week:
			return _("{0}-{1}").format(self.day.year, self.day.month)
		return _("{0} to {1}").format(self.first, self.last)

	def at(self, day: datetime.date, show: str | None = None) -> str:
		"""The address of this calendar at another time."""
		show = show or ("week" if self.is_week else "month")
		view = {**self.state.view, "_month": str(day) if show == "week" else str(day)[:7], "_show": show}
		return replace(self.state, view=view).address()

	def by(self, pair: tuple[str, str | None]) -> str:
		"""The address of this calendar by other dates."""
		view = {
			key: value for key, value in self.state.view.items() if key not in ("_start_field", "_end_field")
		}
		view["_start_field"] = pair[0]
		if pair[1]:
			view["_end_field"] = pair[1]
		return replace(self.state, url=f"{list_url(self.doctype)}/view/calendar", view=view).address()


def day_of(text: str | None) -> datetime.date:
	"""The day that an address names by month or day; today where it names none."""
	try:
		return (
			datetime.date.fromisoformat(text if len(text or "") > 7 else f"{text}-01") if text else getdate()
		)
	except ValueError:
		return getdate()


def drawn_days(
	first: datetime.date, last: datetime.date, begin: datetime.date, end: datetime.date
) -> list[datetime.date]:
	"""The days from `begin` to `end` on which something from `first` to `last` stands."""
	if (last - first).days > LONGEST:
		return [day for day in (first, last) if begin <= day <= end]
	start = max(first, begin)
	return [add_days(start, offset) for offset in range((min(last, end) - start).days + 1)]


def marked_days(first: datetime.date, last: datetime.date) -> dict[str, dict[str, str]]:
	"""Holidays and make-up workdays that apps know (hook `calendar_days`): day → {kind: Holiday or Workday, label}."""
	found: dict[str, dict[str, str]] = {}
	for dotted in frappe.get_hooks("calendar_days"):
		found.update(frappe.get_attr(dotted)(first, last))
	return found


def rests(day: datetime.date, mark: dict[str, str] | None) -> bool:
	"""Whether the office is closed: on holidays, and on weekends that no arrangement makes workdays."""
	if mark:
		return mark.get("kind") == "Holiday"
	return day.weekday() >= 5
