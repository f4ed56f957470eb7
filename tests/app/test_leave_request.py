"""Leave of a member of staff, from the request to the return to work."""

from __future__ import annotations

import pytest

import frappe

from township_gov.applicants import ApplicantError
from township_gov.scope import OtherTownshipError
from township_gov.township_gov.doctype.leave_request.leave_request import (
	LeaveDatesError,
	LeaveLimitError,
	LeaveOverlapError,
	SubstituteError,
)
from township_gov.township_gov.doctype.leave_request.stages import ReturnError
from township_gov.workflows import api, doors


def request(town, who: str = "pan", **values):
	"""A request of annual leave from Monday 9 to Tuesday 10 March 2026."""
	given = {
		"leave_type": "Annual",
		"from_date": "2026-03-09",
		"to_date": "2026-03-10",
		"description": "回乡探亲",
	}
	return town.made(who, "Leave Request", **given | values)


class TestDays:
	def test_annual_leave_counts_working_days_only(self, town):
		assert request(town, from_date="2026-03-06", to_date="2026-03-09").total_leave_days == 2

	def test_a_holiday_inside_costs_nothing(self, town):
		assert request(town, from_date="2026-04-03", to_date="2026-04-07").total_leave_days == 2

	def test_sick_leave_counts_the_weekend_too(self, town):
		sick = request(town, leave_type="Sick", from_date="2026-03-06", to_date="2026-03-09")
		assert (sick.total_leave_days, sick.day_unit) == (4, "Calendar")

	def test_half_a_day_is_half_a_day(self, town):
		assert request(town, half_day_date="2026-03-10").total_leave_days == 1.5

	def test_the_half_day_lies_in_the_leave(self, town):
		with town.refused(LeaveDatesError, "is no day of this leave"):
			request(town, half_day_date="2026-03-20")

	def test_rest_days_need_no_leave(self, town):
		with town.refused(LeaveLimitError, "rest days only"):
			request(town, from_date="2026-03-07", to_date="2026-03-08")

	def test_it_ends_after_it_begins(self, town):
		with town.refused(LeaveDatesError, "“Last Day” may not be earlier than “First Day”"):
			request(town, to_date="2026-03-01")


class TestBalance:
	def test_years_of_work_give_five_ten_or_fifteen_days(self, town):
		assert [request(town, who).leave_balance for who in ("pan", "zhang", "tang")] == [10, 15, 5]

	def test_in_the_first_year_there_is_none(self, town):
		with town.refused(LeaveLimitError, "0 are left this year"):
			request(town, "yang")

	def test_what_is_asked_for_already_is_gone(self, town):
		request(town, from_date="2026-03-16", to_date="2026-03-20")
		assert request(town).leave_balance == 5

	def test_more_than_is_left_is_refused(self, town):
		with town.refused(LeaveLimitError, "11 days of annual leave are asked for and 10 are left"):
			request(town, from_date="2026-03-09", to_date="2026-03-23")

	def test_long_sickness_takes_the_annual_leave_away(self, town):
		request(town, leave_type="Sick", from_date="2026-04-01", to_date="2026-07-10")
		with town.refused(LeaveLimitError, "0 are left this year"):
			request(town)

	def test_one_request_does_not_reach_into_the_next_year(self, town):
		with town.refused(LeaveDatesError, "counted by the year"):
			request(town, from_date="2026-12-30", to_date="2027-01-04")

	def test_a_province_may_give_more_days_to_marry(self, town):
		wedding = {"leave_type": "Marriage", "from_date": "2026-03-09", "to_date": "2026-03-13"}
		with town.refused(LeaveLimitError, "this kind of leave has 3 days at most"):
			request(town, **wedding)
		frappe.set_user("Administrator")
		town.new(
			"Rule Setting",
			setting_key="leave_marriage_days",
			value="13",
			township=town.CODE,
			valid_from="2026-01-01",
		)
		assert request(town, **wedding).total_leave_days == 5

	def test_whoever_comes_back_early_keeps_the_rest(self, town):
		doc = town.start("pan", request(town, from_date="2026-03-09", to_date="2026-03-13"))
		doc = town.walk(doc, "fan", "li")
		with town.at("2026-03-11"):
			doc = town.decide("pan", doc, values={"returned_on": "2026-03-11"})
		assert (doc.status, doc.actual_days) == ("Returned", 2)
		assert request(town, from_date="2026-03-12", to_date="2026-03-12").leave_balance == 8


