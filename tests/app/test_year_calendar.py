"""A year's calendar is loaded from the notice's text or a table, tried out, and saved; who works on what moved is told."""

from __future__ import annotations

import base64
import json

import pytest

import frappe

from tests.app.registers_world import CODE, ID_NUMBERS
from tests.app.test_rule_settings import administrator
from township_gov import calendars, provisional_dates
from township_gov.administration import year_calendar
from township_gov.administration.calendar_file import UnreadableTableError
from township_gov.township_gov.doctype.government_calendar.government_calendar import InvalidCalendarError

# Invented: nobody knows the arrangement of 2027 yet
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕99号
一、元旦：1月1日（周五）至4日（周一）放假调休，共4天。1月10日（周日）上班。"""
DAYS = [[f"2027-01-0{day}", "Holiday", "元旦"] for day in (1, 2, 3, 4)] + [
	["2027-01-10", "Make-up Workday", "元旦"]
]


@pytest.fixture
def petition(registers, monkeypatch):
	"""Registered on 18 December 2026: fifteen days later it is 2 January 2027; an administrator is signed in."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	with registers.at("2026-12-18"):
		registers.act_as("xu")
		made = registers.new(
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
		frappe.set_user(administrator())
		yield made
	frappe.set_user("Administrator")


def draft() -> calendars.Draft:
	off = {frappe.utils.getdate(day): name for day, kind, name in DAYS if kind == "Holiday"}
	work = {frappe.utils.getdate(day): name for day, kind, name in DAYS if kind != "Holiday"}
	return calendars.Draft(calendars.NATIONAL, 2027, off, work)


def save(**values):
	return year_calendar.save(
		**{"year": 2027, "days": json.dumps(DAYS), "source": "国办发明电〔2026〕99号", **values}
	)


def test_a_pasted_notice_is_drawn_month_by_month_and_nothing_is_written(petition):
	html = year_calendar.read_text("2027", NOTICE)["html"]
	assert html.count('data-type="Holiday"') == 4 and html.count('data-type="Make-up Workday"') == 1
	assert "国办发明电〔2026〕99号" in html and not frappe.db.exists("Government Calendar", "CN-2027")


def test_what_does_not_fit_is_said_above_the_months(petition):
	html = year_calendar.read_text("2027", NOTICE.replace("（周五）", "（周六）"))["html"]
	assert "2027-01-01 is no 周六" in html


def test_a_draft_shows_which_due_dates_move_and_moves_none(petition):
	frappe.set_user("Administrator")
	moves, tried = provisional_dates.foresee(draft())
	mine = [(move.before, move.after) for move in moves if move.name == petition.name]
	assert mine == [("2027-01-04", "2027-01-05")] and tried >= 1
	assert str(frappe.db.get_value("Petition", petition.name, "notice_due_on")) == "2027-01-04"
	assert calendars.calendar_for(CODE).years.isdisjoint({2027})


def test_the_page_tells_only_of_records_that_the_administrator_may_read(petition):
	html = year_calendar.try_out("2027", json.dumps(DAYS))["html"]
	assert "Nothing has been saved yet" in html
	assert not frappe.has_permission("Petition", "read", petition.name) or petition.name in html


def test_a_saved_year_is_announced_with_its_source(petition):
	said = save()["said"]
	stored = frappe.get_doc("Government Calendar", "CN-2027")
	assert (
		"4 days off, 1 make-up" in said and stored.is_announced and stored.source == "国办发明电〔2026〕99号"
	)
	assert calendars.calendar_for(CODE).is_workday(frappe.utils.getdate("2027-01-10"))
	assert calendars.missing_years() == []


@pytest.fixture
def limited(petition):
	"""A Township Administrator with a user permission for one township is signed in."""
	frappe.set_user("Administrator")
	doc = frappe.new_doc("User")
	doc.update({"email": "limited.registers@example.org", "first_name": "limited", "send_welcome_email": 0})
	doc.insert(ignore_permissions=True)
	doc.add_roles("Township Administrator")
	permission = {"doctype": "User Permission", "user": doc.name, "allow": "Township", "for_value": CODE}
	frappe.get_doc(permission).insert()
	frappe.set_user(doc.name)


def test_whoever_is_kept_to_his_township_loads_the_year_for_it_and_is_told_so(limited):
	assert [notice["url"] for notice in year_calendar.home_notices()] == ["/year-calendar?year=2027"]
	page = save()["url"]
	save(days=json.dumps([*DAYS, ["2027-01-05", "Holiday", ""]]))  # a correction finds it again
	assert frappe.get_all("Government Calendar", {"year": 2027}, pluck="name") == [f"{CODE}-2027"]
	assert page == f"/year-calendar?year=2027&township={CODE}"
	assert year_calendar.home_notices() == []
	assert {"year": 2027, "is_announced": True} in year_calendar.years(2027, CODE)


def test_due_dates_are_settled_and_who_works_on_them_is_told(petition):
	save()
	frappe.set_user("Administrator")
	moves = provisional_dates.settle_record("Petition", petition.name)
	assert [(move.before, move.after) for move in moves] == [("2027-01-04", "2027-01-05")]
	user = provisional_dates._workers("Petition", petition.name)[0]
	provisional_dates._tell(user, moves, 2027)
	told = frappe.get_all(
		"Notification Log", {"for_user": user, "document_name": petition.name}, pluck="subject"
	)
	assert any("2027-01-04 → 2027-01-05" in subject for subject in told)


def test_a_correction_of_an_announced_year_moves_dates_too(petition):
	save()
	frappe.set_user("Administrator")
	provisional_dates.settle_record("Petition", petition.name)
	frappe.set_user(administrator())
	save(days=json.dumps([*DAYS, ["2027-01-05", "Holiday", ""]]))
	frappe.set_user("Administrator")
	(move,) = provisional_dates.settle_record("Petition", petition.name)
	assert (move.before, move.after) == ("2027-01-05", "2027-01-06")


def test_a_township_keeps_a_local_holiday_of_its_own(petition):
	local = [*DAYS, ["2027-03-03", "Holiday", "畲族三月三"]]
	save()
	save(days=json.dumps(local), township=CODE, source="县政府通知")
	day = frappe.utils.getdate("2027-03-03")
	assert not calendars.calendar_for(CODE).is_workday(day) and calendars.calendar_for(None).is_workday(day)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_is_read_in_both_encodings(petition, encoding):
	table = "日期,安排,名称\n2027-01-01,放假,元旦\n2027年1月10日,上班,元旦\n".encode(encoding)
	html = year_calendar.read_file("2027", "a.csv", base64.b64encode(table).decode())["html"]
	assert html.count('data-type="Holiday"') == 1 and html.count('data-type="Make-up Workday"') == 1


def test_a_sheet_is_read(petition):
	from io import BytesIO

	from openpyxl import Workbook

	book = Workbook()
	book.active.append(["日期", "安排", "名称"])
	book.active.append([frappe.utils.getdate("2027-01-01"), "放假", "元旦"])
	out = BytesIO()
	book.save(out)
	html = year_calendar.read_file("2027", "a.xlsx", base64.b64encode(out.getvalue()).decode())["html"]
	assert html.count('data-type="Holiday"') == 1


@pytest.mark.parametrize("table", ["日期,安排\n2027-13-01,放假\n", "2027-01-01,也许\n", "nothing\n"])
def test_a_table_that_cannot_be_read_says_where(petition, table):
	with pytest.raises(UnreadableTableError):
		year_calendar.read_file("2027", "a.csv", base64.b64encode(table.encode()).decode())


def test_a_calendar_needs_its_notice_and_sound_days(petition):
	with pytest.raises(InvalidCalendarError, match="Enter the notice"):
		save(source="")
	with pytest.raises(InvalidCalendarError, match="weekday and needs no make-up"):
		save(days=json.dumps([["2027-01-05", "Make-up Workday", ""]]))
	with pytest.raises(InvalidCalendarError, match="did not arrive whole"):
		save(days=json.dumps([["2027-01-05", "Free"]]))


def test_a_missing_year_is_told_on_home_and_once_a_month_in_the_bell(petition):
	assert [notice["url"] for notice in year_calendar.home_notices()] == ["/year-calendar?year=2027"]
	year_calendar.remind()
	year_calendar.remind()
	mine = {"for_user": administrator(), "link": "/year-calendar?year=2027"}
	assert frappe.db.count("Notification Log", mine) == 1
	frappe.set_user("Guest")
	assert year_calendar.home_notices() == []
