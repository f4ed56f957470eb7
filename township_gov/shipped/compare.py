"""What an upgrade would change, in words: fields by their labels, rows added, removed and changed, long texts line by line."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields

from township_gov.audit import words
from township_gov.shipped.sources import FlowItem, Item
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import values_of
from township_gov.workflows.state import canonical

# By what two rows of a table are the same row, the first that all of them have
_KEYS = (
	("node_key",),
	("fieldname",),
	("source", "target", "trigger_on"),
	("link_to", "label"),
	("label",),
	("role",),
)
_LONG = ("Code", "HTML Editor", "Markdown Editor", "Text Editor", "JSON", "Long Text", "Text")
_MOST_LINES = 60


def as_fields(item: Item, content: dict[str, Any]) -> dict[str, Any]:
	"""The content by the fields of its form: a flow's definition as the rows that an administrator edits."""
	if isinstance(item, FlowItem):
		return values_of(Flow.parse({key: value for key, value in content.items() if key != "retired"}))
	return content


def differences(item: Item, here: dict[str, Any]) -> list[dict[str, Any]]:
	"""One entry for each field of the shipped content that is otherwise here; `here` is the stored content."""
	meta = frappe.get_meta(item.doctype)
	mine, theirs = as_fields(item, here), as_fields(item, item.content)
	found = []
	for field in dict.fromkeys([*theirs, *(mine if isinstance(item, FlowItem) else ())]):
		df = meta.get_field(field)
		if (
			df
			and df.fieldtype not in no_value_fields
			and _plain(mine.get(field)) != _plain(theirs.get(field))
		):
			found.append(_difference(df, mine.get(field), theirs.get(field)))
		elif df and df.fieldtype in table_fields and _plain(mine.get(field)) != _plain(theirs.get(field)):
			found.append(_difference(df, mine.get(field), theirs.get(field)))
	return found


def _plain(value: Any) -> Any:
	"""A value as it is compared: what is empty in any way is the same, and so are numbers and their texts."""
	if isinstance(value, list):
		return [_plain(row) for row in value]
	if isinstance(value, dict):
		return {key: _plain(each) for key, each in value.items() if each not in (None, "", 0, False)}
	return "" if value in (None, "", 0, False) else str(int(value)) if isinstance(value, bool) else str(value)


def _difference(df: Any, mine: Any, theirs: Any) -> dict[str, Any]:
	told = {"field": df.fieldname, "label": _(df.label or df.fieldname, context=df.parent), "kind": "value"}
	if df.fieldtype in table_fields:
		return {**told, "kind": "rows", "rows": list(_rows(df.options, mine or [], theirs or []))}
	if df.fieldtype in _LONG and ("\n" in f"{mine}{theirs}" or len(f"{mine}{theirs}") > 160):
		return {**told, "kind": "lines", "lines": list(_lines(_text(mine), _text(theirs)))}
	return {**told, "here": word(df, mine), "shipped": word(df, theirs)}


def word(df: Any, value: Any) -> str:
	"""A value in the reader's language."""
	if df is not None and df.fieldtype == "Check":
		return _("Yes", context=words.CONTEXT) if value else _("No", context=words.CONTEXT)
	return words.of(df, _text(value)) or "—"


def _text(value: Any) -> str:
	if value in (None, "", 0, False):
		return ""
	return (
		json.dumps(value, ensure_ascii=False)
		if isinstance(value, dict | list)
		else str(int(value) if isinstance(value, bool) else value)
	)


def _rows(doctype: str, mine: list[dict], theirs: list[dict]) -> Iterable[dict[str, Any]]:
	"""Rows that would be added, removed or changed; and whether only their order differs."""
	meta = frappe.get_meta(doctype)
	key = _key_of([*mine, *theirs])
	before, after = _by_key(mine, key), _by_key(theirs, key)
	changed = False
	for name, row in after.items():
		if name not in before:
			changed = True
			yield {"what": "added", "text": _row_words(meta, row)}
		elif _plain(before[name]) != _plain(row):
			changed = True
			yield {
				"what": "changed",
				"text": row_title(meta, row),
				"fields": list(_cells(meta, before[name], row)),
			}
	for name, row in before.items():
		if name not in after:
			changed = True
			yield {"what": "removed", "text": _row_words(meta, row)}
	if not changed:
		yield {"what": "order", "text": _("The rows are the same, in another order.")}


def _key_of(rows: list[dict]) -> tuple[str, ...]:
	for key in _KEYS:
		if rows and all(row.get(key[0]) for row in rows):
			return key
	return ()


def _by_key(rows: list[dict], key: tuple[str, ...]) -> dict[str, dict]:
	"""Rows by what names them; the second of two alike is numbered."""
	found: dict[str, dict] = {}
	for row in rows:
		name = "|".join(str(row.get(part) or "") for part in key) if key else canonical(_plain(row))
		while name in found:
			name += "+"
		found[name] = row
	return found


def _cells(meta: Any, before: dict, after: dict) -> Iterable[dict[str, str]]:
	for field in dict.fromkeys([*after, *before]):
		df = meta.get_field(field)
		if df and _plain(before.get(field)) != _plain(after.get(field)):
			label = _(df.label or field, context=df.parent)
			yield {"label": label, "here": word(df, before.get(field)), "shipped": word(df, after.get(field))}


def row_title(meta: Any, row: dict) -> str:
	"""What a row is called among its like."""
	for field in ("label", "node_key", "fieldname", "link_to", "role", "title"):
		if row.get(field):
			return _(str(row[field]))
	return _row_words(meta, row)


def _row_words(meta: Any, row: dict) -> str:
	"""A row's first values with their labels."""
	parts = []
	for df in meta.fields:
		value = row.get(df.fieldname)
		if value not in (None, "", 0, False) and words.is_for_people(df) and not df.hidden:
			parts.append(f"{_(df.label or df.fieldname, context=meta.name)} {word(df, value)}")
	return "；".join(parts[:5]) or "—"


def _lines(mine: str, theirs: str) -> Iterable[dict[str, str]]:
	"""Lines taken out and put in, with one line around them."""
	number = 0
	for line in difflib.unified_diff(mine.splitlines(), theirs.splitlines(), lineterm="", n=1):
		if line.startswith(("---", "+++", "@@")):
			continue
		number += 1
		if number > _MOST_LINES:
			yield {"what": "same", "text": "…"}
			return
		yield {"what": {"-": "removed", "+": "added"}.get(line[:1], "same"), "text": line[1:]}
