"""The hooks that see what happens to documents (`doc_events` of `*`).

`on_change` runs after every insert, save, submit, cancel and `db_set`, last of all hooks, so that a refused act has no entry.
`frappe.db.set_value` and raw SQL run no hook: what the engine writes that way is told by the entry of its act, and what
somebody else writes so shows when the entries are compared with the records.
"""

from __future__ import annotations

import frappe
from frappe.utils import cint

from township_gov.audit import changes, entries, kinds, place
from township_gov.audit.hashing import Change, compact, digest

_TOLD = "audit_told"
_STATES = {(0, 1): kinds.SUBMIT, (1, 2): kinds.CANCEL}


def on_change(doc, method=None) -> None:
	"""Insert, save, submit, cancel, `db_set`."""
	if doc.doctype in kinds.NOT_AUDITED:
		if doc.flags.in_insert and doc.doctype in _SPECIAL:
			_SPECIAL[doc.doctype](doc)
		return
	if doc.flags.in_delete or _is_setting_up():
		return
	is_new = bool(doc.flags.in_insert)
	if doc.doctype in kinds.IDENTITY_FREE:
		if not is_new:
			entries.write(kinds.CHANGE, doc)
		return
	before = None if is_new else doc.get_doc_before_save()
	told = _told(doc, before)
	kind = kinds.CHANGE if is_new and told else _kind(doc, before, is_new)
	found = changes.of(doc, before, told)
	if found or kind == kinds.INSERT:
		told["creation"] = ""
		entries.write(kind, doc, changes=found)


def after_delete(doc, method=None) -> None:
	"""A document is gone; its last values stay with the entry."""
	if doc.doctype in kinds.NOT_AUDITED or _is_setting_up():
		return
	gone = [] if doc.doctype in kinds.IDENTITY_FREE else changes.of_deleted(doc)
	entries.write(kinds.DELETE, doc, changes=gone)


def after_rename(doc, method=None, old=None, new=None, merge=False) -> None:
	"""A document has another name: older entries keep the old one, this one holds both."""
	if doc.doctype in kinds.NOT_AUDITED or _is_setting_up():
		return
	details = {"old": str(old), "new": str(new), "merged": bool(merge)}
	entries.write(kinds.RENAME, doc, changes=[Change("name", str(old), str(new))], details=details)


def on_logout(login_manager=None) -> None:
	"""Signing out."""
	if frappe.session.user != "Guest":
		entries.write(kinds.SIGN_OUT, about=place.Place("User", frappe.session.user))


def _told(doc, before) -> dict[str, str | None]:
	"""What the entries of this save have told so far: controllers set more fields in `on_update`, each running `on_change`."""
	told = doc.flags.get(_TOLD)
	if told is None or told[0] is not before:
		told = (before, {})
		doc.flags[_TOLD] = told
	return told[1]


def _kind(doc, before, is_new: bool) -> str:
	if is_new:
		return kinds.INSERT
	return _STATES.get((cint(before.docstatus) if before else 0, cint(doc.docstatus)), kinds.CHANGE)


def _is_setting_up() -> bool:
	"""What an installation or an upgrade brings along is told by one entry of its own (`upgraded`)."""
	flags = frappe.local.flags
	return bool(flags.in_install or flags.in_migrate or flags.in_patch or flags.in_uninstall)


def upgraded() -> None:
	"""After an installation or an upgrade: which versions of the apps are here now, if they changed."""
	if not frappe.db.table_exists("Audit Entry"):
		return
	apps = frappe.get_all(
		"Installed Application",
		filters={"parent": "Installed Applications"},
		fields=["app_name", "app_version"],
		order_by="idx asc",
	)
	versions = {row.app_name: row.app_version for row in apps}
	last = frappe.get_all(
		"Audit Entry",
		filters={"kind": kinds.UPGRADE},
		pluck="details",
		order_by="name desc",
		limit=1,
	)
	if last != [compact(versions)]:
		entries.write(kinds.UPGRADE, details=versions)


# Records of the platform and of the app that stand for something that happened


def _of_sign_in(doc) -> None:
	kind = {
		("Login", "Success"): kinds.SIGN_IN,
		("Login", "Failed"): kinds.FAILED_SIGN_IN,
	}.get((doc.operation, doc.status))
	if doc.operation == "Impersonate":
		kind = kinds.IMPERSONATION
	if not kind:
		return
	typed = doc.user or ""
	who = frappe.session.user if kind == kinds.IMPERSONATION else typed or "Guest"
	reason = "" if kind == kinds.SIGN_IN else str(doc.subject or "")
	entries.write(
		kind, about=place.Place("User", typed), user=who, reason=reason, action=str(doc.full_name or "")
	)


def _of_refusal(doc) -> None:
	entries.write(
		kinds.REFUSAL,
		about=place.Place(doc.reference_doctype or "", str(doc.reference_name or "")),
		action=doc.action or "",
		reason=doc.reasons or "",
		details={"refusal_record": doc.name, "kind": doc.kind or ""},
		user=doc.user,
		township=doc.township,
	)


def _of_act(doc) -> None:
	"""An act of an approval: all of it stands in the Approval Log, whose row this entry pins by its hash."""
	entries.write(
		kinds.ACT,
		about=place.Place(doc.reference_doctype, str(doc.reference_name)),
		action=doc.action or "",
		reason=doc.opinion or "",
		details={
			"approval_log": doc.name,
			"instance": doc.instance,
			"seq": doc.seq,
			"from": doc.from_node or "",
			"to": doc.to_node or "",
			"acting_for": doc.acting_for or "",
			"log_hash": digest(doc.event, doc.facts, doc.effects, doc.state_hash, doc.opinion, doc.changes),
		},
		user=doc.actor,
		township=doc.township,
	)


_SPECIAL = {"Activity Log": _of_sign_in, "Refusal Record": _of_refusal, "Approval Log": _of_act}
