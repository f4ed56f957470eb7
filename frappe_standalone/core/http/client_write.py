"""The writing half of `frappe.client`; GET never reaches it."""

import frappe
from frappe import _

from frappe_standalone.core.http import incoming
from frappe_standalone.core.http.answers import as_readable_dict
from frappe_standalone.core.http.client_read import Name, is_table, parse
from frappe_standalone.core.permissions import conceal

WRITE = ["POST", "PUT"]
MAX_INSERTS = 200
_UNCHANGEABLE = (
	"doctype",
	"name",
	"owner",
	"creation",
	"modified",
	"modified_by",
	"docstatus",
	"idx",
	"parent",
	"parentfield",
	"parenttype",
)


@frappe.whitelist(methods=WRITE)
def insert(doc=None):
	"""Insert a document and return it."""
	return as_readable_dict(insert_doc(incoming.values_of(doc)))


@frappe.whitelist(methods=WRITE)
def insert_many(docs=None):
	"""Insert up to 200 documents, all or none, and return their names."""
	docs = listed(docs)
	if len(docs) > MAX_INSERTS:
		frappe.throw(_("Only 200 inserts allowed in one request"))
	return [insert_doc(incoming.values_of(doc)).name for doc in docs]


@frappe.whitelist(methods=WRITE)
def save(doc):
	"""Save a changed document and return it."""
	return as_readable_dict(incoming.document(doc).save())


@frappe.whitelist(methods=WRITE)
def set_value(doctype: str, name: Name, fieldname: str | dict, value=None):
	"""Set one field, or several given as a JSON object, of a document or of a child row through its parent."""
	if not isinstance(fieldname, dict) and fieldname in _UNCHANGEABLE:
		frappe.throw(_("Cannot edit standard fields"))
	values = incoming.values_of(_values(fieldname, value), doctype)
	if not is_table(doctype):
		doc = frappe.get_doc(doctype, name)
		doc.update(values)
	else:
		row = frappe.db.get_value(doctype, name, ["parenttype", "parent"], as_dict=True)
		if not row:
			raise frappe.DoesNotExistError
		doc = frappe.get_doc(row.parenttype, row.parent)
		doc.getone({"doctype": doctype, "name": name}).update(values)
	doc.save()
	return as_readable_dict(doc)


def _values(fieldname: object, value: object) -> dict:
	if value and isinstance(fieldname, str):
		return {fieldname: value}
	parsed = parse(fieldname)
	return parsed if isinstance(parsed, dict) else {fieldname: value if value is not None else ""}


@frappe.whitelist(methods=WRITE)
def submit(doc):
	"""Submit a document and return it."""
	doc = incoming.document(doc)
	type(doc).submit(doc)  # DocPerm and DocShare have fields of that name
	return as_readable_dict(doc)


@frappe.whitelist(methods=WRITE)
def cancel(doctype: str, name: Name):
	"""Cancel a document and return it."""
	doc = frappe.get_doc(doctype, name)
	type(doc).cancel(doc)
	return as_readable_dict(doc)


@frappe.whitelist(methods=["DELETE", "POST"])
def delete(doctype: str, name: Name):
	"""Delete a document; a row of a child table is removed by saving its parent."""
	if not is_table(doctype):
		frappe.delete_doc(doctype, name, ignore_missing=False)
		return
	row = frappe.db.get_value(doctype, name, ["parenttype", "parent", "parentfield"], as_dict=True)
	if not row:
		raise frappe.DoesNotExistError
	parent = frappe.get_doc(row.parenttype, row.parent)
	parent.remove(next(child for child in parent.get(row.parentfield) if child.name == name))
	parent.save()


@frappe.whitelist(methods=WRITE)
def rename_doc(doctype: str, old_name: Name, new_name: Name, merge=False):
	"""Rename a document and return its new name."""
	frappe.get_doc(doctype, old_name).check_permission("write")
	return frappe.rename_doc(doctype, old_name, new_name, merge=frappe.utils.sbool(merge))


@frappe.whitelist(methods=WRITE)
def bulk_update(docs):
	"""Save several documents, each on its own: one that fails leaves nothing behind and is reported."""
	failed = []
	for number, values in enumerate(listed(docs)):
		if not isinstance(values, dict):
			frappe.throw(_("Send the documents as a list of objects."))
		values.pop("flags", None)
		point = f"bulk_update_{number}"
		frappe.db.savepoint(point)
		try:
			doc = frappe.get_doc(str(values["doctype"]), str(values["docname"]))
			doc.update(incoming.values_of(values, doc.doctype))
			doc.save()
		except Exception as error:
			frappe.db.rollback(save_point=point)
			told = conceal(error)
			failed.append({"doc": values, "exc": f"{type(told).__name__}: {told}"})
	return {"failed_docs": failed}


@frappe.whitelist(methods=WRITE)
def attach_file(
	filename: str | None = None,
	filedata: str | None = None,
	doctype: str | None = None,
	docname: Name | None = None,
	folder: str | None = None,
	decode_base64=False,
	is_private=None,
	docfield: str | None = None,
):
	"""Attach a file to a document and return the File; `docfield` also receives its address."""
	doc = frappe.get_doc(doctype, docname)
	doc.check_permission("write")
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": filename,
			"attached_to_doctype": doctype,
			"attached_to_name": docname,
			"attached_to_field": docfield,
			"folder": folder,
			"is_private": frappe.utils.cint(is_private),
			"content": filedata,
			"decode": frappe.utils.sbool(decode_base64),
		}
	).save()
	if docfield:
		doc.set(docfield, file.file_url)
		doc.save()
	return file


def listed(docs: object) -> list:
	"""Return the documents sent as a list.

	Raises:
		ValidationError: for anything else.
	"""
	docs = incoming.from_json(docs)
	if not isinstance(docs, list):
		frappe.throw(_("Send the documents as a list of objects."))
	return docs


def insert_doc(doc: dict):
	"""Insert a document; a row of a child table is added by saving its parent, which is returned."""
	doc = frappe._dict(doc)
	if not is_table(doc.doctype):
		return frappe.get_doc(doc).insert()
	if not (doc.parenttype and doc.parent and doc.parentfield):
		frappe.throw(_("Parenttype, Parent and Parentfield are required to insert a child record"))
	parent = frappe.get_doc(doc.parenttype, doc.parent)
	parent.append(doc.parentfield, doc)
	return parent.save()
