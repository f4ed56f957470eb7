"""A matter at the window from receipt to delivery, as a citizen would tell it (S13-S26, 行政许可法)."""

import datetime

import pytest

import frappe
from frappe.utils import nowdate

from tests.app.registers_world import CODE, ID_NUMBERS
from township_gov.township_gov.doctype.extension_request.matters import ExtensionRefusedError
from township_gov.township_gov.doctype.fee_waiver.fee_waiver import WaiverRefusedError
from township_gov.township_gov.doctype.service_case import (
	actions,
	case_clock,
	daily,
	joint,
	service_case,
	stages,
)
from township_gov.workflows.errors import DocumentGuarded, RequiredFieldsEmpty

NOTICED = {"reason": "Hearing", "estimated_days": 5, "notified_on": "2026-03-02"}


def day(text: str) -> datetime.date:
	return datetime.date.fromisoformat(text)


@pytest.fixture
def world(registers):
	"""Every case of these tests comes in on Monday, 2 March 2026."""
	with registers.at("2026-03-02"):
		yield registers


@pytest.fixture
def english(world):
	"""Refusals in the words of the source."""
	frappe.local.lang = "en"
	return world


def receive(world, who="wang", **values):
	"""A villager applies for a house site at the window."""
	world.act_as(who)
	given = {
		"service_item": "T-LICENCE",
		"township": CODE,
		"village": f"{CODE}-01",
		"applicant_name": "吴大伯",
		"id_number": ID_NUMBERS[0],
		"phone": "13805780001",
		"channel": "Window",
		"window": f"{CODE}-F1-01",
		"accepting_office": world.office("HALL"),
		"handling_office": world.office("AGRI"),
		"received_on": "2026-03-02",
	}
	return world.new("Service Case", **given | values)


def check_materials(world, case, *statuses):
	"""The clerk looks at every material on the list."""
	rows = [{**row.as_dict(), "status": status} for row, status in zip(case.materials, statuses, strict=True)]
	return world.edit("wang", case, materials=rows)


def accepted(world, **values):
	"""A case whose materials are complete and which is accepted."""
	case = world.start("wang", receive(world, **values))
	if case.materials:
		case = check_materials(world, case, "Provided", "On Record")
	return world.decide("wang", case)


def reviewed(world, **values):
	"""A case that lies before the head for decision."""
	case = accepted(world)
	given = {"decision": "Granted", "verifier": world.cadre("lin"), "second_verifier": world.cadre("shen")}
	case = world.edit("lin", case, **given | values)
	return verified(world, world.decide("lin", case))


def verified(world, case):
	"""The second verifier signs too."""
	assert (case.status, world.asked(case)) == ("In Verification", ["shen"])
	return world.decide("shen", case)


# -- the way of a matter


def test_from_receipt_to_delivery(world):
	case = receive(world)
	assert case.status == "Draft" and case.name == f"SC-{CODE}-{nowdate()[:4]}-{case.name[-5:]}"
	assert [row.material_name for row in case.materials] == ["申请表", "身份证"]

	case = world.start("wang", case)
	assert case.status == "Received" and world.asked(case) == ["lin", "wang"]
	assert case.correction_due_on == day("2026-03-09")

	case = check_materials(world, case, "Provided", "On Record")
	case = world.decide("wang", case)
	assert (case.status, case.accepted_on) == ("Under Review", day("2026-03-02"))
	assert (case.due_on, case.legal_due_on) == (day("2026-03-12"), day("2026-03-30"))
	assert (case.days_limit, case.light, case.item_version) == (8, "Green", 1)
	assert world.asked(case) == ["lin", "shen"]

	given = {"decision": "Granted", "verifier": world.cadre("lin"), "second_verifier": world.cadre("shen")}
	case = verified(world, world.decide("lin", world.edit("lin", case, **given)))
	assert case.status == "Awaiting Decision" and world.asked(case) == ["he"]

	case = world.decide("he", case)
	assert (case.status, case.decided_on) == ("Decided", day("2026-03-02"))
	assert case.document_no == "示政决〔2026〕1号"
	paper = frappe.get_doc("Official Document", {"number": case.document_no, "township": CODE})
	for text in ("农村村民住宅用地审批", "决定：准予", "行政复议"):
		assert text in paper.body, text
	assert case.delivery_due_on == day("2026-03-16")

	case = world.edit("wang", case, delivery_method="At the Window", delivered_to="吴大伯")
	case = world.decide("wang", case)
	assert (case.status, case.delivered_on) == ("Delivered", day("2026-03-02"))


