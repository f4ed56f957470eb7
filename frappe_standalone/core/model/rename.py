"""Renaming and merging documents: everything that refers to them follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core import cache, initials
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.errors import PermissionError, ValidationError
from frappe_standalone.core.messages import bold, msgprint, throw
from frappe_standalone.core.model.delete import FOLLOWERS, REFERRERS
from frappe_standalone.core.model.links import get_dynamic_link_fields, get_link_fields
from frappe_standalone.core.model.naming import validate_name
from frappe_standalone.core.password import rename_password
from frappe_standalone.core.translate import _
from frappe_standalone.core.whitelist import whitelist

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document

OTHER_REFERENCES = (("File", "attached_to_doctype", "attached_to_name"),)


@whitelist()
def update_document_title(
	*,
	doctype: str,
	docname: str | int,
	title: str | None = None,
	name: str | None = None,
	merge: bool = False,
	enqueue: bool = False,
	**kwargs: Any,
) -> str:
	"""Change the title, the name, or both, and return the name."""
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc(doctype, docname)
	doc.check_permission("write")
	title_field = doc.meta.get_title_field()
	if title and title_field != "name" and title != doc.get(title_field):
		doc.set(title_field, title)
		doc.save()
	if name and name != doc.name:
		return rename_doc(doc=doc, new=name, merge=bool(merge))
	return doc.name


def rename_doc(
	doctype: str | None = None,
	old: str | None = None,
	new: str | None = None,
	force: bool = False,
	merge: bool = False,
	ignore_permissions: bool = False,
	ignore_if_exists: bool = False,
	show_alert: bool = True,
	rebuild_search: bool = True,
	doc: Document | None = None,
	validate: bool = True,
) -> str:
	"""Rename a document, or merge it into another, and return the new name.

	Args:
		force: also where the DocType does not allow renaming.
		merge: `new` exists already; links to `old` point to it afterwards and `old` is deleted.

	Raises:
		PermissionError, ValidationError
	"""
	from frappe_standalone.core.model.document import get_doc

	if not new:
		throw(_("The new name is missing. Enter one."))
	doc = doc or get_doc(doctype, old)
	doctype, old = doc.doctype, doc.name
	if validate:
		doc.run_method("before_rename", old, new, merge)
		new = check_rename(doc, new, merge, force, ignore_permissions, ignore_if_exists)
	if not merge:
		rename_rows(doc, new)
	update_links(doctype, old, new)
	update_references(doctype, old, new)
	if doctype == "DocType":
		rename_doctype_everywhere(old, new, doc)
	if not merge:
		rename_password(doctype, old, new)
	_finish(doctype, old, new, merge)
	if merge:
		_delete_merged(doctype, old)
	if show_alert:
		msgprint(
			_("Document renamed from {0} to {1}").format(bold(old), bold(new)), alert=True, indicator="green"
		)
	return new


def rename(
	doctype: str,
	old: str,
	new: str,
	force: bool = False,
	merge: bool = False,
	*,
	ignore_if_exists: bool = False,
	show_alert: bool = True,
	rebuild_search: bool = True,
) -> str:
	"""`frappe.rename_doc`: see `rename_doc`."""
	return rename_doc(
		doctype=doctype,
		old=old,
		new=new,
		force=force,
		merge=merge,
		ignore_if_exists=ignore_if_exists,
		show_alert=show_alert,
		rebuild_search=rebuild_search,
	)


def check_rename(
	doc: Document, new: str, merge: bool, force: bool, ignore_permissions: bool, ignore_if_exists: bool
) -> str:
	"""Return the valid new name, or refuse."""
	new = validate_name(doc.doctype, new)
	exists = db.exists(doc.doctype, new)
	if merge and not exists:
		throw(
			_("{0} {1} does not exist, choose a target to merge into").format(_(doc.doctype), bold(new)),
		)
	if new == doc.name:
		throw(_("No changes made because old and new name are the same."))
	same_but_case = exists and str(exists).lower() == doc.name.lower()
	if exists and not merge and not same_but_case and not ignore_if_exists:
		throw(_("Another {0} with name {1} exists, select another name").format(_(doc.doctype), new))
	if not (ignore_permissions or doc.has_permission("write")):
		throw(_("You need write permission to rename"), PermissionError)
	if not (force or ignore_permissions or doc.meta.allow_rename):
		throw(_("{0} not allowed to be renamed").format(_(doc.doctype)), ValidationError)
	return new


def rename_rows(doc: Document, new: str) -> None:
	"""Change the name of a document and what its child rows say about it."""
	db.sql(f"UPDATE `tab{doc.doctype}` SET `name`=%s WHERE `name`=%s", (new, doc.name))
	initials.renamed(doc.doctype, doc.name, new)
	autoname = doc.meta.autoname or ""
	if autoname.startswith("field:"):
		db.set_value(doc.doctype, new, autoname.partition(":")[2], new, update_modified=False)
	for df in doc.meta.get_table_fields():
		db.sql(
			f"UPDATE `tab{df.options}` SET `parent`=%s WHERE `parenttype`=%s AND `parent`=%s",
			(new, doc.doctype, doc.name),
		)


def update_links(doctype: str, old: str, new: str) -> None:
	"""Let all Link and Dynamic Link fields follow."""
	for link in get_link_fields(doctype):
		if link.issingle:
			_update_single(link.parent, link.fieldname, old, new)
		elif db.table_exists(link.parent):
			_set_where(link.parent, link.fieldname, old, new)
	for link in get_dynamic_link_fields():
		if link.issingle:
			if db.get_single_value(link.parent, link.options) == doctype:
				_update_single(link.parent, link.fieldname, old, new)
		elif db.table_exists(link.parent):
			_set_where(link.parent, link.fieldname, old, new, link.options, doctype)


def update_references(doctype: str, old: str, new: str) -> None:
	"""Let comments, versions, files … follow, which refer by plain columns."""
	references = [(follower, *columns) for follower, columns in FOLLOWERS.items()]
	for table, type_column, name_column in (*references, *REFERRERS, *OTHER_REFERENCES):
		_set_where(table, name_column, old, new, type_column, doctype)
	if db.exists("DocType", doctype):
		_set_where("User Permission", "for_value", old, new, "allow", doctype)
	db.sql(
		"UPDATE `tabDefaultValue` SET `defvalue`=%s WHERE `defvalue`=%s AND `defkey`=%s",
		(new, old, doctype.lower().replace(" ", "_")),
	)


def _set_where(
	doctype: str,
	column: str,
	old: str,
	new: str,
	type_column: str | None = None,
	type_value: str | None = None,
) -> None:
	also = f" AND `{type_column}`=%s" if type_column else ""
	values = (new, old, type_value) if type_column else (new, old)
	db.sql(f"UPDATE `tab{doctype}` SET `{column}`=%s WHERE `{column}`=%s{also}", values)
	db.value_cache.pop(doctype, None)


def _update_single(doctype: str, fieldname: str, old: str, new: str) -> None:
	if db.get_single_value(doctype, fieldname) == old:
		db.set_single_value(doctype, fieldname, new, update_modified=False)


def rename_doctype_everywhere(old: str, new: str, doc: Document) -> None:
	"""Let everything follow that knows a DocType by its name: its table, rows of it, fields pointing to it."""
	if not doc.issingle and db.table_exists(old):
		db.rename_table(old, new)
	db.sql("UPDATE `tabSingles` SET `doctype`=%s WHERE `doctype`=%s", (new, old))
	db.sql(f"UPDATE `{initials.TABLE}` SET `doctype`=%s WHERE `doctype`=%s", (new, old))
	for table in ("DocField", "Custom Field"):
		db.sql(
			f"UPDATE `tab{table}` SET `options`=%s WHERE `options`=%s AND `fieldtype` LIKE %s",
			(new, old, "Table%"),
		)
	for (child,) in db.sql("SELECT `name` FROM `tabDocType` WHERE `istable`=1"):
		if db.table_exists(child):
			db.sql(f"UPDATE `tab{child}` SET `parenttype`=%s WHERE `parenttype`=%s", (new, old))
	for link in get_dynamic_link_fields():
		if not link.issingle and db.table_exists(link.parent):
			_set_where(link.parent, link.options, old, new)
	for table in ("Custom Field", "Property Setter", "Custom DocPerm"):
		column = {"Custom Field": "dt", "Property Setter": "doc_type"}.get(table, "parent")
		_set_where(table, column, old, new)


def _delete_merged(doctype: str, old: str) -> None:
	from frappe_standalone.core.model.delete import delete_doc

	delete_doc(doctype, old, force=True, ignore_permissions=True)


def _finish(doctype: str, old: str, new: str, merge: bool) -> None:
	"""Tell the document itself, and write the rename to its history."""
	from frappe_standalone.core.model.document import get_doc

	cache.clear()
	doc = get_doc(doctype, new)
	doc.run_method("after_rename", old, new, merge)
	if not (flags.in_install or flags.in_migrate or doc.meta.istable):
		text = _("merged {0} into {1}") if merge else _("renamed from {0} to {1}")
		doc.add_comment("Edit", text.format(bold(old), bold(new)))


def bulk_rename(doctype: str, rows: list, via_console: bool = False) -> list[str]:
	"""Rename many documents: rows of (old, new[, merge]); return what happened to each."""
	log = []
	for row in rows:
		if len(row) < 2 or not row[0] or not row[1]:
			continue
		point = f"rename_{len(log)}"
		db.savepoint(point)
		try:
			rename_doc(doctype, row[0], row[1], merge=bool(len(row) > 2 and row[2]), show_alert=False)
			log.append(_("Successful: {0} to {1}").format(row[0], row[1]))
		except ValidationError as error:
			db.rollback(save_point=point)
			log.append(_("Failed: {0} to {1}: {2}").format(row[0], row[1], str(error)))
	return log
