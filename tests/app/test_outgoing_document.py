"""A document of the township: draft, check, countersign, signature, number, seal, distribution."""

from __future__ import annotations

import frappe

from township_gov.township_gov.doctype.outgoing_document.outgoing_document import CountersignError
from township_gov.workflows.errors import RequiredFieldsEmpty


def draft(town, who: str = "pan", **values):
	given = {
		"title": "溪口乡人民政府关于做好春耕备耕工作的通知",
		"document_type": "Notice",
		"main_recipients": "各村（居）民委员会",
		"body": "为做好春耕备耕工作，现通知如下。\n一、落实责任",
		"seal": f"{town.CODE}-GZ",
	}
	return town.made(who, "Outgoing Document", **given | values)


def sent(town, **values):
	"""The head of the drafting office has agreed."""
	return town.walk(town.start("pan", draft(town, **values)), "fan")


def issue(town, doc, who: str = "wen"):
	return town.decide(who, doc, "issue")


class TestDraft:
	def test_it_is_the_drafters_and_his_offices(self, town):
		doc = draft(town)
		assert (doc.drafter, doc.office, doc.registry_office) == (
			town.cadre("pan"),
			town.office("AGRI"),
			town.office("PGO"),
		)

	def test_the_kind_chooses_the_paper(self, town):
		papers = [draft(town, document_type=kind).paper for kind in ("Notice", "Letter", "Request")]
		assert papers == ["Document", "Letter", "Upward"]

	def test_ones_own_office_does_not_countersign(self, town):
		with town.refused(CountersignError, "for other offices, each once"):
			draft(town, countersign=[{"office": town.office("AGRI")}])


class TestWay:
	def test_a_plain_notice_from_draft_to_distribution(self, town):
		doc = town.start("pan", draft(town))
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])
		doc = town.decide("fan", doc)
		assert (doc.status, town.asked(doc)) == ("Under Review", ["wu"])
		doc = town.decide("wu", doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Signature", ["li"])
		doc = town.decide("li", doc)
		assert (doc.status, doc.signed_by, town.asked(doc)) == ("Signed", "李副乡长", ["wen", "wu"])
		doc = issue(town, doc)
		assert (doc.status, doc.document_no, town.asked(doc)) == ("Awaiting Seal", "溪政〔2026〕1号", ["wen"])
		doc = town.decide("wen", doc)
		doc = town.decide("wen", doc, values={"distribution": "各村、各科室"})
		assert (doc.status, str(doc.distributed_on), town.asked(doc)) == ("Issued", town.MONDAY, [])
		paper = frappe.get_doc("Official Document", {"number": doc.document_no, "township": town.CODE})
		assert (paper.title, paper.reference_name) == (doc.title, doc.name)

	def test_offices_concerned_and_the_lawyer_are_asked_at_the_same_time(self, town):
		doc = sent(town, countersign=[{"office": town.office("SOCI")}], is_normative=1)
		assert town.asked(doc) == ["fa", "hong", "wu"]
		doc = town.decide("wu", doc)
		doc = town.decide("hong", doc, opinion="无意见")
		assert (doc.status, town.asked(doc)) == ("Under Review", ["fa"])
		with town.refused(RequiredFieldsEmpty, "Opinion on Legality"):
			town.decide("fa", doc, opinion="合法")
		doc = town.decide("fa", doc, opinion="合法", values={"legal_opinion": "未发现违反上位法的内容"})
		assert (doc.status, town.asked(doc)) == ("Awaiting Signature", ["li"])

	def test_a_return_from_one_branch_ends_the_others(self, town):
		doc = sent(town, countersign=[{"office": town.office("SOCI")}])
		doc = town.decide("hong", doc, "return", to_node="head", opinion="第二条与我科室职责不符")
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])
		doc = town.walk(doc, "fan")
		assert town.asked(doc) == ["hong", "wu"], "both are asked anew"

	def test_letters_and_requests_have_numbers_of_their_own(self, town):
		numbers = []
		for kind in ("Letter", "Request", "Notice"):
			doc = town.walk(sent(town, document_type=kind), "wu", "li")
			numbers.append(issue(town, doc).document_no)
		assert numbers == ["溪政函〔2026〕1号", "溪政〔2026〕1号", "溪政〔2026〕2号"]

	def test_it_is_not_signed(self, town):
		doc = town.walk(sent(town), "wu")
		doc = town.decide("li", doc, "reject", opinion="已有同类文件")
		assert (doc.status, doc.document_no) == ("Rejected", None)

	def test_it_is_withdrawn_before_the_first_decision(self, town):
		assert town.withdraw("pan", town.start("pan", draft(town))).status == "Withdrawn"

	def test_the_drafters_head_may_be_the_drafter(self, town):
		doc = town.start("fan", draft(town, "fan"))
		assert town.asked(doc) == ["li"], "the leader in charge reads for him"

	def test_a_draft_without_a_seal_is_not_sent(self, town):
		with town.refused(RequiredFieldsEmpty, "Seal"):
			town.start("pan", draft(town, seal=None))