def test_the_head_returns_a_case_and_it_comes_again(world):
	case = world.decide("he", reviewed(world), "return", to_node="review", opinion="请补充现场照片")
	assert case.status == "Under Review" and case.decided_on is None
	case = verified(world, world.decide("lin", case))
	assert case.status == "Awaiting Decision"


def test_the_head_may_return_a_case_to_the_window(world):
	case = world.decide("he", reviewed(world), "return", to_node="acceptance", opinion="材料需再核")
	assert case.status == "Received"
	assert case.accepted_on == day("2026-03-02")


def test_who_reviewed_does_not_decide(world):
	"""The head reviews a case himself: then a township leader decides it."""
	frappe.set_user("Administrator")
	head = frappe.get_doc("User", world.mail("he"))
	head.add_roles("Enforcement Officer")
	case = accepted(world)
	given = {"decision": "Granted", "verifier": world.cadre("lin"), "second_verifier": world.cadre("shen")}
	case = world.decide("he", world.edit("he", case, **given))
	assert world.asked(case) == ["lin", "shen"], "the two verifiers"
	case = world.decide("shen", world.decide("lin", case))
	assert world.asked(case) == ["zhang"]


def test_a_case_that_is_not_ours_is_not_accepted_with_a_reason(world):
	case = world.start("wang", receive(world))
	with pytest.raises(stages.ReasonMissingError):
		world.decide("wang", case, "reject")
	case = world.edit("wang", case, not_accepted_reason="不属于本机关职权，请向县自然资源局申请")
	case = world.decide("wang", case, "reject")
	assert (case.status, case.accepted_on, case.light) == ("Not Accepted", None, None)


# -- acceptance


def test_an_incomplete_item_cannot_be_accepted(world):
	frappe.set_user("Administrator")
	world.item("T-BARE", item_name="待完善事项", item_type="Public Service", status="Incomplete")
	with pytest.raises(service_case.ItemNotOfferedError):
		receive(world, service_item="T-BARE")


def test_a_case_with_missing_materials_is_not_accepted(world):
	case = world.start("wang", receive(world))
	with pytest.raises(stages.MaterialsIncompleteError, match="申请表"):
		world.decide("wang", case)


def test_corrections_are_asked_once_for_everything_and_the_case_counts_from_the_last_one(world):
	case = world.start("wang", receive(world))
	with pytest.raises(actions.CorrectionRefusedError, match="申请表"):
		world.press("wang", actions.ask_for_corrections, case)
	case = check_materials(world, case, "Defective", "Provided")
	case = world.press("wang", actions.ask_for_corrections, case)
	assert (case.status, case.correction_notified_on) == ("Awaiting Correction", day("2026-03-02"))
	assert case.correction_list == "申请表"

	with world.at("2026-03-20"):
		case = check_materials(world, case, "Provided", "Provided")
		case = world.press("wang", actions.receive_corrections, case)
		assert (case.status, case.corrected_on) == ("Received", day("2026-03-20"))
		with pytest.raises(actions.CorrectionRefusedError):
			world.press("wang", actions.ask_for_corrections, case)
		case = world.decide("wang", case)
	assert case.accepted_on == day("2026-03-20")


def test_who_is_silent_for_five_working_days_has_accepted(world):
	case = world.start("wang", receive(world))
	with world.at("2026-03-09"):
		daily.refresh(world.fresh(case))
		assert world.fresh(case).accepted_on is None
	with world.at("2026-03-10"):
		frappe.set_user("Administrator")
		daily.refresh(world.fresh(case))
		case = world.fresh(case)
		assert (case.accepted_on, case.deemed_accepted) == (day("2026-03-02"), 1)
		assert case.due_on == day("2026-03-12")
		with pytest.raises(actions.CorrectionRefusedError):
			world.press(
				"wang", actions.ask_for_corrections, check_materials(world, case, "Missing", "Provided")
			)


def test_who_accepts_on_the_sixth_day_accepts_by_law_whatever_is_missing(world):
	case = check_materials(world, world.start("wang", receive(world)), "Missing", "Provided")
	with world.at("2026-03-10"):
		case = world.decide("wang", case)
	assert (case.status, case.accepted_on, case.deemed_accepted) == ("Under Review", day("2026-03-02"), 1)


