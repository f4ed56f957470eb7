"""The pages on which administrators build and look after things, and the platform's own registers, read like every page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.browser.desk import slug
from tests.browser.reader import Reader, report
from tests.browser.served import standalone_connection

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.browser, pytest.mark.standalone]

TOOLS = (
	"/flow-designer?flow=Vehicle%20Approval",
	"/flow-designer",
	"/rule-settings",
	"/year-calendar",
	"/pending-upgrades",
	"/form-package",
	"/app/home",
	"/app/data-import",
	"/app/doctype/new",
	"/app/customize-form",
	"/app/customize-form/Service%20Case",
	"/app/doctype/Leave%20Request",
	"/app/print-format-builder",
	"/app/translation",
	"/app/home-editor",
	"/app/home-editor?home=Window%20Home",
	"/app/permission-manager",
	"/app/permission-check",
	"/app/service-case/view/report",
	"/app/service-case/view/kanban",
	"/app/leave-request/view/calendar",
	"/staff-accounts",
	"/role-profiles",
	"/role-profiles?profile=*",
	"/leaving-staff",
	"/notification-rules",
	"/permission-why",
	"/first-password",
	"/secret-numbers",
	"/flow-foresight?flow=Vehicle%20Approval",
	"/approvals",
)
# Pages of one record, whose address takes its name: page -> the records that it is opened for
OF_RECORDS = {
	"/approval_sheet": {"Leave Request": {}},
	"/secret-numbers": {"Cadre": {}},
	"/document-preview": {
		"Approval Task": {"reference_doctype": "Outgoing Document", "node_key": "number", "status": "Open"}
	},
}
# Kept by the platform for itself, or by other pages: nobody opens their forms by hand
INNER = {
	"DefaultValue",
	"Patch Log",
	"Installed Applications",
	"Block Module",
	"Version",
	"Activity Log",
	"Data Import",
}


@dataclass
class CorePages:
	addresses: list[str]
	random_names: frozenset[str]


@pytest.fixture(scope="module")
def core_pages(township) -> CorePages:
	"""List and new form of each of the platform's own registers, and one record of each."""
	import frappe

	if not township.is_standalone:
		pytest.skip("the bench shows Frappe's own desk")
	with standalone_connection(township.site_dir):
		found = frappe.get_all(
			"DocType",
			filters={"module": ["!=", "Township Gov"], "istable": 0, "custom": 0},
			fields=["name", "issingle"],
			order_by="name",
		)
		addresses, drawn = [], set()
		for row in found:
			if row.name in INNER:
				continue
			addresses.append(f"/app/{slug(row.name)}")
			if not row.issingle:
				addresses.append(f"/app/{slug(row.name)}/new")
				names = frappe.get_all(row.name, pluck="name", limit=100, order_by="modified desc")
				addresses += [f"/app/{slug(row.name)}/{quote(name)}" for name in names[:1]]
				drawn |= {name for name in names if re.fullmatch("[a-z]{10}", name)}
		return CorePages(addresses, frozenset(drawn))


@pytest.fixture(scope="module")
def pages_of_records(township) -> list[str]:
	import frappe

	if not township.is_standalone:
		pytest.skip("the bench shows Frappe's own desk")
	addresses = []
	with standalone_connection(township.site_dir):
		for page, records in OF_RECORDS.items():
			for doctype, filters in records.items():
				name = frappe.get_all(doctype, filters, pluck="name", limit=1)[0]
				asked = {"task": name} if doctype == "Approval Task" else {"doctype": doctype, "name": name}
				addresses.append(f"{page}?{urlencode(asked)}")
	return addresses


def test_every_tool_speaks_chinese_and_fits(sign_in, township, pages_of_records):
	reader = Reader(sign_in("Administrator").page, township.url)
	for address in (*TOOLS, *pages_of_records):
		reader.look_at(address)
	report(reader)


def test_an_import_with_errors_speaks_chinese_and_fits(sign_in, township):
	"""The page of one import, while its rows have errors: columns unfolded, a cell open."""
	if not township.is_standalone:
		pytest.skip("the bench shows Frappe's own desk")
	page = sign_in("Administrator").page
	reader = Reader(page, township.url)
	reader.look_at("/app/data-import?doctype=Village")
	page.select_option("#import-doctype", "Village")
	page.set_input_files("#import-file", ROOT / "docs" / "administrators" / "files" / "villages.csv")
	with page.expect_navigation(wait_until="networkidle"):
		page.click("#import-form button[type=submit]")
	reader.at = "an import with errors"
	page.evaluate("document.getElementById('import-columns').open = true")
	reader.look()
	report(reader)


def test_no_page_of_the_app_is_left_unread():
	read = {address.partition("?")[0] for address in (*TOOLS, *OF_RECORDS)}
	pages = {f"/{page.stem}" for page in (ROOT / "township_gov" / "www").glob("*.html")}
	assert pages and pages <= read


def test_no_tool_of_the_desk_is_left_unread():
	"""Addresses of one word behind /app; lists, forms and reports are read elsewhere."""
	from frappe_standalone.core.desk.routes import RULES

	tools = {
		rule.rule for rule in RULES if re.fullmatch(r"/app/[a-z/-]+", rule.rule) and "GET" in rule.methods
	}
	read = {address.partition("?")[0] for address in TOOLS}
	assert tools and tools <= read


def test_every_register_of_the_platform_speaks_chinese_and_fits(sign_in, township, core_pages):
	reader = Reader(sign_in("Administrator").page, township.url, core_pages.random_names)
	for address in core_pages.addresses:
		reader.look_at(address, 200)
	report(reader)
