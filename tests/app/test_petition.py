"""Petitions from the letter to the opinion, and Reports that only their handlers see (S36, 信访工作条例)."""

import datetime

import pytest

import frappe
from frappe.utils import nowdate

from tests.app.registers_world import CODE, ID_NUMBERS
from township_gov.township_gov.doctype.extension_request.matters import ExtensionRefusedError
from township_gov.township_gov.doctype.petition import daily, people, petition, stages
from township_gov.township_gov.report.petition_compliance import petition_compliance
from township_gov.workflows.errors import RequiredFieldsEmpty


def day(text: str) -> datetime.date:
	return datetime.date.fromisoformat(text)


@pytest.fixture
def world(registers):
	"""The tests begin on Monday, 2 March 2026."""
	with registers.at("2026-03-02"):
		yield registers


def register(world, who="xu", **values):
	"""The officer writes down what a villager tells."""
	world.act_as(who)
	given = {
		"subject": "村内道路长期积水",
		"content": "村口道路积水三年，请求修复。",
		"township": CODE,
		"village": f"{CODE}-01",
		"channel": "Visit",
		"category": "Appeal",
		"cause": "Public Service",
		"received_on": "2026-03-02",
		"handling_office": world.office("PETI"),
		"handler": world.cadre("luo"),
		"petitioners": [
			{
				"petitioner_name": "吴大伯",
				"phone": "13805780001",
				"id_number": ID_NUMBERS[0],
				"address": "竹溪村12号",
			}
		],
	}
	return world.new("Petition", **given | values)


def report(world, who="ji", **values):
	"""A letter about a person comes in and is registered by the discipline inspector."""
	given = {
		"category": "Report",
		"cause": None,
		"subject": "反映何某吃拿卡要",
		"handler": world.cadre("ji"),
		"handling_office": world.office("LEAD"),
		"accused": [{"cadre": world.cadre("he"), "description": "何主任"}],
	}
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("ji")).add_roles("Petition Officer")
	return register(world, who, **given | values)


def in_handling(world, **values):
	"""The petitioner has been told, the matter is accepted."""
	matter = world.start("xu", register(world, **values))
	matter = world.edit("xu", matter, legal_route="Petition Procedure")
	return world.decide("xu", matter)


def answered(world, matter):
	"""The handler writes his opinion."""
	given = {"opinion_result": "Support", "opinion_facts": "情况属实", "opinion_text": "列入本季度修复计划"}
	return world.decide("luo", world.edit("luo", matter, **given))


def extended(world, matter, days: int):
	"""The handler asks for more time, and the leader approves."""
	world.act_as("luo")
	given = {"matter_type": "Petition", "matter": matter.name, "extension_days": days, "reason": "需实地调查"}
	request = world.start("luo", world.new("Extension Request", **given))
	world.decide("zhang", request)
	return world.fresh(matter)


def lawful(world, matter):
	"""The legal reviewer has nothing against the opinion."""
	return world.decide("fa", matter, opinion="合法", values={"legal_opinion": "主体、程序、依据合法"})


# -- the way of a matter


def test_from_registration_to_opinion(world):
	matter = register(world)
	assert matter.name == f"PT-{CODE}-{nowdate()[:4]}-{matter.name[-5:]}" and matter.status == "Draft"
	assert (matter.notice_due_on, matter.conclude_due_on, matter.light) == (day("2026-03-17"), None, "Green")
	matter = world.start("xu", matter)
	assert matter.status == "Registered" and "xu" in world.asked(matter)

	with world.at("2026-03-10"):
		matter = world.edit("xu", matter, legal_route="Petition Procedure")
		matter = world.decide("xu", matter)
		assert (matter.status, matter.notified_on) == ("In Handling", day("2026-03-10"))
		assert (matter.accepted_on, matter.conclude_due_on) == (day("2026-03-10"), day("2026-05-09"))
		assert world.asked(matter) == ["luo"]
	with world.at("2026-03-20"):
		matter = answered(world, matter)
		assert (matter.status, world.asked(matter)) == ("Awaiting Review", ["pan"])
		matter = world.decide("pan", matter)
		assert (matter.status, world.asked(matter)) == ("Awaiting Review", ["fa"])
		with world.refused(RequiredFieldsEmpty, match="Legality|合法性"):
			world.decide("fa", matter, opinion="合法")
		matter = lawful(world, matter)
		assert (matter.status, world.asked(matter)) == ("Awaiting Opinion", ["zhang"])
		matter = world.decide("zhang", matter, opinion="同意，尽快落实")
	assert (matter.status, matter.concluded_on, matter.light) == ("Concluded", day("2026-03-20"), "Green")
	assert matter.document_no == "示政信〔2026〕1号"
	paper = frappe.get_doc("Official Document", {"number": matter.document_no, "township": CODE})
	for text in ("情况属实", "列入本季度修复计划", "请求复查"):
		assert text in paper.body, text


