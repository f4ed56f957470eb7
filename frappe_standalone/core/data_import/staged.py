"""An import in stages: upload, match columns, check and mend, load in the background, look at the result.

Nothing is written to documents until it is started. The rows are in `staging`, what was written in `undo_log`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass

import frappe
from frappe import _

from frappe_standalone.core.data_import import undo_log
from frappe_standalone.core.data_import.columns import secret_keys
from frappe_standalone.core.data_import.errors import BadMapping, ImportRefused, ImportRunning
from frappe_standalone.core.data_import.heads import LEFT_OUT, guess, mapping_of
from frappe_standalone.core.data_import.journal import import_lock
from frappe_standalone.core.data_import.kinds import BOTH, KINDS
from frappe_standalone.core.data_import.mapping import Mapping, find_shipped_mapping, load_mapping
from frappe_standalone.core.data_import.plan import Plan, Planner
from frappe_standalone.core.data_import.readers import read_content
from frappe_standalone.core.data_import.rights import check_may_import
from frappe_standalone.core.data_import.run import (
	BATCH_ROWS,
	TRIAL_ROWS,
	Applier,
	ImportOptions,
	ImportResult,
	refusal_text,
)
from frappe_standalone.core.data_import.staging import BAD, DONE, FILTERED, GOOD, LEFT, REFUSED, Rows
from frappe_standalone.core.db import LAZY

IMPORTING, UNDOING, UNDONE = "Importing", "Undoing", "Undone"
STARTABLE = ("Pending", "Partial Success", "Error", "Timed Out")
OPEN_STATES = (GOOD, BAD, LEFT, REFUSED)
JOB_SECONDS = 10_000  # v15's
WAIT_FOR_LOCK_SECONDS = 120


class NotNow(ImportRefused):
	"""The import is in a state in which this cannot be done."""


# Each row is a write or two of one request
MOST_ROWS = 60_000


@dataclass
class Choices:
	"""What was chosen for an import; kept in `template_options` of its Data Import."""

	heads: list[str]
	fields: dict[str, str]
	key: list[str]
	map_name: str | None = None
	parameters: dict[str, str] | None = None
	chosen: dict[str, str] | None = None
	tried: int = 0
	failure: str = ""

	@classmethod
	def of(cls, doc) -> Choices:
		"""The choices kept in a Data Import."""
		data = json.loads(doc.template_options or "{}")
		named = {name: key for name, key in data.items() if name in cls.__dataclass_fields__}
		return cls(**{"heads": [], "fields": {}, "key": [], **named})

	def text(self) -> str:
		"""As it is kept; with v15's map of columns by their numbers."""
		numbered = {
			str(number): self.fields.get(head, LEFT_OUT) for number, head in enumerate(self.heads) if head
		}
		return json.dumps({**vars(self), "column_to_field_map": numbered}, ensure_ascii=False)


def create(
	doctype: str,
	file_name: str,
	content: bytes,
	import_type: str = BOTH,
	map_name: str | None = None,
	parameters: dict[str, str] | None = None,
):
	"""Take a file in: its rows are kept and checked, nothing is written to documents. Returns the Data Import."""
	check_may_import(doctype)
	if import_type not in KINDS:
		raise NotNow(_("Choose whether records are added or changed."))
	table = read_content(file_name, content, MOST_ROWS)
	if not table.rows:
		raise NotNow(_("{0} has column heads and no rows. Fill in the template first.").format(file_name))
	doc = frappe.new_doc("Data Import")
	doc.update({"reference_doctype": doctype, "import_type": import_type, "payload_count": len(table.rows)})
	doc.insert(ignore_permissions=True)
	choices = Choices(table.columns, {}, [], map_name, parameters or {})
	if not map_name:
		choices.fields = guess(doctype, table.columns)
	Rows(doc.name).fill(table)
	_keep_file(doc, choices, file_name, content)
	_save_choices(doc, choices)
	check(doc)
	return doc


def _keep_file(doc, choices: Choices, file_name: str, content: bytes) -> None:
	"""Keep the file with its import, unless it holds numbers that documents keep secret."""
	if not choices.map_name and secret_keys(doc.reference_doctype):
		return
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": file_name,
			"is_private": 1,
			"content": content,
			"attached_to_doctype": "Data Import",
			"attached_to_name": doc.name,
			"attached_to_field": "import_file",
		}
	).insert(ignore_permissions=True)
	doc.db_set("import_file", file.file_url, update_modified=False)


def _save_choices(doc, choices: Choices) -> None:
	doc.db_set("template_options", choices.text())


