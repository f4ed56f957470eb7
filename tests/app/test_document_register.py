"""发文登记簿: every number in it, void ones with their reason, and the proof that none is missing."""

import datetime

import pytest

import frappe

from tests.app import documents_world as papers
from township_gov import clock
from township_gov.documents import issuing
from township_gov.township_gov.report.official_document_register import official_document_register as report


@pytest.fixture
def issued(world):
	"""Three numbers of a year, the second void."""
	papers.prepare()
	with clock.set_to(datetime.datetime(2031, 3, 2, 10)):
		numbers = [papers.issue(), papers.issue(), papers.issue()]
		issuing.void(numbers[1], "拟稿有误")
	frappe.set_user("Administrator")
	return numbers


def run(world, **filters):
	return report.execute({"township": world.CODE, "year": 2031, **filters})


def test_each_number_has_its_row_in_order_void_ones_with_their_reason(world, issued):
	_columns, data, _message, _chart, _summary = run(world)
	assert [row["number"] for row in data] == issued
	assert [(row["status"], row["void_reason"]) for row in data] == [
		("Issued", None),
		("Void", "拟稿有误"),
		("Issued", None),
	]


def test_a_whole_series_is_proven_in_words(world, issued):
	_columns, _data, message, _chart, summary = run(world)
	assert "试政〔2031〕: numbers 1 to 3, each in exactly one record; none is missing." in message
	assert [one["value"] for one in summary] == [2, 1, 0, "1 / 1"]


def test_a_number_that_somebody_took_out_of_the_database_is_named(world, issued):
	frappe.db.delete("Official Document", {"number": issued[1]})
	_columns, data, message, _chart, summary = run(world)
	assert "missing 2" in message and "not whole" in message
	assert [row["number"] for row in data] == [issued[0], "Number 2 is missing", issued[2]]
	assert summary[2]["value"] == 1


def test_numbers_before_the_system_are_not_missed(world):
	papers.prepare()
	series = {"township": world.CODE, "organ_code": papers.CODE, "year": 2026, "opening": 37}
	world.new("Document Number Series", **series)
	with clock.set_to(datetime.datetime(2026, 11, 22, 10)):
		papers.issue()
	frappe.set_user("Administrator")
	message = run(world, year=2026)[2]
	assert "numbers 38 to 38" in message


def test_only_void_ones_are_shown_when_asked_for(world, issued):
	assert [row["number"] for row in run(world, status="Void")[1]] == [issued[1]]


def test_a_reader_who_may_not_open_the_papers_sees_the_numbers_alone(world, issued):
	user = frappe.get_doc(
		{"doctype": "User", "email": "disc.papers@example.org", "first_name": "D", "send_welcome_email": 0}
	).insert()
	user.add_roles("Disclosure Officer")
	frappe.set_user(user.name)
	data = run(world)[1]
	assert [row["number"] for row in data] == issued
	assert {row["title"] for row in data} == {"(not open to you)"}
	assert {row[field] for row in data for field in ("kind_name", "signatory", "void_reason")} == {None}


def test_who_may_not_read_official_documents_gets_no_report(world, issued):
	user = frappe.get_doc(
		{"doctype": "User", "email": "nobody.papers@example.org", "first_name": "N", "send_welcome_email": 0}
	).insert()
	frappe.set_user(user.name)
	with pytest.raises(frappe.PermissionError):
		run(world)
