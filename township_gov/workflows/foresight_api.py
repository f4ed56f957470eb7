"""Looking ahead over REST: simulate, replay, export, move to a new version. Permissions come first in each."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from township_gov import clock
from township_gov.workflows import (
	bpmn,
	drafts,
	foresight,
	migrating,
	people,
	published,
	publishing,
	replaying,
	runtime,
	standing,
)
from township_gov.workflows.definition import Flow
from township_gov.workflows.errors import ApprovalRefused

LONGEST_REPLAY = 400  # days
CONTEXT = "Flow Foresight"  # everyday words mean something of their own here


@frappe.whitelist()
def simulate(
	flow: str,
	doctype: str | None = None,
	name: str | None = None,
	doc: dict[str, Any] | str | None = None,
	choices: dict[str, Any] | str | None = None,
	initiator: str | None = None,
	start: str | None = None,
	version: str = "draft",
	draft: dict[str, Any] | str | None = None,
) -> dict[str, Any]:
	"""A stored document (`doctype`, `name`) or a sample (`doc`: values of fields) walked through a flow; nothing is written.

	`choices`: what is decided at a step, visit by visit (`{"office": ["return:initiator", "approve"]}`); what is left out is
	approved. `version`: `draft` (the form) or `published`. Needs read permission on the flow and on the document. With a
	`draft` (see `designer_api.load`) the unsaved flow is walked, for those who may change flows.
	"""
	with foresight.nothing_written():
		rules = _rules(flow, version, draft)
		if doctype and doctype != rules.applies_to:
			frappe.throw(
				_("The flow is for documents of type {0}; choose one of them.").format(_(rules.applies_to)),
				ApprovalRefused,
			)
		document = foresight.sample_document(rules, name or None, _object(doc))
		who = initiator or _initiator(document, bool(name))
		if not people.may_be_asked(who) and who != frappe.session.user:
			frappe.throw(
				_("{0} is no account of a person that is in use; choose somebody else.").format(who),
				ApprovalRefused,
			)
		return foresight.walk(rules, document, who, _choices(choices), get_datetime(start) if start else None)


@frappe.whitelist()
def replay(
	flow: str, from_date: str, to_date: str, draft: dict[str, Any] | str | None = None
) -> dict[str, Any]:
	"""Real approvals started between two days (both included) through the flow's draft: what would have gone differently.

	Nothing is written. Needs read permission on the flow; only documents that you may read are named. `draft`: as in `simulate`.
	"""
	with foresight.nothing_written():
		rules = _rules(flow, "draft", draft)
		days = (frappe.utils.getdate(to_date) - frappe.utils.getdate(from_date)).days
		if not 0 <= days <= LONGEST_REPLAY:
			frappe.throw(
				_("Choose a last day after the first, at most {0} days later.").format(LONGEST_REPLAY),
				ApprovalRefused,
			)
		return replaying.replay(rules, from_date, to_date)


@frappe.whitelist()
def export_bpmn(flow: str, version: str = "draft") -> str:
	"""The flow as BPMN 2.0 XML with its diagram; needs read permission on it."""
	with foresight.nothing_written():
		rules = foresight.definition(flow, version)
		meta = frappe.get_meta(rules.applies_to)
		labels = {df.fieldname: _(df.label, context=meta.name) for df in meta.fields if df.label}
		types = {df.fieldname: df.fieldtype for df in meta.fields}
		return bpmn.export(rules, foresight.words, labels, types, lambda value: _(value, context=meta.name))


@frappe.whitelist()
def download_bpmn(flow: str, version: str = "draft") -> None:
	"""The same as a file to keep."""
	content = export_bpmn(flow, version)
	frappe.response.filename = re.sub(r"[^\w.-]", "_", flow) + ".bpmn"
	frappe.response.filecontent = content.encode()
	frappe.response.type = "download"


@frappe.whitelist(methods=["POST"])
def migrate_instances(
	flow: str,
	mapping: dict[str, str] | str | None = None,
	dry_run: bool | int | str = True,
	after: str = "",
	limit: int | str = 0,
) -> dict[str, Any]:
	"""Move running approvals of older versions onto the one in force; with `dry_run` only say what would happen.

	`mapping`: old key → new key of steps that are called otherwise. For administrators who may write the flow.
	"""
	return migrating.migrate(
		flow,
		migrating.parse_mapping(mapping),
		dry_run=_is_dry(dry_run),
		after=after or "",
		limit=max(cint(limit), 0),
	)


@frappe.whitelist()
def samples(flow: str, draft: dict[str, Any] | str | None = None, version: str = "draft") -> dict[str, Any]:
	"""What the page needs to ask: the flow's title, steps, some documents that you may read, fields its conditions name.
	`draft`, `version`: as in `simulate`.
	"""
	rules = _rules(flow, version, draft)
	meta = frappe.get_meta(rules.applies_to)
	title = meta.title_field or "name"
	rows = frappe.get_list(
		rules.applies_to, fields=["name", f"{title} as title"], order_by="modified desc", limit_page_length=30
	)
	return {
		"flow": flow,
		"title": foresight.words(rules.title),
		"doctype": rules.applies_to,
		"doctype_label": _(rules.applies_to),
		"documents": rows,
		"route": f"/app/approval-flow/{quote(flow)}",
		"has_published": bool(flow and frappe.db.get_value("Approval Flow", flow, "published_version")),
		"may_migrate": bool(flow) and _may_migrate(flow),
		"fields": [row for name in _asked_fields(rules) if (row := _field(meta, name))],
		"people": _starters(rules.applies_to),
		"old_steps": _old_steps(flow, rules) if flow else [],
		"steps": [{"key": node.key, "label": foresight.words(node.label)} for node in rules.nodes],
		"today": str(clock.today()),
	}


@frappe.whitelist()
def foresight_texts() -> dict[str, str]:
	"""The texts of the page and of the form's links, in your language, by their English source."""
	return {text: _(text, context=CONTEXT) for text in TEXTS}


