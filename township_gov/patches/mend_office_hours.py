"""Calendars loaded by earlier versions had the moment of loading as all four edges of the office hours.

Saving puts the shipped hours in place of such edges (`GovernmentCalendar.set_office_hours`); hours that somebody set
stay as they are.
"""

import frappe

EDGES = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")


def execute() -> None:
	for name in frappe.get_all("Government Calendar", pluck="name"):
		calendar = frappe.get_doc("Government Calendar", name)
		before = [str(calendar.get(edge)) for edge in EDGES]
		calendar.set_office_hours()
		if [str(calendar.get(edge)) for edge in EDGES] != before:
			calendar.save(ignore_permissions=True)
