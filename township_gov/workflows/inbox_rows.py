"""The rows of the inbox as the browser shows them. A page repeats a few words many times: each is translated once."""

from __future__ import annotations

import datetime
import json
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_datetime

from township_gov.policies.waiting_light import light
from township_gov.workflows import published, reasons

# Columns that the browser has no use for
_INNER = ("moment", "basis", "node_key", "flow_version", "person_name")
Row = dict[str, Any]


class Shaper:
	"""Shapes the rows of one page; what it has looked up stays with it."""

	def __init__(self, state: str, now: datetime.datetime):
		self.state, self.now = state, now
		self.source = "Approval Instance" if state == "started" else "Approval Task"
		self.words: dict[tuple[str, str | None], str] = {}
		self.nodes: dict[tuple[Any, ...], dict[str, Any] | None] = {}
		self.slugs: dict[str, str] = {}
		self.readable: dict[str, bool] = {}

	def shown(self, rows: list[Row]) -> list[Row]:
		"""The page's rows; open ones with what deciding them needs."""
		if self.state == "open":
			revisions = self._revisions(rows)
			for row in rows:
				row["seen"] = revisions.get((row["reference_doctype"], row["reference_name"]), "")
				row["bulk"] = self._bulk(row)
		for row in rows:
			self._shape(row)
		return rows

	def _word(self, text: str | None, context: str | None = None) -> str:
		key = (text or "", context)
		if key not in self.words:
			self.words[key] = _(key[0], context=context) if text else ""
		return self.words[key]

	def _revisions(self, rows: list[Row]) -> dict[tuple[str, str], str]:
		"""The revision of each document on the page: he approves what he has read."""
		wanted: dict[str, set[str]] = {}
		for row in rows:
			wanted.setdefault(row["reference_doctype"], set()).add(row["reference_name"])
		return {
			(doctype, name): str(modified)
			for doctype, names in wanted.items()
			for name, modified in frappe.db.sql(
				f"select `name`, `modified` from `tab{doctype}` where `name` in %(names)s",
				{"names": tuple(names)},
			)
		}

	def _bulk(self, row: Row) -> dict[str, Any] | None:
		"""What deciding this task among others needs: None where it has to be opened first."""
		key = (row["flow_version"], row["node_key"], row["kind"] or "", row["suspended"])
		if key not in self.nodes:
			self.nodes[key] = self._together(*key)
		return self.nodes[key]

	def _together(self, version: str, key: str, kind: str, suspended: int) -> dict[str, Any] | None:
		node = published.version(version).by_key.get(key)
		if not node or node.type != "Approval" or suspended or kind not in ("", "Beside", "Before", "After"):
			return None
		if node.required or not (node.allows("approve") or kind in ("Before", "After")):
			return None
		label = dict(node.actions).get("approve") or "Approve"
		return {"label": self._word(label), "opinion": node.needs_opinion("approve")}

	def _shape(self, row: Row) -> None:
		opened, due = _moment(row["opened_at"]), _moment(row.get("next_rung_at"))
		is_open = row.get("status") in ("Open", "Running")
		if row.get("basis"):
			row["why"] = reasons.brief(json.loads(row["basis"]))
		for name in _INNER:
			row.pop(name, None)
		row["doctype_label"] = self._word(row["reference_doctype"])
		row["flow_title"] = self._word(row["flow_title"])
		row["node_label"] = self._nodes(row["node_label"])
		row["status_label"] = self._word(row.get("status"), self.source)
		row["action_label"] = self._word((row.get("action") or "").title(), "Approval")
		row["kind_label"] = self._word(row.get("kind"), "Approval Task")
		row["waiting_label"] = self._word(row.get("waiting"))
		row["round"] = row.get("round") or 1
		row["age"] = max((self.now - opened).days, 0)
		row["light"] = light(self.now, opened, due, row.get("rungs_fired") or 0) if is_open else ""
		row["readable"] = self._is_readable(row["reference_doctype"])
		row["route"] = f"/app/{self._slug(row['reference_doctype'])}/{row['reference_name']}"
		row["opened_at"] = str(opened)[:16]
		row["closed_at"] = str(row.get("closed_at") or "")[:16]
		row["next_rung_at"] = str(due)[:16] if due else ""

	def _is_readable(self, doctype: str) -> bool:
		"""Whether his roles let him open such a form; who was only asked decides beside the list."""
		if doctype not in self.readable:
			self.readable[doctype] = bool(frappe.has_permission(doctype, "read"))
		return self.readable[doctype]

	def _nodes(self, label: str | None) -> str:
		"""Parallel branches stand at several steps, whose labels are joined; one label may hold a comma of its own."""
		whole = self._word(label)
		if not label or ", " not in label or whole != label:
			return whole
		return ", ".join(self._word(part) for part in label.split(", "))

	def _slug(self, doctype: str) -> str:
		if doctype not in self.slugs:
			self.slugs[doctype] = frappe.scrub(doctype).replace("_", "-")
		return self.slugs[doctype]


def _moment(value: Any) -> datetime.datetime | None:
	"""A moment from a row: what has its type already is taken as it is."""
	if value is None or type(value) is datetime.datetime:
		return value
	return get_datetime(value)
