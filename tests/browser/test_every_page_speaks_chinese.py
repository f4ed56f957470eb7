"""Every page of the desk, read by a person who reads Chinese only.

No Latin word outside the allow-list, no text that overflows its box at 1366 or 390 px, no request to another host, nothing
on the browser's console. Every fault of every page is listed at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest

from tests.browser.desk import WIDE, slug
from tests.browser.reader import Reader, latin_words, report
from tests.browser.served import standalone_connection

pytestmark = [pytest.mark.browser, pytest.mark.standalone]

APP = "Township Gov"
# Records whose values lie apart from everybody, the administrator too
CLOSED_TO_ALL = ("/app/audit-value/",)


@dataclass
class Pages:
	"""Addresses of everything the app brings, from the site's own records."""

	doctypes: list[str]
	singles: list[str]
	records: dict[str, str]
	reports: list[str]
	workspaces: list[str]
	prints: list[tuple[str, str, str]]
	flows: list[str]
	random_names: frozenset[str]
	record_names: frozenset[str]


@pytest.fixture(scope="module")
def pages(township) -> Pages:
	import frappe

	if not township.is_standalone:
		pytest.skip("the bench shows Frappe's own desk")
	with standalone_connection(township.site_dir):
		names = frappe.get_all(
			"DocType", filters={"module": APP, "istable": 0}, fields=["name", "issingle"], order_by="name"
		)
		doctypes = [row.name for row in names if not row.issingle]
		records = {}
		for doctype in doctypes:
			found = frappe.get_all(doctype, pluck="name", limit=1, order_by="modified desc")
			if found:
				records[doctype] = found[0]
		return Pages(
			doctypes,
			[row.name for row in names if row.issingle],
			records,
			frappe.get_all("Report", filters={"module": APP}, pluck="name", order_by="name"),
			frappe.get_all("Workspace", pluck="name", order_by="name"),
			[
				(row.doc_type, records[row.doc_type], row.name)
				for row in frappe.get_all(
					"Print Format", filters={"module": APP}, fields=["name", "doc_type"]
				)
				if row.doc_type in records
			],
			frappe.get_all("Approval Flow", pluck="name", order_by="name"),
			random_names(),
			record_names(),
		)


def random_names() -> frozenset[str]:
	"""Names that the platform drew for records and that happen to have no digit: the trail shows them."""
	import frappe

	names = frappe.get_all("Audit Entry", pluck="record_name", distinct=True)
	return frozenset(name for name in names if re.fullmatch(r"[a-z]{10}", name or ""))


def record_names() -> frozenset[str]:
	"""Names of records that the trail shows as they are: what has a translation is none of them."""
	import frappe

	names = frappe.get_all("Audit Entry", pluck="record_name", distinct=True)
	words = {*frappe.get_all("DocType", pluck="name"), *frappe.get_all("Report", pluck="name")}
	return frozenset(name for name in names if name and name not in words)


def addresses(pages: Pages) -> list[str]:
	"""Every page that an administrator can open."""
	return [
		"/app",
		"/approvals",
		"/approvals?state=done",
		"/approvals?state=started",
		"/app/data-import",
		"/app/permission-manager?doctype=Cadre",
		"/app/permission-check?user=chen.ck%40longgong.example&doctype=Petition&action=write",
		*[f"/app/{slug(name)}" for name in pages.workspaces],
		*[f"/app/{slug(name)}" for name in pages.doctypes + pages.singles],
		*[f"/app/{slug(name)}/new" for name in pages.doctypes],
		*[f"/app/{slug(doctype)}/{quote(name)}" for doctype, name in pages.records.items()],
		*[f"/app/query-report/{quote(name)}" for name in pages.reports],
		*[
			"/printview?" + urlencode({"doctype": doctype, "name": name, "format": print_format})
			for doctype, name, print_format in pages.prints
		],
	]


# What each person opens besides the home page and the inbox: his own registers
ROLES = {
	"chen.ck": ("/app/service-case", "/app/service-case/new", "/app/service-item"),
	"shen.sb": ("/app/service-case", "/app/query-report/Case%20Timeliness"),
	"lin.xz": ("/app/rotation-plan", "/app/query-report/Rotation%20Due"),
	"tang.xf": ("/app/petition", "/app/petition/new"),
}


