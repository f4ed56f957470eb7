"""Frappe's own desk, on a bench."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urlencode

from playwright.sync_api import Locator, expect

from tests.browser.desk import PATIENCE, Person


class BenchDesk(Person):
	def sign_in(self, account: str, password: str) -> None:
		self.open("/login")
		self.page.fill("#login_email", account)
		self.page.fill("#login_password", password)
		self.page.click(".form-login .btn-login")
		self.page.wait_for_url("**/app**")
		self.page.wait_for_load_state("networkidle")

	def import_file(self, doctype: str, file: Path) -> None:
		self.open("/app/data-import/new")
		self.form_is_ready()
		# A doctype is found by its name in the reader's language
		self._choose(self.field("reference_doctype"), self.page.evaluate("name => __(name)", doctype))
		self.fill(import_type="Insert New Records")
		name = self.save()
		self._attach("import_file", file)
		# Uploading saves the record; then the primary button starts the import
		self.page.wait_for_function("() => !cur_frm.is_dirty() && cur_frm.doc.import_file")
		expect(self.page.locator(".import-preview, .table-preview, .datatable").first).to_be_visible(
			timeout=PATIENCE
		)
		self.picture("import-preview")
		with self.page.expect_response(lambda r: "form_start_import" in r.url) as started:
			self.page.locator(".page-head:visible .primary-action:visible").click()
		assert started.value.ok, started.value.text()
		self._wait_for_import(name)

	def _attach(self, fieldname: str, file: Path) -> None:
		self.page.locator(f'.frappe-control[data-fieldname="{fieldname}"]:visible .btn-attach').click()
		with self.page.expect_file_chooser() as chosen:
			self.page.locator(".modal.show .btn-file-upload").first.click()
		chosen.value.set_files(file)
		self.page.locator(".modal.show .btn-modal-primary").click()

	def _wait_for_import(self, name: str) -> None:
		"""There is no push here, so ask again until the background worker is done."""
		for _turn in range(90):
			self.page.wait_for_timeout(1000)
			status = self.page.evaluate(
				"name => frappe.db.get_value('Data Import', name, 'status').then(r => r.message.status)", name
			)
			if status not in ("Pending", "In Progress"):
				break
		assert status == "Success", f"the import {name} ended as {status}"
		self.record("Data Import", name)

	def form_is_ready(self) -> None:
		self.page.wait_for_load_state("networkidle")
		self.page.wait_for_function(
			"() => window.cur_frm && cur_frm.doc && !document.querySelector('#freeze.in')"
		)
		self.page.wait_for_timeout(400)

	def field(self, fieldname: str) -> Locator:
		return self.page.locator(
			f'.form-page:visible .frappe-control[data-fieldname="{fieldname}"]:visible '
			f':is(input, select, textarea)[data-fieldname="{fieldname}"]'
		).first

	def link(self, fieldname: str, text: str) -> None:
		self._open_section(fieldname)
		self._choose(self.field(fieldname), text)

	def fill(self, **values: str) -> None:
		for fieldname in values:
			self._open_section(fieldname)
		super().fill(**values)

	def _open_section(self, fieldname: str) -> None:
		"""A folded section is opened as a person would, so that its field can be typed into."""
		self.page.evaluate(
			"name => { const f = cur_frm.get_field(name);"
			" if (f.section && f.section.is_collapsed()) f.section.collapse(false); }",
			fieldname,
		)

	def _choose(self, control: Locator, name: str) -> None:
		control.scroll_into_view_if_needed()
		control.click()
		control.fill(name)
		option = (
			self.page.locator(".awesomplete ul:visible [role=option]:has(strong)").filter(has_text=name).first
		)
		option.click()
		control.blur()
		self.page.wait_for_load_state("networkidle")

	def _grid(self, table: str) -> Locator:
		self._open_section(table)
		return self.page.locator(f'.frappe-control[data-fieldname="{table}"]:visible').first

	def add_row(self, table: str, **values: str) -> None:
		grid = self._grid(table)
		rows = grid.locator(".grid-body .rows > .grid-row")
		before = rows.count()
		grid.locator(".grid-add-row").click()
		expect(rows).to_have_count(before + 1)
		self.set_row(table, before + 1, **values)

	def set_row(self, table: str, row: int, **values: str) -> None:
		line = self._grid(table).locator(f'.grid-body .rows > .grid-row[data-idx="{row}"]')
		if not line.locator(".form-in-grid:visible").count():
			line.locator(".btn-open-row").click()
		opened = line.locator(".form-in-grid")
		expect(opened).to_be_visible()
		for fieldname, value in values.items():
			control = opened.locator(f':is(input, select, textarea)[data-fieldname="{fieldname}"]').first
			control.scroll_into_view_if_needed()
			kind = control.get_attribute("data-fieldtype")
			if kind == "Link":
				self._choose(control, value)
			elif kind == "Check":
				control.set_checked(value == "1")
			elif kind == "Select":
				control.select_option(value)
				# The row keeps it a moment later; closing it before would lose the choice
				self.page.wait_for_function(
					"([table, row, field, value]) => cur_frm.doc[table][row - 1][field] === value",
					arg=[table, row, fieldname, value],
				)
			else:
				control.fill(value)
				control.blur()
		line.locator(".grid-collapse-row").first.click()

	def save(self) -> str:
		with self.page.expect_response(lambda r: "savedocs" in r.url) as told:
			self.page.keyboard.press("Control+s")
		assert told.value.ok, self.refusal()
		self.form_is_ready()
		return self.page.evaluate("() => cur_frm.doc.name")

	def try_to_save(self) -> str:
		self.page.keyboard.press("Control+s")
		said = self.refusal()
		self.picture("refused-in-a-dialog")
		self.page.locator(".modal.show .btn-modal-close:visible").first.click()
		return said

	def press(self, label: str) -> None:
		self.page.locator(".page-head:visible .inner-group-button:visible button").first.click()
		with self.page.expect_response(
			lambda r: r.request.method == "POST" and "actions." in r.request.post_data_buffer.decode() + r.url
		) as told:
			self.page.locator(".page-head:visible .dropdown-menu.show a").filter(has_text=label).first.click()
		assert told.value.ok, self.refusal()
		self.form_is_ready()

	def refusal(self) -> str:
		box = self.page.locator(
			".msgprint:visible, approval-panel .ap-said:visible, approval-panel .ap-error:visible"
		)
		expect(box.first).to_be_visible(timeout=PATIENCE)
		return box.first.inner_text()

	def report(self, name: str, **filters: str) -> None:
		self.open(f"/app/query-report/{quote(name)}?{urlencode(filters)}")
		expect(self.page.locator(".dt-row[data-row-index]").first).to_be_visible(timeout=PATIENCE)
		self.page.wait_for_load_state("networkidle")

	def report_rows(self) -> list[list[str]]:
		"""From the report itself: the table on the screen holds only the rows that are scrolled into view."""
		return self.page.evaluate(
			"() => frappe.query_report.data.map(row => frappe.query_report.columns.map("
			"c => String(row[c.fieldname] ?? '')))"
		)

	def download_report(self) -> Path:
		self.page.locator(".page-head:visible .menu-btn-group button").click()
		self.page.locator(".page-head:visible .menu-btn-group .dropdown-menu.show a").filter(
			has_text="导出"
		).first.click()
		dialog = self.page.locator(".modal.show")
		dialog.locator("select[data-fieldname=file_format]").select_option("Excel")
		with self.page.expect_download() as got:
			dialog.locator(".btn-modal-primary").click()
		return Path(got.value.path())
