"""Taking a whole import back: new records are deleted, changed ones get their values back.

Refused in words, record by record and before anything is touched, where a record was changed since, is submitted, or is
used by another. The person needs the rights to delete and to write; the records' own rules and the audit see every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import frappe
from frappe import _

from frappe_standalone.core.data_import.errors import ImportRefused
from frappe_standalone.core.data_import.run import refusal_text
from frappe_standalone.core.data_import.staged import (
	JOB_SECONDS,
	UNDOING,
	UNDONE,
	Choices,
	NotNow,
	_save_choices,
	take_lock,
)
from frappe_standalone.core.data_import.staging import DONE, Rows
from frappe_standalone.core.data_import.staging import UNDONE as ROW_UNDONE
from frappe_standalone.core.data_import.undo_log import Entry, UndoLog, ensure_table, values_to_restore
from frappe_standalone.core.db import LAZY
from frappe_standalone.core.model.links import get_dynamic_link_fields, get_link_fields

UNDOABLE = ("Success", "Partial Success", "Error", "Timed Out")
BATCH = 50
ASKED_AT_ONCE = 500
SHOWN = 100


class ChangedSince(ImportRefused):
	"""Somebody changed a record while its import was being undone."""


@dataclass(frozen=True)
class Hindrance:
	"""Why one record cannot be taken back."""

	line: int
	doctype: str
	name: str
	reason: str


def hindrances(doc) -> list[Hindrance]:
	"""Everything that stands against undoing an import, in the order of the file."""
	ensure_table()
	entries = UndoLog(doc.name).latest()
	by_doctype: dict[str, list[Entry]] = {}
	for entry in entries:
		by_doctype.setdefault(entry.doctype, []).append(entry)
	ours = {(entry.doctype, entry.name) for entry in entries if entry.previous is None}
	found: list[Hindrance] = []
	for doctype, written in by_doctype.items():
		found += _rights(doctype, written)
		found += _changed_since(doctype, written)
		found += _used_since(doctype, [entry for entry in written if entry.previous is None], ours)
	return sorted(found, key=lambda each: each.line)


def _rights(doctype: str, entries: list[Entry]) -> Iterator[Hindrance]:
	for right, meant in (("delete", None), ("write", dict)):
		concerned = [e for e in entries if isinstance(e.previous, dict) == (meant is dict)]
		if concerned and not frappe.has_permission(doctype, right):
			text = _("You may not {0} records of {1}. Ask your administrator to undo this import.")
			first = concerned[-1]
			yield Hindrance(first.line, doctype, first.name, text.format(_(right), _(doctype)))


def _changed_since(doctype: str, entries: list[Entry]) -> Iterator[Hindrance]:
	latest: dict[str, Entry] = {}
	for entry in entries:
		latest.setdefault(entry.name, entry)
	for names in _chunks(list(latest)):
		for row in frappe.get_all(
			doctype, {"name": ["in", names]}, ["name", "modified", "modified_by", "docstatus"]
		):
			entry = latest[row.name]
			if row.docstatus == 1 and entry.previous is None:
				reason = _("It is submitted. Cancel it first.")
			elif str(row.modified) != entry.modified:
				reason = _("{0} changed it since, at {1}.").format(
					frappe.utils.get_fullname(row.modified_by), str(row.modified)[:16]
				)
			else:
				continue
			yield Hindrance(entry.line, doctype, row.name, reason)


def _used_since(doctype: str, entries: list[Entry], ours: set[tuple[str, str]]) -> Iterator[Hindrance]:
	lines = {entry.name: entry.line for entry in entries}
	ignored = set(frappe.get_hooks("ignore_links_on_delete"))
	for names in _chunks(list(lines)):
		users = [*_by_links(doctype, names, ignored), *_by_dynamic_links(doctype, names, ignored)]
		for name, holder_type, holder in users:
			if (holder_type, holder) not in ours and (holder_type, holder) != (doctype, name):
				reason = _("{0} {1} uses it.").format(_(holder_type), holder)
				yield Hindrance(lines[name], doctype, name, reason)


def _by_links(doctype: str, names: list[str], ignored: set[str]) -> Iterator[tuple[str, str, str]]:
	for link in get_link_fields(doctype):
		if link.parent in ignored:
			continue
		if link.issingle:
			value = frappe.db.get_single_value(link.parent, link.fieldname)
			if value in names:
				yield value, link.parent, link.parent
			continue
		yield from _holders(link, {link.fieldname: ["in", names]}, ignored)


def _by_dynamic_links(doctype: str, names: list[str], ignored: set[str]) -> Iterator[tuple[str, str, str]]:
	for link in get_dynamic_link_fields():
		if link.parent not in ignored and not link.issingle:
			yield from _holders(link, {link.options: doctype, link.fieldname: ["in", names]}, ignored)


def _holders(link, filters: dict, ignored: set[str]) -> Iterator[tuple[str, str, str]]:
	if not frappe.db.table_exists(link.parent):
		return
	columns = [f"{link.fieldname} as used", "name", "docstatus"]
	columns += ["parent", "parenttype"] if link.istable else []
	for row in frappe.get_all(link.parent, filters, columns, limit=SHOWN):
		holder_type = row.parenttype if link.istable else link.parent
		if holder_type and holder_type not in ignored and row.docstatus != 2:
			yield row.used, holder_type, row.parent if link.istable else row.name


def _chunks(names: list[str]) -> Iterator[list[str]]:
	for start in range(0, len(names), ASKED_AT_ONCE):
		yield names[start : start + ASKED_AT_ONCE]


def start_undo(doc) -> list[Hindrance]:
	"""Undo an import in the background; returns what stands against it (then nothing is started)."""
	if doc.status not in UNDOABLE or not UndoLog(doc.name).count():
		raise NotNow(_("This import has written nothing that could be undone."))
	found = hindrances(doc)
	if not found:
		doc.db_set("status", UNDOING)
		frappe.enqueue(
			take_back,
			queue="long",
			timeout=JOB_SECONDS,
			job_id=f"data_import_undo::{doc.name}",
			deduplicate=True,
			data_import=doc.name,
		)
	return found


def take_back(data_import: str) -> None:
	"""Take back what an import wrote, the latest first; the job that `start_undo` queued. Goes on where it was cut off."""
	doc = frappe.get_doc("Data Import", data_import)
	if doc.status != UNDOING:
		return
	lock = take_lock()
	try:
		frappe.db.set_mode(LAZY)
		_take_back(doc, UndoLog(doc.name))
		Rows(doc.name).mark_all([DONE], ROW_UNDONE)
		doc.db_set("status", UNDONE)
		frappe.db.commit()
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


def _take_back(doc, log: UndoLog) -> None:
	rows = Rows(doc.name)
	while entries := log.latest(BATCH):
		for entry in entries:
			_take_back_one(doc, entry)
			log.forget(entry)
			rows.mark([entry.line], ROW_UNDONE)
		frappe.db.commit()


def _take_back_one(data_import, entry: Entry) -> None:
	now = frappe.db.get_value(entry.doctype, entry.name, ["modified", "modified_by"], as_dict=True)
	if not now:
		return
	# Undoing one record may touch another of the same import; what somebody else did since the question is his work
	by_undoing = now.modified_by == frappe.session.user and now.modified >= data_import.modified
	if str(now.modified) != entry.modified and not by_undoing:
		raise ChangedSince(
			_("{0} {1}: {2} changed it since, at {3}.").format(
				_(entry.doctype),
				entry.name,
				frappe.utils.get_fullname(now.modified_by),
				str(now.modified)[:16],
			)
		)
	if entry.previous is None:
		frappe.delete_doc(entry.doctype, entry.name)
		return
	doc = frappe.get_doc(entry.doctype, entry.name)
	doc.flags.via_data_import = True
	doc.flags.updater_reference = {
		"doctype": "Data Import",
		"docname": data_import.name,
		"label": _("via undoing a Data Import"),
	}
	doc.update(values_to_restore(entry.previous))
	doc.save()
