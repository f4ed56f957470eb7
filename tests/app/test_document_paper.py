"""The paper on the platform: printed as HTML, as a Word file, and shown before it is issued."""

import datetime
import io
import zipfile

import pytest

import frappe

from tests.app import documents_world as papers
from township_gov import clock
from township_gov.documents import api, errors, layout_of

PAPER = "Official Document"


@pytest.fixture
def paper(world):
	papers.prepare(copies_template="县人民政府办公室", annotation_template="此件公开发布")
	with clock.set_to(datetime.datetime(2031, 3, 2, 10)):
		return papers.paper(
			papers.issue(world.started(subject="防汛", remark="一、加强巡查\n每日不少于两次。"))
		)


def text_of(sheets) -> str:
	return "\n".join(
		"".join(run["text"] for run in line["runs"]) for page in sheets for line in page["lines"]
	)


def test_everything_the_standard_asks_for_stands_on_the_paper(paper):
	text = text_of(paper.sheets())
	for part in (
		"试政〔2031〕1号",
		"试验乡人民政府文件",
		"关于防汛的通知",
		"各村（居）民委员会：",
		"一、加强巡查",
		"2031年3月2日",
		"（此件公开发布）",
		"抄送：县人民政府办公室。",
		"2031年3月2日印发",
		"— 1 —",
	):
		assert part in text, part


def test_it_is_printed_by_its_print_format(paper):
	frappe.set_user("Administrator")
	html = papers.printed(paper)
	assert "gw-sheet" in html and "试政〔" in html and "gw-red" in html
	assert "color: #e60000 !important" in html, "v15 prints black what does not insist"


def test_what_people_type_is_no_mark_up_on_the_paper(world):
	papers.prepare()
	doc = world.started(subject="<b>x</b><script>alert(1)</script>", remark="<p>a &amp; b</p><p>b</p>")
	paper = papers.paper(papers.issue(doc))
	assert paper.body.split("\n")[1:] == ["a & b", "b"]
	frappe.set_user("Administrator")
	html = papers.printed(paper)
	assert "<script>alert" not in html and "<i>" not in html.split("gw-sheet")[-1].replace('<i class="gw', "")


def test_a_void_number_is_printed_as_void(paper):
	from township_gov.documents import issuing

	issuing.void(paper.number, "x")
	assert all(page["is_void"] for page in papers.paper(paper.number).sheets())
	frappe.set_user("Administrator")
	assert "作废" in papers.printed(paper)


def test_the_word_file_is_downloaded_by_who_may_print_it(world, paper):
	frappe.set_user(world.mail("bob"))
	api.word_file(paper.name)
	response = frappe.local.response
	assert response.filename == "试政〔2031〕1号关于防汛的通知.docx" and response.type == "download"
	names = zipfile.ZipFile(io.BytesIO(response.filecontent)).namelist()
	assert "word/document.xml" in names


def test_who_may_not_see_the_document_gets_no_word_file(world, paper):
	frappe.set_user("Administrator")
	user = frappe.get_doc(
		{"doctype": "User", "email": "clerk.word@example.org", "first_name": "C", "send_welcome_email": 0}
	).insert()
	user.add_roles("Petition Officer")
	frappe.set_user(user.name)
	with pytest.raises(frappe.PermissionError):
		api.word_file(paper.name)


def test_the_button_of_the_form_tells_where_the_file_is(world, paper):
	frappe.set_user(world.mail("bob"))
	frappe.clear_messages()
	api.word_file_link(frappe.as_json(paper.as_dict()))
	assert "word_file?name=" in frappe.as_json(frappe.get_message_log())


def test_a_document_names_its_papers(world, paper):
	frappe.set_user(world.mail("bob"))
	rows = api.issued(paper.reference_doctype, paper.reference_name)
	assert [(row.number, row.status) for row in rows] == [("试政〔2031〕1号", "Issued")]
	assert "printview" in rows[0].print_url


def test_a_step_that_issues_nothing_has_no_preview(world):
	doc = world.started()
	frappe.set_user(world.mail("bob"))
	with pytest.raises(errors.CannotIssue, match="issues no official document"):
		api.preview(world.task_of("bob", doc))


def test_the_signature_has_its_place_for_the_seal(paper):
	assert layout_of.sheets(paper)[-1]["seal_top"] > 0
