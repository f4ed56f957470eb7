"""Three-way sync of what the app ships and administrators may change.

For each record the fingerprint of what was last shipped, and of the record as it then was, is kept in `Shipped Record`:

	untouched here   the new version is written
	edited here      it is kept; a newer shipped version waits, and the administrator may accept it
	deleted here     it stays deleted

Unlike Frappe's fixtures, an upgrade therefore neither overwrites nor resurrects anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from township_gov import clock, form_actions
from township_gov.shipped.sources import Item, items
from township_gov.shipped.standard import StandardItem, delete_again, put_back, standard_items
from township_gov.workflows.state import canonical, fingerprint

AS_SHIPPED, EDITED, WAITING = "As Shipped", "Edited Here", "Upgrade Waiting"
DELETED, DROPPED = "Deleted Here", "No Longer Shipped"


WHOLE = "whole "  # before a fingerprint of everything that the record held, not only of the fields that were shipped
ACCEPTABLE = (WAITING, DELETED)


class NothingWaitsError(frappe.ValidationError):
	"""The record has no upgrade to accept."""


def sync_all() -> dict[str, str]:
	"""Bring everything shipped in line; returns record → what was done (unchanged ones are left out)."""
	done = {}
	seen = set()
	for item in all_items():
		seen.add(_key(item))
		action = _settle(item) if isinstance(item, StandardItem) else _sync(item)
		if action:
			done[_key(item)] = action
	for name in frappe.get_all("Shipped Record", filters={"status": ("!=", DROPPED)}, pluck="name"):
		if name not in seen:
			_note(name, status=DROPPED, waiting=None, waiting_hash=None)
			done[name] = "no longer shipped"
	return done


def all_items() -> Iterator[Item]:
	"""What the app writes itself, then what the platform has imported."""
	yield from items()
	yield from standard_items()


def remember() -> None:
	"""Before a migration: keep what administrators made of the documents that the platform imports."""
	for item in standard_items():
		record = _record(item)
		if not record:
			continue
		if not frappe.db.exists(item.doctype, item.name):
			if record.status != DELETED:
				_note(_key(item), status=DELETED, waiting=None, waiting_hash=None, kept=None)
		elif record.status != DELETED and _is_untouched(item, record):
			if record.kept or record.status != AS_SHIPPED:
				_note(_key(item), status=AS_SHIPPED, waiting=None, waiting_hash=None, kept=None)
		else:
			_keep(item, record)
	frappe.flags.shipped_remembered = True


def _keep(item: StandardItem, record: frappe._dict) -> None:
	kept = canonical(item.whole())
	status = record.status if record.status == WAITING else EDITED
	if (kept, status) != (record.kept, record.status):
		_note(_key(item), status=status, kept=kept)


def accept(name: str) -> None:
	"""Replace an edited record by the shipped version that waits for it, or bring a deleted one back.

	Raises:
		NothingWaitsError
	"""
	item = next((item for item in all_items() if _key(item) == name), None)
	if item is None or frappe.db.get_value("Shipped Record", name, "status") not in ACCEPTABLE:
		frappe.throw(_("No upgrade waits for this record."), NothingWaitsError)
	_write(item)


@frappe.whitelist(methods=["POST"])
def accept_from_form(doc: str) -> None:
	"""The form's button Accept Upgrade; needs write permission on the record that it replaces."""
	record = form_actions.stored(doc, "Shipped Record", "read")
	if record.status == DELETED:
		frappe.has_permission(record.record_doctype, "create", throw=True)
	else:
		frappe.get_doc(record.record_doctype, record.record_name).check_permission("write")
	from township_gov.shipped import deciding

	deciding.accept(record.name)
	frappe.msgprint(_("The shipped version has replaced the edited one."), alert=True)


def _sync(item: Item) -> str:
	"""What was done with one shipped record."""
	record = _record(item)
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
		_note(_key(item), item=item, **_settled(item))
		return ""
	_note(_key(item), item=item, status=WAITING, waiting=_differences(item), waiting_hash=item.hash)
	return "kept: a record of this name was here before"


