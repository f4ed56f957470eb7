"""The app's pages on either desk: one way back, one heading, none of a public website's furniture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from township_gov.administration import notification_rules, rights

WWW = Path(__file__).resolve().parents[2] / "township_gov" / "www"
# Which record a page is about
ASKED = {"flow-foresight": {"flow": "Vehicle Approval"}}
PAGES = sorted(
	path.stem for path in WWW.glob("*.html") if "templates/tool.html" in path.read_text(encoding="utf-8")
)


def test_every_page_with_a_menu_is_a_tool():
	others = {path.stem for path in WWW.glob("*.html")} - set(PAGES)
	assert others == {"approval_sheet", "document-preview"}, "papers have no menu; everything else is a tool"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_back_to_the_desk_and_praises_nobody(rest, page):
	status, html = rest.call("GET", f"/{page}", "Administrator", **ASKED.get(page, {}))
	assert status == 200
	assert 'href="/app"' in html
	assert "Powered by" not in html and "footer-powered" not in html and "navbar-toggler" not in html
	if page != "flow-designer":
		assert len(re.findall("<h1", html)) == 1


def test_a_new_rule_begins_without_a_text(site):
	assert notification_rules.editor(None, "Petition")["message"] == ""


def test_the_platforms_own_forms_come_after_those_people_ask_about(site):
	forms = [form["value"] for form in rights.doctypes()]
	assert forms.index("Service Case") < forms.index("User")
	assert forms.index("Petition") < forms.index("DocType")
