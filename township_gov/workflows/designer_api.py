"""The flow designer over REST: `/api/method/township_gov.workflows.designer_api.<name>`.

Looking needs the right to read the flow, drawing the right to change flows; each function asks first. Who only reads is told
of the flow as it is kept, whatever draft he sends. What takes an unsaved draft and writes nothing proves it
(`foresight.nothing_written`).
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint, cstr

from township_gov.workflows import (
	choosing,
	designer_options,
	designer_versions,
	drafts,
	findings,
	foresight,
	publishing,
)
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of
from township_gov.workflows.layout import layout as laid_out

CONTEXT = "Flow Designer"
STEP, LANE = 220, 110  # pixels from one node to the next: onward, and beside


@frappe.whitelist()
def load(flow: str = "") -> dict[str, Any]:
	"""A flow as the designer draws it; without a name an empty one. Needs read permission on it.

	`draft` holds the form's own fields and tables; `may_write` says whether it can be saved.
	"""
	doc = frappe.get_doc(drafts.FLOW, flow) if flow else frappe.new_doc(drafts.FLOW)
	if flow:
		doc.check_permission("read")
	else:
		frappe.has_permission(drafts.FLOW, "create", throw=True)
	return _loaded(doc)


@frappe.whitelist()
def options(document_type: str = "") -> dict[str, Any]:
	"""What a flow for this document type may name: `fields`, `roles`, `offices`, `posts`, `townships` (first ones only),
	`document_kinds`, `actions`, `node_types`, `ways`, `acts`, and `node_meta`: the fields of each doctype of the draft.
	"""
	frappe.has_permission(drafts.FLOW, "read", throw=True)
	return designer_options.options(document_type or "")


@frappe.whitelist()
def find(doctype: str, txt: str = "", start: int | str = 0, limit: int | str = 20) -> list[dict[str, str]]:
	"""Records to name (User, Post, Role, Township, Township Office, DocType, Official Document Kind): value and label."""
	frappe.has_permission(drafts.FLOW, "read", throw=True)
	page = max(cint(start), 0), min(max(cint(limit), 1), 100)
	return designer_options.find(doctype, (txt or "").strip(), *page)


@frappe.whitelist()
def lint(draft: dict[str, Any] | str, flow: str = "") -> list[dict[str, Any]]:
	"""What is wrong with an unsaved draft: `severity` (error, warning), `node` or `transition`, `message`, `what_to_do`."""
	with foresight.nothing_written():
		return findings.of_draft(_draft(draft, flow))


@frappe.whitelist(methods=["POST"])
def save(draft: dict[str, Any] | str, flow: str = "", modified: str = "") -> dict[str, Any]:
	"""Keep a draft; what is in force stays in force. `modified`: of the flow as it was loaded. Answers like `load`.

	Raises TimestampMismatchError where somebody else saved in between, MandatoryError where a row lacks what it cannot do
	without.
	"""
	values = drafts.parsed(draft)
	if lacking := drafts.missing(values):
		text = _("Fill in before saving: {0}", context=CONTEXT).format("; ".join(lacking))
		frappe.throw(text, frappe.MandatoryError)
	if not flow:
		doc = frappe.new_doc(drafts.FLOW)
		drafts.apply(doc, values)
		doc.insert()
		return _loaded(doc)
	doc = frappe.get_doc(drafts.FLOW, flow)
	doc.check_permission("write")
	_check_unchanged(doc, modified)
	drafts.apply(doc, values)
	doc.save()
	return _loaded(doc)


@frappe.whitelist()
def layout(draft: dict[str, Any] | str, flow: str = "") -> dict[str, dict[str, int]]:
	"""Where each node of an unsaved draft would stand by itself: key → `x`, `y` in pixels, `rank`, `lane`."""
	rules = Flow.parse(definition_of(findings.readable(_draft(draft, flow))))
	return {
		key: {"x": rank * STEP, "y": lane * LANE, "rank": rank, "lane": lane}
		for key, (rank, lane) in laid_out(rules, whole=True).places.items()
	}


@frappe.whitelist()
def compare(draft: dict[str, Any] | str, flow: str = "") -> dict[str, Any]:
	"""What publishing an unsaved draft would change: `changes` against the version in force, `findings`, and how many
	approvals are `running` by which version, and by which flow new documents will start (`choice`, see `choosing.told`).
	Nothing is written.
	"""
	doc = _readable(flow) if flow else None
	with foresight.nothing_written():
		return designer_versions.compared(doc, _draft(draft, flow))


@frappe.whitelist(methods=["POST"])
def publish(flow: str, modified: str, first: bool | int | str = False) -> dict[str, Any]:
	"""Put the saved draft in force, if it is still the one that was looked at (`modified`). Answers like `load`, with what
	was `published`. `first`: before every other flow in force for the same documents (its priority is raised); those stay in
	force for what this one leaves, and their running approvals go on. Raises FlowNotSound with every error.
	"""
	doc = _readable(flow)
	doc.check_permission("write")
	_check_unchanged(doc, modified)
	if cint(first):
		doc.priority = choosing.first_priority(Flow.parse(publishing.definition(doc)), flow)
	name = publishing.publish(doc)
	return {**_loaded(doc), "published": name}


@frappe.whitelist()
def versions(flow: str) -> list[dict[str, Any]]:
	"""The published versions of a flow, newest first: who published it when, how many approvals run by it."""
	return designer_versions.listed_versions(_readable(flow))


@frappe.whitelist()
def version(flow: str, name: str) -> dict[str, Any]:
	"""A published version to look at: its `changes` against what is in force, and it as a `draft` to draw or take back."""
	doc = _readable(flow)
	with foresight.nothing_written():
		return designer_versions.looked_at(doc, name)


def _readable(flow: str):
	doc = frappe.get_doc(drafts.FLOW, flow)
	doc.check_permission("read")
	return doc


def _draft(sent: Any, flow: str) -> drafts.Draft:
	"""What somebody draws, for those who may change flows; for who only reads this one, it as it is kept."""
	if flow and not frappe.has_permission(drafts.FLOW, "write"):
		return drafts.of_document(_readable(flow))
	frappe.has_permission(drafts.FLOW, "write", throw=True)
	return drafts.parsed(sent)


def _loaded(doc) -> dict[str, Any]:
	return {
		"flow": doc.name if not doc.is_new() else "",
		"title": _(doc.title, context="Approval") if doc.title else "",
		"document_type": doc.applies_to or "",
		"document_type_label": _(doc.applies_to) if doc.applies_to else "",
		"status": doc.status,
		"status_label": _(doc.status, context=drafts.FLOW),
		"used": _(doc.used_for_new) if doc.used_for_new in (choosing.SOME, choosing.NONE) else "",
		"modified": cstr(doc.modified or ""),
		"saved_by": _saved_by(doc),
		"running_version": doc.published_version or "",
		"version": doc.version or 0,
		"unpublished_changes": int(bool(doc.unpublished_changes)),
		"may_write": bool(frappe.has_permission(drafts.FLOW, "write", doc=doc if not doc.is_new() else None)),
		"draft": drafts.of_document(doc),
	}


def _saved_by(doc) -> str:
	return frappe.get_cached_value("User", doc.modified_by, "full_name") or cstr(doc.modified_by)


def _check_unchanged(doc, modified: str) -> None:
	"""Refuse to overwrite what somebody else has saved since it was loaded."""
	if cstr(doc.modified) == (modified or "").strip():
		return
	text = _(
		"{0} saved this flow at {1}, after you opened it. Nothing of yours is lost: copy what you need, load the flow again "
		"and draw your changes into it.",
		context=CONTEXT,
	)
	frappe.throw(text.format(_saved_by(doc), cstr(doc.modified)[:16]), frappe.TimestampMismatchError)
