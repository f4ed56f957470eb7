"""A conversation over REST, the same on a real v15.41 site and here; its transcript is compared.

`play(call)` runs it; `call(verb, path, headers, **options)` returns (status, body). Names, times, keys and tracebacks
are replaced, everything else must be equal.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

Call = Callable[..., tuple[int, object]]

_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
# Differ from site to site, hold a traceback, or (ToDo's) are facts this platform fills in and v15 leaves empty.
_DROPPED = (
	"exc",
	"_exc_source",
	"__frappe_exc_id",
	"full_name",
	"home_page",
	"_debug_messages",
	"assigned_by",
	"assigned_by_full_name",
)


def steps(password: str):
	"""Yield (name, verb, path, options); `options["session"]` is False for a visitor without cookies."""
	todo = "/api/resource/ToDo"
	client = "/api/method/frappe.client."
	yield "wrong password", "POST", "/api/method/login", {"json": {"usr": "Administrator", "pwd": "wrong"}}
	yield "unknown user", "POST", "/api/method/login", {"json": {"usr": "no@example.org", "pwd": "wrong"}}
	yield "no password", "POST", "/api/method/login", {"json": {"usr": "Administrator"}}
	yield "guest asks who he is", "GET", "/api/method/frappe.auth.get_logged_user", {}
	yield "guest lists", "GET", todo, {}
	yield "guest reads", "GET", "/api/resource/User/Administrator", {}
	yield "ping", "GET", "/api/method/ping", {}
	yield "ping by its long name", "GET", "/api/method/frappe.ping", {}
	yield "sign in", "POST", "/api/method/login", {"json": {"usr": "Administrator", "pwd": password}}
	yield "who am I", "GET", "/api/method/frappe.auth.get_logged_user", {}
	yield "insert", "POST", todo, {"json": {"description": "scenario one", "priority": "Low"}}
	yield "insert by form", "POST", todo, {"data": {"data": json.dumps({"description": "scenario two"})}}
	yield (
		"insert by the client",
		"POST",
		client + "insert",
		{"json": {"doc": {"doctype": "ToDo", "description": "scenario three", "priority": "High"}}},
	)
	mine = json.dumps([["description", "like", "scenario%"]])
	yield "list of names", "GET", todo, {"params": {"filters": mine, "order_by": "description asc"}}
	yield (
		"list of fields",
		"GET",
		todo,
		{
			"params": {
				"filters": mine,
				"fields": '["description","priority","docstatus"]',
				"order_by": "description desc",
			}
		},
	)
	yield (
		"page of a list",
		"GET",
		todo,
		{
			"params": {
				"filters": mine,
				"fields": '["description"]',
				"order_by": "description asc",
				"limit_start": "1",
				"limit_page_length": "1",
			}
		},
	)
	yield (
		"list as rows",
		"GET",
		todo,
		{
			"params": {
				"filters": mine,
				"fields": '["description"]',
				"as_dict": "false",
				"order_by": "description asc",
			}
		},
	)
	yield (
		"list by two filters or another",
		"GET",
		todo,
		{
			"params": {
				"or_filters": json.dumps({"description": "scenario one", "priority": "High"}),
				"filters": mine,
				"fields": '["description"]',
				"order_by": "description asc",
			}
		},
	)
	yield (
		"group",
		"GET",
		client + "get_list",
		{
			"params": {
				"doctype": "ToDo",
				"filters": mine,
				"fields": '["priority","count(name) as n"]',
				"group_by": "priority",
				"order_by": "priority asc",
			}
		},
	)
	yield "unknown field in a list", "GET", todo, {"params": {"fields": '["no_such_field"]'}}
	yield "unknown doctype", "GET", "/api/resource/No Such Thing", {}
	yield "read", "GET", todo + "/{insert}", {}
	yield "change", "PUT", todo + "/{insert}", {"json": {"priority": "High"}}
	yield "bad option", "PUT", todo + "/{insert}", {"json": {"priority": "Urgent"}}
	yield "missing value", "POST", todo, {"json": {"priority": "Low"}}
	yield "bad link", "POST", todo, {"json": {"description": "scenario x", "role": "No Such Role"}}
	yield (
		"get_value",
		"GET",
		client + "get_value",
		{
			"params": {
				"doctype": "ToDo",
				"fieldname": '["description","priority"]',
				"filters": '{"description": "scenario one"}',
			}
		},
	)
	yield (
		"get_value of one field",
		"GET",
		client + "get_value",
		{
			"params": {
				"doctype": "ToDo",
				"fieldname": "priority",
				"filters": '{"description": "scenario one"}',
			}
		},
	)
	yield (
		"get_value of nothing",
		"GET",
		client + "get_value",
		{
			"params": {
				"doctype": "ToDo",
				"fieldname": "priority",
				"filters": '{"description": "scenario none"}',
			}
		},
	)
	yield "get_count", "GET", client + "get_count", {"params": {"doctype": "ToDo", "filters": mine}}
	yield (
		"get_single_value",
		"GET",
		client + "get_single_value",
		{"params": {"doctype": "System Settings", "field": "date_format"}},
	)
	yield (
		"set_value",
		"POST",
		client + "set_value",
		{"json": {"doctype": "ToDo", "name": "{insert}", "fieldname": "priority", "value": "Medium"}},
	)
	yield (
		"set_value of a standard field",
		"POST",
		client + "set_value",
		{"json": {"doctype": "ToDo", "name": "{insert}", "fieldname": "owner", "value": "Guest"}},
	)
	yield (
		"has_permission",
		"GET",
		client + "has_permission",
		{"params": {"doctype": "ToDo", "docname": "{insert}"}},
	)
	yield (
		"validate_link",
		"GET",
		client + "validate_link",
		{"params": {"doctype": "Role", "docname": "Guest"}},
	)
	yield (
		"validate_link of nothing",
		"GET",
		client + "validate_link",
		{"params": {"doctype": "Role", "docname": "No Such Role"}},
	)
	yield (
		"validate_link with fields",
		"GET",
		client + "validate_link",
		{"params": {"doctype": "Role", "docname": "Guest", "fields": '["role_name"]'}},
	)
	yield (
		"insert by GET",
		"GET",
		client + "insert",
		{"params": {"doc": '{"doctype":"ToDo","description":"x"}'}},
	)
	yield "not whitelisted", "GET", "/api/method/frappe.utils.nowdate", {}
	yield "no such function", "GET", "/api/method/frappe.client.no_such", {}
	yield "no such address", "GET", "/api/nothing", {}
	yield "wrong verb", "PATCH", todo, {}
	yield (
		"stale save",
		"POST",
		client + "save",
		{
			"json": {
				"doc": {
					"doctype": "ToDo",
					"name": "{insert}",
					"description": "stale",
					"modified": "2020-01-01 00:00:00.000000",
				}
			}
		},
	)
	yield "role", "POST", "/api/resource/Role", {"json": {"role_name": "Scenario Role"}}
	yield "role twice", "POST", "/api/resource/Role", {"json": {"role_name": "Scenario Role"}}
	yield "child rows without their parent", "GET", "/api/resource/Has Role", {}
	yield (
		"child rows of a parent",
		"GET",
		"/api/resource/Has Role",
		{"params": {"parent": "User", "fields": '["role"]', "filters": '[["role","=","Scenario Role"]]'}},
	)
	yield (
		"whitelisted method of a document that has none",
		"POST",
		todo + "/{insert}",
		{"json": {"run_method": "on_update"}},
	)
	yield "delete a role", "DELETE", "/api/resource/Role/Scenario Role", {}
	yield (
		"delete by the client",
		"POST",
		client + "delete",
		{"json": {"doctype": "ToDo", "name": "{insert by form}"}},
	)
	yield (
		"delete by the client again",
		"POST",
		client + "delete",
		{"json": {"doctype": "ToDo", "name": "{insert by form}"}},
	)
	yield "delete", "DELETE", todo + "/{insert}", {}
	yield "read what is gone", "GET", todo + "/{insert}", {}
	yield "delete what is gone", "DELETE", todo + "/{insert}", {}
	yield "delete the last", "DELETE", todo + "/{insert by the client}", {}
	yield (
		"wrong key",
		"GET",
		"/api/method/ping",
		{"session": False, "headers": {"Authorization": "token a:b"}},
	)
	yield (
		"broken basic",
		"GET",
		"/api/method/ping",
		{"session": False, "headers": {"Authorization": "Basic %%%"}},
	)
	yield (
		"unknown session",
		"GET",
		"/api/method/frappe.auth.get_logged_user",
		{
			"session": False,
			"headers": {"Cookie": "sid=0123456789abcdef"},
		},
	)
	yield "sign out", "POST", "/api/method/logout", {}
	yield "after signing out", "GET", "/api/method/frappe.auth.get_logged_user", {}


def play(call: Call, password: str) -> dict[str, dict]:
	"""Run the conversation; returns {step: {"status": …, "body": …}}."""
	names: dict[str, str] = {}
	transcript = {}
	for step, verb, path, options in steps(password):
		options = json.loads(fill(json.dumps(options), names))
		status, body = call(verb, fill(path, names), **options)
		document = body.get("data") or body.get("message") if isinstance(body, dict) else None
		if step.startswith("insert") and isinstance(document, dict):
			names[step] = document["name"]
		transcript[step] = {"status": status, "body": normal(body, names)}
	return transcript


def fill(text: str, names: dict[str, str]) -> str:
	"""Put the names of documents made so far into a text."""
	for step, name in names.items():
		text = text.replace("{" + step + "}", name)
	return text


def normal(value: object, names: dict[str, str]) -> object:
	"""Return an answer without what differs from site to site."""
	if isinstance(value, dict):
		kept = {key: each for key, each in value.items() if key not in _DROPPED}
		return {key: normal_entry(key, each, names) for key, each in sorted(kept.items())}
	if isinstance(value, list):
		return [normal(each, names) for each in value]
	if isinstance(value, str):
		for step, name in names.items():
			value = value.replace(name, f"<{step}>")
		return _TIME.sub("<time>", value)
	return value


def normal_entry(key: str, value: object, names: dict[str, str]) -> object:
	"""Return one value of an answer; messages keep all but their words, an exception keeps its class."""
	if key == "_server_messages":
		return [{**normal(json.loads(entry), names), "message": "…"} for entry in json.loads(value)]
	if key == "exception":
		return value.split(":")[0]
	if key == "date":
		return "<today>"  # a ToDo's day, which nobody gave
	return normal(value, names)
