"""Due dates that a change of the calendar moves: shown before it is saved, settled afterwards, told to those concerned.

Due dates in a year that was not announced yet are provisional (暂定); once its calendar is loaded they are settled. A
correction of a year that is loaded moves dates as well. Each record whose dates move gets them anew and a note of what
they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import calendars, clock, document_clock, language
from township_gov.township_gov.doctype.incoming_document import incoming_document
from township_gov.township_gov.doctype.petition import daily as petitions
from township_gov.township_gov.doctype.petition import petition_clock
from township_gov.township_gov.doctype.service_case import case_clock
from township_gov.township_gov.doctype.service_case import daily as service_cases

# A dry run looks at no more records of a register: it is to answer at once
MOST_TRIED = 500
_SHOWN = 20


@dataclass(frozen=True)
class Register:
	"""A register with due dates: which records are open, how they are computed, and the dates that people rely on."""

	open: tuple[str, ...]
	compute: Callable[[Any], None]
	refresh: Callable[[Any], None]
	due_fields: tuple[str, ...]
	title_field: str
	has_provisional: bool = True


@dataclass(frozen=True)
class Move:
	"""One due date that a calendar moves."""

	doctype: str
	name: str
	title: str
	label: str
	before: str
	after: str


def _refresh_incoming(document: Any) -> None:
	document_clock.set_clock(document)
	values = {"due_on": document.due_on, "light": document.light}
	frappe.db.set_value("Incoming Document", document.name, values, update_modified=False)


_REGISTERS = {
	"Service Case": Register(
		service_cases.OPEN,
		case_clock.set_clock,
		service_cases.refresh,
		("due_on", "legal_due_on"),
		"item_name",
	),
	"Petition": Register(
		petitions.OPEN,
		petition_clock.set_clocks,
		petitions.refresh,
		("notice_due_on", "conclude_due_on"),
		"subject",
	),
	"Incoming Document": Register(
		incoming_document.OPEN, document_clock.set_clock, _refresh_incoming, ("due_on",), "title", False
	),
}


# -- before a calendar is saved -----------------------------------------------------------------------------


def foresee(draft: calendars.Draft) -> tuple[list[Move], int]:
	"""What a calendar would move among the open records that the user may read, and how many were looked at."""
	moves: list[Move] = []
	tried = 0
	with calendars.drafted(draft):
		for doctype, register in _REGISTERS.items():
			names = _concerned(doctype, register, date(draft.year, 1, 1), MOST_TRIED)
			tried += len(names)
			for name in names:
				doc = frappe.get_doc(doctype, name)
				if doc.has_permission("read"):
					moves += _moves_of(doc, register)
	return moves, tried


def _moves_of(doc: Any, register: Register) -> list[Move]:
	before = {field: _day(doc.get(field)) for field in register.due_fields}
	try:
		register.compute(doc)
	except frappe.ValidationError:  # its own start lies in a year that nobody has loaded: told elsewhere
		frappe.clear_messages()
		return []
	return [
		Move(
			doc.doctype,
			doc.name,
			str(doc.get(register.title_field) or doc.name),
			_(doc.meta.get_label(field), context=doc.doctype),
			was,
			_day(doc.get(field)),
		)
		for field, was in before.items()
		if was and was != _day(doc.get(field))
	]


def _day(value: Any) -> str:
	return str(getdate(value)) if value else ""


def _concerned(doctype: str, register: Register, since: date, limit: int = 0) -> list[str]:
	"""Open records with a due date that a year beginning on `since` may move."""
	if not frappe.db.table_exists(doctype):
		return []
	later = [[doctype, field, ">=", since] for field in register.due_fields]
	if register.has_provisional:
		later.append([doctype, "is_provisional", "=", 1])
	states = {"status": ("in", register.open)}
	return frappe.get_all(
		doctype, filters=states, or_filters=later, pluck="name", order_by="creation asc", limit=limit
	)


# -- after it was saved -------------------------------------------------------------------------------------


def settle_later(year: int | None = None) -> None:
	"""Have `settle` run after the calendar of `year` is stored, if it concerns anything."""
	year = int(year or clock.today().year)
	first = date(year, 1, 1)
	if any(_concerned(doctype, register, first, 1) for doctype, register in _REGISTERS.items()):
		frappe.enqueue("township_gov.provisional_dates.settle", enqueue_after_commit=True, year=year)


def settle(year: int | None = None) -> None:
	"""Compute every due date anew that the calendar of `year` may move, one short transaction for each record."""
	year = int(year or clock.today().year)
	told: dict[str, list[Move]] = {}
	for doctype, register in _REGISTERS.items():
		for name in _concerned(doctype, register, date(year, 1, 1)):
			for user, move in _settled(doctype, name):
				told.setdefault(user, []).append(move)
	for user, moves in told.items():
		_tell(user, moves, year)
	frappe.db.commit()


def _settled(doctype: str, name: str) -> Iterator[tuple[str, Move]]:
	"""Settle one record; (user, move) for everybody who works on it. An error is recorded, and the others go on."""
	try:
		moves = settle_record(doctype, name)
		frappe.db.commit()
	except Exception:
		frappe.db.rollback()
		frappe.log_error(title=f"{doctype} {name}: due dates after a change of the calendar")
		frappe.db.commit()
		return
	for move in moves:
		for user in _workers(doctype, name):
			yield user, move


def settle_record(doctype: str, name: str) -> list[Move]:
	"""Compute the due dates of one record anew, and note on it what changed."""
	register = _REGISTERS[doctype]
	record = frappe.get_doc(doctype, name)
	was_provisional = register.has_provisional and record.is_provisional
	before = {field: _day(record.get(field)) for field in register.due_fields}
	register.refresh(record)
	moves = [
		Move(
			doctype,
			name,
			str(record.get(register.title_field) or name),
			language.stored(record.meta.get_label(field)),
			was,
			_day(record.get(field)),
		)
		for field, was in before.items()
		if was and was != _day(record.get(field))
	]
	is_settled = bool(was_provisional and not record.is_provisional)
	if moves or is_settled:
		record.add_comment("Info", _note(record, before, is_settled))
	return moves


def _note(record: Any, before: dict[str, str], is_settled: bool) -> str:
	if is_settled:
		first = "The calendar was announced; the due dates are no longer provisional."
	else:
		first = "The calendar was changed; due dates moved."
	lines = [language.stored(first)]
	for field, old in before.items():
		if old:
			label = language.stored(record.meta.get_label(field))
			lines.append(f"{label}: {old} → {_day(record.get(field))}")
	return "<br>".join(lines)


def _workers(doctype: str, name: str) -> list[str]:
	"""Who has an open task of its approval; without any, who made it."""
	place = {"reference_doctype": doctype, "reference_name": name}
	users = frappe.get_all("Approval Task", {**place, "status": "Open"}, pluck="assigned_to")
	return sorted({user for user in users if user}) or [frappe.db.get_value(doctype, name, "owner")]


def _tell(user: str, moves: list[Move], year: int) -> None:
	"""One notice to one person about all that moved for him."""
	lang = frappe.db.get_value("User", user, "language") or language.of_site()
	names = ", ".join(f"{move.name} {move.before} → {move.after}" for move in moves[:_SHOWN])
	text = _("{0} due dates moved because the calendar of {1} was changed: {2}", lang)
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"for_user": user,
			"type": "Alert",
			"subject": text.format(len(moves), year, names),
			"document_type": moves[0].doctype,
			"document_name": moves[0].name,
		}
	).insert(ignore_permissions=True)