def test_a_suggestion_needs_no_review_of_legality_and_no_number(world):
	matter = world.decide("xu", world.start("xu", register(world, category="Suggestion")))
	matter = world.decide("pan", answered(world, matter))
	assert world.asked(matter) == ["zhang"]
	matter = world.decide("zhang", matter, opinion="同意采纳")
	assert (matter.status, matter.document_no) == ("Concluded", None)


def test_the_lawyer_sends_an_opinion_back_and_reads_it_again(world):
	matter = world.decide("pan", answered(world, in_handling(world)))
	matter = world.decide("fa", matter, "return", to_node="handling", opinion="依据引用有误")
	assert (matter.status, world.asked(matter)) == ("In Handling", ["luo"])
	assert world.asked(world.decide("luo", matter)) == ["fa"], "straight back to who returned it"


def test_where_the_only_leader_has_read_it_the_county_issues_the_opinion(world):
	frappe.db.set_value("Township Office", world.office("PETI"), "head", None)
	matter = world.decide("zhang", answered(world, in_handling(world)))
	assert world.asked(lawful(world, matter)) == ["xian"]


def test_receipt_and_acceptance_start_two_different_clocks(world):
	with world.at("2026-03-10"):
		matter = world.start("xu", register(world))
		matter = world.decide("xu", world.edit("xu", matter, legal_route="Petition Procedure"))
	assert matter.notice_due_on == day("2026-03-17"), "15 days from receipt"
	assert matter.conclude_due_on == day("2026-05-09"), "60 days from acceptance, a make-up workday"


def test_an_appeal_for_the_court_is_told_its_way_and_has_no_sixty_days(world):
	matter = world.start("xu", register(world))
	with world.refused(stages.RouteMissingError):
		world.decide("xu", matter)
	matter = world.edit("xu", matter, legal_route="Litigation")
	with world.refused(stages.RouteMissingError):
		world.decide("xu", matter)
	matter = world.decide("xu", world.edit("xu", matter, transferred_to="庆元县人民法院"))
	assert (matter.status, matter.transferred_on) == ("Transferred", day("2026-03-02"))
	assert (matter.accepted_on, matter.conclude_due_on) == (None, None)


def test_a_suggestion_is_answered_without_a_clock_of_its_own(world):
	matter = world.decide("xu", world.start("xu", register(world, category="Suggestion")))
	assert (matter.status, matter.accepted_on, matter.conclude_due_on) == ("In Handling", None, None)


def test_who_cannot_be_told_is_handled_all_the_same(world):
	matter = register(world, contact_unknown=1, petitioners=[], channel="Letter")
	assert (matter.notice_due_on, matter.light) == (None, "Green")
	matter = world.edit("xu", world.start("xu", matter), legal_route="Petition Procedure")
	matter = world.decide("xu", matter)
	assert (matter.status, matter.notified_on) == ("In Handling", None)


def test_the_light_warns_and_the_extension_moves_it(world):
	matter = in_handling(world)
	assert matter.conclude_due_on == day("2026-05-06"), "the sixtieth day lies in the May holidays"
	for today, light in (("2026-04-20", "Green"), ("2026-04-22", "Yellow"), ("2026-05-07", "Red")):
		with world.at(today):
			daily.refresh(world.fresh(matter))
		assert (world.fresh(matter).light, world.fresh(matter).modified) == (light, matter.modified), today
	matter = extended(world, matter, 30)
	assert (matter.extension_approved_by, matter.extension_notified_on) == (
		world.mail("zhang"),
		day("2026-03-02"),
	)
	assert matter.conclude_due_on == day(
		"2026-06-01"
	), "90 days from acceptance, a Sunday: the next working day"
	with world.refused(ExtensionRefusedError, match="once|一次"):
		extended(world, matter, 5)


