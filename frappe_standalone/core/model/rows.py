"""Loading and writing a document together with its child rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.context import db
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.db.parameters import Statement
from frappe_standalone.core.db.statements import shape
from frappe_standalone.core.db.values import bind
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.messages import throw_about
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document


def load_row(doc: Document) -> dict:
	"""Return the row of `doc` by its name (or filters).

	Raises:
		DoesNotExistError: if there is none.
	"""
	options: dict[str, Any] = {"for_update": doc.flags.for_update, "as_dict": True}
	if not isinstance(doc.name, dict | list):
		options["order_by"] = None
	row = db.get_value(doc.doctype, doc.name, "*", **options)
	if not row:
		message = _("{0} {1} not found").format(_(doc.doctype), doc.name)
		throw_about((doc.doctype, doc.name), message, DoesNotExistError)
	return row


def load_single(doc: Document) -> dict:
	"""Return the values of a single; one never saved has the defaults of its fields."""
	values = db.get_singles_dict(doc.doctype, for_update=doc.flags.for_update)
	if values:
		return values
	from frappe_standalone.core.model.create_new import get_new_doc

	values = get_new_doc(doc.doctype, as_dict=True)
	values["name"] = doc.doctype
	values.pop("__islocal", None)
	return values


def load_children(doc: Document) -> None:
	"""Fill the tables of `doc`, in the order of `idx`."""
	for df in doc.meta.get_table_fields():
		doc.set(df.fieldname, stored_children(doc, df.fieldname, df.options))


def stored_children(doc: Document, fieldname: str, doctype: str) -> list[dict]:
	"""The rows of one table as they are stored, in the order of `idx`."""
	if not db.table_exists(doctype):
		return []
	sql = (
		f"select * from `{table_name(doctype)}` "
		"where `parent` = ? and `parenttype` = ? and `parentfield` = ? order by `idx`"
	)
	values = (bind(doc.name), doc.doctype, fieldname)
	cursor = db.execute(Statement(sql, values, "select", bool(doc.flags.for_update)))
	return shape(cursor.fetchall(), cursor, True, False, False, None)


def write_new(doc: Document, ignore_if_duplicate: bool) -> None:
	"""Insert the row of `doc` and its child rows."""
	if doc.meta.issingle:
		doc.update_single(doc.get_valid_dict(ignore_virtual=True))
	else:
		doc.db_insert(ignore_if_duplicate=ignore_if_duplicate)
	for row in doc.get_all_children():
		row.db_insert()


def write_changed(doc: Document) -> None:
	"""Update the row of `doc`; child rows are updated, inserted, and deleted if they are gone."""
	if doc.meta.issingle:
		doc.update_single(doc.get_valid_dict(ignore_virtual=True))
	else:
		doc.db_update()
	write_all_children(doc)


def write_all_children(doc: Document) -> None:
	"""Make the rows of every table in the database equal to those of `doc`."""
	for df in doc.meta.get_table_fields():
		write_children(doc, df.fieldname, df.options)


def write_children(doc: Document, fieldname: str, doctype: str) -> None:
	"""Make the rows of one table in the database equal to those of `doc`."""
	rows = doc.get(fieldname)
	if doctype not in (doc.flags.ignore_children_type or ()):
		kept = [row.name for row in rows if row.name and not row.is_new()]
		filters: dict[str, Any] = {"parent": doc.name, "parenttype": doc.doctype, "parentfield": fieldname}
		if kept:
			filters["name"] = ("not in", kept)
		db.delete(doctype, filters)
	for row in rows:
		row.db_update()


def write_single(doc: Document, values: dict) -> None:
	"""Replace the values of a single."""
	db.delete("Singles", {"doctype": doc.doctype})
	for field, value in values.items():
		if field != "doctype":
			db.sql(
				"INSERT INTO `tabSingles` (`doctype`, `field`, `value`) VALUES (%s, %s, %s)",
				(doc.doctype, field, value),
			)
	db.value_cache.pop(doc.doctype, None)


def set_values(doc: Document, fieldname: str | dict, value: Any, update_modified: bool) -> None:
	"""Write some columns of `doc` with its time stamp."""
	stamp = {"modified": doc.modified, "modified_by": doc.modified_by, "update_modified": update_modified}
	if doc.meta.issingle:
		db.set_single_value(doc.doctype, fieldname, value, **stamp)
	else:
		db.set_value(doc.doctype, doc.name, fieldname, value, **stamp)


def attach_files(doc: Document) -> None:
	"""Attach the files a document shows, and those of the document it amends."""
	from frappe_standalone.core.files import copy_attachments_of, relink_uploads

	if doc.flags.in_insert and doc.get("amended_from"):
		copy_attachments_of(doc.doctype, doc.amended_from, doc.name)
	relink_uploads(doc)
