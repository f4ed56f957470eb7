"""What happened to a record, in words: comments, and the changes that `Version` keeps."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup, escape

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import text_of
from frappe_standalone.core.desk.markup import join, tag
from frappe_standalone.core.desk.people import full_names
from frappe_standalone.core.desk.together import rows_together
from frappe_standalone.core.desk.wording import label_of

MOST = 30
QUIET = {"modified", "modified_by", "creation", "owner", "idx", "docstatus"}


def side_rows(doc: Any) -> tuple[list, list, list]:
	"""(comments, versions, files) of a document in one query, the newest MOST of each; their columns share names."""
	about = {"limit_page_length": MOST, "order_by": "creation desc"}
	here = {"reference_doctype": doc.doctype, "reference_name": doc.name}
	comments, versions, files = rows_together(
		[
			{
				"doctype": "Comment",
				"fields": ["name", "comment_type as kind", "content as text", "owner", "creation as at"],
				"filters": here,
				**about,
			},
			{
				"doctype": "Version",
				"fields": ["name", "docname as kind", "data as text", "owner", "creation as at"],
				"filters": {"ref_doctype": doc.doctype, "docname": doc.name},
				**about,
			},
			{
				"doctype": "File",
				"fields": ["name", "file_name as kind", "file_url as text", "owner", "creation as at"],
				"filters": {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name},
				**about,
			},
		]
	)
	return comments, versions, files


def trail(doc: Any, comments: list, versions: list, read_levels: set[int]) -> list[dict[str, Any]]:
	"""Comments and changes of a document, newest first; fields the user may not read are left out."""
	people = full_names([row["owner"] for row in [*comments, *versions]] + [doc.owner])
	items = [comment_item(row, people) for row in comments]
	meta = frappe.get_meta(doc.doctype)
	items += [item for row in versions for item in version_items(row, meta, people, read_levels)]
	items.append(change(doc.creation, _("{0} created this record"), person(doc.owner, people)))
	return sorted(items, key=lambda item: str(item["at"]), reverse=True)


def person(user: str, people: dict[str, str]) -> Markup:
	return tag("b", {}, people.get(user, user))


def when(at: Any) -> str:
	"""A moment for the margin: without the year while it is this year's."""
	text = str(at)[:16]
	return text[5:] if text[:4] == str(frappe.utils.getdate().year) else text


def change(at: Any, sentence: str, *values: Any) -> dict[str, Any]:
	words = str(escape(sentence)).format(*map(escape, values))
	return {
		"kind": "change",
		"at": at,
		"when": when(at),
		"text": Markup(words),
	}


def comment_item(row: Any, people: dict[str, str]) -> dict[str, Any]:
	text = frappe.utils.strip_html(row["text"] or "").strip()
	who, at = people.get(row["owner"], row["owner"]), row["at"]
	if row["kind"] == "Comment":
		return {"kind": "comment", "at": at, "when": when(at), "who": who, "text": text}
	return change(at, "{0} · {1}", person(row["owner"], people), text)


def version_items(row: Any, meta: Any, people: dict[str, str], levels: set[int]) -> list[dict[str, Any]]:
	"""The sentences of one Version: fields changed, rows added, removed and changed, states of the document."""
	data, who, at = json.loads(row["text"] or "{}"), person(row["owner"], people), row["at"]
	items = [
		change(at, *sentence(who, meta, *entry))
		for entry in data.get("changed") or []
		if may_tell(meta, entry[0], levels)
	]
	for key, text in (
		("added", _("{0} added {1} rows in {2}")),
		("removed", _("{0} removed {1} rows from {2}")),
	):
		tables: dict[str, int] = {}
		for table, _row in data.get(key) or []:
			tables[table] = tables.get(table, 0) + 1
		items += [
			change(at, text, who, count, label(meta, table))
			for table, count in tables.items()
			if may_tell(meta, table, levels)
		]
	for table, index, _name, changes in data.get("row_changed") or []:
		child = frappe.get_meta(meta.get_field(table).options) if may_tell(meta, table, levels) else None
		for entry in changes if child else []:
			if may_tell(child, entry[0], levels):
				items.append(
					change(
						at,
						_("{0} changed {1} in row {2} of {3} from {4} to {5}"),
						who,
						label(child, entry[0]),
						int(index) + 1,
						label(meta, table),
						quote(child, entry[0], entry[1]),
						quote(child, entry[0], entry[2]),
					)
				)
	return items


def sentence(who: Markup, meta: Any, fieldname: str, old: Any, new: Any) -> tuple:
	if fieldname == "docstatus":
		return (
			{"1": _("{0} submitted this record"), "2": _("{0} cancelled this record")}.get(
				str(new), _("{0} reopened this record")
			),
			who,
		)
	if old in (None, ""):
		return _("{0} set {1} to {2}"), who, label(meta, fieldname), quote(meta, fieldname, new)
	if new in (None, ""):
		return _("{0} cleared {1} (was {2})"), who, label(meta, fieldname), quote(meta, fieldname, old)
	return (
		_("{0} changed {1} from {2} to {3}"),
		who,
		label(meta, fieldname),
		quote(meta, fieldname, old),
		quote(meta, fieldname, new),
	)


def may_tell(meta: Any, fieldname: str, levels: set[int]) -> bool:
	"""Whether a change may be told: a field that exists, is readable, no secret and no bookkeeping."""
	if fieldname == "docstatus":
		return True
	df = meta.get_field(fieldname)
	return (
		bool(df)
		and fieldname not in QUIET
		and df.fieldtype != "Password"
		and not df.hidden
		and int(df.permlevel or 0) in levels
	)


def label(meta: Any, fieldname: str) -> Markup:
	df = meta.get_field(fieldname)
	return join([label_of(df) or fieldname if df else fieldname])


def quote(meta: Any, fieldname: str, value: Any) -> Markup:
	"""A stored value as the reader knows it; numbers in a Version are text, so they are formatted by their field."""
	df = meta.get_field(fieldname)
	try:
		text = text_of(value, df)
	except (TypeError, ValueError):
		text = str(value)
	return tag("q", {}, text[:120])
