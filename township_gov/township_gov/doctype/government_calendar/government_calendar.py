from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_time, getdate

from township_gov import calendars, language, provisional_dates
from township_gov.policies.refusal import RuleError
from township_gov.policies.working_days import OfficeHours
from township_gov.workflows import timers


class InvalidCalendarError(frappe.ValidationError):
	"""A calendar that contradicts itself."""


class GovernmentCalendar(Document):
	"""The working days of one year, for all townships or for one (domain contract: Holiday List with make-up workdays)."""

	def before_insert(self):
		self.township = self.township or None
		self.scope = self.township or calendars.NATIONAL

	def validate(self):
		self.validate_year()
		self.set_period()
		self.validate_days()
		self.set_office_hours()
		self.validate_office_hours()
		self.set_rest_weekends()
		self.set_totals()

	def on_update(self):
		calendars.forget()
		provisional_dates.settle_later(self.year)
		timers.recompute_later()

	def after_delete(self):
		calendars.forget()
		timers.recompute_later()

	def validate_year(self):
		if not 2000 <= int(self.year or 0) <= 2099:
			frappe.throw(_("Enter a year from 2000 to 2099."), InvalidCalendarError)

	def set_period(self):
		self.from_date, self.to_date = date(self.year, 1, 1), date(self.year, 12, 31)
		self.calendar_name = language.stored("Government Calendar {0}").format(self.year)
		if self.township:
			name = frappe.db.get_value("Township", self.township, "township_name")
			self.calendar_name = f"{self.calendar_name} · {name}"

	def validate_days(self):
		seen = set()
		for row in self.holidays:
			day = row.holiday_date = getdate(row.holiday_date)
			if day.year != self.year:
				frappe.throw(
					_("Row {0}: {1} is not in {2}.").format(row.idx, day, self.year), InvalidCalendarError
				)
			if day in seen:
				frappe.throw(
					_("Row {0}: {1} is listed twice. Keep one row.").format(row.idx, day),
					InvalidCalendarError,
				)
			seen.add(day)
			_validate_weekday(row, day)
			row.weekly_off = int(row.day_type == "Rest Weekend")

	def set_office_hours(self):
		"""Frappe fills every empty Time field with the present time, whatever its default is. Four edges within a minute
		are that, and nobody's office hours."""
		minutes = [edge.hour * 60 + edge.minute for edge in (get_time(self.get(edge)) for edge in _HOURS)]
		if max(minutes) - min(minutes) <= 1:
			self.update({edge: self.meta.get_field(edge).default for edge in _HOURS})

	def validate_office_hours(self):
		edges = [get_time(self.get(edge)) for edge in _HOURS]
		try:
			OfficeHours(((edges[0], edges[1]), (edges[2], edges[3])))
		except RuleError as error:
			frappe.throw(error.refusal.text(_), InvalidCalendarError)

	def set_rest_weekends(self):
		listed = {row.holiday_date for row in self.holidays}
		for day in calendars.weekends(self.year):
			if day not in listed:
				self.append("holidays", {"holiday_date": day, "day_type": "Rest Weekend", "weekly_off": 1})
		self.holidays.sort(key=lambda row: row.holiday_date)
		for position, row in enumerate(self.holidays, 1):
			row.idx = position

	def set_totals(self):
		self.total_make_up_workdays = sum(row.day_type == "Make-up Workday" for row in self.holidays)
		self.total_holidays = len(self.holidays) - self.total_make_up_workdays


_HOURS = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")


def _validate_weekday(row, day: date) -> None:
	is_weekend = day.weekday() >= 5
	if row.day_type == "Make-up Workday" and not is_weekend:
		frappe.throw(
			_("Row {0}: {1} is a weekday and needs no make-up. Remove the row.").format(row.idx, day),
			InvalidCalendarError,
		)
	if row.day_type == "Rest Weekend" and not is_weekend:
		frappe.throw(
			_("Row {0}: {1} is a weekday. Enter it as a holiday.").format(row.idx, day), InvalidCalendarError
		)
