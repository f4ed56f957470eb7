"""Follows a page of instructions word for word in a real browser, finding things as a reader does: by the words on the screen."""

from __future__ import annotations

import datetime
import os
import re
import time
from pathlib import Path

from playwright.sync_api import Download, Error, Locator

from tests.browser.desk import PATIENCE, PHONE, WIDE, Person
from tests.browser.instructions import Sentence

CLICKABLE = (
	"button",
	"link",
	"tab",
	"menuitem",
	"menuitemcheckbox",
	"option",
	"checkbox",
	"radio",
	"switch",
	"treeitem",
	"row",
	"gridcell",
)
FORM_ROLES = (
	"textbox",
	"combobox",
	"spinbutton",
	"searchbox",
	"checkbox",
	"radio",
	"switch",
	"radiogroup",
	"listbox",
)
KEYS = {
	"Ctrl": "Control",
	"Esc": "Escape",
	"Del": "Delete",
	"↑": "ArrowUp",
	"↓": "ArrowDown",
	"←": "ArrowLeft",
	"→": "ArrowRight",
	"空格": "Space",
}
# A dialog in front is all a person can use
FRONT = "dialog[open], .modal.show"
LONG = 120_000


class NotFollowed(AssertionError):
	"""A step of the page does not hold: something is not there, is there twice, or does not do what the page says."""