# -- who comes, again and together


def test_six_representatives_are_too_many(world):
	crowd = [{"petitioner_name": f"村民{number}", "is_representative": 1} for number in range(6)]
	with world.refused(petition.RegistrationError):
		register(world, petitioners=crowd, people_count=30)
	assert register(world, petitioners=crowd[:5], people_count=30).people_count == 30


def test_a_crowd_chooses_representatives(world):
	with world.refused(petition.RegistrationError):
		register(world, people_count=12)


def test_the_same_petitioner_is_found_again_and_the_repeat_is_linked(world):
	first = register(world)
	again = register(world, subject="村内道路又积水")
	assert first.name in again.possible_repeats
	again = world.edit("xu", again, repeat_of=first.name)
	third = register(world)
	with world.refused(petition.RepeatError):
		world.edit("xu", third, repeat_of=again.name)


def test_numbers_of_petitioners_stay_secret(world):
	row = register(world).petitioners[0]
	stored = frappe.db.get_value("Petition Petitioner", row.name, ["phone", "phone_masked", "id_number"])
	assert stored[1] == "138****0001" and "13805780001" not in stored and ID_NUMBERS[0] not in stored


# -- own interest


def test_a_handler_who_is_petitioner_or_kin_of_one_is_refused(world):
	frappe.set_user("Administrator")
	handler = frappe.get_doc("Cadre", world.cadre("luo"))
	handler.id_number = ID_NUMBERS[1]
	handler.save()
	relative = frappe.get_doc("Cadre", world.cadre("pan"))
	relative.append("kin", {"cadre": handler.name, "relation": "Spouse"})
	relative.save()
	own = [{"petitioner_name": "罗干事", "id_number": ID_NUMBERS[1]}]
	with world.refused(people.HandlerRefusedError):
		register(world, petitioners=own)
	with world.refused(people.HandlerRefusedError):
		register(world, petitioners=own, handler=world.cadre("pan"))
	assert register(world, petitioners=own, handler=world.cadre("xu")).name


# -- Reports


def test_a_report_is_seen_by_its_named_handlers_only(world):
	matter = report(world)
	for who, sees in (("ji", True), ("xu", False), ("he", False), ("shi", False), ("zhang", False)):
		world.act_as(who)
		assert bool(frappe.get_list("Petition", filters={"name": matter.name})) is sees, who
		assert world.fresh(matter).has_permission("read") is sees, who
	frappe.set_user("Administrator")
	assert not frappe.get_list("Petition", filters={"name": matter.name})
	assert not world.fresh(matter).has_permission("read")
	with pytest.raises(frappe.PermissionError):
		world.fresh(matter).check_permission("read")


def test_who_is_asked_in_its_approval_sees_the_report_too(world):
	matter = world.start("ji", report(world, handler=world.cadre("luo")))
	assert world.asked(matter) == ["luo"]
	world.act_as("luo")
	assert frappe.get_list("Petition", filters={"name": matter.name})
	given = {"transferred_to": "庆元县纪委监委"}
	matter = world.decide("luo", world.edit("luo", matter, **given), opinion="移送处理")
	assert (matter.status, matter.notified_on) == ("Transferred", day("2026-03-02"))


def test_the_office_of_the_person_reported_never_sees_it_even_as_registrar(world):
	matter = report(world)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("lin")).add_roles("Petition Officer")
	frappe.db.set_value("Petition", matter.name, "owner", world.mail("lin"))
	world.act_as("lin")
	assert not frappe.get_list("Petition", filters={"name": matter.name})
	assert not world.fresh(matter).has_permission("read")
	with world.refused(people.ReportedPersonError):
		report(world, who="lin")


def test_the_person_reported_and_his_colleagues_never_handle_it(world):
	for who in ("he", "shen"):
		with world.refused(people.HandlerRefusedError):
			report(world, handler=world.cadre(who))


def test_persons_are_reported_in_reports_only(world):
	with world.refused(petition.AccusedError):
		register(world, accused=[{"cadre": world.cadre("he")}])


def test_a_report_without_a_handler_is_not_sent_on(world):
	with world.refused(frappe.ValidationError):
		world.start("ji", report(world, handler=None))