def choose(doc, fields: dict[str, str], key: list[str], import_type: str) -> None:
	"""Match columns to fields (head → key, or v15's "Don't Import"), and say what records are recognised by."""
	check_open(doc)
	choices = Choices.of(doc)
	if import_type not in KINDS:
		raise NotNow(_("Choose whether records are added or changed."))
	automatic = guess(doc.reference_doctype, choices.heads)
	wanted = {head: name for head, name in fields.items() if head in choices.heads and name}
	doubled = [name for name in wanted.values() if name != LEFT_OUT and list(wanted.values()).count(name) > 1]
	if doubled:
		raise BadMapping(
			_("Two columns mean the same field: {0}. Remove one.").format(", ".join(dict.fromkeys(doubled)))
		)
	choices.fields, choices.key = wanted, key
	changed = {head: name for head, name in wanted.items() if automatic.get(head) != name}
	choices.chosen = {**(choices.chosen or {}), **changed}
	doc.db_set("import_type", import_type)
	_save_choices(doc, choices)
	check(doc)


def edit(doc, line: int, column: str, value: str) -> None:
	"""Change a cell."""
	check_open(doc)
	choices, rows = Choices.of(doc), Rows(doc.name)
	row = rows.row(line)
	if not row or column not in choices.heads or row.state not in OPEN_STATES:
		raise NotNow(_("Line {0} cannot be changed any more. Load the page again.").format(line))
	cells = list(row.cells)
	cells[choices.heads.index(column)] = value.strip()
	rows.put(line, cells)
	check(doc)


def leave_out(doc, lines: list[int], out: bool) -> None:
	"""Take rows out of the import, or back in."""
	check_open(doc)
	rows = Rows(doc.name)
	for line in lines:
		row = rows.row(line)
		if row and row.state in OPEN_STATES:
			rows.mark([line], LEFT if out else GOOD)
	check(doc)


def check_open(doc) -> None:
	"""Refuse to change an import that runs, is finished or was undone."""
	if doc.status not in STARTABLE:
		raise NotNow(_("This import is “{0}”; its rows can no longer be changed.").format(_(doc.status)))


def check(doc) -> None:
	"""Check every row that is not loaded yet, and note the bad cells; up to 200 rows are tried out and taken back."""
	choices, rows = Choices.of(doc), Rows(doc.name)
	undo_log.ensure_table()
	rows.mark_all((BAD, REFUSED, FILTERED), GOOD)
	# What follows is tried in a transaction of its own, which is taken back with everything that hangs on it.
	frappe.db.commit()
	try:
		plan = make_plan(doc, choices, rows)
	except BadMapping as error:
		choices.failure, choices.tried = str(error), 0
		_save_choices(doc, choices)
		return
	choices.failure = ""
	result = ImportResult(plan.read, plan.filtered, list(plan.bad))
	tried = plan.rows[:TRIAL_ROWS]
	_try(doc, plan, tried, result)
	choices.tried = len(tried)
	for bad in result.bad:
		rows.mark([bad.line], BAD, _reasons(bad))
	if plan.filtered:
		meant = {line for row in plan.rows for line in row.lines} | {bad.line for bad in plan.bad}
		rows.mark([line for line in rows.lines([GOOD]) if line not in meant], FILTERED)
	_save_choices(doc, choices)


def _try(doc, plan: Plan, tried: list, result: ImportResult) -> None:
	"""See whether the documents of some rows accept them, and take all of it back."""
	applier = Applier(Plan(tried), result, options_of(doc), None)
	applier.journal = undo_log.UndoLog(doc.name)
	applier.try_out()
	frappe.clear_messages()


def _reasons(bad) -> list[list[str | None]]:
	return [list(cell) for cell in bad.cells] or [[None, bad.reason]]


def make_plan(doc, choices: Choices, rows: Rows) -> Plan:
	"""Plan the rows that are not loaded yet. Raises BadMapping."""
	mapping = mapping_for(doc, choices)
	for target in mapping.targets:
		check_may_import(target.doctype)
	table = rows.table(choices.heads, [GOOD])
	if choices.map_name:
		return Planner(mapping, mapping.parameters(choices.parameters)).plan(table)
	return Planner(mapping, {}, doc.import_type, keep_stored=True).plan(table)


