"""发文稿纸: what was drafted by whom, and who signed, countersigned and checked it with which words."""

import frappe

from tests.app.test_outgoing_document import draft, issue, sent
from township_gov.documents import api, draft_sheet


def printed(doc) -> str:
	before, frappe.flags.in_test = frappe.flags.in_test, True
	frappe.set_user("Administrator")
	try:
		return frappe.get_print(doc.doctype, doc.name, print_format="Draft Sheet")
	finally:
		frappe.flags.in_test = before


def test_a_draft_names_its_drafter_and_nobody_has_signed(town):
	sheet = draft(town, copies_to="县农业农村局", attachment_names="任务分解表\n联系表").draft_sheet()
	assert (sheet["drafter"], sheet["office"]) == ("潘农技", "农村工作指导中心")
	assert sheet["heading"] == "庆元县溪口乡人民政府发文稿纸"
	assert (sheet["number"], sheet["signed"], sheet["checked"]) == ("", [], [])
	assert (sheet["urgency"], sheet["kind"]) == ("平件", "通知")


def test_each_opinion_stands_in_its_place(town):
	doc = sent(town, countersign=[{"office": town.office("SOCI")}])
	doc = town.decide("wu", doc, opinion="文字已核。")
	doc = town.decide("hong", doc, opinion="无意见。")
	doc = town.decide("li", doc, opinion="同意印发。")
	doc = issue(town, doc)
	sheet = doc.draft_sheet()
	said = {place: [(row["name"], row["opinion"]) for row in sheet[place]] for place in draft_sheet.PLACES}
	assert said["signed"] == [("李副乡长", "同意印发。")]
	assert said["countersigned"] == [("洪主任", "无意见。")]
	assert said["checked"] == [("吴主任", "文字已核。")]
	assert [name for name, _words in said["head"]] == ["范主任"]
	assert sheet["number"] == doc.document_no
	html = printed(doc)
	for text in (
		"发文稿纸",
		"同意印发。",
		"李副乡长",
		doc.document_no,
		"任务" if doc.attachment_names else "附件",
	):
		assert text in html


def test_what_was_said_before_a_return_gives_way_to_the_last_word(town):
	doc = sent(town)
	doc = town.decide("wu", doc, opinion="第一次核稿。")
	doc = town.decide("li", doc, "return", to_node="head", opinion="请改。")
	doc = town.decide("fan", doc, opinion="已改。")
	doc = town.decide("wu", doc, opinion="再次核稿。")
	assert [row["opinion"] for row in doc.draft_sheet()["checked"]] == ["再次核稿。"]


def test_what_people_type_is_no_mark_up_on_the_sheet(town):
	html = printed(draft(town, title="<script>alert(1)</script>关于x的通知"))
	assert "<script>alert" not in html


def test_the_clerk_who_issues_it_sees_the_paper_and_its_word_file(town):
	doc = sent(town)
	doc = town.decide("wu", doc)
	doc = town.decide("li", doc)
	doc = issue(town, doc)
	frappe.set_user(town.mail("wen"))
	(row,) = api.issued(doc.doctype, doc.name)
	assert row.signatory == "李副乡长"
	api.word_file(row.name)
	assert frappe.local.response.filecontent[:2] == b"PK"
