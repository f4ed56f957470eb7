"""Somebody who reads pages and knows Chinese only: what he would stumble over, on each page, is noted."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.accessibility import serious_findings
from tests.browser.desk import PATIENCE, PHONE, WIDE

# Latin that a clerk in China reads every day. Each is a whole word.
# `frappe` is the name of an installed package, as the trail tells of upgrades
ALLOWED = frozenset(
	# Of the platform's inner workings, on pages of administrators only: folders of files, a country's code, notations, the
	# name of the channel that writes text messages to files, the prefix of a pattern for numbers
	"Home Attachments cn Jinja Markdown Javascript Cron file format "
	"English Ctrl Enter Delete Alt Tab Esc PgUp PgDn K XLSX CSV UTF PDF JSON Excel HTML URL BPMN Administrator Guest ID IP GB/T frappe".split()
)
# A run of Latin letters, digits and the signs that codes are made of
TOKEN = re.compile(r"[A-Za-z0-9_.@:/*-]*[A-Za-z][A-Za-z0-9_.@:/*-]*")
# What is no word but a code: it has a digit, an underscore or an @, is a path, a field of a table, or an abbreviation in
# capitals (offices and departments are numbered by such)
CODE = re.compile(
	r".*[\d_@].*|[/:].*|[a-z_]+\.[a-z_]+|[A-Z]{1,4}|[yMmdHs]+(?:[-/.:][yMmdHs]+)+|[A-Z]+(-[A-Z]+)+"
)
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
	records: frozenset[str] = frozenset()  # names of records as the trail shows them: each a whole text
	faults: list[str] = field(default_factory=list)
	at: str = ""
	read: int = 0
	waiting: int = 0  # requests without an answer yet

	def __post_init__(self) -> None:
		self.page.on("console", self._console)
		self.page.on("pageerror", lambda error: self.note(f"script error: {error}"))
		self.page.on("request", self._request)
		for event in ("requestfinished", "requestfailed"):
			self.page.on(event, self._answered)

	def note(self, fault: str) -> None:
		self.faults.append(f"{self.at}: {fault}")

	def _console(self, message) -> None:
		if message.type in ("error", "warning") and "status of 4" not in message.text:
			self.note(f"console: {message.text}")

	def _answered(self, _request) -> None:
		self.waiting -= 1

	def _settle(self) -> None:
		"""Until what the page asks for by itself is there: nothing on its way, twice in a row."""
		quiet, end = 0, time.monotonic() + PATIENCE / 1000
		while quiet < 2 and time.monotonic() < end:
			self.page.wait_for_timeout(40)
			quiet = quiet + 1 if self.waiting <= 0 else 0

	def _request(self, request) -> None:
		self.waiting += 1
		if not request.url.startswith((self.url, "data:", "blob:")):
			self.note(f"request to {request.url}")

	def look_at(self, path: str, status: int = 200) -> None:
		"""Open a page and note its faults."""
		self.at = path
		self.page.set_viewport_size(WIDE)
		self.waiting = 0
		answer = self.page.goto(self.url + path)
		self._settle()
		if answer.status != status:
			self.note(f"answered {answer.status}")
		self.look()

	def look(self) -> None:
		"""Note the faults of what is open now."""
		self.read += 1
		self.page.set_viewport_size(WIDE)
		for text in self.page.evaluate(VISIBLE_TEXT):
			if text in self.records:
				continue
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


def report(*readers: Reader) -> None:
	faults = [fault for reader in readers for fault in reader.faults]
	pages_read = sum(reader.read for reader in readers)
	assert not faults, f"{len(faults)} faults on {pages_read} pages:\n" + "\n".join(faults)
