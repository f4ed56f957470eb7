"""What every report does first: check the permission, and find the townships that the reader's lists show."""

from datetime import date

import frappe
from frappe.utils import getdate

from township_gov import clock, organisation


def visible_townships(doctype: str, wanted: str | None = None) -> list[str]:
	"""Names of the townships whose records of `doctype` the user may report on, in order; `wanted` narrows to one.

	Raises `frappe.PermissionError` where the user may not read the doctype at all.
	"""
	frappe.has_permission(doctype, "report", throw=True)
	filters = {"name": wanted} if wanted else {}
	return frappe.get_list(
		"Township", filters=filters, pluck="name", order_by="name asc", limit_page_length=0
	)


def names_of(townships: list[str]) -> dict[str, str]:
	"""The names of townships, for the columns of a report that leaves the house: Frappe Desk exports links as codes."""
	filters = {"name": ["in", [*townships, ""]]}
	return dict(frappe.get_all("Township", filters=filters, fields=["name", "township_name"], as_list=True))


def day_of(filters: dict, fieldname: str = "as_of") -> date:
	"""The day a report is asked for; today where the filter is empty or says "Today"."""
	value = filters.get(fieldname)
	return getdate(value) if value and value != "Today" else clock.today()


def reporting_unit(filters: dict | None = None) -> str:
	"""Who hands a report upward (hook `reporting_unit` of the standalone): the township that the filters name, else that of
	the reader with his office; empty where there is neither."""
	township = (filters or {}).get("township")
	if isinstance(township, str) and township:
		return frappe.db.get_value("Township", township, "township_name") or ""
	cadre = organisation.cadre_of(frappe.session.user)
	if not cadre:
		return ""
	own = frappe.db.get_value("Cadre", cadre["name"], ["township", "department_name"], as_dict=True)
	name = frappe.db.get_value("Township", own.township, "township_name") or ""
	return " ".join(part for part in (name, own.department_name) if part)
