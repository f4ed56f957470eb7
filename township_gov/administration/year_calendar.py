"""A year's working days: read from the notice's text or a table, shown month by month, tried out, saved."""

from __future__ import annotations

import calendar as months
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import calendars, clock, language, provisional_dates, sent
from township_gov.administration import access, calendar_file, telling
from township_gov.policies import holiday_notice
from township_gov.policies.statutory_days import statutory_days
from township_gov.township_gov.doctype.government_calendar.government_calendar import InvalidCalendarError

PAGE = "/year-calendar"
OFF, WORK = "Holiday", "Make-up Workday"
_SHOWN_MOVES = 100
Days = dict[date, tuple[str, str]]  # day → (type, name)


def stored_days(year: int, township: str = "") -> tuple[Days, str, bool]:
	"""(days, source, whether it is announced): a township's own calendar, else the national one, else what the law fixes."""
	for scope in (township, calendars.NATIONAL) if township else (calendars.NATIONAL,):
		name = frappe.db.exists("Government Calendar", f"{scope}-{year}")
		if name:
			doc = frappe.get_doc("Government Calendar", name)
			days = {
				getdate(row.holiday_date): (row.day_type, row.description or "")
				for row in doc.holidays
				if row.day_type in (OFF, WORK)
			}
			return days, doc.source or "", bool(doc.is_announced)
	return {day: (OFF, language.stored(name)) for day, name in statutory_days(year).items()}, "", False


def grid(year: int, days: Days) -> list[dict[str, Any]]:
	"""Twelve months, weeks from Monday: each day with its kind (weekday, weekend), type, name and words."""
	return [{"month": month, "weeks": _weeks(year, month, days)} for month in range(1, 13)]


def _weeks(year: int, month: int, days: Days) -> list[list[dict[str, Any] | None]]:
	weeks = []
	for week in months.Calendar().monthdatescalendar(year, month):
		weeks.append([_day(day, days) if day.month == month else None for day in week])
	return weeks


def _day(day: date, days: Days) -> dict[str, Any]:
	kind = "weekend" if day.weekday() >= 5 else "weekday"
	day_type, name = days.get(day, ("", ""))
	words = texts()[day_type or kind]
	return {
		"day": str(day),
		"number": day.day,
		"kind": kind,
		"type": day_type,
		"name": name,
		"mark": texts()["off"] if day_type == OFF else texts()["work"] if day_type == WORK else "",
		"label": f"{day} {words}{' ' + name if name else ''}",
	}


def texts() -> dict[str, str]:
	"""What the grid says of a day."""
	return {
		OFF: _("day off", context="Calendar"),
		WORK: _("make-up workday", context="Calendar"),
		"weekday": _("workday", context="Calendar"),
		"weekend": _("weekend", context="Calendar"),
		"off": _("off", context="Calendar"),
		"work": _("work", context="Calendar"),
	}


def editor(
	year: int, township: str, days: Days, source: str, doubts: list[str], is_new: bool
) -> dict[str, Any]:
	"""What the template of the grid needs."""
	return {
		"year": year,
		"township": township,
		"months": grid(year, days),
		"texts": texts(),
		"source": source,
		"doubts": doubts,
		"is_new": is_new,
		"off": sum(day_type == OFF for day_type, _name in days.values()),
		"work": sum(day_type == WORK for day_type, _name in days.values()),
	}


@frappe.whitelist(methods=["POST"])
def read_text(year: int | str, text: str | None = None, township: str | None = None) -> dict[str, str]:
	"""The grid of a pasted notice, as HTML; nothing is written."""
	access.check()
	notice = holiday_notice.read(text or "", _year(year))
	days: Days = {day: (OFF, language.stored(name)) for day, name in notice.holidays.items()}
	days |= {day: (WORK, language.stored(name)) for day, name in notice.make_up.items()}
	doubts = [_(doubt.message).format(*(_(str(value)) for value in doubt.values)) for doubt in notice.doubts]
	doubts += [
		_("{0} belongs to the calendar of {1}: enter it there.").format(day, day.year)
		for day in sorted(notice.other_years)
	]
	source = _notice_title(notice)
	return _drawn(_year(year), township, days, source, doubts)


def _notice_title(notice: holiday_notice.Notice) -> str:
	title = language.stored("Notice of the General Office of the State Council for {0}").format(notice.year)
	return f"{title} {notice.number}".strip()


@frappe.whitelist(methods=["POST"])
def read_file(
	year: int | str,
	file_name: str | None = None,
	file_content: str | None = None,
	township: str | None = None,
) -> dict[str, str]:
	"""The grid of an uploaded table, as HTML; nothing is written."""
	access.check()
	if not file_content:
		frappe.throw(_("Choose a file first."), calendar_file.UnreadableTableError)
	found = calendar_file.read(file_name or "", file_content)
	days = {day: value for day, value in found.items() if day.year == _year(year)}
	doubts = [
		_("{0} belongs to the calendar of {1}: enter it there.").format(day, day.year)
		for day in sorted(found)
		if day.year != _year(year)
	]
	return _drawn(_year(year), township, days, "", doubts)


