"""The box in the top bar: forms, reports, pages and records by two characters of their names, in a handful of queries."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core import initials
from frappe_standalone.core.desk.list_counts import in_time
from frappe_standalone.core.desk.list_state import search_columns
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.search import describe, in_use, pattern_of, rank
from frappe_standalone.core.desk.slugs import all_doctypes, list_url, record_url, report_url, slug
from frappe_standalone.core.desk.titles import TRANSLATED, title_field
from frappe_standalone.core.desk.together import rows_together
from frappe_standalone.core.desk.workspaces import ReportAccess, entries, visible_workspaces

FOUND_EACH, FOUND_PAGES, FOUND_GROUPS = 5, 10, 10
# So many lists are searched by one query, and so many queries are asked; SQLite joins 500 selects at most
TOGETHER, MOST_QUERIES = 12, 4
# One of them is given up after so long: the others still answer while somebody types
SECONDS = 0.4
# Title and search fields that tell records apart
MORE_COLUMNS = 3


def find_anything(text: str) -> list[dict[str, Any]]:
	"""Forms, reports and records that match, for the box in the top bar: [{label, items: [{label, note, url}]}]."""
	text = text.strip()[:80]
	if not text:
		return []
	pages, doctypes = reachable()
	found = find_pages(pages, text.lower())
	groups = [{"label": _("Pages"), "items": found}] if found else []
	return groups + records_of(doctypes, text)


def find_pages(pages: list[dict[str, str]], wanted: str) -> list[dict[str, str]]:
	"""What workspaces lead to first, then every other form and report that the user may open."""
	matches = [item for item in pages if wanted in item["label"].lower() or wanted in item["source"].lower()]
	known = {item["url"] for item in matches}
	reports = ReportAccess()
	for name in all_doctypes():
		if matching(name, wanted) and list_url(name) not in known and may(name):
			matches.append({"label": _(name), "note": _("Form"), "url": list_url(name)})
	for name in reports.reports:
		if matching(name, wanted) and report_url(name) not in known and reports.allows(name):
			matches.append({"label": _(name), "note": _("Report"), "url": report_url(name)})
	matches.sort(key=lambda item: not item["label"].lower().startswith(wanted))
	return [{key: item[key] for key in ("label", "note", "url")} for item in matches[:FOUND_PAGES]]


def matching(name: str, wanted: str) -> bool:
	return wanted in name.lower() or wanted in _(name).lower()


def records_of(doctypes: list[str], text: str) -> list[dict[str, Any]]:
	"""Records of these doctypes that hold the text in their name, title or search fields, a group for each doctype."""
	groups: list[dict[str, Any]] = []
	searched = [doctype for doctype in doctypes if doctype not in TRANSLATED][: TOGETHER * MOST_QUERIES]
	called = initials.find_among(searched, text, FOUND_EACH)
	for at in range(0, len(searched), TOGETHER):
		part = searched[at : at + TOGETHER]
		lists = [asked(doctype, text, called.get(doctype, [])) for doctype in part]
		rows = in_time(lambda lists=lists: rows_together(lists), SECONDS)
		for doctype, found in zip(part, rows or [], strict=False):
			if found:
				groups.append(
					{"label": _(doctype), "items": items_of(doctype, found, text, called.get(doctype, []))}
				)
	return groups[:FOUND_GROUPS]


def columns_of(doctype: str) -> list[str]:
	"""Title and first search fields: the same number for every doctype, so that the lists fit together."""
	title = title_field(doctype)
	columns = search_columns(frappe.get_meta(doctype))
	rest = [name for name in columns if name not in ("name", title)][: MORE_COLUMNS - 1]
	wanted = [title if title in columns else "name", *rest]
	return wanted + ["name"] * (MORE_COLUMNS - len(wanted))


def asked(doctype: str, text: str, called: list[str]) -> dict[str, Any]:
	"""The arguments of one list; `called` are the records whose title has the text for its pinyin initials."""
	meta = frappe.get_meta(doctype)
	conditions: list[list[Any]] = [[name, "like", pattern_of(text)] for name in search_columns(meta)]
	if called:
		conditions.append(["name", "in", called])
	return {
		"doctype": doctype,
		"fields": ["name", *(f"{name} as c{number}" for number, name in enumerate(columns_of(doctype)))],
		"filters": in_use(meta),
		"or_filters": conditions,
		"order_by": "modified desc",
		"limit_page_length": FOUND_EACH,
		"scoped": True,
	}


def items_of(doctype: str, found: list[Any], text: str, called: list[str]) -> list[dict[str, str]]:
	"""The rows of one list as lines of the box, those that begin with the text first."""
	columns = columns_of(doctype)
	rows = [
		{"name": row["name"]} | {name: row[f"c{n}"] for n, name in enumerate(columns) if name != "name"}
		for row in found
	]
	title = columns[0] if columns[0] != "name" else None
	described = [
		describe(row, list(dict.fromkeys(columns)), title) for row in rank(rows, text, title, called)
	]
	return [
		{
			"label": row["label"] or row["value"],
			"note": " · ".join(filter(None, [row["value"] if row["label"] else "", row["description"]])),
			"url": record_url(doctype, row["value"]),
		}
		for row in described
	]


def reachable() -> tuple[list[dict[str, str]], list[str]]:
	"""(pages, doctypes) that the user's workspaces lead to, in their order."""
	reports, pages, doctypes = ReportAccess(), {}, []
	for space in visible_workspaces():
		label = _(space["title"] or space["name"])
		pages["/app/" + slug(space["name"])] = {
			"label": label,
			"source": space["name"],
			"note": _("Workspace"),
			"url": "/app/" + slug(space["name"]),
		}
		shortcuts, cards = entries(space, reports)
		for entry in [*shortcuts, *(link for card in cards for link in card["links"])]:
			if entry["kind"] == "DocType":
				if entry["target"] not in doctypes and not frappe.get_meta(entry["target"]).issingle:
					doctypes.append(entry["target"])
				pages[list_url(entry["target"])] = {
					"label": entry["target_label"],
					"source": entry["target"],
					"note": label,
					"url": list_url(entry["target"]),
				}
			elif entry["kind"] == "Report":
				pages[report_url(entry["target"])] = {
					"label": entry["target_label"],
					"source": entry["target"],
					"note": _("Report"),
					"url": entry["url"],
				}
	return list(pages.values()), doctypes
