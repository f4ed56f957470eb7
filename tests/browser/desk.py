"""A person at a desk: what a clerk does, whichever desk it is. The two desks differ only in the abstract methods."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Locator, Page, expect

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# A busy machine renders slowly; a wrong page is wrong after this too.
PATIENCE = 20_000
# What a browser gives a page when a block of cells is pasted
PASTE = """(input, text) => {
	input.focus();
	const data = new DataTransfer();
	data.setData("text/plain", text);
	input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Person(ABC):
	"""One browser with a session of its own."""

	def __init__(self, browser: Browser, url: str, pictures: Path):
		self.url, self.pictures = url, pictures
		self.context = browser.new_context(
			viewport=WIDE, locale="zh-CN", timezone_id="Asia/Shanghai", accept_downloads=True
		)
		self.page: Page = self.context.new_page()
		self.page.set_default_timeout(PATIENCE)

	def leave(self) -> None:
		self.context.close()

	def open(self, path: str) -> None:
		"""Open a page of the site and wait until it has settled."""
		self.page.goto(self.url + path)
		self.page.wait_for_load_state("networkidle")

	def picture(self, name: str, phone: bool = False) -> None:
		"""Take a picture at 1366×768, and at 390×844 if asked."""
		self.pictures.mkdir(parents=True, exist_ok=True)
		self.page.screenshot(path=self.pictures / f"{name}.png")
		if phone:
			self.page.set_viewport_size(PHONE)
			self.page.wait_for_timeout(300)
			self.page.screenshot(path=self.pictures / f"{name}-phone.png")
			self.page.set_viewport_size(WIDE)

	def see(self, *texts: str, within: str = "body") -> None:
		"""The page shows these texts."""
		for text in texts:
			expect(self.page.locator(within).filter(has_text=text).first).to_be_visible(timeout=PATIENCE)

	# ---- what the desks do in their own way ----

	@abstractmethod
	def sign_in(self, account: str, password: str) -> None: ...

	@abstractmethod
	def import_file(self, doctype: str, file: Path) -> None:
		"""Load the file through the desk's import page, to the end."""

	@abstractmethod
	def field(self, fieldname: str) -> Locator:
		"""The input of a field on the open form."""

	@abstractmethod
	def link(self, fieldname: str, text: str) -> None:
		"""Choose a record in a link's search box by typing its name or title."""

	@abstractmethod
	def add_row(self, table: str, **values: str) -> None:
		"""Add a row to a child table; links are chosen by name or title."""

	@abstractmethod
	def set_row(self, table: str, row: int, **values: str) -> None:
		"""Change cells of a child table's row (1 is the first)."""

	@abstractmethod
	def save(self) -> str:
		"""Save the open form; returns the record's name."""

	@abstractmethod
	def try_to_save(self) -> str:
		"""Save a form that is refused; returns the refusal."""

	@abstractmethod
	def press(self, label: str) -> None:
		"""Press a button of the form's actions and wait until it is done."""

	@abstractmethod
	def refusal(self) -> str:
		"""The text of the refusal on the screen."""

	@abstractmethod
	def report(self, name: str, **filters: str) -> None:
		"""Open a report with filters and wait for its rows."""

	@abstractmethod
	def report_rows(self) -> list[list[str]]:
		"""The texts of the report's cells, row by row."""

	@abstractmethod
	def download_report(self) -> Path:
		"""Download the open report as XLSX."""

	# ---- what is the same on both ----

	def new(self, doctype: str) -> None:
		self.open(f"/app/{slug(doctype)}/new")
		self.form_is_ready()

	def record(self, doctype: str, name: str) -> None:
		self.open(f"/app/{slug(doctype)}/{name}")
		self.form_is_ready()

	def form_is_ready(self) -> None:
		self.page.wait_for_load_state("networkidle")

	def fill(self, **values: str) -> None:
		"""Type into plain fields; a Select takes its stored value."""
		for fieldname, value in values.items():
			control = self.field(fieldname)
			control.scroll_into_view_if_needed()
			if control.evaluate("node => node.tagName") == "SELECT":
				control.select_option(value)
			else:
				control.fill(value)
				control.blur()

	# ---- the approval panel: the app's own, the same on both desks ----

	@property
	def panel(self) -> Locator:
		return self.page.locator("approval-panel:visible")

	def start_approval(self) -> None:
		self._approve("发起审批")

	def approve(self, button: str, opinion: str = "", back_to: str = "") -> None:
		"""Decide one's own task: write the opinion, press the button, wait for the panel to show what came of it."""
		if opinion:
			self.panel.locator(".ap-task .ap-opinion").first.fill(opinion)
		if back_to:
			self.panel.get_by_role("button", name=f"{button}…", exact=True).click()
			self.dialog.locator("select.ap-target").select_option(label=back_to)
			return self.confirm()
		return self._approve(button)

	@property
	def dialog(self) -> Locator:
		"""The dialog that the panel or the inbox has opened."""
		return self.page.locator("dialog.ap-dialog[open]")

	def confirm(self) -> None:
		"""Press the dialog's button and wait until it is done."""
		self._wait_for_act(self.dialog.locator("button[type=submit]").click)

	def confirm_many(self) -> None:
		"""Press the dialog's button in the inbox and wait for the results."""
		with self.page.expect_response(lambda r: "api.act_many" in r.url) as told:
			self.dialog.locator("button[type=submit]").click()
		assert told.value.ok, refusal_of(told.value.text())
		expect(self.page.locator(".ai-results")).to_be_visible(timeout=PATIENCE)

	def more(self, label: str) -> None:
		"""Choose an act from the menu beside the buttons of one's task, or of the whole approval."""
		item = self.panel.locator(".ap-item").filter(has_text=label).first
		item.locator("xpath=ancestor::details[contains(@class, 'ap-menu')]").locator("summary").click()
		item.click()

	def name_person(self, text: str) -> None:
		"""Type a part of a name into the dialog and take the first who is found."""
		box = self.dialog.locator(".ap-input")
		box.fill(text)
		option = self.dialog.locator(".ap-options [role=option]").filter(has_text=text).first
		expect(option).to_be_visible(timeout=PATIENCE)
		box.press("Enter")
		expect(self.dialog.locator(".ap-chip").filter(has_text=text)).to_be_visible(timeout=PATIENCE)

	def _approve(self, button: str) -> None:
		self._wait_for_act(self.panel.get_by_role("button", name=button, exact=True).click)

	def _wait_for_act(self, act: Callable[[], None]) -> None:
		with self.page.expect_response(
			lambda r: "workflows.api." in r.url and r.request.method == "POST"
		) as told:
			act()
		assert told.value.ok, refusal_of(told.value.text())
		self.form_is_ready()

	def try_to_approve(self, button: str) -> str:
		"""Press a button of the panel that is refused; returns what the panel says."""
		self.panel.get_by_role("button", name=button, exact=True).click()
		said = self.panel.locator(".ap-said, .ap-error")
		expect(said).to_be_visible(timeout=PATIENCE)
		return said.inner_text()

	def stands_at(self, step: str) -> None:
		"""The panel marks this step as the current one."""
		expect(self.panel.locator('.ap-step[aria-current="step"] .ap-label')).to_have_text(
			step, timeout=PATIENCE
		)

	def print_of(self, doctype: str, name: str, print_format: str) -> str:
		"""Open a printed form; returns its text."""
		self.open("/printview?" + urlencode({"doctype": doctype, "name": name, "format": print_format}))
		return self.page.locator(".print-format").inner_text()


def slug(doctype: str) -> str:
	return doctype.lower().replace(" ", "-")


def refusal_of(body: str) -> str:
	"""What the server said, from the envelope of an answer."""
	try:
		messages = json.loads(json.loads(body).get("_server_messages", "[]"))
		return "\n".join(json.loads(message)["message"] for message in messages) or body
	except (ValueError, KeyError):
		return body