class TestWhoAsksForWhom:
	def test_a_request_is_ones_own_unless_it_says_otherwise(self, town):
		doc = request(town)
		assert (doc.employee, doc.township, doc.department) == (
			town.cadre("pan"),
			town.CODE,
			town.office("AGRI"),
		)

	def test_a_colleague_is_no_bodys_to_send_on_leave(self, town):
		with town.refused(ApplicantError, "You file requests for yourself"):
			request(town, "tang", employee=town.cadre("pan"))

	def test_the_personnel_officer_files_for_somebody_in_hospital(self, town):
		assert request(town, "mao", employee=town.cadre("pan"), leave_type="Sick").employee_name == "潘农技"

	def test_another_township_is_out_of_reach(self, town):
		other = frappe.db.get_value("Cadre", {"township": town.NEIGHBOUR})
		with town.refused(frappe.PermissionError):
			request(town, "mao", employee=other)
		with town.refused(OtherTownshipError, "belongs to another township"):
			request(town, substitute=other)

	def test_two_requests_do_not_share_a_day(self, town):
		first = request(town)
		with town.refused(LeaveOverlapError, f"{first.name} is leave from 2026-03-09 to 2026-03-10"):
			request(town, leave_type="Personal", from_date="2026-03-10", to_date="2026-03-12")


class TestApproval:
	def test_a_short_leave_is_the_heads_and_ends_with_the_return(self, town):
		doc = town.start("pan", request(town))
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])
		doc = town.decide("fan", doc)
		assert (doc.status, str(doc.approved_on), town.asked(doc)) == ("On Leave", town.MONDAY, ["pan"])
		with town.at("2026-03-11"):
			doc = town.decide("pan", doc)
		assert (doc.status, str(doc.returned_on), doc.actual_days) == ("Returned", "2026-03-11", 2)

	def test_more_than_three_days_go_to_the_leader_too(self, town):
		doc = town.start("pan", request(town, to_date="2026-03-12"))
		doc = town.decide("fan", doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Leader", ["li"])
		assert town.decide("li", doc).status == "On Leave"

	def test_the_substitute_agrees_first(self, town):
		doc = town.start("pan", request(town, substitute=town.cadre("fan")))
		assert (doc.status, town.asked(doc)) == ("Awaiting Consent", ["fan"])
		doc = town.decide("fan", doc)
		assert doc.status == "Awaiting Head" and doc.substitute_agreed_on

	def test_a_substitute_may_say_no_and_another_is_found(self, town):
		doc = town.start("pan", request(town, substitute=town.cadre("yang")))
		doc = town.decide("yang", doc, "return", opinion="那几天在县里培训")
		assert (doc.status, town.asked(doc)) == ("Draft", ["pan"])
		doc = town.decide("pan", doc, "resubmit", values={"substitute": town.cadre("fan")})
		assert town.asked(doc) == ["fan"]

	def test_nobody_stands_in_for_himself_or_while_away(self, town):
		with town.refused(SubstituteError, "Nobody stands in for himself"):
			request(town, substitute=town.cadre("pan"))
		request(town, "fan")
		with town.refused(SubstituteError, "is on leave from 2026-03-09 to 2026-03-10 too"):
			request(town, substitute=town.cadre("fan"))

	def test_the_head_of_an_office_is_not_his_own_judge(self, town):
		doc = town.start("fan", request(town, "fan"))
		assert town.asked(doc) == ["li"]

	def test_a_leader_asks_the_other_leaders(self, town):
		doc = town.start("zhang", request(town, "zhang"))
		assert town.asked(doc) == ["li", "zhao"]

	def test_a_refusal_gives_the_days_back(self, town):
		doc = town.start("pan", request(town))
		doc = town.decide("fan", doc, "reject", opinion="春耕期间人手不足")
		assert doc.status == "Rejected"
		assert request(town).leave_balance == 10

	def test_a_return_asks_for_other_days(self, town):
		doc = town.start("pan", request(town))
		doc = town.decide("fan", doc, "return", opinion="请改到十六日以后")
		doc = town.decide("pan", doc, "resubmit", values={"from_date": "2026-03-16", "to_date": "2026-03-17"})
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])

	def test_it_is_withdrawn_before_anybody_decided(self, town):
		doc = town.withdraw("pan", town.start("pan", request(town)))
		assert (doc.status, town.asked(doc)) == ("Draft", [])

	def test_a_leave_not_taken_is_cancelled(self, town):
		doc = town.walk(town.start("pan", request(town)), "fan")
		doc = town.decide("pan", doc, "reject", opinion="防汛值班，不休了")
		assert doc.status == "Cancelled"
		assert request(town).leave_balance == 10

	def test_nobody_returns_before_he_left(self, town):
		doc = town.walk(town.start("pan", request(town)), "fan")
		with town.refused(ReturnError, "is no day of return"):
			town.decide("pan", doc, values={"returned_on": "2026-03-02"})


