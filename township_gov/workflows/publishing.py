"""From the form to a published version: check, freeze, announce."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import frappe
from frappe import _

from township_gov import clock
from township_gov.workflows import automatic, choosing, doors, published, surroundings
from township_gov.workflows.definition import DefinitionError, Flow, Node
from township_gov.workflows.errors import FlowNotSound
from township_gov.workflows.form import definition_of
from township_gov.workflows.linter import Problem
from township_gov.workflows.state import canonical, fingerprint

_HOLDS_STATUS = ("Select", "Data", "Small Text")


def definition(doc) -> dict[str, Any]:
	"""The form's content as JSON. Raises FlowNotSound where it cannot be read at all."""
	try:
		return definition_of(doc)
	except DefinitionError as error:
		frappe.throw(_(error.message).format(*error.args_), FlowNotSound)
	except ValueError as error:
		frappe.throw(str(error), FlowNotSound)


def problems(data: dict[str, Any]) -> list[Problem]:
	"""What is wrong with a flow, the names that it uses and the people of this site included."""
	flow = Flow.parse(data)
	found = surroundings.problems(flow)
	found += _of_document_type(flow)
	for node in flow.nodes:
		found += _unknown(node)
	if flow.nodes and not any(node.type in ("Approval", "Issue Document") for node in flow.nodes):
		text = "Nobody decides in this flow, it ends as soon as it is started; insert an Approval."
		found.append(Problem(text, error=False))
	found += _of_ends(flow)
	if flow.applies_to and (holders := _who_submits(flow.applies_to)):
		text = "{0} may submit or cancel {1} by hand; take these rights away, only the end of an approval submits."
		found.append(Problem(text, (", ".join(holders), flow.applies_to), error=False))
	return found


def _of_ends(flow: Flow) -> Iterator[Problem]:
	"""Ends after which the document still shows the status that it had before."""
	text = "{0}: the document's status does not change when the approval ends here; choose one in this node, under More."
	for node in flow.nodes:
		if (
			flow.status_field
			and node.type == "End"
			and not (node.status or flow.status_for(node.outcome.lower()))
		):
			yield Problem(text, (node.label,), node.key, error=False)


def _of_document_type(flow: Flow) -> Iterator[Problem]:
	"""A document type that no flow may guard, or a field of it that no flow may write as its status.

	The engine writes the status whatever the rights of the person are, so whoever draws flows could else give himself a
	role profile, or close the records of the platform to its administrators.
	"""
	if flow.applies_to in doors.ENGINE_RECORDS | {"Approval Flow"}:
		yield Problem("The approval engine does not guard its own records; choose another document type.")
	elif doors.is_of_the_platform(flow.applies_to):
		text = "{0} belongs to the program itself and is never decided by a flow; choose a form of the township's work."
		yield Problem(text, (flow.applies_to,))
	df = _field_of(flow.applies_to, flow.status_field)
	if df and (df.fieldtype not in _HOLDS_STATUS or df.permlevel):
		text = "The status field {0} is not for approvals; choose a field of type Select or Data that everybody may read."
		yield Problem(text, (flow.status_field,))


def _field_of(doctype: str, fieldname: str):
	exists = doctype and fieldname and frappe.db.exists("DocType", doctype)
	return frappe.get_meta(doctype).get_field(fieldname) if exists else None


def _unknown(node: Node) -> Iterator[Problem]:
	"""What a node names that this site does not have."""
	for rule in node.rules:
		if rule.role and not frappe.db.exists("Role", rule.role):
			text = "{0}: the role {1} does not exist; choose another or create it."
			yield Problem(text, (node.label, rule.role), node.key)
		if rule.user and not frappe.db.exists("User", rule.user):
			text = "{0}: there is no account {1}; name somebody else."
			yield Problem(text, (node.label, rule.user), node.key)
		if rule.post and not frappe.db.exists("Post", rule.post):
			text = "{0}: the post {1} does not exist; choose another or create it."
			yield Problem(text, (node.label, rule.post), node.key)
	if node.run and node.run not in automatic.registered():
		text = "{0}: no installed app registers the action {1}; choose one of: {2}."
		names = ", ".join(sorted(automatic.registered())) or "-"
		yield Problem(text, (node.label, node.run, names), node.key)
	if node.document and not frappe.db.exists("Official Document Kind", {"kind_code": node.document}):
		text = "{0}: no kind of official document has the code {1}; add it before the first one is issued."
		yield Problem(text, (node.label, node.document), node.key, error=False)


def _who_submits(doctype: str) -> list[str]:
	"""The roles that hold submit or cancel on a doctype (rule 13)."""
	if not frappe.db.exists("DocType", doctype):
		return []
	rows = frappe.get_meta(doctype).permissions
	return sorted({row.role for row in rows if row.submit or row.cancel})


def findings(doc, data: dict[str, Any] | None = None) -> list[str]:
	"""The problems of a form's flow in the reader's language."""
	return [
		_(problem.message).format(*(_(part) for part in problem.args))
		for problem in problems(data or definition(doc))
	]


def publish(doc) -> str:
	"""Freeze the form's content as the next version and put it in force; the name of the version.

	Publishing what is in force already changes nothing. Raises FlowNotSound with every error.
	"""
	data = definition(doc)
	wrong = [problem for problem in problems(data) if problem.error]
	if wrong:
		lines = [_(problem.message).format(*(_(part) for part in problem.args)) for problem in wrong]
		frappe.throw(_("The flow cannot be published: {0}").format("<br>".join(lines)), FlowNotSound)
	mark = fingerprint(data)
	current = doc.published_version
	unchanged = current and frappe.db.get_value("Approval Flow Version", current, "definition_hash") == mark
	if not unchanged:
		doc.version = (doc.version or 0) + 1
		doc.published_version = _freeze(doc, data, mark)
	doc.status = "Published"
	_save(doc)
	return doc.published_version


def retire(doc) -> None:
	"""Take the flow out of force: nothing new starts, what runs goes on."""
	doc.status = "Retired"
	_save(doc)


def _freeze(doc, data: dict[str, Any], mark: str) -> str:
	with doors.records():
		row = frappe.get_doc(
			{
				"doctype": "Approval Flow Version",
				"flow": doc.name,
				"version": doc.version,
				"applies_to": doc.applies_to,
				"title": doc.title,
				"definition": canonical(data),
				"definition_hash": mark,
				"published_by": frappe.session.user,
				"published_at": clock.now(),
			}
		).insert(ignore_permissions=True)
	return row.name


def _save(doc) -> None:
	doc.flags.publishing = True
	doc.flags.ignore_permissions = True  # the caller has checked; the person who publishes may write the form
	doc.save()
	doc.flags.publishing = False
	published.changed()
	choosing.refresh(doc.applies_to)
	doc.used_for_new = frappe.db.get_value("Approval Flow", doc.name, "used_for_new")
