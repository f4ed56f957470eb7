"""The timeline of a record: what people said and did about it, newest first, page by page.

Three queries make a page: one for everything the platform keeps, one for each app that adds something (v15's hook
`additional_timeline_content`), one for the names of people and of linked records.
"""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.history import change_words, plain_words, when
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.names import Names
from frappe_standalone.core.desk.together import rows_together

PAGE, MOST_FILES = 20, 60
# What the reader may ask for alone; "taken" is paper and files that left the house
KINDS = ("comment", "change", "approval", "taken", "file", "people", "mail")
# The tables tell these themselves
TOLD_ELSEWHERE = ("Assigned", "Shared", "Attachment", "Edit")
FILE_COLUMNS = ["name", "file_name as kind", "file_url as text", "owner", "creation as at"]


def source(kind: str, doctype: str, fields: list[str], filters: dict[str, Any]) -> dict[str, Any]:
	return {"kind": kind, "doctype": doctype, "fields": fields, "filters": filters}


def sources(doc: Any) -> list[dict[str, Any]]:
	"""What the platform keeps about a document; all have the columns name, kind, text, owner, at."""
	about = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	said = {**about, "comment_type": ["not in", TOLD_ELSEWHERE]}
	columns = ["name", "comment_type as kind", "content as text", "owner", "creation as at"]
	return [
		source("comment", "Comment", columns, said),
		source(
			"change",
			"Version",
			["name", "docname as kind", "data as text", "owner", "creation as at"],
			{"ref_doctype": doc.doctype, "docname": doc.name},
		),
		source(
			"file",
			"File",
			FILE_COLUMNS,
			{"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
		),
		source(
			"people",
			"ToDo",
			["name", "status as kind", "allocated_to as text", "owner", "creation as at"],
			{"reference_type": doc.doctype, "reference_name": doc.name},
		),
		source(
			"shared",
			"DocShare",
			["name", "user as kind", "user as text", "owner", "creation as at"],
			{"share_doctype": doc.doctype, "share_name": doc.name},
		),
		source(
			"mail",
			"Email Queue",
			["name", "status as kind", "sender as text", "owner", "creation as at"],
			about,
		),
	]


class Timeline:
	"""One page of a record's timeline for the signed-in user, who may read the record."""

	def __init__(self, doc: Any, read_levels: set[int], before: str | None = None, kind: str | None = None):
		self.doc, self.meta, self.levels = doc, frappe.get_meta(doc.doctype), read_levels
		self.before, self.kind = before, kind if kind in KINDS else None

	def load(self) -> Timeline:
		"""Read the page."""
		wanted = [one for one in sources(self.doc) if self.is_wanted(one["kind"])]
		found = rows_together([self.limited(one) for one in wanted])
		rows = [
			{**row, "source": one["kind"]} for one, part in zip(wanted, found, strict=True) for row in part
		]
		self.items = self.page_of(rows)
		return self

	def as_dict(self) -> dict[str, Any]:
		return {"items": self.items, "older": self.older, "kinds": kind_labels()}

	def is_wanted(self, kind: str) -> bool:
		return self.kind in (None, "people" if kind == "shared" else kind)

	def limited(self, one: dict[str, Any]) -> dict[str, Any]:
		filters = [
			[key, *(value if isinstance(value, list) else ["=", value])]
			for key, value in one["filters"].items()
		]
		if self.before:
			filters.append(["creation", "<", self.before])
		return {
			"doctype": one["doctype"],
			"fields": one["fields"],
			"filters": filters,
			"order_by": "creation desc",
			"limit_page_length": PAGE + 1,
		}

	def page_of(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
		"""The newest PAGE entries as items; sets `older`, the moment from which the next page goes on."""
		rows += [{**entry, "source": "app", "at": entry["creation"]} for entry in self.of_apps()]
		rows.sort(key=lambda row: str(row["at"]), reverse=True)
		shown, rest = rows[:PAGE], rows[PAGE:]
		# Of one moment either everything is on a page or nothing, so that the next page begins at a clear line
		while rest and str(rest[0]["at"]) == str(shown[-1]["at"]):
			shown.append(rest.pop(0))
		self.older = str(shown[-1]["at"]) if rest else None
		names = Names()
		for row in shown:
			self.want(row, names)
		names.want("User", self.doc.owner)
		names.load()
		items = [item for row in shown for item in self.items_of(row, names)]
		# A single that nobody has saved yet was made by nobody
		if not self.older and self.kind in (None, "change") and self.doc.creation:
			items.append(self.made(names))
		return items

	def of_apps(self) -> list[dict[str, Any]]:
		"""Entries of the apps: v15's {creation, content, icon, is_card}, and `kind` for the choice of kinds."""
		hooks = frappe.get_hooks("additional_timeline_content") or {}
		entries: list[dict[str, Any]] = []
		for method in [*hooks.get("*", []), *hooks.get(self.doc.doctype, [])]:
			found = frappe.call(
				frappe.get_attr(method),
				doctype=self.doc.doctype,
				docname=self.doc.name,
				before=self.before,
				limit=PAGE + 1,
			)
			entries += found or []
		return [
			entry
			for entry in entries
			if self.is_wanted(entry.get("kind") or "change")
			and not (self.before and str(entry["creation"]) >= self.before)
		]

	def want(self, row: dict[str, Any], names: Names) -> None:
		if row["source"] == "app":
			return
		names.want("User", row["owner"])
		if row["source"] in ("people", "shared"):
			names.want("User", row["text"])
		if row["source"] == "change":
			row["data"] = json.loads(row["text"] or "{}")
			names.want_changes(self.meta, row["data"], self.levels)

	def items_of(self, row: dict[str, Any], names: Names) -> list[dict[str, Any]]:
		"""What stands on the page for one row; a Version may tell several things, or nothing to this reader."""
		if row["source"] == "app":
			content = Markup(frappe.utils.sanitize_html(str(row.get("content") or "")))
			return [item(row["at"], row.get("kind") or "change", content)]
		who = tag("b", {}, names.of("User", row["owner"]))
		if row["source"] == "change":
			lines = change_words(self.meta, row["data"], who, names, self.levels)
			return [{**item(row["at"], "change", lines[0]), "more": lines[1:]}] if lines else []
		if row["source"] == "comment" and row["kind"] == "Comment":
			return [self.comment(row, names)]
		return [item(row["at"], kind_of(row), words_of(row, who, names))]

	def comment(self, row: dict[str, Any], names: Names) -> dict[str, Any]:
		mine = row["owner"] == frappe.session.user
		return {
			**item(row["at"], "comment", Markup(frappe.utils.sanitize_html(row["text"] or ""))),
			"who": names.of("User", row["owner"]),
			"name": row["name"],
			"mine": mine,
			"can_delete": mine or frappe.session.user == "Administrator",
		}

	def made(self, names: Names) -> dict[str, Any]:
		who = tag("b", {}, names.of("User", self.doc.owner))
		return item(self.doc.creation, "change", plain_words(_("{0} created this record"), who))


def attached_files(doc: Any) -> list[dict[str, Any]]:
	"""The newest attachments of a document, for the form's side."""
	return frappe.get_all(
		"File",
		filters={"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
		fields=[*FILE_COLUMNS, "file_size as size"],
		order_by="creation desc",
		limit_page_length=MOST_FILES,
	)


def kind_labels() -> list[tuple[str, str]]:
	return [
		("", _("All kinds")),
		("comment", _("Comments")),
		("change", _("Changes")),
		("approval", _("Approvals")),
		("taken", _("Prints and downloads")),
		("file", _("Attachments")),
		("people", _("Assigned and shared")),
		("mail", _("E-mails")),
	]


def item(at: Any, kind: str, text: Markup) -> dict[str, Any]:
	return {"kind": kind, "at": str(at), "when": when(at), "text": text}


def kind_of(row: dict[str, Any]) -> str:
	return {"shared": "people", "comment": "change"}.get(row["source"], row["source"])


def words_of(row: dict[str, Any], who: Markup, names: Names) -> Markup:
	"""A file, an assignment, a share, a mail, or a note of the system in words."""
	if row["source"] == "file":
		return plain_words(_("{0} attached {1}"), who, tag("a", {"href": row["text"] or "#"}, row["kind"]))
	if row["source"] == "people":
		whom = tag("b", {}, names.of("User", row["text"]))
		return plain_words(_("{0} assigned this to {1} ({2})"), who, whom, _(row["kind"] or "Open"))
	if row["source"] == "shared":
		return plain_words(_("{0} shared this with {1}"), who, tag("b", {}, names.of("User", row["text"])))
	if row["source"] == "mail":
		return plain_words(_("{0} sent an e-mail about this ({1})"), who, _(row["kind"] or ""))
	return plain_words("{0} · {1}", who, frappe.utils.strip_html(row["text"] or "").strip())
