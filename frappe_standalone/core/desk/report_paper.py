"""A report as it is handed upward: unit, period, conditions, and the lines for who filled it in and who checked it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.report_filters import filter_notes
from frappe_standalone.core.desk.shell import site_title
from frappe_standalone.core.desk.wording import enumerated

FROM_NAMES = ("from", "start", "begin", "since")
TO_NAMES = ("to_", "until", "end")


@dataclass(frozen=True)
class Paper:
	"""What stands around the table, on paper and in the workbook alike."""

	title: str
	unit: str = ""
	period: str = ""
	conditions: list[str] = field(default_factory=list)
	signers: list[str] = field(default_factory=list)

	@property
	def condition_line(self) -> str:
		return _("Conditions: {0}").format(enumerated(self.conditions)) if self.conditions else ""


def paper_of_report(report: Any, filters: dict[str, Any]) -> Paper:
	"""The paper of a report with filters: its dates become the period, the other filters the conditions."""
	dates = [row for row in report.get("filters") or [] if row.fieldtype in ("Date", "Datetime")]
	others = [row for row in report.get("filters") or [] if row not in dates]
	return paper(
		_(report.name), period_of(dates, filters), filter_notes({"filters": others}, filters), filters
	)


def reporting_unit(filters: dict[str, Any]) -> str:
	"""Who reports: what an app says (hook `reporting_unit`, asked with the filters), else the site's own name."""
	for method in reversed(frappe.get_hooks("reporting_unit")):
		if unit := frappe.call(frappe.get_attr(method), filters=filters):
			return str(unit)
	return site_title()


def paper(title: str, period: str, conditions: list[str], filters: dict[str, Any] | None = None) -> Paper:
	"""The paper around a table; `filters` are what an app may take the unit from."""
	today = frappe.utils.nowdate()
	return Paper(
		title=title,
		unit=_("Reporting unit: {0}").format(reporting_unit(filters or {})),
		period=period or _("As of {0}").format(today),
		conditions=conditions,
		signers=[_("Filled in by: {0}").format(my_name()), _("Checked by:"), _("Date: {0}").format(today)],
	)


def period_of(dates: list[Any], filters: dict[str, Any]) -> str:
	"""「统计期间：2026-01-01 至 2026-03-31」, or the one day that was asked for; empty where no date was given."""
	begin = end = day = ""
	for row in dates:
		value = str(filters.get(row.fieldname) or "")[:10]
		if row.fieldname.startswith(FROM_NAMES):
			begin = begin or value
		elif row.fieldname.startswith(TO_NAMES):
			end = end or value
		else:
			day = day or value
	if begin or end:
		text = _("{0} to {1}").format(begin or _("the beginning"), end or _("today", context="Period"))
		return _("Period: {0}").format(text)
	return _("As of {0}").format(day) if day else ""
