"""Going through a door as a request does: the platform's checks of the caller first, then the function."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

import frappe

from tests.bypass.filling import Target
from tests.bypass.registry import Door, RestDoor, document_methods

# Doors that act on the machine or the session instead of a document; each with what it would do to the test run.
APART = {
	"take_backup": "writes or uploads a backup",
	"setup_complete": "sets the whole site up anew",
	"optimize_doctype": "rebuilds a table, which ends the transaction",
	"get_orphaned_columns": "looks at a table's definition, which ends the transaction",
	"update_user": "part of setting the site up",
	"initialize_system_settings_and_user": "part of setting the site up",
}


def through(door: Door, arguments: dict[str, Any]) -> Callable[[], Any]:
	"""A call of a whitelisted function with these arguments."""

	def call() -> Any:
		_request("POST", f"/api/method/{door.name}", arguments)
		if door.function.__name__ != "run_doc_method":  # that one asks for the method it runs
			frappe.is_whitelisted(door.function)
		return frappe.call(door.function, **arguments)

	return call


def rest_calls(
	door: RestDoor, target: Target, bodies: list[dict[str, Any]]
) -> Iterator[tuple[str, Callable[[], Any]]]:
	"""Calls of a REST address on a document, with each body, and with each method where it runs one."""
	known = {"doctype": target.doctype, "name": target.name}
	if "method" in door.arguments:
		for method in document_methods(target.doctype):
			yield method, _rest(door, {**known, "method": method}, {})
		return
	known = {name: value for name, value in known.items() if name in door.arguments}
	for body in bodies:
		yield ", ".join(sorted(body)) or "nothing", _rest(door, known, body)
	if door.verb == "POST" and "name" in door.arguments:
		for method in document_methods(target.doctype):
			yield method, _rest(door, known, {"run_method": method})


def _rest(door: RestDoor, arguments: dict[str, str], body: dict[str, Any]) -> Callable[[], Any]:
	def call() -> Any:
		_request(door.verb, f"/api/resource/{target_path(arguments)}", body)
		return door.endpoint(**arguments)

	return call


def target_path(arguments: dict[str, str]) -> str:
	"""The tail of the address."""
	return "/".join(arguments[name] for name in ("doctype", "name") if name in arguments)


def _request(verb: str, path: str, body: dict[str, Any]) -> None:
	text = json.dumps(body, default=str)
	builder = EnvironBuilder(
		path=path.replace(" ", "%20"), method=verb, data=text, content_type="application/json"
	)
	frappe.local.request = Request(builder.get_environ())
	frappe.local.form_dict = frappe._dict(body)
	frappe.local.response = frappe._dict({"docs": []})
	frappe.local.message_log = []