def test_the_rows_of_a_report_are_as_closed_as_the_report(world):
	matter = report(world)
	for who, sees in (("ji", True), ("xu", False)):
		world.act_as(who)
		for child in ("Petition Petitioner", "Petition Accused"):
			found = frappe.get_list(child, filters={"parent": matter.name}, parent_doctype="Petition")
			assert bool(found) is sees, (who, child)


def test_versions_of_a_report_are_as_closed_as_the_report(world):
	from township_gov import permissions

	matter = report(world)
	matter.subject = "反映何某吃拿卡要（补充）"
	matter.save(ignore_version=False)
	version = frappe.get_last_doc("Version", {"ref_doctype": "Petition", "docname": matter.name})
	assert permissions.trace_has_permission(version, user=world.mail("ji")) is None
	assert permissions.trace_has_permission(version, user=world.mail("xu")) is False
	frappe.set_user("Administrator")
	assert not frappe.get_list("Version", filters={"docname": matter.name})


# -- papers and figures


def test_what_only_the_program_writes_cannot_be_sent_in(world):
	matter = register(
		world, notified_on="2026-03-01", accepted_on="2026-03-01", extension_approved_by=world.mail("xu")
	)
	assert (matter.notified_on, matter.accepted_on, matter.extension_approved_by) == (None, None, None)
	matter = world.edit("xu", matter, concluded_on="2026-03-01")
	assert matter.concluded_on is None


def test_the_printed_papers_say_what_the_rule_wants(world):
	matter = in_handling(world)
	assert "尚未作出处理意见" in world.paper(matter, "Petition Opinion")
	paper = world.paper(matter, "Petition Notice")
	for text in ("信访事项告知书", "吴大伯", "六十日内（至2026年5月6日止）", "庆元县示范乡人民政府"):
		assert text in paper, text
	matter = lawful(world, world.decide("pan", answered(world, matter)))
	matter = world.decide("zhang", matter, opinion="同意")
	paper = world.paper(matter, "Petition Opinion")
	for text in ("列入本季度修复计划", "30日内向庆元县人民政府请求复查"):
		assert text in paper, text


def test_petition_compliance_counts_notices_conclusions_and_lights(world):
	in_handling(world)
	register(world, received_on="2026-02-02")
	hidden = report(world)
	daily.refresh(world.fresh(hidden))
	world.act_as("xu")
	columns, rows, _message, chart, summary = petition_compliance.execute({"township": CODE})
	total = rows[-1]
	assert total["petitions"] == 2, "the Report is counted only for those who may see it"
	assert (total["notice_met"], total["notice_missed"], total["red"]) == (1, 1, 1)
	assert len(columns) == 13 and chart["data"]["datasets"] and len(summary) == 4
	world.act_as("ji")
	assert petition_compliance.execute({"township": CODE})[1][-1]["petitions"] == 3


def test_a_handler_who_may_not_open_petitions_is_refused(world):
	matter = world.start("xu", register(world, handler=world.cadre("wang")))
	matter = world.edit("xu", matter, legal_route="Petition Procedure")
	with world.refused(people.HandlerMissingError):
		world.decide("xu", matter)


def test_the_petitioner_takes_his_matter_back(world):
	matter = world.start("xu", register(world))
	matter = world.decide("xu", matter, "reject", opinion="信访人书面撤回")
	assert (matter.status, matter.concluded_on) == ("Withdrawn", day("2026-03-02"))
	with world.at("2026-06-01"):
		frappe.set_user("Administrator")
		_columns, rows, *_rest = petition_compliance.execute({"township": CODE})
		daily.refresh(world.fresh(matter))
	assert rows[-1]["notice_missed"] == 0 and world.fresh(matter).light == "Green"


def test_all_extensions_together_are_thirty_days_once_and_told(world):
	matter = in_handling(world)
	with world.refused(ExtensionRefusedError, match="31"):
		extended(world, matter, 31)
	with world.at("2026-05-07"), world.refused(frappe.ValidationError, match="2026-05-06"):
		extended(world, matter, 30)
	matter = extended(world, matter, 30)
	assert matter.conclude_due_on == day("2026-06-01"), "ninety days end on Sunday, 31 May"
