"""The guard on every door: a document under an approval flow changes only through the engine, or by the holder of
an open task within his field rights.

The functions are bound to `*` in `hooks.py`. What a person sent is compared with the stored row in `before_validate`,
before controllers compute. `on_change` is the backstop for doors that skip it. `frappe.db.set_value` from server code runs no
hook; `drift.drifted` finds what was written that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint, cstr, get_datetime

from township_gov import refusals
from township_gov.workflows import doors, published, rights, standing
from township_gov.workflows.errors import DocumentGuarded
from township_gov.workflows.log import lock, write_system_change
from township_gov.workflows.records import kept_as_it_is
from township_gov.workflows.wording import listed

_CHECKED = "approval_checked"


@contextmanager
def opened(doctype: str, name: str | None, reason: str) -> Iterator[None]:
	"""Let server code change a guarded document, with a reason that is written to its Approval Log.

	`name` None lets it insert documents in a later state (imports of an existing register, demo data). No request
	can reach this: it is a block of code.
	"""
	if name:
		lock(doctype, name)
	with doors.opened(doctype, name):
		yield
	if name:
		write_system_change(doctype, name, reason)


# Hooks, in the order of the table in hooks.py


def before_insert(doc, method=None) -> None:
	"""A new document carries the first status; a new child row needs the right to add it."""
	_guard_records(doc, "insert")
	for parent in _guarded_parents(doc):
		_check_child(doc, parent, {f"{parent.parentfield}:add"}, "insert")
	if _is_shut(doc) and not doors.is_open(doc.doctype, None):
		_check_new(doc)


def before_validate(doc, method=None) -> None:
	"""Save and submit: the person's input against the stored row."""
	if doc.is_new():
		return
	_guard_records(doc, "save")
	for parent in _guarded_parents(doc):
		stored = frappe.get_doc(doc.doctype, doc.name)
		changed = {f"{parent.parentfield}.{name}" for name in rights.changes(stored, doc)}
		if cint(doc.idx) != cint(stored.idx):
			changed.add(f"{parent.parentfield}:order")
		if (doc.parenttype, doc.parent, doc.parentfield) != (
			stored.parenttype,
			stored.parent,
			stored.parentfield,
		):
			changed.add(f"{parent.parentfield}:delete")
		_check_child(doc, parent, changed, "save")
	if doc.doctype == "DocType" and not frappe.flags.in_migrate:
		_check_fields_unused(doc, doc.name, _fields_left_out(doc))
	if doc.doctype in published.guarded():
		_check_save(doc)
	else:
		_check_rows_taken_over(doc)


def before_update_after_submit(doc, method=None) -> None:
	"""Changing a submitted document follows the same rights."""
	before_validate(doc, method)


def before_cancel(doc, method=None) -> None:
	"""Cancelling is a flow of its own (rule 13)."""
	_guard_records(doc, "cancel")
	if _is_shut(doc) and (standing.latest(doc.doctype, doc.name) or published.applicable(doc)):
		_refuse(doc, "cancel", _("It was decided by an approval, so it cannot simply be cancelled."))


def before_rename(doc, method=None, old=None, new=None, merge=False) -> None:
	"""The log names the document, so its name stays; nothing is merged into it."""
	_guard_records(doc, "rename")
	_check_fresh(doc, "rename")
	for name in (old or doc.name, new if merge else None):
		if name and _is_shut(doc) and standing.latest(doc.doctype, name):
			_refuse(doc, "rename", _("Its approvals name it, so it keeps its name."))


def on_trash(doc, method=None) -> None:
	"""What has been in an approval is kept; a row of a document needs the right to delete it."""
	_guard_records(doc, "delete")
	for parent in _guarded_parents(doc):
		_check_child(doc, parent, {f"{parent.parentfield}:delete"}, "delete")
	_check_fresh(doc, "delete")
	if _is_shut(doc) and standing.latest(doc.doctype, doc.name):
		_refuse(doc, "delete", _("It has been in an approval and is kept. Withdraw the approval instead."))
	if doc.doctype == "Custom Field":
		_check_fields_unused(doc, doc.dt, {doc.fieldname})


def on_change(doc, method=None) -> None:
	"""The backstop: after any write, status and docstatus are still what the approval wrote."""
	if doc.flags.in_delete:
		return
	_guard_records(doc, "insert" if doc.flags.in_insert else "change")
	if not _is_shut(doc):
		return
	if not doc.flags.get(_CHECKED) and not doc.flags.in_insert:
		_check_save(doc, "set")
	instance = standing.latest(doc.doctype, doc.name)
	if instance:
		written = frappe.db.get_value(
			"Approval Instance", instance.name, ["document_status", "document_docstatus"], as_dict=True
		)
		fields = [published.version(instance.flow_version).status_field]
		moved = [name for name in fields if name and cstr(doc.get(name)) != cstr(written.document_status)]
		if moved or cint(doc.docstatus) != cint(written.document_docstatus):
			_refuse(doc, "change", _("Only its approval changes its status."), moved)


# What each door checks


def _guard_records(doc, door: str) -> None:
	"""The engine's own records are written by the engine alone, and the log by nobody twice."""
	if not doors.allows_record(doc.doctype, door):
		_refuse(doc, door, kept_as_it_is(doc.doctype))


def _is_shut(doc) -> bool:
	return doc.doctype in published.guarded() and not doors.is_open(doc.doctype, doc.name)


def _check_fresh(doc, door: str) -> None:
	"""What began while this request waited is not visible to it; but every start raises the revision."""
	if _is_shut(doc):
		now = frappe.db.get_value(doc.doctype, doc.name, "modified", for_update=True)
		if now and get_datetime(now) != get_datetime(doc.modified):
			_refuse(doc, door, _("It was changed a moment ago. Open it again, then decide."))


