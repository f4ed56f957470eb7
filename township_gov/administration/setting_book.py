"""Every limit that a township may change, for the administrator's page: value in force, where it comes from, what comes next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from township_gov import clock
from township_gov.administration import setting_words as words
from township_gov.policies.parameters import (
	CATALOGUE,
	Parameter,
	SettingRow,
	parameter,
	row_in_force,
	written,
)
from township_gov.township_gov.doctype.rule_setting.rule_setting import EVERYWHERE

SHIPPED_SINCE = date(2000, 1, 1)
_FIELDS = (
	"name",
	"setting_key",
	"value",
	"valid_from",
	"valid_to",
	"township",
	"scope",
	"source",
	"owner",
	"creation",
	"modified_by",
	"modified",
)


def overview(township: str = "", search: str = "", subject: str = "") -> list[dict[str, Any]]:
	"""Subjects with their settings, cut to a subject and to those whose words hold what is searched for."""
	stored = rows_of(list(CATALOGUE), township)
	found: dict[str, list[dict[str, Any]]] = {name: [] for name, _beginnings in words.SUBJECTS}
	for key, entry in CATALOGUE.items():
		line = line_of(entry, stored.get(key, []), township)
		if matches(line, search):
			found[words.subject_of(key)].append(line)
	return [
		{"subject": name, "label": _(name, context="Setting"), "lines": lines}
		for name, lines in found.items()
		if lines and subject in ("", name)
	]


def matches(line: dict[str, Any], search: str) -> bool:
	"""Whether every word typed is somewhere in the line."""
	text = " ".join(str(line[part]) for part in ("key", "title", "description", "source", "value")).lower()
	return all(word in text for word in search.lower().split())


def rows_of(keys: list[str], township: str = "") -> dict[str, list[dict[str, Any]]]:
	"""The stored rows of settings by key, those of all townships and of one."""
	found: dict[str, list[dict[str, Any]]] = {}
	filters = {"setting_key": ("in", keys), "scope": ("in", [EVERYWHERE, township or EVERYWHERE])}
	for row in frappe.get_all("Rule Setting", filters, list(_FIELDS), order_by="valid_from asc", limit=0):
		row.valid_from, row.valid_to = (
			getdate(row.valid_from),
			getdate(row.valid_to) if row.valid_to else None,
		)
		found.setdefault(row.setting_key, []).append(row)
	return found


def line_of(entry: Parameter, rows: list[dict[str, Any]], township: str) -> dict[str, Any]:
	"""One setting as a line of the list."""
	now, following = now_and_next(rows, township)
	return {
		"key": entry.key,
		"title": _(entry.title),
		"description": words.description(entry),
		"value": words.stored_value(entry, now.value) if now else words.value(entry, entry.default),
		"source": source(now.source if now else entry.source),
		"since": since(now),
		"is_shipped": not now or is_shipped(entry, now),
		"is_own": bool(now and now.township),
		"next": [
			{"value": words.stored_value(entry, row.value), "since": str(row.valid_from)} for row in following
		],
	}


def now_and_next(rows: list[dict[str, Any]], township: str) -> tuple[Any, list[dict[str, Any]]]:
	"""The row in force today, and those that will come into force, in order."""
	today = clock.today()
	made = [SettingRow(row.value, row.valid_from, row.valid_to, row.township) for row in rows]
	plain = {id(one): row for one, row in zip(made, rows, strict=True)}
	found = row_in_force(made, today, township or None)
	return (plain[id(found)] if found else None), [row for row in rows if row.valid_from > today]


def since(row: Any) -> str:
	"""Since when a value holds; a shipped one has always done so."""
	return "" if row is None or row.valid_from <= SHIPPED_SINCE else str(row.valid_from)


def is_shipped(entry: Parameter, row: Any) -> bool:
	"""Whether a row says what the app brings."""
	return words.stored_value(entry, row.value) == words.value(entry, entry.default)


def source(text: str | None) -> str:
	"""The law or document that sets a value; shipped sources are written briefly (`Art. 34`)."""
	return _in_chinese(_(text)) if text else ""


def _in_chinese(text: str) -> str:
	"""`信访工作条例 Art. 34` as 《信访工作条例》第34条, where the reader reads Chinese."""
	if " Art. " not in text or not (frappe.local.lang or "").startswith("zh"):
		return text
	parts = []
	for one in text.split("; "):
		law, _art, articles = one.partition(" Art. ")
		numbers = "、".join(f"第{number.strip()}条" for number in articles.split(",")) if articles else ""
		parts.append(f"《{law}》{numbers}" if numbers else one)
	return "；".join(parts)


def detail(key: str, township: str = "") -> dict[str, Any]:
	"""One setting with its history. Raises `UnknownParameter`."""
	entry = parameter(key)
	rows = rows_of([key], township).get(key, [])
	line = line_of(entry, rows, township)
	now, _next = now_and_next(rows, township)
	return line | {
		"subject": _(words.subject_of(key), context="Setting"),
		"subject_key": words.subject_of(key),
		"unit": words.unit(entry) if entry.bounds else "",
		"may_enter": words.may_enter(entry),
		"kind": kind_of(entry),
		"choices": choices_of(entry, now),
		"entered": now.value if now else "",
		"shipped": words.value(entry, entry.default),
		"shipped_entered": written(entry.default),
		"shipped_source": source(entry.source),
		"earliest": str(earliest(key)),
		"history": history(entry, rows),
	}


def kind_of(entry: Parameter) -> str:
	"""How a value is entered: yes or no, ticks, one of several, a number, or text."""
	if isinstance(entry.default, bool):
		return "yes"
	if entry.key == "sms_adapter":
		return "choice"
	return "ticks" if words.choices(entry.key) else "text"


def choices_of(entry: Parameter, now: Any) -> list[dict[str, Any]]:
	"""What may be ticked, ticked as it is now."""
	held = {part.strip() for part in (now.value if now else str(entry.default)).split(",")}
	return [
		{"value": one, "label": _(one, context="Setting"), "on": one in held}
		for one in words.choices(entry.key)
	]


# A rule asked for the day on which something began; all others are asked for today
_DATED = ("incoming_", "leave_", "licence_verifiers", "max_representatives")


def is_dated(key: str) -> bool:
	"""Whether what began earlier keeps the value of its day."""
	return "." in key or key.startswith(_DATED)


def earliest(key: str) -> date:
	"""The first day from which a new value may hold: what began today was already decided by today's."""
	return clock.today() + timedelta(days=int(is_dated(key)))


def history(entry: Parameter, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""Every value there was, is and will be, the latest first, and who entered it."""
	today = clock.today()
	now = {id(row) for row in [now_and_next(rows, row.township or "")[0] for row in rows] if row}
	return [
		{
			"name": row.name,
			"value": words.stored_value(entry, row.value),
			"since": since(row),
			"until": str(row.valid_to or ""),
			"source": source(row.source),
			"township": row.township or "",
			"by": _("shipped with the program")
			if row.valid_from <= SHIPPED_SINCE
			else get_fullname(row.owner),
			"at": str(row.creation)[:16],
			"changed": f"{get_fullname(row.modified_by)} {str(row.modified)[:16]}"
			if was_changed(row)
			else "",
			"state": "next" if row.valid_from > today else "now" if id(row) in now else "past",
		}
		for row in sorted(rows, key=lambda row: (row.valid_from, bool(row.township)), reverse=True)
	]


def was_changed(row: Any) -> bool:
	"""Whether somebody changed a row after it was entered."""
	return (row.modified - row.creation).total_seconds() > 1 if row.modified and row.creation else False
