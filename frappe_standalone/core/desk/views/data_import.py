"""The pages that import a CSV or XLSX file: choose it; then match, check, mend, load, undo."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.data_import.api import mappings, state_of
from frappe_standalone.core.data_import.columns import columns_of
from frappe_standalone.core.data_import.heads import LEFT_OUT
from frappe_standalone.core.data_import.kinds import BOTH, INSERT, UPDATE
from frappe_standalone.core.data_import.rights import import_of, may_import
from frappe_standalone.core.data_import.staged import Choices
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import desk_page

URL = "/app/data-import"
SHOWN_IMPORTS = 20


def kind_choices(chosen: str) -> list[dict[str, Any]]:
	"""The kinds of import in words."""
	words = (
		(INSERT, _("Add new records")),
		(UPDATE, _("Change existing records")),
		(BOTH, _("Add and change")),
	)
	return [{"value": value, "label": label, "selected": value == chosen} for value, label in words]


@desk_page
def import_page(request: Request) -> Response:
	"""Draw the first step, with the DocTypes the user may import into, and the imports so far."""
	wanted = request.args.get("doctype", "")
	return page(
		"import.html",
		page_title=_("Import"),
		at=URL,
		doctypes=doctype_choices(wanted),
		chosen=wanted,
		kinds=kind_choices(INSERT),
		maps=mappings(),
		imports=earlier_imports(),
	)


def doctype_choices(wanted: str) -> list[dict[str, Any]]:
	"""Every DocType that allows import and that the user may import into, by its label."""
	names = frappe.get_all(
		"DocType", {"istable": 0, "issingle": 0, "allow_import": 1}, pluck="name", limit_page_length=0
	)
	found = [
		{"value": name, "label": _(name), "selected": name == wanted} for name in names if may_import(name)
	]
	return sorted(found, key=lambda item: item["label"])


def earlier_imports() -> list[dict[str, Any]]:
	"""The user's own imports, the latest first; a System Manager sees everybody's."""
	filters = {} if "System Manager" in frappe.get_roles() else {"owner": frappe.session.user}
	rows = frappe.get_all(
		"Data Import",
		filters,
		["name", "reference_doctype", "status", "creation", "owner", "payload_count"],
		order_by="creation desc",
		limit=SHOWN_IMPORTS,
	)
	return [
		{
			"url": f"{URL}/{quote(row.name)}",
			"label": _(row.reference_doctype),
			"status": _(row.status),
			"colour": COLOURS.get(row.status, "grey"),
			"time": str(row.creation)[:16],
			"who": frappe.utils.get_fullname(row.owner),
			"rows": row.payload_count,
		}
		for row in rows
	]


COLOURS = {
	"Success": "green",
	"Partial Success": "yellow",
	"Error": "red",
	"Timed Out": "red",
	"Importing": "blue",
	"Undoing": "blue",
}


@desk_page
def one_import(request: Request, name: str) -> Response:
	"""Draw one import: its columns, its rows with what is wrong, how far it is."""
	doc = import_of(name)
	choices = Choices.of(doc)
	columns = [] if choices.map_name else columns_of(doc.reference_doctype)
	return page(
		"import_one.html",
		page_title=_("Import into {0}").format(_(doc.reference_doctype)),
		at=URL,
		back=URL,
		list_url=list_url(doc.reference_doctype),
		file_url=doc.import_file,
		kinds=kind_choices(doc.import_type),
		model={
			"name": doc.name,
			"heads": choices.heads,
			"columns": [column_model(column) for column in columns],
			"left_out": LEFT_OUT,
			"state": state_of(doc),
			"texts": texts(),
		},
		mapped=bool(choices.map_name),
	)


def column_model(column) -> dict[str, Any]:
	"""A field that a column of the file may be matched to."""
	return {
		"key": column.key,
		"label": column.head,
		"required": column.required and not column.table,
		"table": bool(column.table),
		"options": column.options,
	}


def texts() -> dict[str, str]:
	"""What the page's program says."""
	return {
		"ready": _("{0} rows can be imported. Nothing has been written yet."),
		"ready_tried": _("The first {0} rows were tried out and taken back."),
		"bad": _(
			"{0} rows have errors. Mend them here, leave them out, or correct the file and upload it again."
		),
		"start": _("Import {0} rows"),
		"start_rest": _("Import the {0} good rows alone"),
		"ask_start": _("Write {0} rows into the records? The whole import can be undone afterwards."),
		"running": _("{0} of {1} rows are imported. You may close this page; the import goes on."),
		"undoing": _("{0} records are still to be taken back. You may close this page."),
		"success": _("All {0} rows are imported."),
		"partial": _(
			"{0} rows are imported, {1} were refused. Mend the refused rows below and import them, or download them."
		),
		"none": _("No row was imported."),
		"undone": _("The import was undone: its records are as they were before."),
		"nothing": _("There is no row left to import."),
		"ask_undo": _(
			"Undo the whole import? New records are deleted, changed ones get their earlier values back."
		),
		"hindered": _("The import cannot be undone, because {0} records were used or changed since:"),
		"ask_discard": _("Remove this import with its rows?"),
		"line": _("Line"),
		"row_out": _("Leave out line {0}"),
		"row_in": _("Import line {0} after all"),
		"row_out_short": _("Leave out"),
		"row_in_short": _("Import"),
		"edit_cell": _("Line {0}, {1}"),
		"more": _("Show more rows"),
		"no_rows": _("No rows here."),
		"no_bad": _("No row has errors."),
		"not_matched": _("(leave this column out)"),
		"match_column": _("Field for the column {0}"),
		"unmatched": _("{0} of {1} columns are matched to fields; {2} are left out."),
		"missing": _("Required and without a column: {0}"),
		"checking": _("Checking…"),
		"state_good": _("ready"),
		"state_bad": _("error"),
		"state_left out": _("left out"),
		"state_filtered": _("not meant"),
		"state_done": _("imported"),
		"state_refused": _("refused"),
		"state_undone": _("undone"),
	}