def test_what_counts_as_accepted_is_decided_and_no_longer_turned_away(world):
	case = world.start("wang", receive(world))
	case = world.edit("wang", case, not_accepted_reason="不属于本机关职权")
	with world.at("2026-03-10"), world.refused(stages.AcceptedAlreadyError, match="2026-03-02"):
		world.decide("wang", case, "reject")
	case = world.decide("he", reviewed(world), "return", to_node="acceptance", opinion="材料需再核")
	case = world.edit("wang", case, not_accepted_reason="不属于本机关职权")
	with world.refused(stages.AcceptedAlreadyError, match="2026-03-02"):
		world.decide("wang", case, "reject")


def test_corrections_taken_in_with_the_acceptance_count_from_that_day(world):
	case = check_materials(world, world.start("wang", receive(world)), "Missing", "Provided")
	case = world.press("wang", actions.ask_for_corrections, case)
	with world.at("2026-03-20"):
		case = world.decide("wang", check_materials(world, case, "Provided", "Provided"))
	assert (case.corrected_on, case.accepted_on) == (day("2026-03-20"), day("2026-03-20"))


def test_a_service_without_licence_law_is_not_extended(world):
	case = accepted(world, service_item="T-SERVICE")
	with world.refused(ExtensionRefusedError, match="only licences are extended|只有行政许可可以延期"):
		extension(world, case, 5)


def test_the_buttons_ask_for_the_right_role_and_stage(world):
	case = world.start("wang", receive(world))
	with pytest.raises(frappe.PermissionError):
		world.press("he", actions.ask_for_corrections, case)
	with pytest.raises(actions.WrongStageError):
		world.press("wang", actions.receive_corrections, case)


# -- clocks


def test_a_pause_of_the_closed_list_takes_its_days_out(world):
	case = accepted(world)
	pause = {"reason": "Expert Review", "from_date": "2026-03-04", "estimated_days": 5}
	with world.refused(case_clock.PauseError):
		world.edit("lin", case, pauses=[pause])
	case = world.edit("lin", case, pauses=[{**pause, "notified_on": "2026-03-03"}])
	assert case.due_on is None
	with world.at("2026-03-10"):
		case = world.press("lin", actions.end_pause, case)
	assert case.due_on == day("2026-03-19")
	assert "2026-03-04" in case.derivation


def test_waiting_for_the_applicant_is_no_pause(world):
	with pytest.raises(case_clock.PauseError):
		world.edit("lin", accepted(world), pauses=[{"reason": "Waiting", "from_date": "2026-03-04"}])


def test_overlapping_pauses_count_once_and_the_start_day_is_never_taken_out(world):
	rows = [
		{**NOTICED, "from_date": "2026-03-02", "to_date": "2026-03-04"},
		{**NOTICED, "reason": "Testing", "from_date": "2026-03-04", "to_date": "2026-03-06"},
	]
	with world.at("2026-03-09"):
		case = world.edit("lin", accepted(world), pauses=rows)
	# four working days, 3 to 6 March, are taken out; 4 to 6 April is Qingming
	assert (case.due_on, case.legal_due_on) == (day("2026-03-18"), day("2026-04-03"))


def test_a_pause_before_acceptance_is_refused(world):
	with pytest.raises(case_clock.PauseError):
		world.edit("lin", accepted(world), pauses=[{**NOTICED, "from_date": "2026-03-01"}])


def extension(world, case, days: int, who: str = "lin"):
	"""Who handles the case asks for more time; returns the request."""
	world.act_as(who)
	given = {
		"matter_type": "Service Case",
		"matter": case.name,
		"extension_days": days,
		"reason": "需要实地踏勘",
	}
	return world.new("Extension Request", **given)


