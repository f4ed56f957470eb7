"""`/api/resource/<DocType>` for every DocType that the current user may use."""

from __future__ import annotations

from urllib.parse import quote

import frappe

from frappe_standalone.core.openapi.answers import answered
from frappe_standalone.core.openapi.fields import component, document_schema, reference
from frappe_standalone.core.openapi.registry import document_methods

JSON_TEXT = {"type": "string", "description": "JSON"}
_LIST_PARAMETERS = {
	"fields": (JSON_TEXT, 'names of fields as a JSON list: ["name", "modified"]; left out: the name'),
	"filters": (JSON_TEXT, 'JSON: {"field": "value"} or [["field", ">", 1]]; every one must match'),
	"or_filters": (JSON_TEXT, "JSON, as filters; one of them must match"),
	"group_by": ({"type": "string"}, "a field"),
	"order_by": ({"type": "string"}, "a field, and asc or desc"),
	"limit_start": ({"type": "integer", "minimum": 0}, "rows to leave out"),
	"limit_page_length": ({"type": "integer", "minimum": 0, "default": 20}, "rows at most; 0 for all"),
	"parent": ({"type": "string"}, "for rows of a child table: the DocType they belong to"),
}


def usable_doctypes() -> list[str]:
	"""Return the DocTypes with a table or a single record that the current user may read, make or choose."""
	names = frappe.get_all("DocType", filters={"istable": 0}, pluck="name", order_by="name")
	return [
		name
		for name in names
		if any(frappe.has_permission(name, right) for right in ("read", "create", "select"))
	]


def resource_paths(doctypes: list[str]) -> dict:
	"""Return the paths of these DocTypes."""
	paths: dict[str, dict] = {}
	for doctype in doctypes:
		address = f"/api/resource/{quote(doctype)}"
		rights = {
			right: frappe.has_permission(doctype, right) for right in ("read", "create", "write", "delete")
		}
		if not frappe.get_meta(doctype).issingle:
			paths[address] = collection(doctype, rights)
		paths[f"{address}/{{name}}"] = single(doctype, rights)
	return {address: item for address, item in paths.items() if len(item) > 1 or "parameters" not in item}


def collection(doctype: str, rights: dict[str, bool]) -> dict:
	"""Return what can be done with the documents of a DocType."""
	item = {
		"get": operation(doctype, "list", f"List {doctype}")
		| {
			"parameters": [
				{"name": name, "in": "query", "schema": schema, "description": text}
				for name, (schema, text) in _LIST_PARAMETERS.items()
			],
			"responses": answered("data", {"type": "array", "items": reference(doctype)}, "the rows"),
		}
	}
	if rights["create"]:
		item["post"] = operation(doctype, "create", f"Insert a {doctype}") | {
			"requestBody": body(doctype),
			"responses": answered("data", reference(doctype), "the document as it is now"),
		}
	return item


def single(doctype: str, rights: dict[str, bool]) -> dict:
	"""Return what can be done with one document."""
	one = answered("data", reference(doctype), "the document as it is now")
	item: dict = {
		"parameters": [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]
	}
	if rights["read"]:
		item["get"] = operation(doctype, "read", f"Read a {doctype}") | {"responses": one}
		item["post"] = run_method(doctype)
		if not item["post"]:
			del item["post"]
	if rights["write"]:
		item["put"] = operation(doctype, "update", f"Change a {doctype}") | {
			"requestBody": body(doctype),
			"responses": one,
		}
	if rights["delete"]:
		item["delete"] = operation(doctype, "delete", f"Delete a {doctype}") | {
			"responses": answered("data", {"const": "ok"}, "deleted", "202")
		}
	return item


def run_method(doctype: str) -> dict | None:
	"""Return the operation that calls a whitelisted method of the document; None if it has none."""
	names = sorted(document_methods(doctype))
	if not names:
		return None
	properties = {"run_method": {"enum": names}}
	schema = {"type": "object", "properties": properties, "required": ["run_method"]}
	return operation(doctype, "run_method", f"Call a method of a {doctype}") | {
		"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
		"responses": answered("data", {}, "what the method returns"),
	}


def operation(doctype: str, verb: str, summary: str) -> dict:
	"""Return the head of an operation."""
	return {"operationId": f"{component(doctype)}.{verb}", "summary": summary, "tags": [doctype]}


def body(doctype: str) -> dict:
	"""Return the request body that carries a document."""
	return {"required": True, "content": {"application/json": {"schema": reference(doctype)}}}


def schemas(doctypes: list[str]) -> dict:
	"""Return the schemas of these DocTypes and of the rows in them."""
	found: dict[str, dict] = {}
	for doctype in doctypes:
		found[component(doctype)] = document_schema(doctype)
		for table in frappe.get_meta(doctype).get_table_fields():
			found.setdefault(component(table.options), document_schema(table.options, doctype))
	return found