def mapping_for(doc, choices: Choices) -> Mapping:
	"""The mapping that an app brings, or the one by the file's heads."""
	if not choices.map_name:
		return mapping_of(doc.reference_doctype, choices.fields, doc.import_type, choices.key)
	mapping = load_mapping(find_shipped_mapping(choices.map_name, frappe.get_installed_apps()))
	if mapping.doctype != doc.reference_doctype:
		raise BadMapping(
			_("The mapping {0} is for {1}, not for {2}.").format(
				choices.map_name, _(mapping.doctype), _(doc.reference_doctype)
			)
		)
	return mapping


def options_of(doc) -> ImportOptions:
	"""How the rows of this import are loaded."""
	return ImportOptions(
		keep_stored=not Choices.of(doc).map_name,
		submit=bool(doc.submit_after_import),
		import_name=doc.name,
	)


def start(doc, leave_out_bad: bool = False) -> None:
	"""Load the good rows in the background. Raises NotNow while there are bad ones, unless they are to be left out."""
	check_open(doc)
	counts = Rows(doc.name).counts()
	if Choices.of(doc).failure:
		raise NotNow(Choices.of(doc).failure)
	if counts.get(BAD) and not leave_out_bad:
		raise NotNow(_("{0} rows have errors. Mend them, or leave them out.").format(counts[BAD]))
	if not counts.get(GOOD):
		raise NotNow(_("There is no row to import."))
	doc.db_set("status", IMPORTING)
	frappe.enqueue(
		load,
		queue="long",
		timeout=JOB_SECONDS,
		job_id=f"data_import::{doc.name}",
		deduplicate=True,
		data_import=doc.name,
	)


def load(data_import: str) -> None:
	"""Load the rows that are good and not loaded yet; the job that `start` queued. Goes on where it was cut off."""
	doc = frappe.get_doc("Data Import", data_import)
	if doc.status != IMPORTING:
		return
	lock = take_lock()
	try:
		_load_rows(doc)
	except Exception as error:
		frappe.db.rollback()
		choices = Choices.of(doc)
		choices.failure = refusal_text(error)
		_save_choices(doc, choices)
		doc.db_set("status", "Error")
		frappe.db.commit()
		raise
	finally:
		lock.release()


def take_lock():
	"""The lock of imports, waited for. Raises ImportRunning."""
	lock = import_lock(frappe.local.site_path)
	until = time.monotonic() + WAIT_FOR_LOCK_SECONDS
	while not lock.acquire():
		if time.monotonic() > until:
			raise ImportRunning(_("Another import is running on this site. Wait until it has finished."))
		time.sleep(1)
	return lock


def _load_rows(doc) -> None:
	frappe.db.set_mode(LAZY)
	undo_log.ensure_table()
	choices, rows = Choices.of(doc), Rows(doc.name)
	plan = make_plan(doc, choices, rows)
	result = ImportResult(plan.read, plan.filtered)
	applier = Applier(plan, result, options_of(doc), None)
	applier.journal = undo_log.UndoLog(doc.name)
	for bad in plan.bad:
		rows.mark([bad.line], REFUSED, _reasons(bad))
	frappe.db.commit()
	frappe.flags.mute_emails = bool(doc.mute_emails)
	for start_at in range(0, len(plan.rows), BATCH_ROWS):
		for row in plan.rows[start_at : start_at + BATCH_ROWS]:
			_load_row(doc, applier, rows, row)
		frappe.db.commit()
	finish(doc, rows, len(choices.heads))


def _load_row(doc, applier: Applier, rows: Rows, row) -> None:
	already = len(applier.result.bad)
	applier.journal.line = row.line
	applier.apply_row(row)
	refused = applier.result.bad[already:]
	reasons = _reasons(refused[0]) if refused else None
	rows.mark(row.lines, REFUSED if refused else DONE, reasons)
	names = [applier.names.get(id(record)) for record in row.records]
	frappe.get_doc(
		{
			"doctype": "Data Import Log",
			"data_import": doc.name,
			"row_indexes": json.dumps(list(row.lines)),
			"success": 0 if refused else 1,
			"docname": None if refused else names[-1],
			"messages": json.dumps(
				[{"message": reason} for _column, reason in reasons or ()], ensure_ascii=False
			),
			"log_index": row.line,
		}
	).db_insert()


def finish(doc, rows: Rows, columns: int) -> None:
	"""Say how it ended, and forget the cells of what is loaded."""
	counts = rows.counts()
	failed = counts.get(REFUSED, 0) + counts.get(BAD, 0)
	status = "Success" if not failed else ("Partial Success" if counts.get(DONE) else "Error")
	rows.blank([DONE], columns)
	doc.db_set("status", status)
	frappe.db.commit()
