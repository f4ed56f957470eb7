"""The standalone desk."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Locator, expect

from tests.browser.desk import PATIENCE, Person


class StandaloneDesk(Person):
	def sign_in(self, account: str, password: str) -> None:
		self.open("/login")
		self.page.fill("#usr", account)
		self.page.fill("#pwd", password)
		self.page.click("button[type=submit]")
		self.page.wait_for_url("**/app*")

	def import_file(self, doctype: str, file: Path) -> None:
		self.open("/app/data-import")
		self.page.select_option("#import-doctype", doctype)
		self.page.set_input_files("#import-file", file)
		with self.page.expect_navigation():
			self.page.click("#import-form button[type=submit]")
		# The check runs before anything is written; without errors everything is offered at once
		expect(self.page.locator("#import-verdict .notice-green")).to_be_visible(timeout=PATIENCE)
		self.picture("import-preview")
		self.page.locator("#import-verdict .btn-primary").click()
		self._confirm()
		expect(self.page.locator("#import-status.pill-green")).to_be_visible(timeout=PATIENCE)

	def _confirm(self) -> None:
		self.page.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").click()

	def field(self, fieldname: str) -> Locator:
		return self.page.locator(
			f'#form [data-fieldbox="{fieldname}"] > .field-body [data-field="{fieldname}"]'
		)

	def link(self, fieldname: str, text: str) -> None:
		self._choose(self.field(fieldname), text)

	def _choose(self, control: Locator, text: str) -> None:
		control.fill(text)
		self.page.locator('.combo-list [role="option"]').filter(has_text=text).first.click()
		expect(control).not_to_have_attribute("data-value", "")

	def _grid(self, table: str) -> Locator:
		return self.page.locator(f'[data-grid="{table}"]')

	def add_row(self, table: str, **values: str) -> None:
		grid = self._grid(table)
		grid.locator("[data-row-add]").click()
		self.set_row(table, grid.locator("tr[data-row]").count(), **values)

	def set_row(self, table: str, row: int, **values: str) -> None:
		line = self._grid(table).locator("tbody > tr[data-row]").nth(row - 1)
		for fieldname, value in values.items():
			control = line.locator(f'[data-field="{fieldname}"]')
			if not control.count():
				control = self._more(line).locator(f'[data-field="{fieldname}"]')
			kind = control.get_attribute("data-kind")
			if kind == "link":
				self._choose(control, value)
			elif kind == "check":
				control.set_checked(value == "1")
			elif control.evaluate("node => node.tagName") == "SELECT":
				control.select_option(value)
			else:
				control.fill(value)

	def _more(self, line: Locator) -> Locator:
		more = line.locator("xpath=following-sibling::tr[1]")
		if not more.is_visible():
			line.locator("[data-row-more]").click()
		return more

	def save(self) -> str:
		with self.page.expect_navigation():
			self.page.locator('.head-actions [data-action="save"]').click()
		self.form_is_ready()
		return self.page.locator(".form-slot").get_attribute("data-name")

	def try_to_save(self) -> str:
		self.page.locator('.head-actions [data-action="save"]').click()
		return self.refusal()

	def press(self, label: str) -> None:
		button = self.page.locator("button[data-action='server']").filter(has_text=label).first
		if not button.is_visible():
			self.page.locator(".head-actions details.menu > summary").first.click()
		button.click()
		with self.page.expect_navigation():
			self._confirm()
		self.form_is_ready()

	def refusal(self) -> str:
		box = self.page.locator("#form-errors, approval-panel .ap-said, approval-panel .ap-error").locator(
			"visible=true"
		)
		expect(box.first).to_be_visible(timeout=PATIENCE)
		return box.first.inner_text()

	def report(self, name: str, **filters: str) -> None:
		self.open(f"/app/query-report/{quote(name)}?{urlencode(filters)}")
		expect(self.page.locator(".report-table tbody tr").first).to_be_visible(timeout=PATIENCE)

	def report_rows(self) -> list[list[str]]:
		rows = self.page.locator(".report-table tbody tr").all()
		return [[cell.strip() for cell in row.locator("td").all_inner_texts()][1:] for row in rows]

	def download_report(self) -> Path:
		with self.page.expect_download() as got:
			self.page.locator("[data-export-report]").click()
		return Path(got.value.path())