class Follower:
	"""Somebody with nothing but the page. `enter(account)` gives that person at a computer of his own."""

	def __init__(self, enter, page_file: Path):
		self.enter, self.file = enter, page_file
		self.person: Person | None = None
		self.downloads: list[Download] = []

	def follow(self, steps: list[Sentence]) -> None:
		"""Do every sentence; raises NotFollowed with the line and what was on the screen."""
		for step in steps:
			try:
				getattr(self, f"_{step.act}")(**step.said)
			except Exception as error:
				raise NotFollowed(
					f"{self.file.name}, line {step.line}: {step.text}\n{error}\n--- on the screen:\n{self.screen()}"
				) from error

	@property
	def page(self):
		assert self.person, "the page must first say who signs in (以 `账号` 登录。)"
		return self.person.page

	# ---- what the sentences say ----

	def _sign_in(self, value: str) -> None:
		self.person = self.enter(value)
		self.page.on("download", lambda download: self.downloads.append(download))

	def _open(self, value: str) -> None:
		self.person.open(value)

	def _press(self, value: str) -> None:
		self.page.keyboard.press("+".join(KEYS.get(key, key) for key in value.split("+")))

	def _click(self, label: str, nth: str | None = None) -> None:
		self.clickable(label, nth).click()
		self.page.wait_for_load_state("networkidle")

	def _fill(self, label: str, value: str, nth: str | None = None) -> None:
		control = self.control(label, nth)
		if "ace_text-input" in (control.get_attribute("class") or ""):
			# Frappe Desk's editor of source text listens to the keyboard only
			control.focus()
			self.page.keyboard.insert_text(value)
			control.blur()
			self.page.wait_for_timeout(1000)  # it tells the form a moment later
			return
		control.fill(value)
		control.dispatch_event("change")

	def _paste(self, label: str, value: str, nth: str | None = None) -> None:
		self._fill(label, value, nth)

	def _fill_date(self, label: str, days: str, nth: str | None = None) -> None:
		count = 0 if days == "今天" else int(days.split()[0]) * (-1 if days.endswith("前") else 1)
		self._fill(label, str(datetime.date.today() + datetime.timedelta(days=count)), nth)

	def _choose(self, label: str, value: str, nth: str | None = None) -> None:
		control = self.control(label, nth)
		if control.evaluate("node => node.tagName") == "SELECT":
			control.select_option(label=value)
		elif control.get_attribute("role") == "radiogroup":
			control.get_by_role("radio", name=value, exact=True).check()
		else:
			control.click()
			control.fill(value)
			options = self.page.get_by_role("option").filter(has_text=value).locator("visible=true")
			exact = options.filter(has_text=re.compile(rf"^\s*{re.escape(value)}\s*$"))
			options.first.wait_for(timeout=PATIENCE)
			(exact if exact.count() else options).first.click()

	def _check(self, label: str, nth: str | None = None) -> None:
		self.control(label, nth).check()

	def _uncheck(self, label: str, nth: str | None = None) -> None:
		self.control(label, nth).uncheck()

	def _upload(self, label: str, value: str) -> None:
		file = self.file.parent / "files" / value
		assert file.exists(), f"there is no {file.name} in {file.parent}"
		# A file input often hides behind a button of the same name
		inputs = self.front().get_by_label(named(label)).and_(self.page.locator("input[type=file]"))
		if inputs.count():
			inputs.first.set_input_files(file)
		else:
			with self.page.expect_file_chooser() as chooser:
				self.clickable(label).click()
			chooser.value.set_files(file)
		self.page.wait_for_load_state("networkidle")

	def _downloaded(self, value: str) -> None:
		self.until(
			lambda: any(file.suggested_filename == value for file in self.downloads),
			f"no {value} came down: {[file.suggested_filename for file in self.downloads]}",
		)

	def _drag(self, label: str, target: str) -> None:
		start, end = (self.clickable(words, draggable=True) for words in (label, target))
		start.drag_to(end)

	def _see(self, label: str, patience: int = PATIENCE) -> None:
		self.until(lambda: self.shows(label), f"“{label}” is not to be seen", patience)

	def _wait(self, label: str) -> None:
		self._see(label, LONG)

	def _not_see(self, label: str) -> None:
		self.page.wait_for_load_state("networkidle")
		self.until(lambda: not self.shows(label), f"“{label}” is to be seen")

	def _picture(self, value: str) -> None:
		"""Take the picture that the page shows here, when pictures are renewed."""
		if os.environ.get("TOWNSHIP_PICTURES") != "1":
			return
		target = (self.file.parent / value).resolve()
		target.parent.mkdir(parents=True, exist_ok=True)
		self.page.set_viewport_size(PHONE if target.stem.endswith("-phone") else WIDE)
		self.page.wait_for_timeout(300)
		self.page.screenshot(path=target)
		self.page.set_viewport_size(WIDE)

	# ---- how things are found ----

	def front(self) -> Locator:
		"""The dialog in front, else the page."""
		dialogs = self.page.locator(FRONT).locator("visible=true")
		return dialogs.last if dialogs.count() else self.page.locator("body")

	def clickable(self, label: str, nth: str | None = None, draggable: bool = False) -> Locator:
		"""What a person would press when told to press this: by its name, else by the text on it."""
		front, name = self.front, named(label)

		def by_role() -> Locator:
			place = front()
			found = place.get_by_role(CLICKABLE[0], name=name)
			for role in CLICKABLE[1:]:
				found = found.or_(place.get_by_role(role, name=name))
			return found.or_(place.locator("summary").filter(has_text=name))

		tries = [by_role, lambda: front().get_by_label(name), lambda: front().get_by_text(name)]
		return self.only(tries, label, nth)

	def control(self, label: str, nth: str | None = None) -> Locator:
		"""The field with this label."""
		front, name = self.front, named(label)

		def by_role() -> Locator:
			place = front()
			found = place.get_by_role(FORM_ROLES[0], name=name)
			for role in FORM_ROLES[1:]:
				found = found.or_(place.get_by_role(role, name=name))
			return found

		def by_its_heading() -> Locator:
			# Frappe Desk writes a field's label beside its control without tying the two
			head = self.page.locator("label.control-label, .label-area").filter(has_text=name)
			box = front().locator(".frappe-control").filter(has=head)
			return box.locator("input, select, textarea, [contenteditable=true]")

		return self.only([by_role, lambda: front().get_by_label(name), by_its_heading], label, nth)

	def only(self, tries, label: str, nth: str | None) -> Locator:
		"""The one visible thing that is found, or the n-th if the page says which. Waits for it; two of them are a fault of the page."""
		end = time.monotonic() + PATIENCE / 1000
		while True:
			for attempt in tries:
				found = attempt().locator("visible=true")
				count = found.count()
				if nth and count >= int(nth):
					return found.nth(int(nth) - 1)
				if not nth and count == 1:
					return found.first
				if not nth and count > 1 and time.monotonic() > end:
					raise NotFollowed(f"“{label}” is there {count} times")
				if count:
					break
			if time.monotonic() > end:
				raise NotFollowed(f"“{label}” is not there")
			self.page.wait_for_timeout(100)

	def shows(self, text: str) -> bool:
		"""The text can be read: as text, or in a field."""
		if self.page.get_by_text(text).locator("visible=true").count():
			return True
		return self.page.evaluate(
			"""text => Boolean(document.body) && (document.body.innerText.replace(/\\s+/g, " ").includes(text) ||
			[...document.querySelectorAll("input, textarea, select")].some(box => box.checkVisibility() &&
				(box.tagName === "SELECT" ? box.selectedOptions[0]?.text || "" : box.value).includes(text)))""",
			text,
		)

	def screen(self) -> str:
		"""The beginning of what can be read, without the menu."""
		if not self.person:
			return ""
		main = self.page.locator("main")
		return (main if main.count() == 1 else self.page.locator("body")).inner_text()[:1500]

	def until(self, holds, otherwise: str, patience: int = PATIENCE) -> None:
		end = time.monotonic() + patience / 1000
		while not self.settled(holds):
			if time.monotonic() > end:
				raise NotFollowed(otherwise)
			self.page.wait_for_timeout(150)

	@staticmethod
	def settled(holds) -> bool:
		"""A page that is being replaced just now shows nothing yet."""
		try:
			return holds()
		except Error as error:
			if "context was destroyed" in str(error):
				return False
			raise


def named(label: str) -> re.Pattern[str]:
	"""The name of a control, with or without the mark of a required field, an ellipsis or a count behind it."""
	return re.compile(rf"^\s*{re.escape(label)}\s*[*＊…]?\s*(?:[(（]?\d+[)）]?)?\s*$")
