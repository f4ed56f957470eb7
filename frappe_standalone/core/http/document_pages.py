"""Pages of documents: DocTypes with `has_web_view`, and those an app names in the hook `website_generators`."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

import frappe

from frappe_standalone.core import cache
from frappe_standalone.core.model.controllers import get_controller
from frappe_standalone.core.permissions.website import has_website_permission

KEY = "doctypes_with_web_view"


def render_document(path: str) -> Response | None:
	"""The page of the published document with this route that the user may see; None if there is none."""
	doc = find_document(path)
	if doc is None or not may_see(doc):
		return None
	from frappe_standalone.core.desk.rendering import environment
	from frappe_standalone.core.http.website import platform_context

	context = platform_context(path, name=doc.name)
	context.update(doc=doc, **doc.as_dict())
	context.update(doc.get_page_info())
	if hasattr(doc, "get_context"):
		context.update(doc.get_context(context) or {})
	template = context.get("template") or template_of(doc.meta)
	frappe.local.path = path
	return Response(environment().get_template(template).render(context), mimetype="text/html")


def find_document(path: str) -> Any:
	"""The published document with this route, None if there is none."""
	for doctype in doctypes():
		meta = frappe.get_meta(doctype)
		if not meta.has_field("route"):
			continue
		field = condition_field(meta)
		name = frappe.db.get_value(doctype, {"route": path, **({field: 1} if field else {})}, "name")
		if name:
			return frappe.get_doc(doctype, name)
	return None


def doctypes() -> list[str]:
	"""The DocTypes whose documents have pages."""
	return cache.get_value(KEY, _doctypes)


def _doctypes() -> list[str]:
	own = frappe.get_all("DocType", filters={"has_web_view": 1, "istable": 0}, pluck="name", order_by="name")
	return list(dict.fromkeys([*frappe.get_hooks("website_generators"), *own]))


def condition_field(meta: Any) -> str | None:
	"""The field that says whether a document is published."""
	if meta.is_published_field or meta.custom:
		return meta.is_published_field
	return (getattr(get_controller(meta.name), "website", None) or {}).get("condition_field")


def may_see(doc: Any) -> bool:
	"""True if guests may see the documents, or this user this one."""
	return bool(doc.meta.allow_guest_to_view or doc.has_permission() or has_website_permission(doc))


def template_of(meta: Any) -> str:
	"""The path, inside its app, of the template of a DocType's pages.

	Raises:
		TemplateNotFoundError: if the app has none.
	"""
	template = meta.get_web_template()
	if not template:
		name = frappe.scrub(meta.name)
		frappe.throw(
			frappe._("{0} has no page: write templates/{1}.html beside its definition").format(
				meta.name, name
			),
			frappe.TemplateNotFoundError,
		)
	return template
