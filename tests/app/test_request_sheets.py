"""The printed sheets of the everyday office: what was asked for, and who agreed with which words."""

import pytest

import frappe

from tests.app import (
	test_expense_request,
	test_incoming_document,
	test_leave_request,
	test_seals_and_vehicles,
)

PRINTS = {
	"Leave Request": "Leave Sheet",
	"Expense Request": "Expense Sheet",
	"Seal Use": "Seal Sheet",
	"Vehicle Request": "Vehicle Sheet",
	"Incoming Document": "Document Handling Sheet",
}


def printed(doc) -> str:
	before, frappe.flags.in_test = frappe.flags.in_test, True
	frappe.set_user("Administrator")
	try:
		return frappe.get_print(doc.doctype, doc.name, print_format=PRINTS[doc.doctype])
	finally:
		frappe.flags.in_test = before


def leave(town):
	doc = town.start("pan", test_leave_request.request(town))
	return town.decide("fan", doc, opinion="同意，注意安全"), (
		"请假审批单",
		"潘农技",
		"年休假",
		"2026年3月9日",
		"回乡探亲",
	)


def expense(town):
	doc = town.start("pan", test_expense_request.request(town, payee_account=test_expense_request.ACCOUNT))
	doc = town.decide("fan", doc, opinion="情况属实")
	given = {"budget_line": "30211 差旅费"}
	return town.decide("hu", doc, values=given, opinion="票据齐全"), (
		"叁佰贰拾元伍角整",
		"320.50",
		"0018",
		"30211 差旅费",
		"票据齐全",
	)


def seal(town):
	doc = town.walk(town.start("pan", test_seals_and_vehicles.sealing(town)), "fan", "wen")
	return doc, ("用印审批单", "便民服务业务专用章", "农机补贴证明", "文文书")


def vehicle(town):
	doc = town.walk(town.start("pan", test_seals_and_vehicles.trip(town)), "fan", "che")
	return doc, ("派车单", "浙K·00001", "2026-03-03 09:00", "庆元县城", "50000")


def document(town):
	doc = test_incoming_document.in_handling(town)
	return doc, (
		"公文处理笺",
		"庆农〔2026〕12号",
		"同意拟办意见，月底前办结",
		"农村工作指导中心",
		"2026年3月23日",
	)


@pytest.mark.parametrize("make", [leave, expense, seal, vehicle, document])
def test_the_sheet_says_what_was_asked_for_and_who_agreed(town, make):
	doc, texts = make(town)
	html = printed(doc)
	for text in texts:
		assert text in html, text


def test_a_draft_has_no_opinions_and_no_full_account_number(town):
	doc = test_expense_request.request(town, payee_account=test_expense_request.ACCOUNT)
	assert doc.request_sheet()["opinions"] == []
	assert test_expense_request.ACCOUNT not in printed(doc)


def test_no_full_telephone_number_stands_on_paper(town):
	html = printed(test_leave_request.request(town, contact="13805780009"))
	assert "138****0009" in html and "13805780009" not in html


def test_what_people_write_is_never_markup(town):
	doc = test_leave_request.request(town, description="<script>alert(1)</script>")
	assert "<script>alert(1)" not in printed(doc)