@pytest.mark.usefixtures("english")
class TestExtension:
	def test_the_leader_extends_once_by_ten_days(self, world):
		case = accepted(world)
		with world.refused(ExtensionRefusedError, match="by 1 to 10 days; 11 were entered"):
			extension(world, case, 11)
		request = world.start("lin", extension(world, case, 10))
		assert (request.status, world.asked(request)) == ("Awaiting Approval", ["zhang"])
		assert world.fresh(case).due_on == day("2026-03-12"), "what is only asked for does not count"
		request = world.decide("zhang", request)
		case = world.fresh(case)
		assert (case.due_on, case.legal_due_on) == (day("2026-03-26"), day("2026-04-14"))
		assert (case.extension_approved_by, case.extension_reason) == (world.mail("zhang"), "需要实地踏勘")
		assert (request.status, request.notified_on) == ("Approved", day("2026-03-02"))
		with world.refused(ExtensionRefusedError, match="extended once"):
			extension(world, case, 5)

	def test_a_refusal_leaves_the_limit_alone(self, world):
		case = accepted(world)
		request = world.start("lin", extension(world, case, 10))
		assert world.decide("zhang", request, "reject", opinion="无正当理由").status == "Rejected"
		assert world.fresh(case).due_on == day("2026-03-12")

	def test_nobody_writes_the_extension_into_the_case(self, world):
		case = accepted(world)
		with world.refused(DocumentGuarded):
			world.edit("lin", case, extension_days=10)

	def test_one_request_at_a_time_and_not_by_a_stranger(self, world):
		case = accepted(world)
		first = extension(world, case, 10)
		with world.refused(ExtensionRefusedError, match=f"{first.name} asks for an extension"):
			extension(world, case, 5)
		with world.refused(frappe.PermissionError):
			extension(world, case, 5, who="xu")


@pytest.mark.usefixtures("english")
class TestJointHandling:
	def jointly(self, world, **values):
		"""The reviewer brings the petition office in."""
		case = accepted(world)
		given = {
			"decision": "Granted",
			"verifier": world.cadre("lin"),
			"second_verifier": world.cadre("shen"),
		}
		rows = [{"office": world.office("PETI")}]
		case = world.edit("lin", case, joint_offices=rows, **given | values)
		return world.decide("lin", case)

	def answer(self, world, case, who="pan", **values):
		rows = [{**row.as_dict(), "verdict": "Agrees", **values} for row in case.joint_offices]
		return world.decide(who, case, values={"joint_offices": rows})

	def test_verifier_and_offices_are_asked_at_the_same_time(self, world):
		case = self.jointly(world)
		assert (case.status, world.asked(case)) == ("In Verification", ["pan", "shen"])
		case = self.answer(world, case)
		assert (case.status, world.asked(case)) == ("In Verification", ["shen"])
		assert world.decide("shen", case).status == "Awaiting Decision"

	def test_a_licence_handled_jointly_has_forty_five_days_and_fifteen_more(self, world):
		case = self.jointly(world)
		assert case.legal_due_on == day("2026-05-08"), "the 45th working day, over Qingming and May Day"
		with world.refused(ExtensionRefusedError, match="by 1 to 15 days"):
			extension(world, case, 16)
		frappe.db.set_value("Township Office", world.office("LEAD"), "office_type", "Leadership")
		request = world.start("lin", extension(world, case, 15))
		assert (request.is_joint, world.asked(request)) == (1, ["zhang"]), "the head of the township"

	def test_an_office_without_a_verdict_or_reason_holds_it_up(self, world):
		case = self.jointly(world)
		case = world.decide("shen", case)
		for values in ({"verdict": ""}, {"verdict": "Objects"}):
			with world.refused(joint.VerdictMissingError, match="has not given its verdict"):
				self.answer(world, case, **values)
		case = self.answer(world, case, verdict="Objects", opinion="选址在地质灾害点内")
		assert case.status == "Awaiting Decision"

	def test_the_office_in_front_is_no_joint_office(self, world):
		with world.refused(joint.JointOfficeError, match="for other offices"):
			world.edit("lin", accepted(world), joint_offices=[{"office": world.office("AGRI")}])

	def test_a_return_from_one_branch_cancels_the_other(self, world):
		case = self.jointly(world)
		case = world.decide("pan", case, "return", to_node="review", opinion="图纸不全")
		assert (case.status, world.asked(case)) == ("Under Review", ["lin", "shen"])


