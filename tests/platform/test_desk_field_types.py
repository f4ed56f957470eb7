"""Every field type of v15 is drawn so that it can be changed, and what is drawn goes back as it was stored."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.platform.field_types_doctype import ALL, KINDS, make
from tests.platform.web import Web

# What a form shows and stores nothing of
SHOWN_ONLY = {
	"Column Break",
	"Section Break",
	"Tab Break",
	"Fold",
	"Heading",
	"HTML",
	"Image",
	"Button",
	"Read Only",
}
# values.js reads these by their kind
KIND_OF = {
	"Check": "check", "Int": "int", "Float": "float", "Currency": "float", "Percent": "float", "Duration": "duration",
	"Datetime": "datetime", "Time": "time", "Rating": "rating", "Link": "link", "Dynamic Link": "link",
	"Attach": "attach", "Attach Image": "attach", "Password": "secret", "Text Editor": "rich", "JSON": "json",
	"Geolocation": "place", "Table MultiSelect": "multi",
}  # fmt: skip


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	import shutil

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("kinds") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.record = []
	visitor.work(lambda: visitor.record.append(make()))
	visitor.sign_in()
	yield visitor
	POOL.close()
	close_stores()


@pytest.fixture(scope="module")
def html(desk) -> str:
	status, html, _response = desk.call("GET", f"/app/{ALL.lower()}/{desk.record[0]}")
	assert status == 200
	return html


def control(html: str, fieldname: str) -> str:
	found = re.search(rf'<[a-z]+ [^>]*data-field="{fieldname}"[^>]*>', html)
	assert found, f"{fieldname} is not drawn as a control"
	return unescape(found.group(0))


@pytest.mark.parametrize(
	"fieldname", [name for name, (kind, *_rest) in KINDS.items() if kind not in SHOWN_ONLY]
)
def test_a_field_is_drawn_as_its_type_is_read(html, fieldname):
	fieldtype = KINDS[fieldname][0]
	if fieldtype == "Table":
		assert f'data-grid="{fieldname}"' in html
		return
	drawn = control(html, fieldname)
	kind = re.search(r'data-kind="(\w+)"', drawn)
	assert (kind.group(1) if kind else None) == KIND_OF.get(fieldtype)


@pytest.mark.parametrize(
	("fieldname", "shown"),
	[
		("amount", 'value="1,234.50"'),
		("part", 'value="1.2345"'),
		("clock", 'value="08:30:15"'),
		("length", 'value="2 小时 30 分'),
		("place", 'value="119.06, 27.62"'),
		("whole", 'value="1200"'),
		("day", 'value="2026-03-01"'),
	],
)
def test_a_value_is_written_as_people_write_it_and_loses_nothing(html, fieldname, shown):
	assert shown in control(html, fieldname)


def test_what_stores_nothing_is_shown(html):
	assert "说明文字" in html and "<h3>Head</h3>" in html and 'data-method="frappe.ping"' in html


def test_chosen_records_travel_with_their_names(html):
	box = control(html, "people")
	assert '"user": "Administrator"' in box and 'data-link="user"' in box


def test_rich_text_stands_formatted_and_is_cleaned(html):
	assert "<b>重点</b>" in html and 'contenteditable="true"' in html


def test_what_stands_below_a_fold_is_closed(html):
	at = html.index('data-grid="rows"')
	section = html[:at].rindex("data-section")
	assert html[:section].endswith('<details class="section" ')


def test_a_reader_gets_values_and_no_controls(desk):
	desk.work(grant)
	password = desk.add_user("kinds@example.com", "Kinds Reader")
	reader = desk.another()
	reader.sign_in("kinds@example.com", password)
	status, html, _response = reader.call("GET", f"/app/{ALL.lower()}/{desk.record[0]}")
	assert status == 200 and not re.search(r'<(?:input|select|textarea) [^>]*data-field="', html)
	assert 'class="signature"' in html and 'class="chip"' in html and "1,234.50" in html
	assert 'class="form-why"' in html


def grant() -> None:
	import frappe

	frappe.get_doc(doctype="Role", role_name="Kinds Reader").insert()
	frappe.get_doc(
		doctype="Custom DocPerm",
		parent=ALL,
		parenttype="DocType",
		parentfield="permissions",
		role="Kinds Reader",
		read=1,
	).insert()
