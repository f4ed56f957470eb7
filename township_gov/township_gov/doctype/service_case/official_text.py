"""What an official document of a case needs in words: the deciding organ and the remedy sentence."""

import frappe

from township_gov.policies.power_gate import acting_in_name_of
from township_gov.policies.remedies import Organ, organ_title, remedy_for


def township_organ(township: str) -> Organ:
	"""A township as the remedy rules look at it."""
	name, kind, county = frappe.get_cached_value("Township", township, ["township_name", "kind", "county"])
	return Organ(name=f"{county or ''}{name}", kind=kind, county=county or "")


def _power_of(case) -> tuple[str, str]:
	"""Mode and entrusting department of the delegated power behind the item; two empty texts without one."""
	power = case.get_item().delegated_power
	if not power:
		return "", ""
	mode, department = frappe.get_cached_value("Delegated Power", power, ["mode", "county_department"])
	return mode or "", frappe.get_cached_value("County Department", department, "department_name")


def deciding_organ(case) -> str:
	"""Whose name stands under the document: an entrusted power is used in the entruster's name."""
	mode, department = _power_of(case)
	return acting_in_name_of(mode, department, organ_title(township_organ(case.township)))


def remedy_text(case) -> str:
	"""Where and how long the applicant may complain."""
	mode, department = _power_of(case)
	return remedy_for(township_organ(case.township), mode, department).text()
