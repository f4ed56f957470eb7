"""The form page of a record, and of a new one."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.form_model import FormModel
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.views.access import check_read, desk_page, doctype_or_404
from frappe_standalone.core.permissions import decide


@desk_page
def form_page(request: Request, slug: str, name: str) -> Response:
	"""Draw a stored record. Raises DoesNotExistError (404) and PermissionError (403)."""
	doctype = doctype_or_404(slug)
	check_read(doctype)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	doc.run_method("onload")
	model = FormModel(doc).as_dict()
	return page("form.html", page_title=model["title"], at=list_url(doctype), form=model)


@desk_page
def new_page(request: Request, slug: str) -> Response:
	"""Draw an empty form; the address may fill fields, or name a record to copy (`_copy`) or amend (`_amend`)."""
	doctype = doctype_or_404(slug)
	if not frappe.has_permission(doctype, "create"):
		frappe.throw(
			_("You may not make a new {0}. If your work needs it, ask your administrator.").format(
				_(doctype)
			),
			frappe.PermissionError,
		)
	doc = new_document(doctype, request.args)
	decision = decide(None, doctype, "create", doc)
	if decision.is_vetoed:
		frappe.throw(decision.reasons[-1], frappe.PermissionError)
	model = FormModel(doc, is_new=True).as_dict()
	return page("form.html", page_title=model["title"], at=list_url(doctype), form=model)


def new_document(doctype: str, args: Any) -> Any:
	"""A new document with defaults, or a copy, with the values that the address gives."""
	source = args.get("_copy") or args.get("_amend")
	if source:
		original = frappe.get_doc(doctype, source)
		original.check_permission("read")
		doc = frappe.copy_doc(original)
		if args.get("_amend"):
			doc.amended_from = original.name
	else:
		doc = frappe.new_doc(doctype)
		set_times(doc)
	meta = frappe.get_meta(doctype)
	levels = set(meta.get_permlevel_access("write"))
	for key, value in args.items():
		df = meta.get_field(key)
		if (
			df
			and not df.read_only
			and int(df.permlevel or 0) in levels
			and df.fieldtype not in ("Table", "Table MultiSelect", "Password")
		):
			doc.set(key, value)
	return doc


def set_times(doc: Any) -> None:
	"""Give a form's Time fields their defaults, as v15's desk does; `new_doc` fills all of them with the present time."""
	for df in doc.meta.fields:
		if df.fieldtype == "Time" and df.default and df.default.lower() != "now":
			doc.set(df.fieldname, df.default)
