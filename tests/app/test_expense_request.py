"""Expenses of staff: approved, checked and paid by different people, to the fen."""

from __future__ import annotations

import pytest

import frappe

from township_gov import own_papers
from township_gov.township_gov.doctype.expense_request.expense_request import (
	ExpenseAmountError,
	ExpenseDateError,
	InvoiceUsedError,
	PaymentError,
)
from township_gov.workflows.errors import DocumentGuarded, RequiredFieldsEmpty

LEADERS = ["li", "zhang", "zhao"]
ACCOUNT = "6228480402564890018"


def line(amount: float, invoice: str = "", **values):
	given = {"expense_date": "2026-02-27", "expense_type": "Travel", "description": "赴县培训车费"}
	return {**given, "amount": amount, "invoice_no": invoice, **values}


def request(town, *lines: dict, who: str = "pan", **values):
	given = {"title": "二月差旅费", "payee_name": "潘农技", "lines": list(lines) or [line(320.5)]}
	return town.made(who, "Expense Request", **given | values)


def checked(town, doc, who: str = "hu", **values):
	return town.decide(who, doc, values={"budget_line": "30211 差旅费", **values})


def paid(town, doc, who: str, **values):
	given = {"payment_method": "Official Card", "voucher_no": "记-0302-01"}
	return town.decide(who, doc, values=given | values)


def test_its_rows_are_as_closed_as_the_request_on_every_list(town):
	doc = request(town)
	seen = {}
	for who in ("pan", "tang", "hu"):
		town.act_as(who)
		rows = frappe.get_list(
			"Expense Request Line",
			filters={"parent": doc.name},
			fields=["description"],
			parent_doctype="Expense Request",
		)
		seen[who] = len(rows)
	assert seen == {"pan": 1, "tang": 0, "hu": 1}, "its maker, a colleague, who checks expenses"
	frappe.set_user("Administrator")
	frappe.db.set_value("Expense Request", doc.name, "township", "999126302")
	town.act_as("hu")
	condition = own_papers.row_query_conditions(doctype="Expense Request Line")
	found = frappe.db.sql(
		f"select count(*) from `tabExpense Request Line` where `parent` = %s and {condition}", doc.name
	)
	assert found[0][0] == 0, "who checks the expenses of another township"


class TestAmounts:
	def test_they_are_added_to_the_fen(self, town):
		doc = request(town, line(0.1), line(0.2), line(1234.56))
		assert (doc.total_amount, doc.total_approved) == (1234.86, 1234.86)
		assert doc.total_in_words == "壹仟贰佰叁拾肆元捌角陆分"

	@pytest.mark.parametrize("amount", [0, -5])
	def test_nothing_is_no_expense(self, town, amount):
		with town.refused(ExpenseAmountError, "Row 1: enter an amount above nought"):
			request(town, line(amount))

	def test_money_is_not_spent_tomorrow(self, town):
		with town.refused(ExpenseDateError, "has not come yet"):
			request(town, line(5, expense_date="2026-03-03"))

	def test_an_invoice_is_claimed_once_in_a_request(self, town):
		with town.refused(InvoiceUsedError, "Rows 1 and 2 name the same invoice"):
			request(town, line(5, "24332000"), line(6, "24332000"))

	def test_and_once_in_all_requests(self, town):
		first = request(town, line(5, "24332000"))
		with town.refused(InvoiceUsedError, f"invoice 24332000 is in {first.name} already"):
			request(town, line(5, "24332000"), who="tang")

	def test_after_a_refusal_it_may_be_claimed_again(self, town):
		doc = town.start("pan", request(town, line(5, "24332000")))
		town.decide("fan", doc, "reject", opinion="应由培训单位承担")
		assert request(town, line(5, "24332000")).name


