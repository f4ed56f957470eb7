"""Workbooks that the program writes hold texts as they are: nothing in them runs, and no sign in a record refuses the file."""

import io

import pytest

import frappe

from tests.app.registers_world import CODE
from tests.security.conftest import forget

FORMULA, CONTROL = '=HYPERLINK("http://x.example","x")', "甲\x0b\x01乙"


def cells(content: bytes):
	from openpyxl import load_workbook

	return [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]


@pytest.fixture
def named(town):
	"""Offices with hostile names."""
	frappe.set_user("Administrator")
	made = []
	for number, name in enumerate((FORMULA, CONTROL)):
		values = {
			"township": CODE,
			"office_code": f"HX{number}",
			"office_name": name,
			"office_type": "Office",
		}
		made.append(frappe.get_doc({"doctype": "Township Office", **values}).insert().name)
	yield made
	frappe.db.rollback()
	for name in made:
		if frappe.db.exists("Township Office", name):
			forget("Township Office", name)


def test_the_list_of_staff_to_fill_in(named):
	from township_gov.administration import staff_template

	found = cells(staff_template.workbook())
	assert any(cell.value == FORMULA for cell in found)
	assert not [cell.value for cell in found if cell.data_type == "f"]


@pytest.mark.standalone
def test_the_template_of_an_import(named):
	from frappe_standalone.core.data_import.template import xlsx_template

	content = xlsx_template("Post", "Insert New Records")
	assert not [cell.value for cell in cells(content) if cell.data_type == "f"]


@pytest.mark.standalone
def test_an_export_and_a_report(town):
	from frappe_standalone.core.desk.xlsx import build_xlsx

	columns = [{"label": FORMULA, "fieldtype": "Data"}, {"label": CONTROL, "fieldtype": "Data"}]
	rows = [[FORMULA, CONTROL], ["\ud83d", "\ufffe"]]
	found = cells(build_xlsx(CONTROL, [FORMULA, CONTROL], columns, rows))
	assert not [cell.value for cell in found if cell.data_type == "f"]
	assert {"甲乙", FORMULA} <= {cell.value for cell in found}


def test_a_workbook_that_fills_the_memory_is_refused_before_it_is_unpacked(town):
	import zipfile

	from township_gov import workbooks

	stream = io.BytesIO()
	with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
		book.writestr("xl/sharedStrings.xml", "0" * (workbooks.MOST_BYTES + 1))
	assert len(stream.getvalue()) < 100_000
	with pytest.raises(workbooks.NotAWorkbookError, match="too large"):
		list(workbooks.rows_of(stream.getvalue(), 10))
