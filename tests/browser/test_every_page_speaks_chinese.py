"""Every page of the desk, read by a person who reads Chinese only.

No Latin word outside the allow-list, no text that overflows its box at 1366 or 390 px, no request to another host, nothing
on the browser's console. Every fault of every page is listed at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.desk import PHONE, WIDE, slug
from tests.browser.served import standalone_connection

pytestmark = [pytest.mark.browser, pytest.mark.standalone]

APP = "Township Gov"
# Records whose values lie apart from everybody, the administrator too
CLOSED_TO_ALL = ("/app/audit-value/",)
# Latin that a clerk in China reads every day. Each is a whole word.
# `frappe` is the name of an installed package, as the trail tells of upgrades
ALLOWED = frozenset(
	"English Ctrl Enter Delete Alt Tab Esc K XLSX CSV UTF PDF JSON Excel HTML URL BPMN Administrator Guest ID IP GB/T frappe".split()
)
# A run of Latin letters, digits and the signs that codes are made of
TOKEN = re.compile(r"[A-Za-z0-9_.@:/*-]*[A-Za-z][A-Za-z0-9_.@:/*-]*")
# What is no word but a code: it has a digit, an underscore or an @, is a path, a field of a table, or an abbreviation in
# capitals (offices and departments are numbered by such)
CODE = re.compile(r".*[\d_@].*|[/:].*|[a-z_]+\.[a-z_]+|[A-Z]{1,4}|[A-Z]+(-[A-Z]+)+")
# What an administrator writes into the pattern of a number stands in braces, as it must be typed
PLACEHOLDER = re.compile(r"\{[a-z_]+\}")

# Text nodes that a person can see, with the sentence around them
VISIBLE_TEXT = """
() => {
	const seen = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const node = walker.currentNode, parent = node.parentElement;
		// Stored JSON, the names of records, values that are being edited and keys of the keyboard are not prose
		if (!node.textContent.trim() || parent.closest("script, style, template, noscript, textarea, [lang=en], pre.code, .list-table .mono, .crumbs span, .facts dd:last-child, .ai-hint")) continue;
		if (parent.tagName === "OPTION" || parent.checkVisibility({ visibilityProperty: true })) seen.push(node.textContent.trim());
	}
	for (const input of document.querySelectorAll("input, textarea, [title], [aria-label]")) {
		if (input.closest("[lang=en], template")) continue;
		for (const name of ["placeholder", "title", "aria-label"]) if (input.getAttribute(name)) seen.push(input.getAttribute(name));
	}
	return [...new Set(seen)];
}
"""
# Boxes whose text is wider than they are, unless they are made to scroll or to cut with an ellipsis that has a tip
OVERFLOWING = """
() => {
	const found = [];
	if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
	for (const box of document.querySelectorAll("label, button, a, th, td, h1, h2, h3, dt, dd, summary, .btn, .pill, .badge, .field-label, .value, .ap-label, .ap-person")) {
		if (!box.checkVisibility() || !box.textContent.trim() || box.closest(".sr, [hidden], template, svg")) continue;
		const style = getComputedStyle(box);
		if (/auto|scroll/.test(style.overflowX) || style.textOverflow === "ellipsis" || style.display === "inline") continue;
		if (box.scrollWidth > box.clientWidth + 1) found.push(`${box.tagName.toLowerCase()}.${box.className} “${box.textContent.trim().slice(0, 40)}”`);
	}
	return found;
}
"""


@dataclass
class Reader:
	"""Somebody who reads pages and notes what is wrong with each."""

	page: Page
	url: str
	names: frozenset[str] = frozenset()  # of records, that are random letters
	faults: list[str] = field(default_factory=list)
	at: str = ""
	read: int = 0

	def __post_init__(self) -> None:
		self.page.on("console", self._console)
		self.page.on("pageerror", lambda error: self.note(f"script error: {error}"))
		self.page.on("request", self._request)

	def note(self, fault: str) -> None:
		self.faults.append(f"{self.at}: {fault}")

	def _console(self, message) -> None:
		if message.type in ("error", "warning") and "status of 4" not in message.text:
			self.note(f"console: {message.text}")

	def _request(self, request) -> None:
		if not request.url.startswith((self.url, "data:", "blob:")):
			self.note(f"request to {request.url}")

	def look_at(self, path: str, status: int = 200) -> None:
		"""Open a page and note its faults."""
		self.at = path
		self.page.set_viewport_size(WIDE)
		answer = self.page.goto(self.url + path, wait_until="networkidle")
		if answer.status != status:
			self.note(f"answered {answer.status}")
		self.look()

	def look(self) -> None:
		"""Note the faults of what is open now."""
		self.read += 1
		self.page.set_viewport_size(WIDE)
		for text in self.page.evaluate(VISIBLE_TEXT):
			if words := [word for word in latin_words(text) if word not in self.names]:
				self.note(f"Latin {words} in “{text[:100]}”")
		for size in (WIDE, PHONE):
			self.page.set_viewport_size(size)
			for box in self.page.evaluate(OVERFLOWING):
				self.note(f"overflows at {size['width']} px: {box}")
			for finding in serious_findings(self.page):
				self.note(f"axe at {size['width']} px: {finding}")


def latin_words(text: str) -> list[str]:
	"""Words of Latin letters that are neither codes nor on the allow-list."""
	words = [
		token.strip(".:-*")
		for token in TOKEN.findall(PLACEHOLDER.sub(" ", text))
		if not CODE.fullmatch(token)
	]
	return [word for word in words if word and word not in ALLOWED and not CODE.fullmatch(word)]


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
		)


def random_names() -> frozenset[str]:
	"""Names that the platform drew for records and that happen to have no digit: the trail shows them."""
	import frappe

	names = frappe.get_all("Audit Entry", pluck="record_name", distinct=True)
	return frozenset(name for name in names if re.fullmatch(r"[a-z]{10}", name or ""))


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
	reader = Reader(person.page, township.url, pages.random_names)
	for address in addresses(pages):
		is_closed = address.startswith(CLOSED_TO_ALL) and not address.endswith("/new")
		reader.look_at(address, 403 if is_closed else 200)
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


def report(*readers: Reader) -> None:
	faults = [fault for reader in readers for fault in reader.faults]
	pages_read = sum(reader.read for reader in readers)
	assert not faults, f"{len(faults)} faults on {pages_read} pages:\n" + "\n".join(faults)


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
