"""The published versions of a flow beside its draft: what differs, what runs by which, and an old one as a draft again."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.workflows import choosing, comparing, drafts, errors, findings, people, published
from township_gov.workflows import state as st
from township_gov.workflows.definition import DefinitionError, Flow
from township_gov.workflows.form import definition_of

VERSION = "Approval Flow Version"


def compared(doc, draft: drafts.Draft) -> dict[str, Any]:
	"""A draft against the version in force of its flow; `doc` is None for a flow that is not kept yet."""
	current = doc.published_version if doc else ""
	old = published.version(current) if current else None
	new = Flow.parse(definition_of(findings.readable(draft)))
	return {
		"version": current or "",
		"number": doc.version if doc else 0,
		"next": (doc.version or 0) + 1 if doc else 1,
		"status": doc.status if doc else "Draft",
		"unchanged": old is not None and old.dump() == new.dump(),
		"changes": comparing.compare(old, new, findings.unreadable(draft)),
		"findings": findings.of_draft(draft),
		"running": running(doc.name) if doc else [],
		"choice": choosing.told(new, doc.name if doc else ""),
	}


def running(flow: str) -> list[dict[str, Any]]:
	"""How many approvals of a flow are under way by each of its versions, oldest version first."""
	rows = frappe.get_all(
		"Approval Instance",
		filters={"flow": flow, "status": st.RUNNING},
		fields=["flow_version", "count(name) as approvals"],
		group_by="flow_version",
		order_by="flow_version asc",
	)
	numbers = dict(frappe.get_all(VERSION, filters={"flow": flow}, fields=["name", "version"], as_list=True))
	found = [
		{"version": row.flow_version, "number": numbers.get(row.flow_version) or 0, "count": row.approvals}
		for row in rows
	]
	return sorted(found, key=lambda row: row["number"])


def listed_versions(doc) -> list[dict[str, Any]]:
	"""Every version of a flow, newest first."""
	rows = frappe.get_all(
		VERSION,
		filters={"flow": doc.name},
		fields=["name", "version", "title", "published_by", "published_at"],
		order_by="version desc",
	)
	counts = {row["version"]: row["count"] for row in running(doc.name)}
	return [
		{
			"name": row.name,
			"number": row.version,
			"title": _(row.title, context="Approval") if row.title else "",
			"by": people.name_of(row.published_by) if row.published_by else "",
			"at": cstr(row.published_at)[:16],
			"in_force": row.name == doc.published_version and doc.status == "Published",
			"running": counts.get(row.name, 0),
		}
		for row in rows
	]


def looked_at(doc, name: str) -> dict[str, Any]:
	"""A version in words and as a draft, to be drawn."""
	if frappe.db.get_value(VERSION, name, "flow") != doc.name:
		text = _("{0} is no version of this flow; choose one from the list.", context="Flow Designer")
		frappe.throw(text.format(name), errors.ApprovalRefused)
	flow = published.version(name)
	current = published.version(doc.published_version) if doc.published_version else None
	try:
		draft = drafts.of_version(flow, drafts.of_document(doc))
	except DefinitionError as error:
		frappe.throw(_(error.message).format(*error.args_), errors.FlowNotSound)
	return {
		"name": name,
		"number": frappe.db.get_value(VERSION, name, "version"),
		"changes": comparing.compare(current, flow) if name != doc.published_version else [],
		"draft": draft,
		"labels": _labels(flow),
	}


def _labels(flow: Flow) -> dict[str, str]:
	"""What its steps and ways are called in the reader's language, where that is other than stored."""
	said = {flow.title, *(way.label for way in flow.transitions)}
	for node in flow.nodes:
		said |= {node.label, *(label for _action, label in node.actions)}
	told = {text: _(text, context="Approval") for text in said if text}
	return {text: words for text, words in told.items() if words != text}