TEXTS = (
	"after {0} of working time", "at the earliest {0}", "and {0} more", "As is", "Back to the flow", "Before", "Begin the replay", "Cancel",
	"Changed: walk again to see the way.", "Choose a document, or fill in a sample.", "choose …", "Could not be told to the end", "Decision",
	"Document", "Documents", "done by the program", "Download BPMN", "Draft", "Draw the Flow",
	"Everything would have gone the same way.", "Ends at the earliest", "Expected end", "Expected end cannot be told: {0} have neither a time limit nor past tasks.",
	"Facts that the log does not hold",
	"Forecast", "From", "Hidden: {0} documents that you may not read", "In force", "Leads to {0}",
	"Mapped", "Move", "Move them to version {0}", "Move Running Approvals", "Move {0} approvals to version {1}? This cannot be undone.",
	"Moved {0} approvals; {1} stay on their version.", "Needs new people", "Nobody may decide here",
	"No approval was started in this time.",
	"Nobody may decide here; the approval would stand still.", "Not for this flow", "not held",
	"Nothing runs by an older version.", "Other outcome", "Other path", "Other people", "Outcome unknown",
	"Passed over", "Presumed: {0}", "Reason", "Replay Last Month", "Result", "Running approvals", "Same",
	"side by side", "Simulate", "Standing at", "Stands in: {0}", "Started by", "Starts", "Stay", "taken",
	"Takes about {0} of working time (as the last {1} did)", "Takes up to {0} of working time (time limit)",
	"This step is called now", "Until", "Version", "Version {0}", "Walk",
	"What would have gone differently", "With", "With a sample",
	"{0} h", "{0} h {1} min", "{0} min", "{0} decisions would not have been asked for", "{0} move", "{0} of them to other people", "{0} stay", "{0}: {1} documents",
)  # fmt: skip


def _rules(flow: str, version: str, draft: Any) -> Flow:
	"""The rules to look at: stored ones, or an unsaved draft."""
	if draft is None or draft == "":
		return foresight.definition(flow, version)
	frappe.has_permission("Approval Flow", "write", throw=True)
	if flow:
		frappe.get_doc("Approval Flow", flow).check_permission("read")
	return foresight.sound(publishing.definition(drafts.parsed(draft)))


