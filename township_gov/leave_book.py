"""Leave of the staff as it stands in the records, read for `policies/leave.py`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate

from township_gov import settings
from township_gov.policies import leave
from township_gov.policies.leave import AnnualRules, Taken
from township_gov.policies.spans import Span, day_before

WORKING, CALENDAR = "Working", "Calendar"
WITHOUT_EFFECT = ("Rejected", "Cancelled")
# Kinds without a number of days of their own: annual leave has a balance, Other is for the leaders to judge
_UNLIMITED = (leave.ANNUAL, "Other")
_RULE_KEYS = {
	"years": "leave_annual_years",
	"days": "leave_annual_days",
	"sick_months": "leave_annual_sick_months",
	"personal_days": "leave_annual_personal_days",
}


def lock(employee: str) -> None:
	"""Let nobody else change this person's leave until the transaction ends."""
	frappe.db.get_value("Cadre", employee, "name", for_update=True)


def taken(employee: str, besides: str | None = None) -> list[Taken]:
	"""Leave that the person has or asks for, oldest first; read behind the lock, so that nothing is missed."""
	rows = frappe.db.get_values(
		"Leave Request",
		{"employee": employee, "status": ("not in", WITHOUT_EFFECT), "name": ("!=", besides or "")},
		["name", "leave_type", "from_date", "to_date", "total_leave_days", "status", "returned_on", "actual_days"],
		as_dict=True,
		for_update=True,
	)  # fmt: skip
	found = [_as_taken(row) for row in rows]
	return sorted((one for one in found if one), key=lambda one: (one.span.first, one.name))


def _as_taken(row) -> Taken | None:
	"""One leave as it was really taken; None where the person came back before its first day ended."""
	first, last, days = getdate(row.from_date), getdate(row.to_date), row.total_leave_days
	if row.status == "Returned":
		last, days = min(last, day_before(getdate(row.returned_on))), row.actual_days
	if last < first:
		return None
	return Taken(row.name, row.leave_type, Decimal(str(days or 0)), Span(first, last))


def balance(employee: str, township: str, on: date, others: Sequence[Taken] | None = None) -> Decimal:
	"""Days of annual leave left in the year of `on`, without those taken and asked for."""
	if others is None:
		others = taken(employee)
	found = settings.in_force(_RULE_KEYS.values(), on, township)
	rules = AnnualRules(**{field: found[key].value for field, key in _RULE_KEYS.items()})
	joined = frappe.db.get_value("Cadre", employee, "date_of_joining")
	return leave.balance(rules, getdate(joined) if joined else None, on, others)


def unit_of(kind: str, on: date | str, township: str) -> str:
	"""Whether rest days inside the leave count too."""
	kinds = {name.strip() for name in settings.get("leave_calendar_day_kinds", on, township).split(",")}
	return CALENDAR if kind in kinds else WORKING


def limit_of(kind: str, on: date | str, township: str) -> Decimal:
	"""Most days of a kind in one request; 0 = none."""
	if kind in _UNLIMITED:
		return Decimal(0)
	key = f"leave_{kind.lower().replace(' ', '_')}_days"
	return Decimal(settings.get(key, on, township))