def _guarded_parents(doc) -> Iterator[frappe._dict]:
	"""The documents that a child row belongs to: by what was sent, and by what is stored."""
	if not doc.meta.istable:
		return
	places = [(doc.get("parenttype"), doc.get("parent"), doc.get("parentfield"))]
	if not doc.is_new():
		places.append(frappe.db.get_value(doc.doctype, doc.name, ["parenttype", "parent", "parentfield"]))
	for place in dict.fromkeys(place for place in places if place and place[0] and place[1]):
		if place[0] in published.guarded() and not doors.is_open(place[0], place[1]):
			yield frappe._dict(zip(("doctype", "name", "parentfield"), place, strict=True))


def _check_child(doc, parent: frappe._dict, changed: set[str], door: str) -> None:
	if changed and frappe.db.exists(parent.doctype, parent.name):
		_check_changes(frappe.get_doc(parent.doctype, parent.name), changed, door)


def _check_rows_taken_over(doc) -> None:
	"""A document without a flow may share its child type with one that has: rows cannot be moved over by name."""
	shared = published.guarded_children()
	for df in doc.meta.get_table_fields():
		names = [row.name for row in doc.get(df.fieldname) or () if row.name and not row.is_new()]
		if df.options not in shared or not names:
			continue
		for row in frappe.get_all(
			df.options, {"name": ("in", names)}, ["parenttype", "parent", "parentfield"]
		):
			if row.parenttype in published.guarded() and not doors.is_open(row.parenttype, row.parent):
				_check_changes(
					frappe.get_doc(row.parenttype, row.parent), {f"{row.parentfield}:delete"}, "save"
				)


def _check_new(doc) -> None:
	_check_first_status(doc, published.status_fields(doc), "insert")
	if cint(doc.docstatus) and published.applicable(doc):
		_refuse(doc, "submit", _("Save it first, then start its approval; its end submits it."))


def _check_first_status(doc, fields: Iterable[str], door: str) -> None:
	for name in fields:
		first = _first_value(doc.meta.get_field(name))
		if cstr(doc.get(name)) not in ("", first):
			text = _("A new one starts with {0}; what comes later is written by its approval.").format(
				_(first)
			)
			_refuse(doc, door, text, [name])


def _first_value(df) -> str:
	"""The status of a new document: the field's default, else its first option."""
	if df is None:
		return ""
	options = (
		[option for option in cstr(df.options).split("\n") if option] if df.fieldtype == "Select" else []
	)
	return cstr(df.default) or (options[0] if options else "")


def _check_save(doc, door: str = "save") -> None:
	doc.flags[_CHECKED] = True
	if doors.is_open(doc.doctype, doc.name):
		return
	stored = doc.get_doc_before_save() or frappe.get_doc(doc.doctype, doc.name)
	if cint(doc.docstatus) != cint(stored.docstatus):
		_check_submit(doc, stored)
	came = set(published.status_fields(doc)) - set(published.status_fields(stored))
	if came and not standing.latest(doc.doctype, doc.name):
		_check_first_status(doc, sorted(came), door)  # moved to a township whose flow writes them
	changed = rights.changes(stored, doc)
	if door == "set":  # server code that sets fields directly: what it computes is no person's input
		changed = {name for name in changed if not _computed(doc, name)}
	if changed:
		_check_changes(stored, changed, door)


def _computed(doc, name: str) -> bool:
	df = doc.meta.get_field(name)
	return bool(df and df.read_only and name not in published.status_fields(doc))


def _check_submit(doc, stored) -> None:
	if standing.latest(doc.doctype, doc.name) or published.applicable(stored) or published.applicable(doc):
		_refuse(
			doc,
			"submit",
			_("Nobody submits it by hand; the end of its approval does. Start it, or decide it."),
		)


def _check_changes(stored, changed: set[str], door: str) -> None:
	"""Refuse changes that the person's rights do not cover, naming them and what to do."""
	now = standing.of(stored)
	left = rights.uncovered(changed, now.rights, published.status_fields(stored))
	if not left:
		return
	labels = listed(rights.label(stored, name) for name in left)
	if now.running:
		text = _(
			"It is in approval at {0}, decided by {1}, and {2} cannot be changed in this step. "
			"Decide your task there, or ask for it to be returned."
		).format(standing.node_label(now), standing.who_decides(now), labels)
	elif now.state:
		text = _("Its approval has ended, so {0} cannot be changed any more.").format(labels)
	else:
		text = _("Before its approval, {0} cannot be changed. Start the approval to go on.").format(labels)
	_refuse(stored, door, text, left)


def _fields_left_out(doc) -> set[str]:
	"""The fields that a DocType has as stored and no longer has as sent."""
	stored = set(frappe.get_all("DocField", {"parent": doc.name, "parenttype": "DocType"}, pluck="fieldname"))
	return stored - {df.fieldname for df in doc.fields}


def _check_fields_unused(doc, doctype: str, gone: set[str]) -> None:
	"""A field that a version of a flow in force uses cannot be deleted (rule 10)."""
	users = published.users_of_fields(doctype, gone)
	if users:
		names = listed(f"{flow} ({fields})" for flow, fields in sorted(users.items()))
		text = _(
			"Approval flows in force use these fields: {0}. Hide them instead, or change the flow first."
		)
		_refuse(doc, "delete", text.format(names))


def _refuse(doc, door: str, text: str, fields: list[str] | None = None) -> NoReturn:
	"""Tell the person, and leave a record of the refusal when the transaction is gone."""
	subject = f"{_(doc.doctype)} {doc.name or ''}".strip()
	reasons = [text, *(fields or ())]
	refusals.record(doc, door, reasons)
	frappe.throw(f"{subject}: {text}", DocumentGuarded)
