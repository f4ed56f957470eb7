"""Pages of an app's `www/` folder, with a small app made for these tests."""

from __future__ import annotations

import re
import sys

import pytest

FILES = {
	"pagesapp/__init__.py": '__version__ = "1.0"\n',
	"pagesapp/modules.txt": "",
	"pagesapp/patches.txt": "",
	"pagesapp/hooks.py": (
		'app_name = "pagesapp"\n'
		'app_title = "Pages"\n'
		'website_route_rules = [{"from_route": "/notice/<number>", "to_route": "notice"}]\n'
		'website_redirects = [{"source": "/old/(.*)", "target": r"/notice/\\1"}]\n'
	),
	"pagesapp/www/plain.html": "<!-- title: Office hours --><p>Hello {{ frappe.session.user }} {{ 1 + 1 }}</p>",
	"pagesapp/www/whole.html": '{% extends "templates/web.html" %}{% block page_content %}<b>{{ word }}</b>{% endblock %}',
	"pagesapp/templates/frame.html": '{% extends "templates/web.html" %}{% block page_content %}<i>frame</i>{% endblock %}',
	"pagesapp/www/framed.html": '{% extends "pagesapp/templates/frame.html" %}',
	"pagesapp/www/beyond.html": '{% extends "pagesapp/../secret.html" %}',
	"secret.html": "nobody's",
	"pagesapp/www/whole.py": "def get_context(context):\n\tcontext.word = '<script>x</script>'\n",
	"pagesapp/www/notice/index.html": "<p>Number {{ number }}</p>",
	"pagesapp/www/notice/index.py": (
		"import frappe\n\n\ndef get_context(context):\n"
		"\tif frappe.form_dict.number == '13':\n"
		"\t\tfrappe.throw('Not this one', frappe.PermissionError)\n"
		"\tif frappe.form_dict.number == '14':\n"
		"\t\traise frappe.PageDoesNotExistError\n"
		"\tif frappe.form_dict.number == '15':\n"
		"\t\tfrappe.flags.redirect_location = '/plain'\n\t\traise frappe.Redirect(302)\n"
		"\treturn {'number': frappe.form_dict.number}\n"
	),
	"pagesapp/www/with_script.html": "<p>x</p>",
	"pagesapp/www/with_script.js": "console.log('beside');",
	"pagesapp/www/robots.txt": "User-agent: *",
	"pagesapp/public/js/pages.bundle.js": "import './part.js';",
	"pagesapp-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: pagesapp\nVersion: 1.0\n",
	"pagesapp-1.0.dist-info/entry_points.txt": "[frappe_standalone.apps]\npagesapp = pagesapp\n",
}


@pytest.fixture
def pages(web, tmp_path, monkeypatch):
	from frappe_standalone.core.apps import available_apps

	folder = tmp_path / "apps"
	for name, content in FILES.items():
		path = folder / name
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_text(content, encoding="utf-8")
	monkeypatch.syspath_prepend(str(folder))
	available_apps.cache_clear()

	def install():
		import frappe

		from frappe_standalone.core.install import install_app

		install_app("pagesapp")
		frappe.clear_cache()

	web.work(install)
	yield web
	for module in [name for name in sys.modules if name.split(".")[0] == "pagesapp"]:
		del sys.modules[module]
	monkeypatch.undo()
	available_apps.cache_clear()


def test_a_page_without_a_frame_gets_the_sites_frame_and_its_title(pages):
	status, html, _response = pages.call("GET", "/plain")
	assert status == 200
	assert "Hello Guest 2" in html
	assert "<title>Office hours" in html


def test_a_page_takes_its_context_from_the_module_beside_it_and_escapes_it(pages):
	html = pages.call("GET", "/whole")[1]
	assert "<b>&lt;script&gt;x&lt;/script&gt;</b>" in html


def test_a_template_is_named_with_its_app_and_lies_within_it(pages):
	assert "<i>frame</i>" in pages.call("GET", "/framed")[1]
	status, html, _response = pages.call("GET", "/beyond")
	assert status == 500 and "nobody's" not in html


def test_a_route_rule_gives_the_page_its_value(pages):
	assert "Number 7" in pages.call("GET", "/notice/7")[1]


@pytest.mark.parametrize(("number", "status"), [("13", 403), ("14", 404), ("15", 302)])
def test_a_page_may_refuse_be_missing_or_lead_elsewhere(pages, number, status):
	assert pages.call("GET", f"/notice/{number}")[0] == status


def test_a_refusal_offers_the_sign_in_with_the_way_back(pages):
	assert "/login?redirect-to=/notice/13" in pages.call("GET", "/notice/13")[1]


def test_an_old_address_leads_to_the_new_one(pages):
	status, _html, response = pages.call("GET", "/old/7")
	assert (status, response.headers["Location"]) == (301, "/notice/7")


def test_a_script_beside_the_page_runs_by_its_nonce(pages):
	_status, html, response = pages.call("GET", "/with_script")
	policy = response.headers["Content-Security-Policy"]
	nonce = policy.split("'nonce-")[1].split("'")[0]
	assert f'nonce="{nonce}">console.log' in html


def test_other_files_are_sent_and_code_is_not(pages):
	assert pages.call("GET", "/robots.txt")[1] == "User-agent: *"
	assert pages.call("GET", "/whole.py")[0] == 404
	assert pages.call("GET", "/../hooks.py")[0] == 404


def test_a_bundle_is_found_by_its_name_and_is_a_module(pages):
	from frappe_standalone.core.http.assets import bundled_asset, include_script

	address = bundled_asset("pages.bundle.js", apps=["pagesapp"])
	assert re.fullmatch(r"/assets/pagesapp/~\w{12}/js/pages\.bundle\.js", address)
	status, _text, response = pages.call("GET", address)
	assert (status, response.mimetype) == (200, "text/javascript")
	assert "immutable" in response.headers["Cache-Control"]
	unknown = pages.call("GET", re.sub(r"~\w{12}", "~older", address))[2]
	assert unknown.headers["Cache-Control"] == "no-cache"
	assert pages.work(lambda: include_script("pages.bundle.js")).startswith('<script type="module"')


def test_an_address_nobody_knows_is_a_friendly_404(web):
	status, html, _response = web.call("GET", "/no/such/page")
	assert status == 404
	assert "页面不存在" in html
	assert "Traceback" not in html


def test_the_page_speaks_the_language_that_was_wished_until_another_is(web):
	assert "Page not found" in web.call("GET", "/no/such/page?_lang=en")[1]
	assert "Page not found" in web.call("GET", "/no/such/page")[1]
	assert "页面不存在" in web.call("GET", "/no/such/page?_lang=zh")[1]
	assert "页面不存在" in web.call("GET", "/no/such/page")[1]


def test_the_root_leads_guests_to_the_sign_in_and_users_to_the_desk(web):
	assert web.call("GET", "/")[2].headers["Location"] == "/login"
	web.sign_in()
	assert web.call("GET", "/")[2].headers["Location"] == "/app"
