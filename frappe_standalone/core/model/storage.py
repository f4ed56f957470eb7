"""Rows of documents in the database: insert, update, and what a duplicate means to the reader."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from frappe_standalone.core import initials
from frappe_standalone.core.context import db, session
from frappe_standalone.core.errors import DuplicateEntryError, UniqueValidationError
from frappe_standalone.core.messages import bold, msgprint
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import now

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument

HASH_RETRIES = 5


def insert_row(doc: BaseDocument, ignore_if_duplicate: bool = False) -> None:
	"""Insert the columns of `doc`.

	Raises:
		DuplicateEntryError: if the name is taken, unless `ignore_if_duplicate`.
		UniqueValidationError: if another row has the value of a unique field.
	"""
	if not doc.name:
		from frappe_standalone.core.model.naming import set_new_name

		set_new_name(doc)
	if not doc.creation:
		doc.creation = doc.modified = now()
		doc.owner = doc.modified_by = session.user
	try:
		db.insert_row(f"tab{doc.doctype}", doc.get_valid_dict(ignore_virtual=True))
	except sqlite3.IntegrityError as error:
		if not _resolve_conflict(doc, error, ignore_if_duplicate):
			return
	doc.set("__islocal", False)
	initials.follow(doc, is_new=True)


def update_row(doc: BaseDocument) -> None:
	"""Update the columns of `doc`; the name is never changed."""
	row = doc.get_valid_dict(ignore_virtual=True)
	name = row.pop("name")
	try:
		db.update_row(f"tab{doc.doctype}", name, row)
	except sqlite3.IntegrityError as error:
		raise_unique_violation(doc, error)
	initials.follow(doc)


def set_columns(doc: BaseDocument, values: dict[str, Any]) -> None:
	"""Write some columns of a stored document as they are, `modified` untouched."""
	if doc.meta.issingle:
		db.set_single_value(doc.doctype, values, update_modified=False)
	else:
		db.set_value(doc.doctype, doc.name, values, update_modified=False)


def _resolve_conflict(doc: BaseDocument, error: sqlite3.IntegrityError, ignore_if_duplicate: bool) -> bool:
	"""Return True if the row stands after all (a hash drawn again, or a duplicate to be ignored)."""
	# MariaDB looks at the name first, SQLite at whichever index it comes to first.
	if not is_name_conflict(doc.doctype, error) and not db.exists(doc.doctype, doc.name):
		raise_unique_violation(doc, error)
	if doc.meta.autoname == "hash" and (doc.flags.retry_count or 0) < HASH_RETRIES:
		doc.flags.retry_count = (doc.flags.retry_count or 0) + 1
		doc.name = None
		insert_row(doc, ignore_if_duplicate)
		return True
	if ignore_if_duplicate:
		return True
	msgprint(
		_("{0} {1} already exists").format(_(doc.doctype), bold(doc.name)),
		title=_("Duplicate Name"),
		indicator="red",
	)
	raise DuplicateEntryError(doc.doctype, doc.name, error)


def is_name_conflict(doctype: str, error: sqlite3.IntegrityError) -> bool:
	"""True if the error is about the primary key of the DocType's table."""
	return f"tab{doctype}.name" in conflicting_columns(error)


def conflicting_columns(error: sqlite3.IntegrityError) -> list[str]:
	"""Return `table.column` of each column named in "UNIQUE constraint failed: …"."""
	_before, _colon, columns = str(error).partition("failed: ")
	return [column.strip() for column in columns.split(",")] if columns else []


def raise_unique_violation(doc: BaseDocument, error: sqlite3.IntegrityError) -> None:
	"""Tell the reader which field must be unique."""
	columns = conflicting_columns(error)
	if not columns:
		raise error
	fieldname = columns[-1].rpartition(".")[2]
	df = doc.meta.get_field(fieldname)
	msgprint(_("{0} must be unique").format(_(df.label) if df and df.label else fieldname))
	raise UniqueValidationError(doc.doctype, doc.name, error)
