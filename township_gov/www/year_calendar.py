"""`/year-calendar`: a year's holidays and make-up workdays, loaded by paste or file, corrected by clicks, tried out, saved."""

import frappe
from frappe import _

from township_gov import calendars, clock
from township_gov.administration import access, year_calendar

no_cache = 1


def get_context(context):
	access.open_page(context, _("Working Days of a Year"))
	asked = frappe.form_dict
	context.township = access.own_township(asked.get("township"))
	context.missing = calendars.missing_years(context.township or calendars.NATIONAL)
	wanted = str(asked.get("year") or "")
	context.year = int(wanted) if wanted.isdigit() and 2000 <= int(wanted) <= 2099 else None
	context.year = context.year or (context.missing[0] if context.missing else clock.today().year)
	context.years = year_calendar.years(context.year, context.township)
	context.townships = access.townships()
	context.is_limited = access.is_limited()
	days, source, context.is_announced = year_calendar.stored_days(context.year, context.township)
	context.editor = year_calendar.editor(
		context.year, context.township, days, source, [], not context.is_announced
	)
	context.in_library = context.year <= calendars.last_announced_year()
	context.example = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
