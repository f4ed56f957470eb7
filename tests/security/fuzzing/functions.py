"""Hostile arguments for the functions the pages of administration and the desk call: by their signatures, and by what a page sends with one place made odd."""

from __future__ import annotations

import copy
import importlib
import inspect
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.security.fuzzing import odd
from tests.security.fuzzing.requests import Sent
from tests.security.fuzzing.site import Prepared

MODULES = (
	"frappe_standalone.core.data_import.api",
	"frappe_standalone.core.desk.comments",
	"frappe_standalone.core.desk.form_messages",
	"frappe_standalone.core.desk.form_settings",
	"frappe_standalone.core.desk.home_editing",
	"frappe_standalone.core.desk.kanban",
	"frappe_standalone.core.desk.link_names",
	"frappe_standalone.core.desk.list_bulk",
	"frappe_standalone.core.desk.list_fields",
	"frappe_standalone.core.desk.list_settings",
	"frappe_standalone.core.desk.permission_effect",
	"frappe_standalone.core.desk.quick_form",
	"frappe_standalone.core.desk.report_builder_api",
	"frappe_standalone.core.doctype.kanban_board.kanban_board",
	"frappe_standalone.core.doctype.tag.tag",
	"frappe_standalone.core.form_builder.api",
	"frappe_standalone.core.print_designer.api",
	"frappe_standalone.core.wording.api",
	"township_gov.administration.leaving_staff",
	"township_gov.administration.notification_rules",
	"township_gov.administration.people",
	"township_gov.administration.rights",
	"township_gov.administration.setting_changes",
	"township_gov.administration.staff_accounts",
	"township_gov.administration.year_calendar",
	"township_gov.forms.api",
	"township_gov.same_person",
	"township_gov.shipped.deciding",
	"township_gov.workflows.designer_api",
)
FIELD = {
	"key": "a",
	"fieldtype": "Data",
	"label": "Subject",
	"fieldname": "subject",
	"options": "",
	"reqd": 1,
}
TABLE = {"fieldtype": "Table", "label": "Rows", "table": {"own": 1, "fields": [FIELD]}}
CONDITION = {"field": "a", "comparison": "=", "value": "x"}
# What a page sends
WHOLE: dict[str, Any] = {
	"form": {
		"title": "Room", "settings": {"is_submittable": 0}, "numbering": {"kind": "random", "prefix": "R"}, "modified": "",
		"fields": [{**FIELD, "conditions": {"show": [CONDITION], "depends_on": [CONDITION]}}, TABLE],
		"permissions": [{"role": "System Manager", "read": 1}],
	},
	"format": {"name": "Sheet", "html": "x", "css": "", "design": {"paper": "A4", "margins": {"top": 20}, "blocks": [{"kind": "field", "fieldname": "subject"}]}},
	"settings": {"columns": [["User", "name"], ["User", "email"]], "filters": [["User", "enabled", "=", 1]], "order_by": "name asc", "group_by": [["User", "enabled"]], "add_totals_row": 1},
	"report_settings": {"fields": [["name", "User"]], "filters": [["User", "enabled", "=", 1]], "group_by": None},
	"blocks": [{"kind": "header", "text": "a", "col": 12}, {"kind": "shortcut", "col": 4, "row": {"type": "DocType", "link_to": "User", "label": "x"}}],
	"draft": {"title": "A", "document_type": "Leave Request", "nodes": [{"node_key": "a", "node_type": "Start", "label": "A"}], "transitions": [{"from_node": "a", "to_node": "a"}]},
	"rule": {"document_type": "ToDo", "title": "t", "channel": "System Notification", "event": "Days Before", "days": 1, "date_field": "date", "subject": "a", "receiver": ["field:owner"], "field": ["status"], "comparison": ["="], "value": ["Open"]},
	"people": [{"full_name": "A", "line": 1}],
	"days": [{"day": "2027-01-01", "type": "Holiday", "name": "x"}],
	"filters": [["User", "enabled", "=", 1]], "names": ["a"], "docs": ["a"], "tags": ["a"], "roles": ["System Manager"], "users": ["a"],
	"order": {"Open": ["a"]}, "lines": [1], "fields": {"a": "name"}, "key": ["name"], "texts": ["a"], "user_settings": {"List": {"columns": ["name"]}},
}  # fmt: skip


def found() -> list[tuple[str, Callable, str]]:
	"""(dotted name, function, HTTP method) of every whitelisted function of the modules."""
	import frappe

	allowed = frappe.allowed_http_methods_for_whitelisted_func
	return [
		(f"{name}.{one}", function, "POST" if "POST" in allowed[function] else allowed[function][0])
		for name in MODULES
		for one, function in sorted(vars(importlib.import_module(name)).items())
		if inspect.isfunction(function) and function in allowed and function.__module__ == name
	]


def requests(prepared: Prepared, role: str, number: int) -> Iterator[Sent]:
	"""Yield requests to all of the functions in turn, without end."""
	chance, every = random.Random(f"{role}{number}"), found()
	while True:
		chance.shuffle(every)
		for name, function, verb in every:
			values = {}
			for parameter in inspect.signature(function).parameters.values():
				if parameter.default is parameter.empty or chance.randrange(3):
					values[parameter.name] = argument(parameter.name, prepared, chance)
			yield Sent(verb, f"/api/method/{name}", json=writable(values), kind=f"function {name}")


def argument(name: str, prepared: Prepared, chance: random.Random) -> Any:
	"""Return something odd, or something that is there, or what a page sends with one odd place in it."""
	kind = chance.randrange(10)
	if name in WHOLE and kind < 8:
		sent = spoilt(copy.deepcopy(WHOLE[name]), chance) if kind else odd.deep(chance, 4000)
		return json.dumps(sent) if kind % 2 and not isinstance(sent, str) else sent
	if kind < 6 and name in ("doctype", "dt", "document_type", "reference_doctype"):
		return chance.choice(prepared.doctypes)
	if kind < 6 and name in ("name", "dn", "user", "data_import", "format", "flow", "board_name"):
		return chance.choice(prepared.names[chance.choice(prepared.doctypes)] or ["x"])
	if kind < 6 and name in ("role", "township", "right", "profile", "year", "setting_key", "workspace"):
		return chance.choice(("System Manager", "read", "2027", 2027, "Window Clerk", "Build"))
	if kind == 6:
		return odd.deep(chance, 3000)
	return odd.value(chance)


def spoilt(value: Any, chance: random.Random) -> Any:
	"""Return the value with one place made odd, left out or repeated."""
	if isinstance(value, dict | list) and value and chance.randrange(5):
		key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
		act = chance.randrange(12)
		if act == 0:
			del value[key]
		elif act == 1 and isinstance(value, list):
			value.extend(copy.deepcopy(value[key]) for _each in range(300))
		else:
			value[key] = spoilt(value[key], chance)
		return value
	return odd.value(chance)


def writable(values: Any) -> Any:
	"""Return the values as JSON can carry them."""
	return json.loads(json.dumps(values).encode("utf-8", "replace"))
