"""The import as the desk's pages use it: template, file, columns, cells, loading, undoing."""

from __future__ import annotations

import json

import frappe
from frappe import _

from frappe_standalone.core.data_import import staged, undo
from frappe_standalone.core.data_import.columns import columns_of
from frappe_standalone.core.data_import.heads import LEFT_OUT
from frappe_standalone.core.data_import.kinds import BOTH, INSERT
from frappe_standalone.core.data_import.mapping import imports_folder
from frappe_standalone.core.data_import.problems import problems_file
from frappe_standalone.core.data_import.rights import check_may_import, import_of, may_import
from frappe_standalone.core.data_import.staging import BAD, DONE, FILTERED, GOOD, LEFT, REFUSED, UNDONE, Rows
from frappe_standalone.core.data_import.template import csv_template, xlsx_template
from frappe_standalone.core.data_import.undo_log import UndoLog, ensure_table
from frappe_standalone.core.desk.downloads import send_file
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.http import incoming

PAGE_ROWS = 50
SHOWN_HINDRANCES = 50
VIEWS = {
	"bad": (BAD, REFUSED),
	"all": (GOOD, BAD, LEFT, DONE, REFUSED, UNDONE),
	"out": (LEFT, FILTERED),
}


@frappe.whitelist()
def mappings(doctype: str | None = None) -> list[dict]:
	"""Return the mappings the apps bring: name, doctype, description, parameters."""
	found = []
	for app in frappe.get_installed_apps():
		for path in sorted(imports_folder(app).glob("*.json")):
			data = json.loads(path.read_text(encoding="utf-8"))
			if doctype in (None, data["doctype"]) and may_import(data["doctype"]):
				found.append(
					{
						"name": path.stem,
						"doctype": data["doctype"],
						"description": _(data.get("description") or path.stem),
						"parameters": data.get("parameters") or {},
					}
				)
	return found


@frappe.whitelist()
def template(doctype: str, file_type: str = "Excel", import_type: str = INSERT) -> None:
	"""Answer with the file to fill in."""
	check_may_import(doctype)
	name = _("Template {0}").format(_(doctype))
	if file_type == "CSV":
		send_file(f"{name}.csv", csv_template(doctype, import_type))
	else:
		send_file(f"{name}.xlsx", xlsx_template(doctype, import_type))


@frappe.whitelist(methods=["POST"])
def begin(
	doctype: str, import_type: str = BOTH, map: str | None = None, parameters: str | dict | None = None
) -> str:
	"""Take the request's file in and check its rows; returns the name of the Data Import."""
	check_may_import(doctype)
	sent = frappe.local.request.files.get("file")
	if not sent:
		frappe.throw(_("Choose a file to import."))
	given = {str(name): str(value) for name, value in incoming.object_of(parameters).items()}
	return staged.create(doctype, sent.filename, sent.stream.read(), import_type, map or None, given).name


@frappe.whitelist()
def rows(data_import: str, view: str = "all", after: int | str = 0) -> dict:
	"""Return rows below a line: {rows: [{line, cells, state, reasons}], more}."""
	doc = import_of(data_import)
	after = frappe.utils.cint(after)
	found = Rows(doc.name).page(VIEWS.get(view, VIEWS["all"]), after, PAGE_ROWS + 1)
	return {"rows": [vars(row) for row in found[:PAGE_ROWS]], "more": len(found) > PAGE_ROWS}


@frappe.whitelist()
def state(data_import: str) -> dict:
	"""Return how far an import is, and what is chosen."""
	return state_of(import_of(data_import))


def state_of(doc) -> dict:
	"""How far an import is: status, figures, choices."""
	ensure_table()
	counts = Rows(doc.name).counts()
	choices = staged.Choices.of(doc)
	return {
		"name": doc.name,
		"status": doc.status,
		"status_label": _(doc.status),
		"import_type": doc.import_type,
		"counts": {key.replace(" ", "_"): counts.get(key, 0) for key in (*VIEWS["all"], FILTERED)},
		"bad_lines": Rows(doc.name).lines(VIEWS["bad"])[:1000],
		"can_change": doc.status in staged.STARTABLE,
		"can_undo": doc.status in undo.UNDOABLE and bool(UndoLog(doc.name).count()),
		"to_undo": UndoLog(doc.name).count() if doc.status == staged.UNDOING else 0,
		"failure": choices.failure,
		"tried": choices.tried,
		"fields": choices.fields,
		"key": choices.key,
		"mapped": bool(choices.map_name),
	}


@frappe.whitelist(methods=["POST"])
def choose(
	data_import: str, fields: str | dict, key: str | list | None = None, import_type: str = BOTH
) -> dict:
	"""Match the columns to fields, and say by what records are recognised."""
	doc = import_of(data_import)
	known = {column.key for column in columns_of(doc.reference_doctype)} | {LEFT_OUT}
	wanted = {
		head: name
		for head, name in incoming.object_of(fields).items()
		if isinstance(name, str) and name in known
	}
	keys = [name for name in incoming.list_of(key) if isinstance(name, str) and name in known]
	staged.choose(doc, wanted, keys, import_type)
	return state_of(doc)


@frappe.whitelist(methods=["POST"])
def edit(data_import: str, line: int | str, column: str, value: str = "") -> dict:
	"""Change one cell and check again."""
	doc = import_of(data_import)
	staged.edit(doc, frappe.utils.cint(line), column, value)
	return state_of(doc)


@frappe.whitelist(methods=["POST"])
def leave_out(data_import: str, lines: str | list, out: bool | int | str = True) -> dict:
	"""Take rows out of the import, or back in."""
	doc = import_of(data_import)
	numbers = [frappe.utils.cint(line) for line in incoming.list_of(lines)]
	staged.leave_out(doc, numbers, bool(frappe.utils.sbool(out)))
	return state_of(doc)


@frappe.whitelist(methods=["POST"])
def start(data_import: str, leave_out_bad: bool | int | str = False) -> dict:
	"""Load the rows in the background."""
	doc = import_of(data_import)
	staged.start(doc, bool(frappe.utils.sbool(leave_out_bad)))
	return state_of(doc)


@frappe.whitelist(methods=["POST"])
def take_back(data_import: str) -> dict:
	"""Undo the whole import in the background, or say what stands against it."""
	doc = import_of(data_import)
	found = undo.start_undo(doc)
	return {
		"hindrances": [
			{
				"line": each.line,
				"label": f"{_(each.doctype)} {each.name}",
				"url": record_url(each.doctype, each.name),
				"reason": each.reason,
			}
			for each in found[:SHOWN_HINDRANCES]
		],
		"count": len(found),
		**state_of(doc),
	}


@frappe.whitelist()
def problems(data_import: str) -> None:
	"""Answer with the bad rows and their reasons."""
	doc = import_of(data_import)
	send_file(
		_("Rows of {0} that were not imported").format(_(doc.reference_doctype)) + ".xlsx", problems_file(doc)
	)


@frappe.whitelist(methods=["POST"])
def discard(data_import: str) -> None:
	"""Remove an import that has written nothing, or was undone, with its rows and its file."""
	doc = import_of(data_import)
	if doc.status in (staged.IMPORTING, staged.UNDOING) or UndoLog(doc.name).count():
		raise staged.NotNow(_("This import has written records. Undo it before you remove it."))
	frappe.delete_doc("Data Import", doc.name, ignore_permissions=True)
