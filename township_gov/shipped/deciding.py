"""Decisions about upgrades that wait: accept, keep, or take some fields; remembered, recorded, and undone once.

What is decided stays decided: the next migration that ships the same changes nothing, a newer version waits again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import frappe
from frappe import _

from township_gov import clock, sent
from township_gov.administration import access
from township_gov.shipped import compare, sync
from township_gov.shipped.sources import FlowItem, Item
from township_gov.shipped.standard import StandardItem, put_back
from township_gov.workflows import publishing
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of, values_of

PAGE = "/pending-upgrades"
ACCEPTED, KEPT, IN_PART, BROUGHT_BACK = "Accepted", "Kept", "In Part", "Brought Back"
_SYNC_FIELDS = ("status", "shipped_hash", "record_hash", "waiting", "waiting_hash", "kept")


class NotUndoneError(frappe.ValidationError):
	"""There is no decision to undo, or the record was changed since."""


class UnknownFieldError(frappe.ValidationError):
	"""A field that the waiting upgrade does not change."""


def pending() -> list[dict[str, Any]]:
	"""Records whose upgrade waits, those deleted here, and what was decided last; only what the user may read."""
	fields = [
		"name",
		"record_doctype",
		"record_name",
		"status",
		"decision",
		"decided_by",
		"decided_at",
		"modified",
	]
	rows = frappe.get_list("Shipped Record", fields=fields, order_by="modified desc", limit=2000)
	return [row for row in rows if row.status in (sync.WAITING, sync.DELETED, sync.EDITED) or row.decision]


def title_of(doctype: str, name: str) -> str:
	"""What people call a shipped record: its title, else its name in their language."""
	field = frappe.get_meta(doctype).get("title_field")
	title = frappe.db.get_value(doctype, name, field) if field else None
	return _(title or name)


def item_of(name: str) -> Item:
	"""The shipped record of this name. Raises `NothingWaitsError` where the app ships it no more."""
	item = next((item for item in sync.all_items() if sync._key(item) == name), None)
	if item is None:
		frappe.throw(_("The program does not ship this record any more."), sync.NothingWaitsError)
	return item


def changes(name: str) -> list[dict[str, Any]]:
	"""What the waiting upgrade would change, field by field, in words."""
	item = item_of(name)
	return compare.differences(item, sync._content(item)) if frappe.db.exists(item.doctype, item.name) else []


@frappe.whitelist(methods=["POST"])
def accept(name: str) -> dict[str, str]:
	"""Take the whole upgrade, or bring back what was deleted here."""
	record = _record(name, sync.ACCEPTABLE)
	before = _before(item_of(name), record)
	sync.accept(name)
	_decide(name, BROUGHT_BACK if record.status == sync.DELETED else ACCEPTED, before)
	return _answer(_("The shipped version is in use now: {0}."), record)


@frappe.whitelist(methods=["POST"])
def keep(name: str) -> dict[str, str]:
	"""Keep what was made here; the same version does not ask again."""
	record = _record(name, (sync.WAITING,))
	item = item_of(name)
	before = _before(item, record)
	_settle_kept(item)
	_decide(name, KEPT, before)
	return _answer(_("Kept as it is here: {0}."), record)


@frappe.whitelist(methods=["POST"])
def take_fields(name: str, fields: list | str | None = None) -> dict[str, str]:
	"""Take the shipped value of some fields, and keep the others as they are here.

	Raises:
		UnknownFieldError
	"""
	chosen = sent.texts_of(fields)
	possible = [change["field"] for change in changes(name)]
	if not chosen or set(chosen) - set(possible):
		frappe.throw(_("Tick at least one of the fields that the upgrade changes."), UnknownFieldError)
	if set(chosen) == set(possible):
		return accept(name)
	record = _record(name, (sync.WAITING,))
	item = item_of(name)
	before = _before(item, record)
	_write_merged(item, chosen)
	_settle_kept(item)
	_decide(name, IN_PART, before)
	return _answer(
		_("{1} fields are taken over, the others stay as they are here: {0}."), record, len(chosen)
	)


def _write_merged(item: Item, chosen: list[str]) -> None:
	here = sync._content(item)
	if isinstance(item, FlowItem):
		values = compare.as_fields(item, here) | _chosen(compare.as_fields(item, item.content), chosen)
		replace(item, content=definition_of(values)).write()
	elif isinstance(item, StandardItem):
		put_back(item, sync.plain_json(item.whole()) | _chosen(item.content, chosen))
	else:
		replace(item, content=_chosen(item.content, chosen)).write()


def _chosen(values: dict[str, Any], fields: list[str]) -> dict[str, Any]:
	return {field: values.get(field) for field in fields}


def _settle_kept(item: Item) -> None:
	"""From now on this version is the known one, and the record counts as edited here."""
	kept = sync.canonical(item.whole()) if isinstance(item, StandardItem) else None
	sync._note(
		sync._key(item),
		status=sync.EDITED,
		shipped_hash=item.hash,
		waiting=None,
		waiting_hash=None,
		kept=kept,
	)


@frappe.whitelist(methods=["POST"])
def undo(name: str) -> dict[str, str]:
	"""Take the last decision back: the record is again what it was, and its upgrade waits again.

	Raises:
		NotUndoneError
	"""
	record = _record(name)
	if not (record.decision and record.before):
		frappe.throw(_("There is no decision to undo."), NotUndoneError)
	item, before = item_of(name), json.loads(record.before)
	if frappe.db.exists(item.doctype, item.name) and sync._whole(item) != before["after"]:
		frappe.throw(
			_("{0} was changed since the decision, so it is not put back. Change it on its own form.").format(
				title_of(record.record_doctype, record.record_name)
			),
			NotUndoneError,
		)
	_restore(item, before["content"])
	undone = {"decision": None, "decided_by": frappe.session.user, "decided_at": clock.now(), "before": None}
	sync._note(name, **before["sync"], **undone)
	return _answer(_("The decision was undone: {0}."), record)


def _restore(item: Item, content: dict[str, Any] | None) -> None:
	if content is None:
		frappe.delete_doc(item.doctype, item.name, force=True, ignore_permissions=True)
	elif isinstance(item, FlowItem):
		_restore_flow(item, content)
	elif isinstance(item, StandardItem):
		put_back(item, content)
	else:
		replace(item, content=content).write()


def _restore_flow(item: FlowItem, content: dict[str, Any]) -> None:
	is_retired = content.pop("retired", False)
	doc = frappe.get_doc(item.doctype, item.name)
	doc.update(values_of(Flow.parse(content)))
	doc.save(ignore_permissions=True)
	publishing.retire(doc) if is_retired else publishing.publish(doc)


def _before(item: Item, record: Any) -> dict[str, Any]:
	"""What a decision is undone to: the record's content, and what was known of it."""
	content = None
	if frappe.db.exists(item.doctype, item.name):
		content = sync.plain_json(item.whole()) if isinstance(item, StandardItem) else sync._content(item)
	return {"content": content, "sync": {field: record.get(field) for field in _SYNC_FIELDS}}


def _decide(name: str, decision: str, before: dict[str, Any]) -> None:
	item = item_of(name)
	sync._note(
		name,
		decision=decision,
		decided_by=frappe.session.user,
		decided_at=clock.now(),
		before=json.dumps({**before, "after": sync._whole(item)}, ensure_ascii=False),
	)


def _record(name: str, states: tuple[str, ...] = ()) -> Any:
	"""The Shipped Record, for an administrator who may change what it is about."""
	access.check()
	record = frappe.get_doc(
		"Shipped Record", name, for_update=True
	)  # of two who decide at once the second is told
	record.check_permission("read")
	if frappe.db.exists(record.record_doctype, record.record_name):
		frappe.get_doc(record.record_doctype, record.record_name).check_permission("write")
	else:
		frappe.has_permission(record.record_doctype, "create", throw=True)
	if states and record.status not in states:
		frappe.throw(_("No upgrade waits for this record."), sync.NothingWaitsError)
	return record


def _answer(text: str, record: Any, *values: Any) -> dict[str, str]:
	return {"said": text.format(title_of(record.record_doctype, record.record_name), *values), "url": PAGE}