class TestSubstitution:
	def granted(self, town, who="fan", substitute="pan", decider="li", **values):
		doc = town.start(who, request(town, who, substitute=town.cadre(substitute), **values))
		return town.walk(doc, substitute, decider)

	def of(self, doc):
		return frappe.get_doc("Approval Substitute", {"source_name": doc.name})

	def test_a_granted_leave_opens_it_with_the_consent_given_on_the_way(self, town):
		doc = self.granted(town)
		found = self.of(doc)
		assert (found.principal, found.substitute, found.status) == (
			town.cadre("fan"),
			town.cadre("pan"),
			"Accepted",
		)
		assert (str(found.from_date), str(found.to_date)) == ("2026-03-09", "2026-03-10")

	def test_while_he_is_away_the_substitute_decides_for_him(self, town):
		self.granted(town)
		with town.at("2026-03-09"):
			other = town.start(
				"yang",
				request(town, "yang", leave_type="Personal", from_date="2026-03-16", to_date="2026-03-16"),
			)
			task = frappe.get_doc("Approval Task", {"reference_name": other.name, "status": "Open"})
			assert [row.user for row in task.substitutes] == [town.mail("pan")]

	def test_he_sees_what_he_decides_before_and_after_it_and_a_colleague_does_not(self, town):
		self.granted(town)
		with town.at("2026-03-09"):
			other = town.start(
				"yang",
				request(town, "yang", leave_type="Personal", from_date="2026-03-16", to_date="2026-03-16"),
			)
			task = frappe.db.get_value("Approval Task", {"reference_name": other.name, "status": "Open"})
			town.act_as("tang")
			assert not frappe.has_permission("Leave Request", "read", doc=other.name)
			town.act_as("pan")
			assert other.name in [row["reference_name"] for row in api.tasks("open")["rows"]]
			assert api.actions("Leave Request", other.name)["tasks"]
			api.act(task, "approve", opinion="同意", seen=str(town.fresh(other).modified))
			assert other.name in [row["reference_name"] for row in api.tasks("done")["rows"]]
			assert api.history("Leave Request", other.name)

	def test_the_return_ends_it(self, town):
		doc = self.granted(town, to_date="2026-03-13", decider="li")
		if doc.status == "Awaiting Leader":
			doc = town.decide(town.asked(doc)[0], doc)
		with town.at("2026-03-11"):
			town.decide("fan", doc, values={"returned_on": "2026-03-11"})
		assert self.of(doc).status == "Ended"

	def test_a_leave_not_taken_ends_it_before_it_began(self, town):
		doc = self.granted(town)
		town.decide("fan", doc, "reject", opinion="不休了")
		assert self.of(doc).status == "Withdrawn"


class TestPrivacy:
	def test_who_is_sent_a_copy_may_open_it(self, town):
		doc = town.start("pan", request(town))
		with doors.records():
			frappe.get_doc(
				{
					"doctype": "Approval Copy",
					"instance": frappe.db.get_value("Approval Instance", {"reference_name": doc.name}),
					"reference_doctype": doc.doctype,
					"reference_name": doc.name,
					"title": doc.name,
					"user": town.mail("tang"),
					"sent_at": "2026-03-02 10:00:00",
					"person": f"cadre:{town.cadre('tang')}",
				}
			).insert(ignore_permissions=True, ignore_links=True)
		town.act_as("tang")
		assert doc.name in [row["reference_name"] for row in api.tasks("copied")["rows"]]
		assert api.actions(doc.doctype, doc.name)["applies"]

	def test_a_colleague_sees_nothing_of_it(self, town):
		doc = town.start("pan", request(town, leave_type="Sick"))
		town.act_as("tang")
		assert not frappe.has_permission("Leave Request", "read", doc=doc.name)
		assert doc.name not in frappe.get_list("Leave Request", pluck="name")

	@pytest.mark.parametrize("who", ["pan", "fan", "mao", "zhang", "shi"])
	def test_its_people_and_who_answers_for_the_staff_do(self, town, who):
		doc = town.start("pan", request(town))
		town.act_as(who)
		assert frappe.has_permission("Leave Request", "read", doc=doc.name)
		assert doc.name in frappe.get_list("Leave Request", pluck="name")

	def test_the_head_of_another_office_sees_nothing(self, town):
		doc = town.start("pan", request(town))
		town.act_as("hong")
		assert doc.name not in frappe.get_list("Leave Request", pluck="name")

	def test_a_reader_changes_nothing(self, town):
		doc = request(town)
		for who in ("shi", "fan"):
			town.act_as(who)
			with town.refused(frappe.PermissionError):
				stored = frappe.get_doc("Leave Request", doc.name)
				stored.description = "改写"
				stored.save()
