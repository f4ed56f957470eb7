"""What an official document needs in words: the organ that signs it, its date, and the remedy sentence.

Official documents are Chinese whatever language the clerk reads.
"""

import frappe
from frappe.utils import getdate

from township_gov.policies.power_gate import acting_in_name_of
from township_gov.policies.remedies import Organ, county_government, organ_title, remedy_for


def official_date(value) -> str:
	"""2026年3月2日; an empty value gives an empty text."""
	if not value:
		return ""
	day = getdate(value)
	return f"{day.year}年{day.month}月{day.day}日"


def township_organ(township: str) -> Organ:
	"""A township as the remedy rules look at it."""
	name, kind, county = frappe.get_cached_value("Township", township, ["township_name", "kind", "county"])
	return Organ(name=f"{county or ''}{name}", kind=kind, county=county or "")


def township_title(township: str) -> str:
	"""庆元县隆宫乡人民政府."""
	return organ_title(township_organ(township))


def organ_for_power(township: str, power: str | None) -> str:
	"""Whose name stands under an act: that of the entrusting department where the power is entrusted."""
	mode, department = _mode_and_department(power)
	return acting_in_name_of(mode, department, township_title(township))


def remedy_for_power(township: str, power: str | None) -> str:
	"""Where and how long a decision can be contested; `power` is the delegated power it rests on, if any."""
	return remedy_for(township_organ(township), *_mode_and_department(power)).text()


def petition_remedy(township: str) -> str:
	"""The review by the next higher organ (信访工作条例 Art. 35)."""
	higher = county_government(township_organ(township).county)
	return f"如不服本处理意见，可以自收到本意见书之日起30日内向{higher}请求复查；无正当理由逾期不提出的，不再受理。"


def _mode_and_department(power: str | None) -> tuple[str, str]:
	if not power:
		return "", ""
	mode, department = frappe.get_cached_value("Delegated Power", power, ["mode", "county_department"])
	return mode or "", frappe.get_cached_value("County Department", department, "department_name")
