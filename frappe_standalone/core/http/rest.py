"""`/api/resource/<doctype>[/<name>]`: documents over REST, as v15's API version 1."""

from werkzeug.exceptions import BadRequest
from werkzeug.routing import Rule

import frappe
from frappe import _

from frappe_standalone.core.http import incoming
from frappe_standalone.core.http.answers import readable
from frappe_standalone.core.http.arguments import fitting, refuse_missing, refuse_unknown
from frappe_standalone.core.http.client_read import get_list


def document_list(doctype: str) -> list:
	"""GET: documents by `fields`, `filters`, `or_filters`, `order_by`, `limit_start`, `limit_page_length` (20)."""
	arguments = frappe.form_dict
	if arguments.get("fields"):
		arguments["fields"] = incoming.from_json(arguments["fields"])
	arguments.setdefault("limit_page_length", arguments.limit or 20)
	for name in ("as_dict", "debug"):
		if arguments.get(name) is not None:
			arguments[name] = frappe.utils.sbool(arguments[name])
	return get_list(**fitting(get_list, {**arguments, "doctype": doctype}))


def create_doc(doctype: str):
	"""POST: insert a document and return it."""
	data = incoming.values_of(request_data(), doctype)
	data.pop("doctype", None)
	return readable(frappe.new_doc(doctype, **data).insert())


def read_doc(doctype: str, name: str):
	"""GET: one document without the fields this user may not read."""
	if "run_method" in frappe.form_dict:
		return execute_doc_method(doctype, name)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.apply_fieldlevel_read_permissions()
	return doc


def update_doc(doctype: str, name: str):
	"""PUT: change a document; for a row of a child table its parent is saved as well."""
	data = incoming.values_of(request_data(), doctype)
	data.pop("flags", None)
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.update(data)
	doc.save()
	if doc.get("parenttype"):
		frappe.get_doc(doc.parenttype, doc.parent).save()
	return readable(doc)


def delete_doc(doctype: str, name: str) -> str:
	"""DELETE: remove a document; answers 202 as v15 does."""
	frappe.delete_doc(doctype, name, ignore_missing=False)
	frappe.local.response["http_status_code"] = 202
	return "ok"


def execute_doc_method(doctype: str, name: str):
	"""POST (or GET) with `run_method`: a whitelisted method of the document; POST needs write permission."""
	method = frappe.form_dict.pop("run_method", None)
	if not method or not isinstance(method, str):
		raise BadRequest(_("Name the method of the document in run_method."))
	doc = frappe.get_doc(doctype, name)
	doc.is_whitelisted(method)
	needed = "read" if frappe.local.request.method == "GET" else "write"
	doc.check_permission(needed)
	bound = getattr(doc, method)
	refuse_missing(bound, frappe.form_dict)
	refuse_unknown(bound, frappe.form_dict)
	return readable(doc.run_method(method, **frappe.form_dict))


def request_data() -> dict:
	"""Return the document sent: the form field `data`, the JSON body, or else the form itself."""
	sent = frappe.form_dict.data
	if sent is None:
		sent = frappe.local.request.get_data(as_text=True)
	try:
		data = frappe.parse_json(sent)
	except ValueError:
		data = None
	return data if isinstance(data, dict) else frappe.form_dict


RULES = [
	Rule("/resource/<doctype>", methods=["GET"], endpoint=document_list),
	Rule("/resource/<doctype>", methods=["POST"], endpoint=create_doc),
	Rule("/resource/<doctype>/<path:name>/", methods=["GET"], endpoint=read_doc),
	Rule("/resource/<doctype>/<path:name>/", methods=["PUT"], endpoint=update_doc),
	Rule("/resource/<doctype>/<path:name>/", methods=["DELETE"], endpoint=delete_doc),
	Rule("/resource/<doctype>/<path:name>/", methods=["POST"], endpoint=execute_doc_method),
]
