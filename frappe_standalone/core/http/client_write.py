"""The writing half of `frappe.client`; GET never reaches it."""

import frappe
from frappe import _

from frappe_standalone.core.http.answers import as_readable_dict
from frappe_standalone.core.http.client_read import is_table, parse
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
	return as_readable_dict(insert_doc(parse(doc)))


@frappe.whitelist(methods=WRITE)
def insert_many(docs=None):
	"""Insert up to 200 documents, all or none, and return their names."""
	docs = parse(docs)
	if len(docs) > MAX_INSERTS:
		frappe.throw(_("Only 200 inserts allowed in one request"))
	return [insert_doc(doc).name for doc in docs]


@frappe.whitelist(methods=WRITE)
def save(doc):
	"""Save a changed document and return it."""
	return as_readable_dict(frappe.get_doc(parse(doc)).save())


@frappe.whitelist(methods=WRITE)
def set_value(doctype, name, fieldname, value=None):
	"""Set one field, or several given as a JSON object, of a document or of a child row through its parent."""
	if fieldname in _UNCHANGEABLE:
		frappe.throw(_("Cannot edit standard fields"))
	values = _values(fieldname, value)
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
	if value:
		return {fieldname: value}
	parsed = parse(fieldname)
	return parsed if isinstance(parsed, dict) else {fieldname: value if value is not None else ""}


@frappe.whitelist(methods=WRITE)
def submit(doc):
	"""Submit a document and return it."""
	doc = frappe.get_doc(parse(doc))
	doc.submit()
	return as_readable_dict(doc)


@frappe.whitelist(methods=WRITE)
def cancel(doctype, name):
	"""Cancel a document and return it."""
	doc = frappe.get_doc(doctype, name)
	doc.cancel()
	return as_readable_dict(doc)


@frappe.whitelist(methods=["DELETE", "POST"])
def delete(doctype, name):
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
def rename_doc(doctype, old_name, new_name, merge=False):
	"""Rename a document and return its new name."""
	frappe.get_doc(doctype, old_name).check_permission("write")
	return frappe.rename_doc(doctype, old_name, new_name, merge=frappe.utils.sbool(merge))


@frappe.whitelist(methods=WRITE)
def bulk_update(docs):
	"""Save several documents, each on its own: one that fails leaves nothing behind and is reported."""
	failed = []
	for number, values in enumerate(parse(docs)):
		values.pop("flags", None)
		point = f"bulk_update_{number}"
		frappe.db.savepoint(point)
		try:
			doc = frappe.get_doc(values["doctype"], values["docname"])
			doc.update(values)
			doc.save()
		except Exception as error:
			frappe.db.rollback(save_point=point)
			told = conceal(error)
			failed.append({"doc": values, "exc": f"{type(told).__name__}: {told}"})
	return {"failed_docs": failed}


@frappe.whitelist(methods=WRITE)
def attach_file(
	filename=None,
	filedata=None,
	doctype=None,
	docname=None,
	folder=None,
	decode_base64=False,
	is_private=None,
	docfield=None,
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
