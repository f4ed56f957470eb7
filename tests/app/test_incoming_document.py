"""A document of another organ: register, proposal, instruction, handling by offices, circulation, end."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

from township_gov.registry import NotYourAnswerError
from township_gov.township_gov.doctype.incoming_document.incoming_document import (
	DocumentDatesError,
	OfficeTwiceError,
	RegisteredTwiceError,
	refresh_lights,
)
from township_gov.township_gov.doctype.incoming_document.stages import (
	AnswerMissingError,
	HandlingOfficeMissingError,
)
from township_gov.workflows.errors import DocumentGuarded


def letter(town, who: str = "wen", **values):
	given = {
		"title": "关于开展春季农资打假专项行动的通知",
		"from_organ": "庆元县农业农村局",
		"from_document_no": "庆农〔2026〕12号",
		"received_on": town.MONDAY,
		"township": town.CODE,
	}
	return town.made(who, "Incoming Document", **given | values)


def proposed(town, doc, offices=("AGRI", "SOCI"), **values):
	given = {
		"proposal": "请农村工作指导中心牵头办理",
		"lead_office": town.office("AGRI"),
		"offices": [{"office": town.office(code)} for code in offices],
	}
	return town.decide("wu", doc, values=given | values)


def instructed(town, doc, **values):
	return town.decide("li", doc, values={"instruction": "同意拟办意见，月底前办结", **values})


def in_handling(town, **values):
	return instructed(town, proposed(town, town.start("wen", letter(town, **values))))


def answer(town, who: str, doc, number: int, text: str):
	rows = [row.as_dict() for row in doc.offices]
	rows[number]["answer"] = text
	return town.decide(who, doc, values={"offices": rows})


class TestRegister:
	def test_it_is_numbered_by_township_and_year(self, town):
		first, second = letter(town), letter(town, from_document_no="庆农〔2026〕13号")
		assert first.name.startswith(f"ID-{town.CODE}-{nowdate()[:4]}-")
		assert int(second.name[-5:]) == int(first.name[-5:]) + 1

	def test_the_registry_is_the_office_that_keeps_the_register(self, town):
		assert letter(town).registry_office == town.office("PGO")

	def test_the_same_document_is_not_registered_twice(self, town):
		first = letter(town)
		with town.refused(RegisteredTwiceError, f"is registered already as {first.name}"):
			letter(town)
		assert letter(town, from_organ="庆元县林业局").name

	def test_its_days_are_in_order(self, town):
		with town.refused(DocumentDatesError, "lies in the future"):
			letter(town, received_on="2026-03-03")
		with town.refused(DocumentDatesError, "It was received on 2026-03-02 and is dated 2026-03-03"):
			letter(town, document_date="2026-03-03")

	def test_urgency_sets_the_day_and_the_sender_may_set_another(self, town):
		due = [
			str(letter(town, urgency=urgency, from_document_no=urgency).due_on)
			for urgency in ("Ordinary", "Urgent", "Most Urgent")
		]
		assert due == ["2026-03-23", "2026-03-05", "2026-03-03"]
		assert str(letter(town, sender_deadline="2026-03-31").due_on) == "2026-03-31"

	def test_the_light_follows_the_days(self, town):
		doc = letter(town, urgency="Urgent")
		found = [doc.light]
		for day in ("2026-03-04", "2026-03-06"):
			with town.at(day):
				refresh_lights_without_commit()
				found.append(frappe.db.get_value("Incoming Document", doc.name, "light"))
		assert found == ["Green", "Yellow", "Red"]


def refresh_lights_without_commit():
	"""The daily run inside the test's transaction."""
	commit, frappe.db.commit = frappe.db.commit, lambda *args: None
	try:
		refresh_lights()
	finally:
		frappe.db.commit = commit