def test_every_page_speaks_chinese_and_fits(sign_in, township, pages):
	person = sign_in("Administrator")
	reader = Reader(person.page, township.url, pages.random_names, pages.record_names)
	for address in addresses(pages):
		is_closed = address.startswith(CLOSED_TO_ALL) and not address.endswith("/new")
		reader.look_at(address, 403 if is_closed else 200)
	report(reader)


ADMINISTRATION = (
	"/rule-settings",
	"/rule-settings?key=X4.limit",
	"/rule-settings?key=unmask_roles",
	"/year-calendar?year=2030",
	"/pending-upgrades",
	"/pending-upgrades?name=Print%20Format-Petition%20Notice",
	"/role-profiles",
	"/role-profiles?profile=*",
	"/role-profiles?user=shen.sb%40longgong.example",
	"/leaving-staff?user=shen.sb%40longgong.example",
	"/notification-rules",
	"/notification-rules?form=Petition",
	"/permission-why?user=chen.ck%40longgong.example&doctype=Petition&right=write",
)


def test_the_pages_of_administration_speak_chinese_and_fit(sign_in, township):
	person = sign_in("Administrator")
	reader = Reader(person.page, township.url)
	for address in ADMINISTRATION:
		reader.look_at(address)
	report(reader)


def test_looking_ahead_at_each_flow_speaks_chinese_and_fits(sign_in, township, pages):
	person = sign_in("Administrator")
	reader = Reader(person.page, township.url)
	for flow in pages.flows:
		for tab in ("simulate", "replay", "move"):
			reader.look_at("/flow-foresight?" + urlencode({"flow": flow, "tab": tab}))
	report(reader)


def test_the_designer_of_each_flow_speaks_chinese_and_fits(sign_in, township, pages):
	"""Every flow's drawing, and every setting of one step of each kind and of a way with a condition."""
	person = sign_in("Administrator")
	reader = Reader(person.page, township.url)
	reader.look_at("/flow-designer")
	kinds: set[str] = set()
	for flow in pages.flows:
		reader.look_at("/flow-designer?" + urlencode({"flow": flow}))
		person.page.set_viewport_size(WIDE)
		for part in person.page.locator("[data-node], [data-way]").all():
			kind = part.get_attribute("aria-roledescription")
			if kind in kinds:
				continue
			kinds.add(kind)
			part.click()
			reader.at = f"{flow}: {kind}"
			for name in ("fx-section", "fx-more"):
				person.page.evaluate(
					f"document.querySelectorAll('.{name}').forEach((one) => {{ one.open = true; }})"
				)
			reader.look()
			person.page.set_viewport_size(WIDE)
	assert kinds > {"审批", "条件分支", "发起", "结束", "连线"}
	report(reader)


@pytest.mark.parametrize("account", ROLES)
def test_each_persons_pages_speak_chinese_and_fit(sign_in, township, pages, account):
	person = sign_in(account)
	reader = Reader(person.page, township.url)
	for address in ("/app", "/approvals", *ROLES[account]):
		reader.look_at(address)
	report(reader)


def test_the_doors_and_refusals_speak_chinese(chromium, township, pages, sign_in):
	guest = township.person(chromium, "")
	reader = Reader(guest.page, township.url)
	reader.look_at("/login")
	reader.look_at("/there-is-no-such-page", 404)
	guest.leave()
	clerk = sign_in("chen.ck")
	inside = Reader(clerk.page, township.url)
	inside.look_at("/app/form-404", 404)
	inside.look_at("/app/service-case/SC-0", 403)  # as for a record that is closed to him
	inside.look_at("/app/user/Administrator", 403)
	report(reader, inside)


@pytest.mark.parametrize(
	("text", "words"),
	[
		("办件 SC-331126205-2026-00068", []),
		("导出为 XLSX", []),
		("chen.ck@longgong.example", []),
		("Public Service", ["Public", "Service"]),
		("窗口 A01，S27", []),
		("查询码 FAKQ-SFMV-TTPF-ZHVJ", []),
		("{township}函", []),
		("township函", ["township"]),
	],
)
def test_a_code_is_no_word(text, words):
	assert latin_words(text) == words
