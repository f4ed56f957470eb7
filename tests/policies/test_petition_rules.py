"""Petitions: routes, clocks and who may handle them, in the words of the rule (信访工作条例)."""

from dataclasses import replace
from datetime import date

import pytest

from township_gov.policies import petition_rules as rules

TODAY = date(2026, 3, 2)
APPEAL = rules.Matter(
	category="Appeal", legal_route="Petition Procedure", received_on=date(2026, 3, 1), petitioners=1
)


def said(refusals) -> str:
	return "\n".join(refusal.text() for refusal in refusals)


def test_the_notice_clock_runs_from_receipt_until_the_petitioner_is_told():
	assert rules.running_clock(APPEAL) == "X1"
	assert rules.running_clock(replace(APPEAL, notified_on=TODAY)) == ""


def test_there_is_nobody_to_tell_where_name_or_address_is_unknown():
	unknown = replace(APPEAL, is_contact_unknown=True, petitioners=0)
	assert not rules.has_notice_clock(unknown)
	assert rules.running_clock(unknown) == ""
	assert rules.registration_refusals(unknown, TODAY) == []


def test_the_sixty_days_run_from_acceptance_on_the_residual_route_only():
	accepted = replace(APPEAL, notified_on=TODAY, accepted_on=TODAY)
	assert rules.running_clock(accepted) == "X4"
	for other in ("Litigation", "Arbitration", "Administrative Procedure", "Request to Perform a Duty", ""):
		assert not rules.has_conclude_clock(replace(accepted, legal_route=other))
	for category in ("Suggestion", "Report"):
		assert not rules.has_conclude_clock(replace(accepted, category=category))


def test_a_concluded_matter_has_no_running_clock():
	assert rules.running_clock(replace(APPEAL, accepted_on=TODAY, concluded_on=TODAY)) == ""


@pytest.mark.parametrize(
	("wrong", "message"),
	[
		({"petitioners": 0}, "Enter the petitioner, or tick that name or address is unknown"),
		({"representatives": 6, "people_count": 30}, "at most 5 representatives; 6 are marked"),
		({"people_count": 6}, "More than 5 people come together"),
		({"received_on": date(2026, 3, 3)}, "lies in the future"),
		({"category": "Suggestion"}, "Only an appeal has a legal route"),
	],
)
def test_a_wrong_registration_is_refused_with_what_to_do(wrong, message):
	assert message in said(rules.registration_refusals(replace(APPEAL, **wrong), TODAY))


def test_thirty_people_with_five_representatives_are_registered():
	crowd = replace(APPEAL, people_count=30, petitioners=5, representatives=5)
	assert rules.registration_refusals(crowd, TODAY) == []


def test_the_notice_names_the_route_and_the_organ_that_deals_with_it():
	assert "Choose it first" in said(rules.notice_refusals(replace(APPEAL, legal_route=""), ""))
	elsewhere = replace(APPEAL, legal_route="Litigation")
	assert "Enter the organ the petitioner is referred to" in said(rules.notice_refusals(elsewhere, ""))
	assert rules.notice_refusals(elsewhere, "庆元县人民法院") == []
	assert rules.notice_refusals(APPEAL, "") == []


def test_an_extension_is_thirty_days_at_most_with_its_reason():
	accepted = replace(APPEAL, accepted_on=TODAY)
	assert rules.extension_refusals(accepted, 30, "情况复杂") == []
	assert "1 to 30 calendar days; 31 were entered" in said(
		rules.extension_refusals(accepted, 31, "情况复杂")
	)
	assert "Enter the reason" in said(rules.extension_refusals(accepted, 10, " "))
	assert "has the 60 days that can be extended" in said(rules.extension_refusals(APPEAL, 10, "情况复杂"))


def test_a_handler_with_an_own_interest_is_refused():
	handler = rules.Person("王", relatives=frozenset({"李"}), offices=frozenset({"农办"}))
	nobody = rules.PersonsReported()
	assert rules.handler_refusals(handler, [], nobody) == []
	assert "himself a petitioner" in said(rules.handler_refusals(handler, ["王"], nobody))
	assert "related to a person concerned" in said(rules.handler_refusals(handler, ["李"], nobody))


def test_the_persons_reported_and_their_office_never_handle_the_report():
	handler = rules.Person("王", relatives=frozenset({"李"}), offices=frozenset({"农办"}))
	for reported in (
		rules.PersonsReported(cadres=frozenset({"王"})),
		rules.PersonsReported(offices=frozenset({"农办"})),
	):
		assert "about the handler or his office" in said(rules.handler_refusals(handler, [], reported))
	kin = rules.PersonsReported(cadres=frozenset({"李"}))
	assert "related to a person concerned" in said(rules.handler_refusals(handler, [], kin))