@pytest.mark.usefixtures("english")
class TestFeeWaiver:
	CHARGE = ({"fee_item": "T-COPY", "amount": 10, "quantity": 2},)

	def waiver(self, world, case, **values):
		world.act_as("wang")
		given = {
			"amount": 10,
			"legal_basis": "浙价费〔2016〕1号第五条",
			"reason": "低保户",
			"fee_item": "T-COPY",
		}
		return world.new("Fee Waiver", service_case=case.name, **given | values)

	def charged(self, world, amount: float = 10):
		return world.start(
			"wang",
			receive(world, charges=[{"fee_item": "T-COPY", "amount": amount, "quantity": int(amount // 5)}]),
		)

	def test_it_is_approved_and_lowers_the_charge(self, world):
		case = self.charged(world)
		request = world.start("wang", self.waiver(world, case))
		assert world.asked(request) == ["he"]
		assert world.decide("he", request).status == "Approved"
		case = world.fresh(case)
		assert (case.total_charged, case.charges[0].waived_amount) == (0, 10)

	def test_large_ones_go_to_a_leader_too(self, world):
		case = self.charged(world, 300)
		request = world.decide("he", world.start("wang", self.waiver(world, case, amount=250)))
		assert (request.status, world.asked(request)) == ("Awaiting Approval", ["zhang"])
		world.decide("zhang", request)
		assert world.fresh(case).total_charged == 50

	@pytest.mark.parametrize(
		("values", "match"),
		[
			({"amount": 11}, "10.00 yuan are charged"),
			({"fee_item": "T-SECRET"}, "is not charged in this case"),
			({"amount": 0.001}, "to the fen"),
		],
	)
	def test_no_more_than_what_is_charged(self, world, values, match):
		with world.refused(WaiverRefusedError, match=match):
			self.waiver(world, self.charged(world), **values)

	def test_without_a_basis_nothing_is_waived(self, world):
		with world.refused(frappe.ValidationError, match="Legal Basis|依据|legal basis"):
			self.waiver(world, self.charged(world), legal_basis=" ")

	def test_nobody_types_a_waived_amount(self, world):
		case = receive(
			world, charges=[{"fee_item": "T-COPY", "amount": 5, "quantity": 1, "waived_amount": 5}]
		)
		assert case.charges[0].waived_amount == 0


def test_the_light_turns_yellow_then_red_without_a_new_revision(world):
	case = accepted(world)
	for today, light in (("2026-03-09", "Green"), ("2026-03-10", "Yellow"), ("2026-03-13", "Red")):
		with world.at(today):
			daily.refresh(world.fresh(case))
		assert (world.fresh(case).light, world.fresh(case).modified) == (light, case.modified), today


def test_a_later_change_of_the_item_moves_no_running_case(world):
	case = accepted(world)
	frappe.set_user("Administrator")
	item = frappe.get_doc("Service Item", "T-LICENCE")
	item.promised_days = 3
	item.save()
	assert item.item_version == 2
	case = world.edit("lin", case, decision="Granted")
	assert (case.due_on, case.item_version) == (day("2026-03-12"), 1)


def test_an_agency_case_without_legal_limit_has_a_week(world):
	case = receive(
		world,
		service_item="T-SERVICE",
		channel="Agency",
		window=None,
		agent=world.cadre("wang"),
		materials=[],
	)
	case = world.decide("wang", world.start("wang", case))
	assert (case.due_on, case.legal_due_on, case.day_unit) == (day("2026-03-09"), None, "Calendar")


# -- people, visits, money


def test_the_same_applicant_is_found_again_and_his_numbers_stay_secret(world):
	first = receive(world)
	second = receive(world, service_item="T-SERVICE")
	assert second.earlier_case == first.name
	stored = frappe.db.get_value(
		"Service Case", first.name, ["id_number", "id_number_masked", "phone_masked"]
	)
	assert ID_NUMBERS[0] not in stored
	assert stored[1].startswith("999") and stored[2] == "138****0001"


def test_a_tracking_code_cannot_be_guessed(world):
	codes = {receive(world).tracking_code for _ in range(5)}
	assert len(codes) == 5
	assert all(len(code.replace("-", "")) == 20 for code in codes)


def test_household_registration_is_tested_only_with_a_legal_basis(world):
	frappe.set_user("Administrator")
	with pytest.raises(frappe.ValidationError, match="legal basis|依据"):
		world.item(
			"T-HUKOU",
			item_name="限户籍事项",
			item_type="Public Service",
			no_legal_limit=1,
			promised_days=3,
			no_materials=1,
			residence_condition="Registered",
		)
	assert receive(world, service_item="T-SERVICE", resident_type="Floating").name


def test_a_second_visit_needs_its_reason(world):
	with pytest.raises(service_case.VisitReasonError):
		receive(world, visits=2)
	assert receive(world, visits=2, visit_reason="系统升级").name


def test_accepting_and_handling_office_may_differ(world):
	case = receive(world)
	assert case.accepting_office != case.handling_office


@pytest.mark.parametrize(("fee", "amount"), [("T-SECRET", 50), ("T-COPY", 5.01)])
def test_only_a_published_fee_of_the_item_up_to_its_standard_is_charged(world, fee, amount):
	with pytest.raises(service_case.ChargeRefusedError):
		receive(world, charges=[{"fee_item": fee, "amount": amount, "quantity": 1}])


def test_a_fee_stands_on_one_line_with_its_quantity(world):
	line = {"fee_item": "T-COPY", "quantity": 1, "amount": 5}
	with world.refused(service_case.ChargeRefusedError):
		receive(world, charges=[line, line])
	assert receive(world, charges=[{**line, "quantity": 2, "amount": 10}]).total_charged == 10


def test_a_cost_fee_is_charged_and_summed(world):
	case = receive(world, charges=[{"fee_item": "T-COPY", "amount": 10, "quantity": 2}])
	assert case.total_charged == 10


def test_the_materials_of_a_licence_are_verified_by_two(world):
	case = world.edit("lin", accepted(world), decision="Granted", verifier=world.cadre("lin"))
	with pytest.raises(stages.ReviewIncompleteError):
		world.decide("lin", case)


def test_a_review_proposes_a_decision(world):
	with pytest.raises(RequiredFieldsEmpty):
		world.decide("lin", accepted(world))


# -- doors and papers


def test_nobody_writes_the_status_or_a_date_by_hand(world):
	case = accepted(world)
	for values in ({"status": "Decided"}, {"decided_on": "2026-03-02"}, {"accepted_on": "2026-02-01"}):
		with pytest.raises(DocumentGuarded):
			world.edit("lin", case, **values)


def test_what_only_the_program_writes_cannot_be_sent_in(world):
	case = receive(
		world,
		accepted_on="2026-02-01",
		extension_approved_by=world.mail("wang"),
		tracking_code="AAAA",
		materials=[{"material_name": "申请表", "is_required": 0, "status": "Provided"}],
	)
	assert (case.accepted_on, case.extension_approved_by) == (None, None)
	assert case.tracking_code != "AAAA"
	case = world.edit("wang", case, accepted_on="2026-02-01", frozen_rules="{}")
	assert (case.accepted_on, case.frozen_rules) == (None, None)
	assert [(row.material_name, row.is_required) for row in case.materials] == [("申请表", 1), ("身份证", 1)]


def test_the_printed_papers_say_what_the_law_wants(world):
	case = accepted(world)
	paper = world.paper(case, "Case Acceptance Notice")
	for text in (
		"受理通知书",
		"庆元县示范乡人民政府",
		"第三十二条",
		"2026年3月12日",
		"申请表",
		case.tracking_code,
	):
		assert text in paper, text
	assert "尚未办结" in world.paper(case, "Case Completion Notice")
	given = {
		"decision": "Refused",
		"decision_reason": "不符合一户一宅",
		"verifier": world.cadre("lin"),
		"second_verifier": world.cadre("shen"),
	}
	case = world.decide("he", verified(world, world.decide("lin", world.edit("lin", case, **given))))
	paper = world.paper(case, "Case Completion Notice")
	for text in ("不符合一户一宅", "60日内向庆元县人民政府申请行政复议", "本事项不收取任何费用"):
		assert text in paper, text


def test_case_timeliness_counts_what_is_in_time_and_what_is_late(world):
	from township_gov.township_gov.report.case_timeliness import case_timeliness

	world.decide("he", reviewed(world))
	late = accepted(world)
	with world.at("2026-03-20"):
		daily.refresh(late)
		world.act_as("zhang")
		columns, rows, _message, chart, summary = case_timeliness.execute({"township": CODE})
	total = rows[-1]
	assert (total["cases"], total["decided"], total["in_time_share"], total["red"]) == (2, 1, 100.0, 1)
	assert rows[0]["group"] == "农村村民住宅用地审批"
	assert {column["fieldname"] for column in columns} >= {"cases", "average_used", "average_limit"}
	assert chart["data"]["labels"] == ["农村村民住宅用地审批"] and len(summary) == 4
