"""`/api/method/<dotted name>` for every whitelisted function that the current user may call."""

from __future__ import annotations

import inspect
from collections.abc import Callable

import frappe

from frappe_standalone.core import whitelist
from frappe_standalone.core.openapi.answers import answered
from frappe_standalone.core.openapi.hints import arguments_of
from frappe_standalone.core.openapi.registry import methods

TEXT = {"type": "string"}
# Functions that read the request themselves, as on v15.
READS_REQUEST = {
	"login": {"usr": TEXT, "pwd": {"type": "string", "format": "password"}},
	"upload_file": {
		"file": {"type": "string", "format": "binary"},
		"is_private": {"type": "integer", "enum": [0, 1]},
		"doctype": TEXT,
		"docname": TEXT,
		"fieldname": TEXT,
		"folder": TEXT,
		"file_name": TEXT,
		"file_url": TEXT,
		"library_file_name": TEXT,
		"method": TEXT,
	},
}
_NO_SECURITY: list[dict] = [{}]


def method_paths() -> dict:
	"""Return the paths of the functions; a guest gets those open to guests."""
	guest = frappe.session.user == "Guest"
	return {
		f"/api/method/{name}": path_item(name, function)
		for name, function in methods().items()
		if not guest or function in whitelist.guest_methods
	}


def path_item(name: str, function: Callable) -> dict:
	"""Return the operations of one function, one for each HTTP method it answers to."""
	allowed = whitelist.allowed_http_methods_for_whitelisted_func.get(function, whitelist.METHODS)
	return {verb.lower(): operation(name, function, verb) for verb in allowed}


def operation(name: str, function: Callable, verb: str) -> dict:
	"""Return the description of a function called with one HTTP method."""
	properties, needed, open_ended = arguments_of(function)
	properties = READS_REQUEST.get(name, properties)
	described = {
		"operationId": f"{name}.{verb.lower()}",
		"summary": first_line(function),
		"tags": [name.rpartition(".")[0] or "handler"],
		"x-allow-guest": function in whitelist.guest_methods,
		"responses": answered("message", {}, "what the function returns"),
	}
	if function in whitelist.guest_methods:
		described["security"] = _NO_SECURITY
	if verb in ("GET", "DELETE"):
		described["parameters"] = [
			{"name": key, "in": "query", "required": key in needed, **in_query(schema)}
			for key, schema in properties.items()
		]
	elif properties or open_ended:
		described["requestBody"] = request_body(name, properties, needed, open_ended)
	return described


def in_query(schema: dict) -> dict:
	"""Return how a value is written in an address: objects and lists as JSON texts."""
	kinds = schema.get("type")
	kinds = set(kinds if isinstance(kinds, list) else [kinds])
	if kinds <= {"string", "integer", "number", "boolean"}:
		return {"schema": schema}
	return {"schema": {"type": "string", "description": "text, or JSON"}}


def request_body(name: str, properties: dict, needed: list[str], open_ended: bool) -> dict:
	"""Return the body: JSON or a form with the same names; a form carries lists and objects as JSON texts."""
	schema: dict = {"type": "object", "properties": properties, "additionalProperties": open_ended}
	if needed:
		schema["required"] = needed
	kinds = ("multipart/form-data",) if name == "upload_file" else ("application/json",)
	return {"required": bool(needed), "content": {kind: {"schema": schema} for kind in kinds}}


def first_line(function: Callable) -> str:
	"""Return the first line of a function's docstring, or its name."""
	text = inspect.getdoc(function) or function.__name__
	return text.partition("\n")[0]