def _known(item: Item, record: frappe._dict) -> str:
	untouched = _is_untouched(item, record)
	if fingerprint(_content(item)) == item.hash and (untouched or record.shipped_hash != item.hash):
		if record.status != AS_SHIPPED or record.shipped_hash != item.hash:
			_note(_key(item), **_settled(item))
		return ""
	if not untouched:
		return _edited(item, record)
	if record.shipped_hash == item.hash:  # what is shipped reads otherwise once it is stored
		return ""
	_write(item)
	return "updated"


def _edited(item: Item, record: frappe._dict) -> str:
	if record.shipped_hash == item.hash:
		if record.status != EDITED:
			_note(_key(item), status=EDITED, waiting=None, waiting_hash=None)
		return ""
	if (record.status, record.waiting_hash) == (WAITING, item.hash):
		return ""
	_note(_key(item), status=WAITING, waiting=_differences(item), waiting_hash=item.hash)
	return "kept as edited: an upgrade waits"


def _settle(item: StandardItem) -> str:
	"""What was done, after the platform's import, with one document that the platform imports."""
	record = _record(item)
	there = frappe.db.exists(item.doctype, item.name)
	if not record:
		return _first_settled(item, bool(there))
	if record.status == DELETED:
		return _deleted(item, record, bool(there))
	if record.kept:
		if canonical(item.whole()) != record.kept:
			put_back(item, json.loads(record.kept))
		return _edited(item, record)
	if record.shipped_hash == item.hash:
		_note_import(item, record)
		return ""
	if _is_untouched(item, record):  # the platform took the file for an old one
		item.write()
	_note(_key(item), **_settled(item))
	return "updated"


def _note_import(item: StandardItem, record: frappe._dict) -> None:
	"""What nobody had touched before this migration and reads otherwise now, the platform's import has changed."""
	if frappe.flags.shipped_remembered and record.status == AS_SHIPPED and not _is_untouched(item, record):
		_note(_key(item), record_hash=_whole(item))


def _first_settled(item: StandardItem, there: bool) -> str:
	if not there:
		return ""
	if item.is_as_imported():
		_note(_key(item), item=item, **_settled(item))
		return ""
	# edited before the app began to keep such records: nobody knows what was shipped then
	_note(_key(item), item=item, status=EDITED, shipped_hash=item.hash)
	return "kept: it was edited here before"


def _differences(item: Item) -> str:
	"""What the waiting upgrade would change, for people to read: field → what is here, what is shipped."""
	here = _content(item)
	changed = {
		field: {"here": here.get(field), "shipped": value}
		for field, value in item.content.items()
		if _without_empty(here.get(field)) != _without_empty(value)
	}
	return json.dumps(changed, ensure_ascii=False, indent=1)


def _without_empty(value: Any) -> Any:
	if isinstance(value, list):
		return [_without_empty(row) for row in value]
	if isinstance(value, dict):
		return {key: _without_empty(each) for key, each in value.items() if each}
	return value or ""


def _deleted(item: StandardItem, record: frappe._dict, there: bool) -> str:
	if there:
		delete_again(item)
	if record.shipped_hash == item.hash:
		return ""
	_note(_key(item), shipped_hash=item.hash)
	return "stays deleted"


def _record(item: Item) -> frappe._dict | None:
	fields = ["shipped_hash", "record_hash", "waiting_hash", "status", "kept"]
	return frappe.db.get_value("Shipped Record", _key(item), fields, as_dict=True)


def _is_untouched(item: Item, record: frappe._dict) -> bool:
	"""True if the record is what it was when it was shipped; older sites kept only the fingerprint of the shipped fields."""
	if (record.record_hash or "").startswith(WHOLE):
		return record.record_hash == _whole(item)
	return record.record_hash == fingerprint(_content(item))


def _whole(item: Item) -> str:
	return WHOLE + fingerprint(plain_json(item.whole()))


def _write(item: Item) -> None:
	item.write()
	_note(_key(item), item=item, **_settled(item))


def _settled(item: Item) -> dict[str, Any]:
	return {
		"status": AS_SHIPPED,
		"shipped_hash": item.hash,
		"record_hash": _whole(item),
		"waiting": None,
		"waiting_hash": None,
		"kept": None,
		"shipped_at": clock.now(),
	}


def _content(item: Item) -> dict[str, Any]:
	return plain_json(item.stored())


def plain_json(values: dict[str, Any]) -> dict[str, Any]:
	"""The values as they come back from JSON."""
	return json.loads(canonical(values))


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
