"""Service items, cases, fees and remedies, in the words of the rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from township_gov.policies import case_clocks, fees, remedies, service_cases, service_items
from township_gov.policies.clock_table import TABLE

TODAY = date(2026, 3, 2)
LICENCE = service_items.Item(
	item_type="Administrative Licence",
	legal_basis="土地管理法第六十二条",
	legal_days=20,
	promised_days=8,
	handled_in="Township",
	materials=2,
)
COPY_FEE = fees.Fee(
	name="证照工本费",
	standard=Decimal("5"),
	legal_basis="浙价费〔2016〕1号",
	published=True,
	is_cost_fee=True,
)


def said(refusals) -> str:
	return "\n".join(refusal.text() for refusal in refusals)


# -- the catalogue


def test_an_imported_item_lacks_basis_limits_place_and_materials():
	bare = service_items.Item(item_type="Public Service")
	assert service_items.missing_facts(bare) == [
		"Legal Basis",
		"Legal Limit (days)",
		"Promised Limit (days)",
		"Handled In",
		"Materials",
	]
	assert service_items.missing_facts(LICENCE) == []


def test_no_limit_on_the_spot_and_no_materials_are_facts_too():
	item = replace(
		LICENCE,
		legal_days=0,
		no_legal_limit=True,
		promised_days=0,
		is_on_the_spot=True,
		materials=0,
		no_materials=True,
	)
	assert service_items.missing_facts(item) == []


@pytest.mark.parametrize(
	("wrong", "message"),
	[
		({"promised_days": 21}, "longer than the legal limit"),
		({"day_unit": "Calendar"}, "Limits of licences are working days"),
		({"residence_condition": "Registered"}, "only with a legal basis"),
		({"no_legal_limit": True}, "Keep one of them"),
	],
)
def test_what_an_item_can_never_say(wrong, message):
	assert message in said(service_items.limit_refusals(replace(LICENCE, **wrong)))


def test_a_delegated_item_needs_an_open_window():
	item = replace(LICENCE, is_delegated=True)
	assert "Add it to an open window" in said(service_items.activation_refusals(item))
	assert service_items.activation_refusals(replace(item, open_windows=1)) == []


# -- receipt and acceptance


def materials(*statuses):
	return [service_cases.Material(f"材料{number}", status) for number, status in enumerate(statuses, 1)]


ASKED_IN_TIME = service_cases.Correction(is_licence=True, due_on=date(2026, 3, 6))


def test_corrections_are_asked_for_everything_at_once():
	rows = materials("Missing", "Not Checked")
	assert "Check these materials first: 材料2" in said(
		service_cases.correction_refusals(ASKED_IN_TIME, rows, TODAY)
	)
	assert service_cases.correction_refusals(ASKED_IN_TIME, materials("Missing", "Defective"), TODAY) == []


def test_corrections_are_asked_once():
	asked = replace(ASKED_IN_TIME, notified_on=TODAY)
	assert "only once" in said(service_cases.correction_refusals(asked, materials("Missing"), TODAY))


def test_after_five_working_days_of_silence_a_licence_counts_as_accepted():
	late = date(2026, 3, 9)
	assert not service_cases.is_deemed_accepted(ASKED_IN_TIME, date(2026, 3, 6))
	assert service_cases.is_deemed_accepted(ASKED_IN_TIME, late)
	assert "counts as accepted" in said(
		service_cases.correction_refusals(ASKED_IN_TIME, materials("Missing"), late)
	)


def test_other_items_know_no_deemed_acceptance():
	other = service_cases.Correction(is_licence=False)
	assert not service_cases.is_deemed_accepted(other, date(2030, 1, 1))
	assert service_cases.correction_refusals(other, materials("Missing"), date(2030, 1, 1)) == []


def test_what_the_government_has_on_record_is_not_asked_again():
	assert service_cases.acceptance_refusals(materials("Provided", "On Record")) == []
	assert "材料2" in said(service_cases.acceptance_refusals(materials("Provided", "Defective")))


def test_the_notice_lists_what_is_wanting_and_why():
	rows = [
		service_cases.Material("身份证", "Provided"),
		service_cases.Material("宅基地申请表", "Defective", remark="缺户主签字"),
		service_cases.Material("四邻意见", "Missing", is_required=False),
	]
	assert service_cases.correction_lines(rows) == ["宅基地申请表: 缺户主签字"]


@pytest.mark.parametrize(
	("condition", "resident_type", "is_open"),
	[
		("Anyone", "Floating", True),
		("Resident", "Resident", True),
		("Resident", "Registered", True),
		("Resident", "Floating", False),
		("Registered", "Resident", False),
		("Registered", "Registered", True),
	],
)
def test_residents_are_served_like_the_registered_unless_the_law_says_otherwise(
	condition, resident_type, is_open
):
	assert (service_cases.eligibility_refusals(condition, resident_type) == []) is is_open


def test_a_second_visit_needs_its_reason():
	assert service_cases.visit_refusals(1, 1, "") == []
	assert "at most 1" in said(service_cases.visit_refusals(2, 1, ""))
	assert service_cases.visit_refusals(2, 1, "系统故障") == []


def test_two_different_staff_verify_the_materials_of_a_licence():
	assert "2 different staff" in said(
		service_cases.review_refusals("Administrative Licence", ("王", "王"), "Granted", "")
	)
	assert service_cases.review_refusals("Administrative Licence", ("王", "李"), "Granted", "") == []
	assert service_cases.review_refusals("Public Service", ("", ""), "Completed", "") == []


def test_a_refusal_states_its_reasons_and_a_licence_is_granted_or_refused():
	pair = ("王", "李")
	assert "Enter them" in said(service_cases.review_refusals("Administrative Licence", pair, "Refused", ""))
	assert "granted or refused" in said(
		service_cases.review_refusals("Administrative Licence", pair, "Completed", "")
	)


# -- which clock


def clocks(item, channel="Window"):
	return case_clocks.clocks_for(item, channel, TABLE.__getitem__)


def test_a_licence_runs_under_the_licence_law_and_its_own_shorter_promise():
	both = clocks(LICENCE)
	assert (both.legal.code, both.legal.limit, both.promised.limit) == ("L2", 20, 8)
	assert both.legal.extension_limit == 10


def test_another_item_runs_under_the_limit_of_the_catalogue():
	both = clocks(replace(LICENCE, item_type="Administrative Payment", legal_days=30, day_unit="Calendar"))
	assert (both.legal.limit, both.legal.unit.value, both.legal.extension_limit) == (30, "Calendar Days", 0)


def test_an_agency_case_without_legal_limit_takes_a_week_here_and_a_month_beyond():
	free = replace(LICENCE, item_type="Public Service", legal_days=0, no_legal_limit=True)
	assert clocks(free, "Agency").promised.code == "A1"
	assert clocks(replace(free, handled_in="Beyond Township"), "Agency").promised.code == "A2"
	assert clocks(LICENCE, "Agency").legal.code == "L2"


# -- fees


@pytest.mark.parametrize(
	("fee", "amount", "channel", "message"),
	[
		(replace(COPY_FEE, legal_basis=""), "5", "Window", "has no legal basis"),
		(replace(COPY_FEE, published=False), "5", "Window", "is not published"),
		(replace(COPY_FEE, valid_to=date(2026, 3, 1)), "5", "Window", "is not valid on 2026-03-02"),
		(replace(COPY_FEE, belongs_to_item=False), "5", "Window", "not among the fees of this service item"),
		(COPY_FEE, "5.01", "Window", "5.01 yuan is more than the standard of 5.00 yuan"),
		(replace(COPY_FEE, is_cost_fee=False), "5", "Agency", "Agency service is free"),
	],
)
def test_what_may_not_be_charged(fee, amount, channel, message):
	assert message in said(fees.charge_refusals(fee, Decimal(amount), 1, channel, TODAY))


def test_a_published_cost_fee_may_be_passed_on_up_to_the_standard():
	assert fees.charge_refusals(COPY_FEE, Decimal("5"), 1, "Agency", TODAY) == []
	assert fees.charge_refusals(COPY_FEE, Decimal("10"), 2, "Agency", TODAY) == []


# -- remedies


def test_the_remedy_against_a_township_names_the_county_government():
	text = remedies.remedy_for(remedies.Organ("庆元县隆宫乡", "Township", "庆元县")).text()
	assert "60日内向庆元县人民政府申请行政复议" in text
	assert "6个月内，以庆元县隆宫乡人民政府为被告" in text


def test_a_street_office_is_named_as_what_it_is():
	remedy = remedies.remedy_for(remedies.Organ("江津区几江街道", "Subdistrict", "江津区"))
	assert remedy.respondent == "江津区几江街道办事处"
	assert remedy.reviewing_organ == "江津区人民政府"


def test_an_entrusted_act_is_the_entrusting_departments():
	organ = remedies.Organ("庆元县隆宫乡", "Township", "庆元县")
	assert remedies.remedy_for(organ, "Entrusted", "庆元县农业农村局").respondent == "庆元县农业农村局"
	assert remedies.remedy_for(organ, "Authorised", "庆元县农业农村局").respondent == "庆元县隆宫乡人民政府"
