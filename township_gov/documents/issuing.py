"""Giving official documents their numbers (文号), and taking numbers out of use.

A number is given at issue, in the transaction of the document: per organ code and year, without gaps. The row of
the series is locked first, so that of two who issue at once the second waits and gets the next number; a transaction
that is rolled back gives its number back. A void number stays with its document and is never given again.
"""

from __future__ import annotations

import hashlib
from typing import Any

import frappe
from frappe import _
from frappe.utils import cint

from township_gov import clock, language
from township_gov.documents import composing, kinds, signing
from township_gov.documents.errors import NumberUnknown
from township_gov.policies.document_numbers import number_text
from township_gov.workflows import doors

PAPER, SERIES = "Official Document", "Document Number Series"
ISSUED, VOID = "Issued", "Void"


def issue(doc, instance, node, kind: str, key: str) -> str:
	"""Issue the official document of `doc` and return its number; a repeated `key` returns the first one.

	`instance`: the Approval Instance or its name, locked by the caller. `node`: the step or its key. `kind`: code of
	an Official Document Kind. Raises a class of `errors.CannotIssue`.
	"""
	instance, node = getattr(instance, "name", instance), getattr(node, "key", node)
	request_key = digest(instance, key)
	if done := frappe.db.get_value(PAPER, {"request_key": request_key}, "number"):
		return done
	found = kinds.find(kind, doc.get("township"))
	values = composing.compose(doc, found, signing.signatory(instance))
	origin = {"instance": instance, "node_key": node, "request_key": request_key}
	paper = frappe.get_doc({**values, **origin, **_facts(doc, found), **_allot(doc.township, found)})
	with doors.records():
		paper.insert(ignore_permissions=True, ignore_links=True)
	_tell_document(doc, found, paper)
	return paper.number


def _facts(doc, kind) -> dict[str, Any]:
	"""What was issued for whom, when, by whom."""
	return {
		"doctype": PAPER,
		"kind": kind.name,
		"township": doc.township,
		"status": ISSUED,
		"issued_on": clock.today(),
		"issued_by": frappe.session.user,
		"issued_by_name": signing.name_of(frappe.session.user),
		"reference_doctype": doc.doctype,
		"reference_name": doc.name,
	}


def _allot(township: str, kind) -> dict[str, Any]:
	"""The next number of the kind in its township; the series stays locked until the transaction ends."""
	code, year = kinds.organ_code(kind, township), clock.today().year
	series, sequence = _next_number(township, code, year)
	return {
		"number": number_text(kind.pattern, code, year, sequence),
		"organ_code": code,
		"year": year,
		"sequence": sequence,
		"series": series,
	}


def void(number: str, reason: str, instance=None) -> None:
	"""Take a number out of use: it stays on record with the reason and is never given again.

	`instance` tells which one is meant where two townships write their numbers alike. A void number stays as it is.
	Raises `NumberUnknown`.
	"""
	filters = {"number": number}
	if instance:
		filters["instance"] = getattr(instance, "name", instance)
	names = frappe.get_all(PAPER, filters=filters, pluck="name", limit=2)
	if len(names) != 1:
		text = _("{0} is the number of no official document, or of several; name the approval it belongs to.")
		frappe.throw(text.format(number), NumberUnknown)
	paper = frappe.get_doc(PAPER, names[0], for_update=True)
	if paper.status == VOID:
		return
	paper.update(
		{
			"status": VOID,
			"void_reason": (reason or "").strip() or language.stored("Its approval ended without a result."),
			"voided_at": clock.now(),
			"voided_by": frappe.session.user,
		}
	)
	with doors.records():
		paper.save(ignore_permissions=True)
	_note(paper, "Number {0} was made void: {1}", paper.number, paper.void_reason)


def blank(doc, kind: str, instance=None) -> dict[str, Any]:
	"""The values of an official document before it is issued: its number has room for the running number."""
	found = kinds.find(kind, doc.get("township"))
	signatory = signing.signatory(getattr(instance, "name", instance)) if instance else ""
	code, year = kinds.organ_code(found, doc.township), clock.today().year
	return {
		"doctype": PAPER,
		"number": number_text(found.pattern, code, year, None),
		"kind": found.name,
		"township": doc.township,
		"issued_on": clock.today(),
		"status": "",
		**composing.compose(doc, found, signatory),
	}


def digest(instance: str, key: str) -> str:
	"""A step's request, named for the whole site."""
	return hashlib.sha256(f"{instance}\n{key}".encode()).hexdigest()[:40]


def _next_number(township: str, organ_code: str, year: int) -> tuple[str, int]:
	"""The series, locked until the transaction ends, and the number after its last one.

	The read is a locking one, so it sees what others have committed while this one waited (InnoDB's other reads
	would show the state of its first read).
	"""
	name = f"{township}-{organ_code}-{year}"
	_create_series(name, township, organ_code, year)
	last, opening = frappe.db.get_value(SERIES, name, ["last_number", "opening"], for_update=True)
	number = max(cint(last), cint(opening)) + 1
	frappe.db.set_value(SERIES, name, "last_number", number)
	return name, number


def _create_series(name: str, township: str, organ_code: str, year: int) -> None:
	"""The first number of a year begins its series.

	Those who begin one wait for each other at one row, whatever their township, and look again: on MariaDB two who insert
	into the same gap, or find each other's row and then lock it, would be a deadlock.
	"""
	if frappe.db.exists(SERIES, name):
		return
	frappe.db.get_value("DocType", SERIES, "name", for_update=True)
	if frappe.db.get_value(SERIES, name, "name", for_update=True):
		return
	values = {"township": township, "organ_code": organ_code, "year": year, "opening": 0, "last_number": 0}
	frappe.get_doc({"doctype": SERIES, **values}).insert(ignore_permissions=True)


def _tell_document(doc, kind, paper) -> None:
	"""The document carries its number, where it has a field for it, and its timeline names the paper."""
	if kind.number_field and doc.meta.has_field(kind.number_field):
		frappe.db.set_value(doc.doctype, doc.name, kind.number_field, paper.number, update_modified=False)
		doc.set(kind.number_field, paper.number)
	_note(paper, "Issued as {0}", paper.number)


def _note(paper, text: str, *values: str) -> None:
	"""A line in the timeline of the document that the paper came from."""
	comment = frappe.get_doc(
		{
			"doctype": "Comment",
			"comment_type": "Info",
			"reference_doctype": paper.reference_doctype,
			"reference_name": paper.reference_name,
			"comment_email": frappe.session.user,
			"comment_by": signing.name_of(frappe.session.user),
			"content": frappe.utils.escape_html(language.stored(text).format(*values)),
		}
	)
	comment.insert(ignore_permissions=True, ignore_links=True)