def _object(sent: Any) -> dict[str, Any]:
	"""An object as a browser sends it."""
	try:
		found = frappe.parse_json(sent) if sent else {}
	except ValueError:
		found = None
	if not isinstance(found, dict):
		frappe.throw(_("The call must send an object: name and value."), ApprovalRefused)
	return found


def _choices(sent: Any) -> dict[str, list[str]]:
	"""Decisions by step; one decision may stand without its list."""
	return {
		key: [str(one) for one in (value if isinstance(value, list) else [value])]
		for key, value in _object(sent).items()
		if value
	}


def _initiator(doc, is_stored: bool) -> str:
	"""Who starts it: who started the document's approval, who made it, or the reader himself."""
	if not is_stored:
		return frappe.session.user
	last = standing.latest(doc.doctype, doc.name)
	return last.initiator if last else doc.owner


def _is_dry(sent: Any) -> bool:
	"""Only a plain no is a no: whatever else is sent changes nothing."""
	return str(sent).strip().lower() not in ("0", "false", "no")


def _may_migrate(flow: str) -> bool:
	return runtime.may_administer() and bool(frappe.has_permission("Approval Flow", "write", doc=flow))


def _asked_fields(rules: Flow) -> list[str]:
	"""Fields of a sample that decide its way and its people."""
	names = {*rules.condition_fields}
	for node in rules.nodes:
		names |= {
			name for rule in node.rules for name in (rule.field, rule.township_field, rule.office_field)
		}
		names |= set(node.apart.fields)
	return sorted(name for name in names if name and "." not in name)


def _field(meta, name: str) -> dict[str, Any] | None:
	df = meta.get_field(name)
	if not df:
		return None
	options = []
	if df.fieldtype == "Select":
		options = [
			{"value": one, "label": _(one, context=meta.name)} for one in (df.options or "").split("\n")
		]
	elif df.fieldtype == "Link":
		options = _linkable(df.options)
	return {
		"name": name,
		"label": _(df.label or name, context=meta.name),
		"type": df.fieldtype,
		"options": options,
		"target": df.options if df.fieldtype == "Link" else "",
	}


def _starters(doctype: str) -> list[dict[str, Any]]:
	"""Who may start a sample, of the people that the reader may see: who made the newest document first; with what a form
	takes from its applicant, by document type.
	"""
	if not frappe.has_permission("Cadre", "read"):
		return []
	rows = frappe.get_list(
		"Cadre",
		filters={"user_id": ("is", "set")},
		fields=["user_id", "employee_name", "department", "township", "department.office_name as office"],
		order_by="employee_name asc",
		limit_page_length=200,
	)
	newest = frappe.get_list(doctype, fields=["owner"], order_by="creation desc", limit_page_length=1)
	last = newest[0].owner if newest else ""
	found = [
		{
			"value": row.user_id,
			"label": f"{row.employee_name} · {row.office}" if row.office else row.employee_name,
			"brings": {"Township Office": row.department, "Township": row.township},
		}
		for row in rows
	]
	return sorted(found, key=lambda one: one["value"] != last)


def _linkable(doctype: str) -> list[dict[str, str]]:
	"""Some records that the reader may choose, by their titles."""
	if not frappe.has_permission(doctype, "read"):
		return []
	title = frappe.get_meta(doctype).title_field or "name"
	rows = frappe.get_list(
		doctype, fields=["name", f"{title} as title"], order_by="name asc", limit_page_length=200
	)
	return [{"value": row.name, "label": str(row.title or row.name)} for row in rows]


def _old_steps(flow: str, rules: Flow) -> list[dict[str, str]]:
	"""Steps of older versions that the newest does not have by their key."""
	doc = frappe.get_doc("Approval Flow", flow)
	current = published.version(doc.published_version) if doc.published_version else rules
	found: dict[str, str] = {}
	for name in frappe.get_all("Approval Flow Version", filters={"flow": flow}, pluck="name"):
		found |= {
			node.key: node.label for node in published.version(name).nodes if node.key not in current.by_key
		}
	return [{"key": key, "label": foresight.words(label)} for key, label in found.items()]