@frappe.whitelist(methods=["POST"])
def read_library(year: int | str, township: str | None = None) -> dict[str, str]:
	"""The grid of a year that the installed calendar library knows, as HTML; nothing is written."""
	access.check()
	rows = calendars.national_days(_year(year))
	days = {row["holiday_date"]: (row["day_type"], row["description"]) for row in rows}
	source = language.stored("Notice of the General Office of the State Council for {0}").format(_year(year))
	return _drawn(_year(year), township, days, source, [])


def _drawn(year: int, township: str | None, days: Days, source: str, doubts: list[str]) -> dict[str, str]:
	context = {"editor": editor(year, access.own_township(township), days, source, doubts, True)}
	return {"html": frappe.render_template("templates/administration/year.html", context)}


@frappe.whitelist(methods=["POST"])
def try_out(
	year: int | str, days: str | list, township: str | None = None, source: str | None = None
) -> dict[str, str]:
	"""Which due dates a calendar would move, as HTML; nothing is written."""
	access.check()
	held = _sent(days)
	draft = calendars.Draft(
		access.own_township(township) or calendars.NATIONAL,
		_year(year),
		{day: name for day, (kind, name) in held.items() if kind == OFF},
		{day: name for day, (kind, name) in held.items() if kind == WORK},
	)
	moves, tried = provisional_dates.foresee(draft)
	context = {
		"moves": moves[:_SHOWN_MOVES],
		"count": len(moves),
		"tried": tried,
		"is_cut": tried >= provisional_dates.MOST_TRIED,
		"names": {doctype: _(doctype) for doctype in {move.doctype for move in moves}},
	}
	return {"html": frappe.render_template("templates/administration/moves.html", context)}


@frappe.whitelist(methods=["POST"])
def save(
	year: int | str, days: str | list, source: str | None = None, township: str | None = None
) -> dict[str, str]:
	"""Store a year's days and mark it announced; due dates are settled right afterwards.

	Raises:
		InvalidCalendarError, PermissionError
	"""
	access.check()
	held, number, own = _sent(days), _year(year), access.own_township(township)
	if not (source or "").strip():
		frappe.throw(_("Enter the notice that arranges this year, with its number."), InvalidCalendarError)
	name = frappe.db.exists("Government Calendar", f"{own or calendars.NATIONAL}-{number}")
	doc = frappe.get_doc("Government Calendar", name) if name else frappe.new_doc("Government Calendar")
	if not name:
		# None would be filled with the only township that the administrator is permitted
		doc.update({"year": number, "township": own or ""})
	doc.update({"is_announced": 1, "source": str(source).strip()})
	doc.set("holidays", [])
	for day, (day_type, label) in sorted(held.items()):
		doc.append("holidays", {"holiday_date": day, "day_type": day_type, "description": label})
	doc.save() if name else doc.insert()
	said = _(
		"The calendar of {0} is saved: {1} days off, {2} make-up workdays. Due dates are being computed anew."
	)
	off = sum(kind == OFF for kind, _name in held.values())
	return {
		"said": said.format(number, off, len(held) - off),
		"url": f"{PAGE}?year={number}" + (f"&township={own}" if own else ""),
	}


def _sent(days: str | list) -> Days:
	"""What the grid sends: [[day, type, name], …]."""
	held: Days = {}
	for row in sent.rows_of(days, list):
		if len(row) != 3 or row[1] not in (OFF, WORK):
			frappe.throw(
				_("The days did not arrive whole. Reload the page and try again."), InvalidCalendarError
			)
		held[getdate(row[0])] = (row[1], str(row[2])[:140])
	return held


def _year(year: int | str) -> int:
	text = str(year).strip()
	if not text.isdigit() or not 2000 <= int(text) <= 2099:
		frappe.throw(_("Enter a year from 2000 to 2099."), InvalidCalendarError)
	return int(text)


def years(shown: int, township: str = "") -> list[dict[str, Any]]:
	"""The years to choose among, the one shown too, with what is known of them for a township or for all."""
	today = clock.today()
	loaded = {"scope": ("in", [township, calendars.NATIONAL]), "is_announced": 1}
	announced = set(frappe.get_all("Government Calendar", loaded, pluck="year"))
	span = range(min([*announced, today.year]), today.year + 3)
	return [
		{"year": year, "is_announced": year in announced}
		for year in sorted({*span, *announced, shown}, reverse=True)
	]


def remind() -> None:
	"""Daily: tell the administrators of a year that is not loaded yet, each of them once a month."""
	townships = frappe.get_all("Township", pluck="name", limit=2)
	for year in calendars.missing_years(townships[0] if len(townships) == 1 else calendars.NATIONAL):
		text = language.stored("The working-day calendar of {0} is not loaded yet: load the holiday notice.")
		telling.tell(text.format(year), f"{PAGE}?year={year}")


def home_notices() -> list[dict[str, str]]:
	"""What the home page tells administrators (hook of the standalone's home)."""
	if not access.is_administrator():
		return []
	text = _("The working-day calendar of {0} is not loaded yet: load the holiday notice.")
	return [
		{
			"text": text.format(year),
			"url": f"{PAGE}?year={year}",
			"link": _("Load the calendar of {0}").format(year),
		}
		for year in calendars.missing_years(access.own_township(None) or calendars.NATIONAL)
	]