class TestApproval:
	def test_a_small_one_needs_head_check_and_payment(self, town):
		doc = town.start("pan", request(town))
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])
		doc = town.decide("fan", doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Finance", ["hu", "xu"])
		doc = checked(town, doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Payment", ["xu"]), "who checks does not pay"
		doc = paid(town, doc, "xu")
		assert (doc.status, str(doc.paid_on)) == ("Paid", town.MONDAY)

	@pytest.mark.parametrize(
		("amount", "status"), [(1000, "Awaiting Payment"), (1000.01, "Awaiting Leaders")]
	)
	def test_above_a_thousand_yuan_all_leaders_sign(self, town, amount, status):
		doc = checked(town, town.walk(town.start("pan", request(town, line(amount))), "fan"))
		assert doc.status == status

	def test_all_three_sign_and_one_refusal_ends_it(self, town):
		doc = checked(town, town.walk(town.start("pan", request(town, line(5000))), "fan"))
		assert town.asked(doc) == LEADERS
		assert town.walk(doc, "zhang", "li").status == "Awaiting Leaders"
		assert town.walk(doc, "zhao").status == "Awaiting Payment"
		other = checked(town, town.walk(town.start("pan", request(town, line(5000))), "fan"), who="xu")
		other = town.decide("zhang", other, "reject", opinion="超出年度预算")
		assert (other.status, town.asked(other)) == ("Rejected", [])

	def test_what_finance_cuts_decides_on_the_way(self, town):
		doc = town.walk(town.start("pan", request(town, line(1200, "24332001"))), "fan")
		rows = [{**doc.lines[0].as_dict(), "approved_amount": 900}]
		doc = checked(town, doc, lines=rows)
		assert (doc.status, doc.total_amount, doc.total_approved) == ("Awaiting Payment", 1200, 900)

	def test_finance_approves_no_more_than_was_asked_for(self, town):
		doc = town.walk(town.start("pan", request(town, line(12))), "fan")
		with town.refused(ExpenseAmountError, "Approve no more than was asked for"):
			checked(town, doc, lines=[{**doc.lines[0].as_dict(), "approved_amount": 90}])

	def test_finance_does_not_touch_the_amount_itself(self, town):
		doc = town.walk(town.start("pan", request(town, line(12))), "fan")
		with town.refused(DocumentGuarded, "Amount cannot be changed in this step"):
			checked(town, doc, lines=[{**doc.lines[0].as_dict(), "amount": 9}])

	def test_it_is_not_checked_without_a_budget_line(self, town):
		doc = town.walk(town.start("pan", request(town)), "fan")
		with town.refused(RequiredFieldsEmpty, "Budget Line"):
			town.decide("hu", doc)

	def test_a_finance_officer_neither_checks_nor_pays_his_own(self, town):
		doc = town.start("hu", request(town, who="hu"))
		doc = town.decide("wu", doc)
		assert town.asked(doc) == ["xu"]
		doc = checked(town, doc, who="xu")
		assert town.asked(doc) == ["admin"], "the ladder names who pays where nobody else is left"

	def test_it_is_returned_mended_and_goes_straight_back(self, town):
		doc = town.walk(town.start("pan", request(town)), "fan")
		doc = town.decide("hu", doc, "return", to_node="initiator", opinion="缺行程单")
		assert doc.status == "Draft"
		doc = town.decide("pan", doc, "resubmit", values={"remark": "已补行程单"})
		assert town.asked(doc) == ["hu", "xu"]

	def test_a_withdrawn_one_may_be_sent_again(self, town):
		doc = town.withdraw("pan", town.start("pan", request(town)))
		assert doc.status == "Withdrawn"
		assert town.start("pan", doc).status == "Awaiting Head"

	def test_a_transfer_needs_the_account(self, town):
		doc = checked(town, town.walk(town.start("pan", request(town)), "fan"))
		with town.refused(PaymentError, "a bank transfer needs it"):
			paid(town, doc, "xu", payment_method="Bank Transfer")
		doc = paid(town, doc, "xu", payment_method="Bank Transfer", payee_account=ACCOUNT)
		assert (doc.status, doc.payee_account_masked) == ("Paid", "***************0018")


class TestPrivacy:
	def test_the_account_number_stands_nowhere_in_the_table(self, town):
		doc = request(town, payee_account=ACCOUNT)
		assert ACCOUNT not in str(
			frappe.db.sql("select * from `tabExpense Request` where name = %s", doc.name)
		)

	def test_a_colleague_sees_nothing_of_it(self, town):
		doc = request(town)
		town.act_as("tang")
		assert not frappe.has_permission("Expense Request", "read", doc=doc.name)
		assert doc.name not in frappe.get_list("Expense Request", pluck="name")
