"""发文稿纸: the sheet a draft travels with, filled from the document and the opinions of its approval."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov import official_text
from township_gov.documents.composing import CHINESE, shown
from township_gov.documents.plain_text import paragraphs_of
from township_gov.workflows import standing

# The places of the sheet, and the steps of the shipped flow whose opinions stand there
PLACES = {
	"signed": ("signature",),
	"countersigned": ("countersign",),
	"checked": ("wording",),
	"lawful": ("legality",),
	"head": ("head",),
}
# Field of the document → its name on the sheet
FIELDS = {
	"number": "document_no",
	"urgency": "urgency",
	"kind": "document_type",
	"disclosure": "disclosure",
	"main_recipients": "main_recipients",
	"copies_to": "copies_to",
	"office": "office",
	"drafter": "drafter",
	"copies": "copies",
	"title": "title",
	"attachments": "attachment_names",
}


def of(doc, places: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
	"""The sheet of any document with (some of) these fields; `places`: which steps' opinions stand where."""
	values: dict[str, Any] = {name: _field(doc, field) for name, field in FIELDS.items()}
	values["heading"] = f"{official_text.township_title(doc.township)}发文稿纸"
	last = standing.latest(doc.doctype, doc.name)
	values["drafted_on"] = official_text.official_date(_sent_on(last) if last else doc.creation)
	values["body"] = paragraphs_of(cstr(doc.get("body")))
	found = opinions(doc)
	for place, nodes in (places or PLACES).items():
		values[place] = [row for row in found if row["node"] in nodes]
	return values


def _sent_on(last):
	"""A draft is of the day it was sent into its first approval, or not yet."""
	return frappe.db.get_value("Approval Instance", last.name, "started_at")


def opinions(doc) -> list[dict[str, str]]:
	"""What was agreed in the latest approval, in order: the last word of each person at each step."""
	last = standing.latest(doc.doctype, doc.name)
	if not last:
		return []
	tasks = {
		row.task_no: row
		for row in frappe.get_all(
			"Approval Task",
			{"instance": last.name, "status": "Done", "action": "approve"},
			["task_no", "node_key", "person_name", "closed_at"],
		)
	}
	words = _words(last.name)
	spoken: dict[tuple[str, str], dict[str, str]] = {}
	for number, task in sorted(tasks.items()):
		place = (task.node_key, task.person_name)
		spoken.pop(place, None)
		spoken[place] = {
			"node": task.node_key,
			"name": task.person_name,
			"opinion": words.get(number) or "同意。",
			"date": official_text.official_date(task.closed_at),
		}
	return list(spoken.values())


def _words(instance: str) -> dict[int, str]:
	"""The opinion written with each task."""
	rows = frappe.get_all(
		"Approval Log",
		{"instance": instance, "opinion": ["is", "set"], "action": "approve"},
		["event", "opinion"],
		order_by="seq asc",
	)
	events = ((json.loads(row.event or "{}"), row.opinion) for row in rows)
	return {event["task"]: opinion for event, opinion in events if event.get("task")}


def _field(doc, name: str) -> str:
	df = doc.meta.get_field(name)
	if df is None or df.permlevel or df.fieldtype == "Password":
		return ""
	if df.fieldtype == "Select":
		value = cstr(doc.get(name))
		return _(value, CHINESE, context=doc.doctype) if value else ""
	return shown(doc, df)
