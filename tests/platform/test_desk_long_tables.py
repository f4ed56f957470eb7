"""A long table comes in parts: its first rows with the page, the others and the fields behind a row when asked for."""

from __future__ import annotations

import json
import re

import pytest

from tests.platform.desk_records import make_records
from tests.platform.web import Web

LENGTH, FIRST = 130, 20
PARTS = "/api/method/frappe_standalone.core.desk.grid_rows."
TRICKY = """it's <b>"bold"</b> & 'quoted' </script>"""


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	"""A site with a case of LENGTH rows, and Administrator signed in."""
	import shutil

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("tables") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.work(make_records)
	visitor.work(make_long_case)
	visitor.sign_in()
	yield visitor
	POOL.close()
	close_stores()


def make_long_case():
	import frappe

	doc = frappe.get_doc("Desk Case", "DC-00001")
	doc.rows = []
	for number in range(1, LENGTH + 1):
		row = {"item": f"Item {number}", "note": f"Note {number}", "inner_remark": "not for everybody"}
		doc.append("rows", {**row, "kind": "Picture" if number % 2 else "Paper"})
	doc.save()
	# Past the filter that saving has
	frappe.db.set_value("Desk Row", doc.rows[0].name, "note", TRICKY)


@pytest.fixture(scope="module")
def reader(desk):
	"""Somebody who may read Desk Case, and not the fields of a higher level."""
	password = desk.add_user("tables@example.com", "Trial Reader")
	visitor = desk.another()
	visitor.sign_in("tables@example.com", password)
	return visitor


def ask(visitor, part: str, **more):
	given = {"doctype": "Desk Case", "name": "DC-00001", "table": "rows", **more}
	status, answer, _response = visitor.call("GET", PARTS + part, query_string=given)
	return status, answer


def form(visitor) -> str:
	status, html, _response = visitor.call("GET", "/app/desk-case/DC-00001")
	assert status == 200
	return html


def stored_rows(html: str) -> list[dict]:
	"""What the browser keeps of each row, read as a browser reads it."""
	from html import unescape

	return [json.loads(unescape(text)) for text in re.findall(r"<tr data-row='([^']*)'", html)]


def items(html: str) -> list[str]:
	return [row["item"] for row in stored_rows(html) if row.get("name")]


def test_the_page_brings_the_first_rows_and_says_how_many_are_left(desk):
	html = form(desk)
	assert items(html) == [f"Item {number}" for number in range(1, FIRST + 1)]
	assert f'data-left="{LENGTH - FIRST}" data-start="{FIRST}"' in html


def test_the_other_rows_come_in_parts_each_once_and_in_their_order(desk):
	found, left = items(form(desk)), LENGTH
	while left:
		status, answer = ask(desk, "more_rows", start=len(found))
		assert status == 200
		found += items(answer["message"]["html"])
		left = answer["message"]["left"]
		assert left == LENGTH - len(found)
	assert found == [f"Item {number}" for number in range(1, LENGTH + 1)]


def test_no_two_rows_share_an_id(desk):
	html = form(desk) + ask(desk, "more_rows", start=FIRST)[1]["message"]["html"]
	ids = re.findall(r'<(?:input|select|textarea) id="(f-rows-[^"]+)"', html)
	assert len(ids) == len(set(ids)) and "f-rows-21-item" in ids


def test_the_options_of_a_choice_come_once_for_each_part(desk):
	for html in (form(desk), ask(desk, "more_rows", start=FIRST)[1]["message"]["html"]):
		drawn = re.findall(r'<select id="f-rows-\d+-kind"([^>]*)>(.*?)</select>', html)
		assert [options.count("<option") for _attrs, options in drawn] == [3] + [1] * (len(drawn) - 1)
		assert ["data-brief" in attrs for attrs, _options in drawn] == [False] + [True] * (len(drawn) - 1)


def test_the_fields_behind_a_row_come_when_it_is_opened(desk):
	html = form(desk)
	assert not re.search(r'id="f-rows-\d+-note"', html)
	row = re.findall(r'data-later="([^"]+)"', html)[4]
	status, answer = ask(desk, "row_details", row=row)
	assert status == 200
	assert re.search(r'id="f-rows-5-note"[^>]*>Note 5</textarea>', answer["message"])


def test_a_new_document_and_a_short_table_bring_everything(desk):
	html = desk.call("GET", "/app/desk-case/new?_copy=DC-00001")[1]
	assert len(re.findall(r'id="f-rows-\d+-note"', html)) == LENGTH
	short = desk.call("GET", "/app/desk-case/DC-00002")[1]
	assert 'id="f-rows-1-note"' in short and "data-later" not in short


def test_what_a_row_holds_cannot_leave_its_attribute(desk):
	html = form(desk)
	assert stored_rows(html)[0]["note"] == TRICKY
	assert "<b>" not in re.search(r"<tr data-row=(.*?)</tr>", html).group(1)


def test_a_field_of_a_higher_level_is_in_no_part_of_the_page(desk, reader):
	assert stored_rows(form(desk))[0]["inner_remark"] == "not for everybody"
	html = form(reader)
	row = re.search(r'data-later="([^"]+)"', html).group(1)
	details = ask(reader, "row_details", row=row)[1]["message"]
	more = ask(reader, "more_rows", start=FIRST)[1]["message"]["html"]
	assert "Note 30" in more
	assert "not for everybody" not in html + details + more


def test_parts_are_drawn_as_the_form_is_for_a_reader(reader):
	details = ask(reader, "row_details", row=re.findall(r'data-later="([^"]+)"', form(reader))[2])[1]
	assert "Note 3" in details["message"] and "data-field=" not in details["message"]


def test_who_may_not_read_the_document_gets_no_part_of_it(desk):
	password = desk.add_user("nobody@example.com")
	nobody = desk.another()
	nobody.sign_in("nobody@example.com", password)
	assert ask(nobody, "more_rows", start=0)[0] == 403
	assert ask(desk.another(), "more_rows", start=0)[0] == 403
	assert ask(nobody, "row_details", row="any")[0] == 403


@pytest.mark.parametrize(
	("part", "more"),
	[
		("row_details", {"row": "gone"}),
		("more_rows", {"start": 0, "table": "subject"}),
		("more_rows", {"start": 0, "table": "nothing"}),
		("more_rows", {"start": 0, "name": "DC-99999"}),
		("more_rows", {"start": 0, "doctype": "Nothing"}),
	],
)
def test_what_is_not_there_is_told(desk, part, more):
	status, answer = ask(desk, part, **more)
	assert (status, answer["exc_type"]) == (404, "DoesNotExistError")


def test_json_always_brings_the_quotes_of_its_attribute():
	from frappe_standalone.core.desk.rendering import HERE

	for path in (HERE / "templates").rglob("*.html"):
		text = path.read_text(encoding="utf-8")
		assert text.count("quoted_json") == len(
			re.findall(r"data-[a-z]+=\{\{ [^|]+ \| quoted_json \}\}", text)
		), path