class TestWay:
	def test_from_the_register_to_its_end(self, town):
		doc = town.start("wen", letter(town))
		assert (doc.status, town.asked(doc)) == ("Awaiting Proposal", ["wu"])
		doc = proposed(town, doc, readers=[{"cadre": town.cadre("tang")}])
		assert (doc.status, town.asked(doc)) == ("Awaiting Instruction", ["li"]), "leads the office in front"
		doc = instructed(town, doc)
		assert (doc.status, town.asked(doc)) == ("In Handling", ["fan", "hong"])
		assert frappe.db.count("Approval Copy", {"reference_name": doc.name, "user": town.mail("tang")}) == 1
		doc = answer(town, "fan", doc, 0, "已检查农资店12家")
		assert (doc.status, town.asked(doc)) == ("In Handling", ["hong"])
		doc = answer(town, "hong", doc, 1, "已发放宣传单300份")
		assert (doc.status, town.asked(doc)) == ("Awaiting Conclusion", ["wu"])
		doc = town.decide("wu", doc, values={"result": "按期完成并上报"})
		assert (doc.status, str(doc.concluded_on), doc.light) == ("Done", town.MONDAY, "Green")
		assert [row.answered_by for row in doc.offices] == [town.mail("fan"), town.mail("hong")]

	def test_what_is_only_read_goes_to_the_end_at_once(self, town):
		doc = proposed(town, town.start("wen", letter(town)), offices=(), needs_handling=0)
		assert instructed(town, doc).status == "Awaiting Conclusion"

	def test_who_handles_it_is_named(self, town):
		doc = town.start("wen", letter(town))
		with town.refused(HandlingOfficeMissingError, "Name the offices"):
			proposed(town, doc, offices=())

	def test_an_office_leads_and_stands_there_once(self, town):
		doc = proposed(town, town.start("wen", letter(town)))
		assert [row.is_lead for row in doc.offices] == [1, 0]
		with town.refused(OfficeTwiceError, "named twice"):
			letter(town, from_organ="x", offices=[{"office": town.office("AGRI")}] * 2)

	def test_nobody_writes_the_answer_of_another_office(self, town):
		doc = in_handling(town)
		with town.refused(NotYourAnswerError, "Row 2: 洪主任 answers for this office"):
			answer(town, "fan", doc, 1, "他们也办好了")

	def test_nobody_answers_with_nothing(self, town):
		doc = in_handling(town)
		doc = answer(town, "fan", doc, 0, "已检查")
		with town.refused(AnswerMissingError, "has not written what was done"):
			town.decide("hong", doc)

	def test_an_office_that_is_not_concerned_sends_it_back(self, town):
		doc = town.decide("hong", in_handling(town), "return", opinion="不属本科室职责")
		assert (doc.status, town.asked(doc)) == ("Awaiting Proposal", ["wu"])

	def test_the_leader_may_file_it_or_ask_for_another_proposal(self, town):
		doc = proposed(town, town.start("wen", letter(town)))
		back = town.decide("li", doc, "return", opinion="请增加社会事务办公室")
		assert town.asked(back) == ["wu"]
		doc = proposed(town, back)
		assert town.decide("li", doc, "reject", opinion="与我乡无关").status == "Rejected"

	def test_it_is_withdrawn_before_the_proposal(self, town):
		assert town.withdraw("wen", town.start("wen", letter(town))).status == "Withdrawn"

	def test_the_proposal_is_not_the_clerks_to_write_once_it_is_sent(self, town):
		doc = town.start("wen", letter(town))
		with town.refused(DocumentGuarded):
			town.act_as("wen")
			stored = town.fresh(doc)
			stored.proposal = "代拟"
			stored.save()

	def test_offices_and_readers_see_it_and_others_do_not(self, town):
		doc = proposed(town, town.start("wen", letter(town)), readers=[{"cadre": town.cadre("tang")}])
		seen = {}
		for who in ("fan", "hong", "tang", "zhang", "pan"):
			town.act_as(who)
			seen[who] = doc.name in frappe.get_list("Incoming Document", pluck="name")
		assert seen == {"fan": True, "hong": True, "tang": True, "zhang": True, "pan": False}
