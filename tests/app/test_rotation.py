"""A rotation, from the due list to the new posts: what an organisation officer does in spring (S46)."""

from __future__ import annotations

from datetime import date

import pytest

import frappe

from tests.app import township_maker as make
from township_gov.township_gov.doctype.rotation_plan.publicity import PublicityError
from township_gov.township_gov.doctype.rotation_plan.rotation_plan import (
	RotationDatesError,
	RotationMoveError,
	RotationOpenError,
	build_due_list,
)
from township_gov.township_gov.report.establishment_and_vacancies import establishment_and_vacancies
from township_gov.township_gov.report.rotation_due import rotation_due
from township_gov.workflows import api, guard


@pytest.fixture(autouse=True)
def in_march_2026(site, monkeypatch):
	"""A fixed day, and messages in English."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	with make.at(make.TODAY):
		yield


@pytest.fixture
def town(in_march_2026):
	return make.rotation_township()


@pytest.fixture
def people(town):
	"""The accounts of those who draft and decide."""
	accounts = {
		town.org: make.user("ye.org", "Organisation Officer"),
		town.chen: make.user("chen.head", "Office Head"),
		town.lin: make.user("lin.leader", "Township Leader"),
		town.he: make.user("he.leader", "Township Leader"),
	}
	for cadre, account in accounts.items():
		frappe.db.set_value("Cadre", cadre, "user_id", account)
	return accounts


def plan(town, **values):
	facts = {
		"township": town.code,
		"as_of": "2026-03-02",
		"effective_on": "2026-04-01",
		"office": town.rural,
		"basis": "青委〔2026〕3号",
		**values,
	}
	return make.insert("Rotation Plan", **facts)


def swap(town):
	return [
		{"cadre": town.wu, "from_post": town.party_head, "to_post": town.rural_head},
		{"cadre": town.lan, "from_post": town.rural_head, "to_post": town.party_head},
	]


def complete(town, **values):
	"""A plan in which Wu and Lan change places and Chen is exempted."""
	drafted = plan(town, moves=swap(town), **values)
	for row in drafted.due:
		if row.cadre == town.chen:
			row.exempt_reason = "正在办理的项目六月结束"
	return drafted.save()


def posts_on(cadre: str, day: str) -> list[str]:
	from township_gov import organisation

	return [row.post for row in organisation.assignments_on(date.fromisoformat(day), cadre=cadre)]


class TestDueList:
	def test_it_is_computed_when_the_plan_is_made(self, town):
		due = [(row.employee_name, row.rule, row.tenure_years, str(row.due_on)) for row in plan(town).due]
		assert due == [("吴志", "Must", 11.07, "2025-02-01"), ("陈平", "Should", 6.07, "2025-02-01")]

	def test_nobody_can_type_himself_off_the_list(self, town):
		drafted = plan(town)
		drafted.set("due", [])
		assert len(drafted.save().due) == 2

	def test_reasons_stay_when_it_is_built_anew(self, town):
		drafted = complete(town)
		again = build_due_list(frappe.get_doc("Rotation Plan", drafted.name).as_dict())
		assert [row.exempt_reason for row in again.due if row.cadre == town.chen] == [
			"正在办理的项目六月结束"
		]

	def test_technical_staff_are_exempt_from_the_five_years_only(self, town):
		for cadre in (town.wu, town.chen):
			frappe.db.set_value("Cadre", cadre, "is_technical", 1)
		assert [row.cadre for row in plan(town).due] == [town.wu]

	def test_it_looks_ahead_as_far_as_asked(self, town):
		make.insert(
			"Rule Setting",
			setting_key="rotation_must_years",
			value="4",
			township=town.code,
			valid_from="2026-01-01",
		)
		assert [row.cadre for row in plan(town, months_ahead=12).due if row.rule == "Must"] == [
			town.wu,
			town.he,
			town.lin,
			town.lan,
		]


class TestDraft:
	def test_it_may_be_incomplete(self, town):
		assert plan(town, moves=swap(town)[:1]).name

	def test_it_may_not_take_effect_before_its_own_day(self, town):
		with pytest.raises(RotationDatesError, match="is before As Of"):
			plan(town, effective_on="2026-03-01")


class TestApproval:
	def test_a_plan_that_leaves_somebody_unanswered_cannot_be_sent(self, town, people):
		frappe.set_user(people[town.org])
		drafted = plan(town, moves=swap(town))
		with pytest.raises(
			RotationOpenError, match="陈平 is due for rotation from 党政办干事. Enter a move, or a reason"
		):
			api.start("Rotation Plan", drafted.name)

	def test_a_plan_that_breaks_a_ceiling_cannot_be_sent(self, town, people):
		frappe.set_user(people[town.org])
		drafted = complete(town)
		drafted.moves = drafted.moves[:1]
		drafted.save()
		with pytest.raises(
			RotationMoveError, match="中心主任 has 1 places and would have 2 holders after the moves"
		):
			api.start("Rotation Plan", drafted.name)

	def test_a_post_that_needs_a_certificate_takes_nobody_without(self, town, people):
		frappe.db.set_value("Post", town.rural_head, "required_certificate_type", "行政执法证")
		frappe.set_user(people[town.org])
		with pytest.raises(
			RotationMoveError, match="中心主任 needs the certificate 行政执法证, and 吴志 holds no valid one"
		):
			api.start("Rotation Plan", complete(town).name)

	def test_kin_of_a_member_of_the_new_office_cannot_be_sent_there(self, town, people):
		record = frappe.get_doc("Cadre", town.chen)
		record.append("kin", {"cadre": town.lan, "relation": "Close Affinity"})
		record.save()
		frappe.set_user(people[town.org])
		with pytest.raises(RotationMoveError, match="are kin and would both serve in 党政办"):
			api.start("Rotation Plan", complete(town).name)


class TestSubmission:
	def submitted(self, town, **values):
		drafted = complete(town, **values)
		with guard.opened("Rotation Plan", drafted.name, "test"):
			drafted.status = "Approved"
			drafted.submit()
		return frappe.get_doc("Rotation Plan", drafted.name)

	def cancelled(self, submitted):
		with guard.opened("Rotation Plan", submitted.name, "test"):
			submitted.cancel()
		return submitted

	def test_old_assignments_end_the_day_before_and_new_ones_begin(self, town):
		done = self.submitted(town)
		assert posts_on(town.wu, "2026-03-31") == [town.party_head]
		assert posts_on(town.wu, "2026-04-01") == [town.rural_head]
		assert posts_on(town.lan, "2026-04-01") == [town.party_head]
		new = frappe.get_doc("Post Assignment", done.moves[0].new_assignment)
		assert (new.rotation_plan, new.basis) == (done.name, "青委〔2026〕3号")

	def test_each_move_has_a_hand_over_list(self, town):
		lines = self.submitted(town, hand_over_notes="移交公章").moves[0].hand_over.splitlines()
		assert "□ 文件处理" in lines and "□ 移交公章" in lines

	def test_cancelled_before_its_first_day_it_is_as_if_it_had_not_been(self, town):
		done = self.submitted(town)
		new = done.moves[0].new_assignment
		self.cancelled(done)
		assert posts_on(town.wu, "2026-05-01") == [town.party_head]
		assert posts_on(town.lan, "2026-05-01") == [town.rural_head]
		assert not frappe.db.exists("Post Assignment", new)

	def test_cancelled_later_the_service_that_took_place_stays_on_record(self, town):
		done = self.submitted(town)
		with make.at("2026-06-10"):
			self.cancelled(done)
		assert posts_on(town.wu, "2026-03-31") == [town.party_head]
		assert posts_on(town.wu, "2026-06-09") == [town.rural_head]
		assert posts_on(town.wu, "2026-06-10") == [town.party_head]


def before_the_committee(town, people):
	"""A plan that the office agrees to; the head of the drafting office moves himself, so another head gives the opinion."""
	frappe.set_user(people[town.org])
	drafted = complete(town)
	api.start("Rotation Plan", drafted.name)
	assert frappe.db.get_value("Rotation Plan", drafted.name, "status") == "Office Opinion"
	frappe.set_user(people[town.chen])
	decide(opinion="同意,建议按期交接")
	assert frappe.db.get_value("Rotation Plan", drafted.name, "status") == "Awaiting Decision"
	return drafted


def voted(town, people, *actions):
	"""The plan after the leaders, in order, have voted."""
	drafted = before_the_committee(town, people)
	for leader, action in zip((town.lin, town.he), actions, strict=False):
		frappe.set_user(people[leader])
		decide(action=action, opinion="意见" if action == "reject" else None)
	frappe.set_user("Administrator")
	return frappe.get_doc("Rotation Plan", drafted.name)


def end_publicity(town, people, day: str, **values) -> None:
	"""The organisation officer closes the publicity on a day."""
	with make.at(day):
		frappe.set_user(people[town.org])
		decide(values={"publicity_result": "公示期间未收到异议", **values})


class TestVoteAndPublicity:
	def test_a_rotation_from_the_due_list_to_the_new_posts(self, town, people):
		"""The officer drafts, the office gives its opinion, the committee votes, it is posted, the assignments are written."""
		posted = voted(town, people, "approve", "approve")
		assert (posted.status, posted.docstatus) == ("In Publicity", 0)
		assert (str(posted.publicity_from), str(posted.publicity_to)) == ("2026-03-02", "2026-03-09")
		end_publicity(town, people, "2026-03-10")
		frappe.set_user("Administrator")
		done = frappe.get_doc("Rotation Plan", posted.name)
		assert (done.docstatus, done.status) == (1, "Approved")
		assert posts_on(town.wu, "2026-04-01") == [town.rural_head]
		assert posts_on(town.lan, "2026-04-01") == [town.party_head]
		rows = api.history("Rotation Plan", posted.name)
		assert [row["actor_name"] for row in rows if row["action"] == "approve"] == [
			"陈平",
			"林清",
			"何远",
			"叶秋",
		]

	def test_half_of_the_votes_is_not_more_than_half(self, town, people):
		assert voted(town, people, "approve", "reject").status == "Rejected"

	def test_who_abstains_stays_in_the_roster(self, town, people):
		assert voted(town, people, "approve", "abstain").status == "Rejected"

	def test_whose_post_or_kin_is_concerned_does_not_vote(self, town, people):
		record = frappe.get_doc("Cadre", town.wu)
		record.append("kin", {"cadre": town.he, "relation": "Spouse"})
		record.save()
		drafted = before_the_committee(town, people)
		asked = frappe.get_all(
			"Approval Task", {"reference_name": drafted.name, "status": "Open"}, pluck="assigned_to"
		)
		assert asked == [people[town.lin]]

	def test_the_publicity_is_not_cut_short(self, town, people):
		voted(town, people, "approve", "approve")
		with pytest.raises(PublicityError, match="goes on until 2026-03-09"):
			end_publicity(town, people, "2026-03-09")

	def test_nothing_takes_effect_before_its_end(self, town, people):
		voted(town, people, "approve", "approve")
		with pytest.raises(PublicityError, match="before the publicity ends"):
			end_publicity(town, people, "2026-03-10", effective_on="2026-03-09")

	def test_an_objection_that_holds_ends_the_plan(self, town, people):
		posted = voted(town, people, "approve", "approve")
		frappe.set_user(people[town.org])
		decide(action="reject", opinion="举报属实", values={"publicity_result": "收到异议一件，经查属实"})
		assert frappe.db.get_value("Rotation Plan", posted.name, "status") == "Rejected"


def decide(opinion: str | None = None, action: str = "approve", values: dict | None = None) -> None:
	"""Read the one plan that waits for the present user, and decide."""
	(task,) = api.tasks("open")["rows"]
	read = frappe.get_doc(task["reference_doctype"], task["reference_name"])
	api.act(task["name"], action, opinion=opinion, values=values, seen=str(read.modified))


class TestRotationDueReport:
	FILTERS = {"as_of": "2026-03-02", "months_ahead": 12}

	def run(self, town, **values):
		return rotation_due.execute({**self.FILTERS, "township": town.code, **values})

	def test_it_lists_who_is_due_with_rule_and_years(self, town):
		columns, rows, _message, chart, summary = self.run(town)
		assert [(row["employee_name"], row["tenure_years"]) for row in rows] == [
			("吴志", 11.07),
			("陈平", 6.07),
		]
		assert {column["fieldname"] for column in columns if not column.get("hidden")} >= {
			"township_name",
			"office_name",
			"employee_name",
			"post_name",
			"since",
			"due_on",
			"state",
		}
		assert [total["value"] for total in summary] == [1, 1, 0]
		assert [set_["values"][0] for set_ in chart["data"]["datasets"]] == [1, 1]

	def test_it_narrows_to_one_rule(self, town):
		assert [row["cadre"] for row in self.run(town, rule="Must")[1]] == [town.wu]

	def test_it_is_scoped_like_the_lists(self, town):
		make.township("990101002")
		frappe.set_user(make.user("other", "Organisation Officer", of="990101002"))
		assert rotation_due.execute(self.FILTERS)[1] == []

	def test_it_is_refused_to_those_who_may_not_report(self, town):
		frappe.set_user(make.user("nobody", of=None))
		with pytest.raises(frappe.PermissionError):
			self.run(town)


def test_the_establishment_report_shows_vacancies_and_what_the_rules_object_to(town):
	columns, rows, message, _chart, summary = establishment_and_vacancies.execute(
		{"township": town.code, "as_of": "2026-03-02"}
	)
	clerk = next(row for row in rows if row["post"] == town.party_clerk)
	assert (clerk["ceiling"], clerk["filled"], clerk["vacant"]) == (3, 2, 1)
	assert clerk["people"] == "陈平, 叶秋"
	shown = [column["fieldname"] for column in columns if not column.get("hidden")]
	assert shown[:3] == ["township_name", "office_name", "post_name"]
	assert all(clerk[name] for name in shown[:3])
	assert [total["value"] for total in summary] == [11, 6, 5]
	assert "党政办 has 0 deputy places" in message
