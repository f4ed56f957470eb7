"""The pages on which administrators build and look after things, and the platform's own registers, read like every page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from tests.browser.desk import slug
from tests.browser.reader import Reader, report
from tests.browser.served import standalone_connection

pytestmark = [pytest.mark.browser, pytest.mark.standalone]

TOOLS = (
	"/flow-designer?flow=Vehicle%20Approval",
	"/flow-designer",
	"/rule-settings",
	"/year-calendar",
	"/pending-upgrades",
	"/form-package",
	"/app/doctype/new",
	"/app/customize-form/Service%20Case",
	"/app/print-format-builder",
	"/app/translation",
	"/app/service-case/view/kanban",
	"/app/leave-request/view/calendar",
)
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


def test_every_tool_speaks_chinese_and_fits(sign_in, township):
	if not township.is_standalone:
		pytest.skip("the bench shows Frappe's own desk")
	reader = Reader(sign_in("Administrator").page, township.url)
	for address in TOOLS:
		reader.look_at(address)
	report(reader)


def test_every_register_of_the_platform_speaks_chinese_and_fits(sign_in, township, core_pages):
	reader = Reader(sign_in("Administrator").page, township.url, core_pages.random_names)
	for address in core_pages.addresses:
		reader.look_at(address, 200)
	report(reader)
