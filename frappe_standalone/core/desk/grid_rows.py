"""Parts of a child table that the form leaves out at first: rows further down, and the fields behind a row."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.form_model import FormModel
from frappe_standalone.core.desk.grid_layout import MORE_ROWS, GridLayout
from frappe_standalone.core.desk.rendering import fragment


@frappe.whitelist()
def more_rows(doctype: str, name: str, table: str, start: int) -> dict[str, Any]:
	"""The next rows of a table as the form draws them, from the (0-based) row `start`, and how many are left then.

	Raises DoesNotExistError for a table that the form does not show, PermissionError as the form does.
	"""
	grid, start = shown_grid(doctype, name, table), max(0, start)
	rows = grid.drawn(start, MORE_ROWS)
	html = fragment("grid_rows.html", grid=grid.frame(), rows=rows)
	return {"html": html, "left": max(0, len(grid.rows) - start - len(rows))}


@frappe.whitelist()
def row_details(doctype: str, name: str, table: str, row: str) -> str:
	"""The fields behind one row of a table as the form draws them; of a new row if `row` is empty, and for a document
	that is not stored yet if `name` is.

	Raises DoesNotExistError for a row that is not there any more, PermissionError as the form does.
	"""
	found = shown_grid(doctype, name, table).details(row)
	if not found:
		frappe.throw(_("This row is not there any more. Load the page again."), frappe.DoesNotExistError)
	return fragment("row_details.html", row=found)


def shown_grid(doctype: str, name: str, table: str) -> GridLayout:
	grid = model_of(doctype, name).layout().grid_of(table)
	if not grid:
		frappe.throw(
			_("This form shows no table {0}. Load the page again.").format(table), frappe.DoesNotExistError
		)
	return grid


def model_of(doctype: str, name: str) -> FormModel:
	"""The form of a stored document, or of a new one where no name is given."""
	if not name:
		frappe.has_permission(doctype, "create", throw=True)
		return FormModel(frappe.new_doc(doctype), is_new=True)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.run_method("onload")
	return FormModel(doc)
