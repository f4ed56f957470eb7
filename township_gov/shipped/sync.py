"""Three-way sync of what the app ships and administrators may change.

For each record the fingerprint of what was last shipped, and of the record as it then was, is kept in `Shipped Record`:

	untouched here   the new version is written
	edited here      it is kept; a newer shipped version waits, and the administrator may accept it
	deleted here     it stays deleted

Unlike Frappe's fixtures, an upgrade therefore neither overwrites nor resurrects anything.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from township_gov import clock, form_actions
from township_gov.shipped.sources import Item, items
from township_gov.workflows.state import canonical, fingerprint

AS_SHIPPED, EDITED, WAITING = "As Shipped", "Edited Here", "Upgrade Waiting"
DELETED, DROPPED = "Deleted Here", "No Longer Shipped"


class NothingWaitsError(frappe.ValidationError):
	"""The record has no upgrade to accept."""


def sync_all() -> dict[str, str]:
	"""Bring everything shipped in line; returns record → what was done (unchanged ones are left out)."""
	done = {}
	seen = set()
	for item in items():
		seen.add(_key(item))
		action = _sync(item)
		if action:
			done[_key(item)] = action
	for name in frappe.get_all("Shipped Record", filters={"status": ("!=", DROPPED)}, pluck="name"):
		if name not in seen:
			_note(name, status=DROPPED, waiting=None, waiting_hash=None)
			done[name] = "no longer shipped"
	return done


def accept(name: str) -> None:
	"""Replace an edited record by the shipped version that waits for it. Raises NothingWaitsError."""
	item = next((item for item in items() if _key(item) == name), None)
	if item is None or frappe.db.get_value("Shipped Record", name, "status") != WAITING:
		frappe.throw(_("No upgrade waits for this record."), NothingWaitsError)
	_write(item)


@frappe.whitelist(methods=["POST"])
def accept_from_form(doc: str) -> None:
	"""The form's button Accept Upgrade; needs write permission on the record that it replaces."""
	record = form_actions.stored(doc, "Shipped Record", "read")
	frappe.get_doc(record.record_doctype, record.record_name).check_permission("write")
	accept(record.name)
	frappe.msgprint(_("The shipped version has replaced the edited one."), alert=True)


def _sync(item: Item) -> str:
	"""What was done with one shipped record."""
	record = frappe.db.get_value(
		"Shipped Record", _key(item), ["shipped_hash", "record_hash", "waiting_hash", "status"], as_dict=True
	)
	there = frappe.db.exists(item.doctype, item.name)
	if not record:
		return _first_time(item, bool(there))
	if not there:
		if record.status != DELETED:
			_note(_key(item), status=DELETED, waiting=None, waiting_hash=None)
			return "stays deleted"
		return ""
	return _known(item, record)


def _first_time(item: Item, there: bool) -> str:
	if not there:
		_write(item)
		return "added"
	if _content(item) == item.content:
		_note(_key(item), item=item, status=AS_SHIPPED, shipped_hash=item.hash, record_hash=item.hash)
		return ""
	_note(_key(item), item=item, status=WAITING, waiting=canonical(item.content), waiting_hash=item.hash)
	return "kept: a record of this name was here before"


def _known(item: Item, record: frappe._dict) -> str:
	now = fingerprint(_content(item))
	if now == item.hash:
		if record.status != AS_SHIPPED or record.shipped_hash != item.hash:
			_note(_key(item), **_settled(item))
		return ""
	if now == record.record_hash:
		_write(item)
		return "updated"
	if record.shipped_hash == item.hash:
		if record.status != EDITED:
			_note(_key(item), status=EDITED)
		return ""
	if record.waiting_hash == item.hash:
		return ""
	_note(_key(item), status=WAITING, waiting=canonical(item.content), waiting_hash=item.hash)
	return "kept as edited: an upgrade waits"


def _write(item: Item) -> None:
	item.write()
	_note(_key(item), item=item, **_settled(item))


def _settled(item: Item) -> dict[str, Any]:
	return {
		"status": AS_SHIPPED,
		"shipped_hash": item.hash,
		"record_hash": fingerprint(_content(item)),
		"waiting": None,
		"waiting_hash": None,
		"shipped_at": clock.now(),
	}


def _content(item: Item) -> dict[str, Any]:
	return json.loads(canonical(item.stored()))


def _key(item: Item) -> str:
	return f"{item.doctype}-{item.name}"


def _note(name: str, item: Item | None = None, **values: Any) -> None:
	if frappe.db.exists("Shipped Record", name):
		doc = frappe.get_doc("Shipped Record", name)
	else:
		doc = frappe.new_doc("Shipped Record")
		doc.update({"record_doctype": item.doctype, "record_name": item.name})
	doc.update(values)
	doc.save(ignore_permissions=True)
