"""`/api/method/<dotted>`: whitelisted functions only, and methods of documents."""

from inspect import signature

from werkzeug.wrappers import Response

import frappe
from frappe import _

from frappe_standalone.core.http import incoming
from frappe_standalone.core.http.answers import readable
from frappe_standalone.core.http.arguments import fitting, refuse_missing, refuse_unknown
from frappe_standalone.core.http.envelope import build_response


def handle_method(method: str) -> Response:
	"""Call a whitelisted function by its dotted name and answer with its return value as `message`."""
	method = method.split("/")[0]
	frappe.form_dict.cmd = method
	result = execute_cmd(method)
	if isinstance(result, Response):
		return result
	if result is not None:
		frappe.local.response["message"] = result
	return build_response("json")


def execute_cmd(cmd: str) -> object:
	"""Find the function, check that it may be called so and by this user, and call it with the request's values."""
	overrides = frappe.get_hooks("override_whitelisted_methods", {}).get(cmd, [])
	cmd = overrides[-1] if overrides else cmd
	try:
		method = resolve(cmd)
	except Exception as error:
		frappe.throw(_("Failed to get method for command {0} with {1}").format(cmd, error))
	if method is not run_doc_method:
		frappe.is_whitelisted(method)
		check_http_method(method)
	return method(**fitting(method, frappe.form_dict))


def resolve(cmd: str) -> object:
	"""Return the object of a dotted name, or of one of the short names of `frappe.handler`."""
	if "." in cmd:
		return frappe.get_attr(cmd)
	import frappe.handler as handler

	if cmd not in handler.SHORT_NAMES:
		raise AttributeError(cmd)
	return getattr(handler, cmd)


def check_http_method(method: object) -> None:
	"""Refuse an HTTP method that the function was not whitelisted for."""
	if frappe.local.request.method not in frappe.allowed_http_methods_for_whitelisted_func[method]:
		frappe.throw(_("Not permitted"), frappe.PermissionError)


@frappe.whitelist()
def run_doc_method(
	method: str,
	docs: str | dict | None = None,
	dt: str | None = None,
	dn: str | int | None = None,
	arg: object = None,
	args: object = None,
) -> None:
	"""Call a whitelisted method of a document: a stored one (`dt`, `dn`), or one sent along (`docs`)."""
	doc = frappe.get_doc(dt, dn or dt) if dt else _sent_document(docs)
	doc.check_permission("read")
	doc.is_whitelisted(method)
	bound = getattr(doc, method)
	function = getattr(bound, "__func__", bound)
	check_http_method(function)
	result = _call_bound(doc, method, bound, _parsed(args or arg))
	frappe.local.response.setdefault("docs", []).append(readable(doc))
	if result is not None:
		frappe.local.response["message"] = readable(result)


def _sent_document(docs: str | dict | None):
	doc = incoming.document(docs)
	doc._original_modified = doc.modified
	if not doc.is_new() and frappe.db.exists(doc.doctype, doc.name):
		frappe.get_doc(doc.doctype, doc.name).check_permission(
			"read"
		)  # what is stored, not what is said of it
	doc.check_if_latest()
	return doc


def _parsed(args: object) -> object:
	try:
		return frappe.parse_json(args)
	except ValueError:
		return args


def _call_bound(doc, method: str, bound, args: object) -> object:
	names = list(signature(bound).parameters)
	if not names:
		return doc.run_method(method)
	if "args" in names or not isinstance(args, dict):
		refuse_missing(bound, dict.fromkeys(names[:1], args))
		return doc.run_method(method, args)
	refuse_missing(bound, args)
	refuse_unknown(bound, args)
	return doc.run_method(method, **args)
