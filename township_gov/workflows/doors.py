"""The doors of the engine: which documents the program itself may change right now.

A door is open inside a `with` block of server code and nowhere else; no request can open one, because it lives in the
memory of the running request and not in the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

_FLAG = "approval_doors"
RECORDS = ("Approval Record", "*")

# Written by the program alone
ENGINE_RECORDS = frozenset(
	(
		"Approval Copy",
		"Approval Flow Version",
		"Approval Instance",
		"Approval Log",
		"Approval Notification",
		"Approval Task",
		"Audit Entry",
		"Audit Value",
		"Official Document",
		"Refusal Record",
	)
)
# Never changed or deleted once written, not even by the engine
APPEND_ONLY = frozenset(
	("Approval Flow Version", "Approval Log", "Audit Entry", "Audit Value", "Refusal Record")
)


def is_of_the_platform(doctype: str) -> bool:
	"""Whether a doctype is Frappe's own (users, rights, settings, reports …), a table of rows, or a single record."""
	if not doctype or not frappe.db.exists("DocType", doctype):
		return False
	meta = frappe.get_meta(doctype)
	if meta.istable or meta.issingle:
		return True
	return not meta.custom and frappe.db.get_value("Module Def", meta.module, "app_name") == "frappe"


@contextmanager
def opened(doctype: str, name: str) -> Iterator[None]:
	"""Open the door to one document for the block."""
	doors = frappe.flags.get(_FLAG) or []
	frappe.flags[_FLAG] = [*doors, (doctype, name)]
	try:
		yield
	finally:
		frappe.flags[_FLAG] = doors


@contextmanager
def records() -> Iterator[None]:
	"""Open the door to the engine's own records for the block."""
	with opened(*RECORDS):
		yield


def is_open(doctype: str, name: str | None) -> bool:
	"""Whether the program may change this document now."""
	return (doctype, name) in (frappe.flags.get(_FLAG) or ())


def allows_record(doctype: str, door: str) -> bool:
	"""Whether one of the engine's records (or any other doctype) may pass a door: insert, save, delete …"""
	if doctype in APPEND_ONLY and door != "insert":
		return False
	return doctype not in ENGINE_RECORDS or (door != "delete" and records_open())


def records_open() -> bool:
	"""Whether the engine may write its records now."""
	return RECORDS in (frappe.flags.get(_FLAG) or ())
