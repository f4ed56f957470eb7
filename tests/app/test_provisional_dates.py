"""A due date in a year not announced yet is provisional, and is settled with a note when the year is loaded."""

from __future__ import annotations

import pytest

import frappe

from tests.app.registers_world import CODE, ID_NUMBERS
from township_gov import provisional_dates


@pytest.fixture
def petition(registers, monkeypatch):
	"""Registered on 18 December 2026: fifteen days later it is 2 January 2027, a Saturday."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	with registers.at("2026-12-18"):
		registers.act_as("xu")
		yield registers.new(
			"Petition",
			subject="村内道路积水",
			content="请求修复。",
			township=CODE,
			channel="Visit",
			category="Appeal",
			cause="Public Service",
			received_on="2026-12-18",
			handling_office=registers.office("PETI"),
			handler=registers.cadre("luo"),
			petitioners=[{"petitioner_name": "吴大伯", "phone": "13805780001", "id_number": ID_NUMBERS[0]}],
		)


def announce_2027() -> None:
	"""The State Council's notice: 1 to 3 January off, Monday 4 January off as well, Sunday 10 January worked."""
	frappe.set_user("Administrator")
	year = frappe.new_doc("Government Calendar", year=2027)
	for day in ("2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"):
		year.append("holidays", {"holiday_date": day, "day_type": "Holiday", "description": "元旦"})
	year.append(
		"holidays", {"holiday_date": "2027-01-10", "day_type": "Make-up Workday", "description": "元旦"}
	)
	year.insert()


def test_a_provisional_due_date_is_settled_when_the_year_is_loaded(petition):
	assert (str(petition.notice_due_on), petition.is_provisional) == ("2027-01-04", 1)
	announce_2027()
	provisional_dates.settle_record("Petition", petition.name)
	settled = frappe.get_doc("Petition", petition.name)
	assert (str(settled.notice_due_on), settled.is_provisional) == ("2027-01-05", 0)
	notes = frappe.get_all(
		"Comment",
		filters={"reference_doctype": "Petition", "reference_name": petition.name, "comment_type": "Info"},
		pluck="content",
	)
	assert any("2027-01-04 → 2027-01-05" in note for note in notes)


def test_without_the_year_it_stays_provisional(petition):
	frappe.set_user("Administrator")
	provisional_dates.settle_record("Petition", petition.name)
	assert frappe.db.get_value("Petition", petition.name, "is_provisional") == 1
