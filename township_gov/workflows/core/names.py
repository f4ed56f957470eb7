"""Whether what a flow names exists on the site that is to run it: fields, options, doctypes, roles, actions, documents."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation

from township_gov.workflows.conditions import Condition
from township_gov.workflows.core.checks import Placed
from township_gov.workflows.core.site import DATES, NUMBERS, Field, Site
from township_gov.workflows.definition import Flow, Node


def of_names(flow: Flow, site: Site) -> Iterator[Placed]:
	"""What is named and does not exist, as far as the site is known."""
	if site.doctypes is not None and flow.applies_to and flow.applies_to not in site.doctypes:
		text = "The document type {0} does not exist; choose one that does."
		yield text, (flow.applies_to,), "", True
	for node in flow.nodes:
		yield from _of_node(node, site)
	if site.fields is not None:
		yield from _of_fields(flow, site.fields)


def _of_node(node: Node, site: Site) -> Iterator[Placed]:
	for rule in node.rules:
		if site.roles is not None and rule.role and rule.role not in site.roles:
			text = "{0}: the role {1} does not exist; choose another or create it."
			yield text, (node.label, rule.role), node.key, True
	if site.actions is not None and node.run and node.run not in site.actions:
		text = "{0}: the action {1} is not registered; choose one of: {2}."
		yield text, (node.label, node.run, ", ".join(sorted(site.actions))), node.key, True
	if site.documents is not None and node.document and node.document not in site.documents:
		text = "{0}: there is no kind of official document {1}; choose another or create it."
		yield text, (node.label, node.document), node.key, True


def _of_fields(flow: Flow, fields: dict[str, Field]) -> Iterator[Placed]:
	tables = {name.split(".")[0] for name in fields if "." in name}
	if flow.status_field and flow.status_field not in fields:
		text = "The status field {0} does not exist; choose a field of the document type."
		yield text, (flow.status_field,), "", True
	yield from _of_statuses(flow, fields.get(flow.status_field) or Field())
	for where, when in [("", flow.when), *((way.key, way.when) for way in flow.transitions)]:
		for row in (row for group in when for row in group):
			yield from _of_row(row, fields, where)
	for right in flow.fields_after_end:
		if not _known_right(right, fields, tables):
			text = "Editable after the end: {0} is no field; choose one of the document type."
			yield text, (right,), "", True
	for node in flow.nodes:
		yield from _of_rights(node, fields, tables)


def _of_statuses(flow: Flow, field: Field) -> Iterator[Placed]:
	"""Status values that the status field cannot hold: writing them would be refused."""
	if field.type != "Select" or not field.options:
		return
	named = [(node.status, node.key) for node in flow.nodes] + [(value, "") for _name, value in flow.statuses]
	for value, where in named:
		if value and value not in field.options:
			text = "{0} is no status of {1}; choose one of: {2}."
			yield text, (value, flow.status_field, ", ".join(field.options)), where, True


def _of_row(row: Condition, fields: dict[str, Field], where: str) -> Iterator[Placed]:
	if row.field not in fields:
		text = "A condition looks at the unknown field {0}; choose a field of the document type."
		yield text, (row.field,), where, True
		return
	field = fields[row.field]
	values = row.value if isinstance(row.value, tuple) else (row.value,)
	for value in values:
		if value in (None, ""):
			continue
		if field.type in NUMBERS and not _is_number(value):
			text = "A condition compares the number {0} with {1}, which is none; write a number."
			yield text, (row.field, value), where, True
		elif field.type in DATES and not _is_date(value):
			text = "A condition compares the date {0} with {1}, which is none; write it as 2026-07-01."
			yield text, (row.field, value), where, True
		elif field.type == "Select" and field.options and value not in field.options:
			text = "A condition compares {0} with {1}, which is none of its values; choose one of: {2}."
			yield text, (row.field, value, ", ".join(field.options)), where, False


def _is_number(text: str) -> bool:
	try:
		return Decimal(text).is_finite()
	except InvalidOperation:
		return False


def _is_date(text: str) -> bool:
	try:
		datetime.fromisoformat(text)
	except ValueError:
		return False
	return True


def _of_rights(node: Node, fields: dict[str, Field], tables: set[str]) -> Iterator[Placed]:
	named = [rule.field for rule in node.rules if rule.field]
	named += [rule.office_field for rule in node.rules if rule.office_field]
	for name in [*named, *node.apart.fields, *node.required]:
		if name not in fields:
			text = "{0} names the unknown field {1}; choose a field of the document type."
			yield text, (node.label, name), node.key, True
	for right in node.fields:
		if not _known_right(right, fields, tables):
			text = "{0}: {1} is no field, so no right can be given on it; choose one of the document type."
			yield text, (node.label, right), node.key, True
	editable = {right.split(":")[0].split(".")[0] for right in node.fields}
	for name in node.required:
		if node.type == "Approval" and "*" not in editable and name.split(".")[0] not in editable:
			text = (
				"{0}: {1} must be filled in here, but may not be edited here; give the right to edit it too."
			)
			yield text, (node.label, name), node.key, False


def _known_right(right: str, fields: dict[str, Field], tables: set[str]) -> bool:
	table, _colon, verb = right.partition(":")
	return right == "*" or right in fields or (table in tables and verb in ("add", "delete"))
