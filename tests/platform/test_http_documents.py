"""Pages of published documents, with a small app whose notices have them."""

from __future__ import annotations

import json

import pytest

NOTICE = {
	"doctype": "DocType",
	"name": "Board Notice",
	"module": "Board",
	"custom": 0,
	"title_field": "title",
	"has_web_view": 1,
	"allow_guest_to_view": 1,
	"is_published_field": "published",
	"route": "notices",
	"fields": [
		{"fieldname": "title", "fieldtype": "Data", "label": "Title", "reqd": 1, "unique": 1},
		{"fieldname": "published", "fieldtype": "Check", "label": "Published"},
		{"fieldname": "route", "fieldtype": "Data", "label": "Route"},
		{"fieldname": "body", "fieldtype": "Text", "label": "Body"},
		{"fieldname": "length", "fieldtype": "Int", "label": "Length", "is_virtual": 1},
	],
	"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
	"creation": "2026-01-01 00:00:00",
	"modified": "2026-01-01 00:00:00",
}
FOLDER = "boardapp/board/doctype/board_notice"
FILES = {
	"boardapp/__init__.py": '__version__ = "1.0"\n',
	"boardapp/modules.txt": "Board\n",
	"boardapp/patches.txt": "",
	"boardapp/hooks.py": 'app_name = "boardapp"\napp_title = "Board"\n',
	"boardapp/board/__init__.py": "",
	"boardapp/board/doctype/__init__.py": "",
	f"{FOLDER}/__init__.py": "",
	f"{FOLDER}/board_notice.json": json.dumps(NOTICE),
	f"{FOLDER}/board_notice.py": (
		"from frappe.website.website_generator import WebsiteGenerator\n\n\n"
		"class BoardNotice(WebsiteGenerator):\n"
		"\tdef get_context(self, context):\n\t\tcontext.shout = self.title.upper()\n\n"
		"\t@property\n\tdef length(self):\n\t\treturn len(self.body or '')\n"
	),
	f"{FOLDER}/templates/board_notice.html": (
		'{% extends "templates/web.html" %}{% block page_content %}<h1>{{ shout }}</h1>{{ body }}'
		"<i>{{ doc.length }}</i>{% endblock %}"
	),
	"boardapp-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: boardapp\nVersion: 1.0\n",
	"boardapp-1.0.dist-info/entry_points.txt": "[frappe_standalone.apps]\nboardapp = boardapp\n",
}


@pytest.fixture
def board(web, tmp_path, monkeypatch):
	"""A site with the app, and a function that makes a notice."""
	from frappe_standalone.core.apps import available_apps
	from frappe_standalone.core.runtime import site_context

	folder = tmp_path / "apps"
	for name, content in FILES.items():
		path = folder / name
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_text(content, encoding="utf-8")
	monkeypatch.syspath_prepend(str(folder))
	available_apps.cache_clear()

	def notice(**values):
		import frappe

		with site_context(web.site_dir, user="Administrator", write=True):
			doc = frappe.get_doc({"doctype": "Board Notice", **values}).insert()
			frappe.db.commit()
			return doc.as_dict()

	with site_context(web.site_dir, user="Administrator", write=True):
		from frappe_standalone.core.install import install_app

		install_app("boardapp")
	yield web, notice
	available_apps.cache_clear()


def test_a_published_document_has_a_page_for_everybody(board):
	web, notice = board
	made = notice(title="Road Works", published=1, body="<b>from Monday</b>")
	assert made.route == "notices/road-works"
	assert made.length == 18
	status, page, _response = web.call("GET", "/notices/road-works")
	assert status == 200
	assert "<h1>ROAD WORKS</h1>" in page and "<i>18</i>" in page
	assert "&lt;b&gt;from Monday" in page, "what people wrote is escaped"


def test_a_document_that_is_not_published_has_none(board):
	web, notice = board
	assert notice(title="Draft").route is None
	assert web.call("GET", "/notices/draft")[0] == 404
	assert web.call("GET", "/notices/")[0] == 404


def test_without_the_mark_for_guests_only_readers_see_it(board):
	from frappe_standalone.core.runtime import site_context

	web, notice = board
	notice(title="Inner", published=1)
	with site_context(web.site_dir, user="Administrator", write=True):
		import frappe

		frappe.make_property_setter(
			{
				"doctype": "Board Notice",
				"doctype_or_field": "DocType",
				"property": "allow_guest_to_view",
				"value": "0",
				"property_type": "Check",
			}
		)
		frappe.db.commit()
	assert web.call("GET", "/notices/inner")[0] == 404
	reader = web.another()
	assert reader.sign_in()[0] == 200
	assert reader.call("GET", "/notices/inner")[0] == 200


def test_the_form_shows_the_virtual_field(board):
	web, notice = board
	notice(title="Seen", published=1, body="12345")
	web.sign_in()
	status, page, _response = web.call("GET", "/app/board-notice/seen")
	assert status == 200
	assert 'data-shown="length"><span>5</span>' in page
	assert web.call("GET", "/api/resource/Board Notice/seen")[1]["data"]["length"] == 5
