"""Workspaces: what the menu and the home page show, for one user.

All workspaces are read together and kept until one of them changes; what a user may not read is left out afterwards.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core import cache
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import (
	is_doctype,
	is_local_path,
	list_url,
	making_url,
	record_url,
	report_url,
	slug,
)

TABLES = ("shortcuts", "links", "number_cards", "charts", "quick_lists", "roles")
CHILDREN = {
	"shortcuts": "Workspace Shortcut",
	"links": "Workspace Link",
	"number_cards": "Workspace Number Card",
	"charts": "Workspace Chart",
	"quick_lists": "Workspace Quick List",
	"roles": "Has Role",
}


def all_workspaces() -> list[dict[str, Any]]:
	"""Every public workspace with its child rows, in the order of the menu, shared by all requests (never change it);
	the Workspace controller drops it."""
	return cache.get_live("workspaces", "all", _read_workspaces)


def _read_workspaces() -> list[dict[str, Any]]:
	rows = frappe.get_all(
		"Workspace",
		filters={"public": 1, "is_hidden": 0},
		order_by="sequence_id asc, name asc",
		limit_page_length=0,
		fields=["name", "label", "title", "icon", "module", "parent_page", "content", "sequence_id"],
	)
	by_name = {row["name"]: {**row, **{table: [] for table in TABLES}} for row in rows}
	for table, doctype in CHILDREN.items():
		children = frappe.get_all(
			doctype,
			filters={"parenttype": "Workspace", "parentfield": table},
			fields=["*"],
			order_by="idx asc",
			limit_page_length=0,
		)
		for child in children:
			if child["parent"] in by_name:
				by_name[child["parent"]][table].append(dict(child))
	for space in by_name.values():
		space["targets"] = targets_of(space)
	return list(by_name.values())


def targets_of(space: dict[str, Any]) -> list[tuple[str, str]]:
	"""(kind, name) of the doctypes and reports a workspace leads to, each once."""
	rows = [*space["shortcuts"], *(row for row in space["links"] if not row.get("hidden"))]
	found = [(row.get("link_type") or row.get("type"), row.get("link_to")) for row in rows]
	return list(dict.fromkeys(target for target in found if target[0] in ("DocType", "Report")))


def visible_workspaces() -> list[dict[str, Any]]:
	"""The workspaces the user may open: those without roles, and those naming one of his."""
	roles = set(frappe.get_roles())
	return [
		space
		for space in all_workspaces()
		if frappe.session.user == "Administrator"
		or not space["roles"]
		or roles & {row["role"] for row in space["roles"]}
	]


def find_workspace(text: str) -> dict[str, Any] | None:
	"""The visible workspace that an address `/app/<slug>` names."""
	return next(
		(
			space
			for space in visible_workspaces()
			if text in (slug(space["name"]), slug(space["title"] or ""))
		),
		None,
	)


HOME = " Home"


def is_home(space: dict[str, Any]) -> bool:
	"""Whether a workspace is the home of a role: it names roles, and its own name ends with “ Home”."""
	return bool(space["roles"]) and space["name"].endswith(HOME)


class ReportAccess:
	"""Which reports the user may run; the reports' roles are read once and cached like the workspaces."""

	def __init__(self) -> None:
		self.roles = set(frappe.get_roles())
		self.reports = cache.get_live("desk_reports", "all", _read_reports)

	def allows(self, name: str) -> bool:
		report = self.reports.get(name)
		if not report or report["disabled"] or not may(report["ref_doctype"], "report"):
			return False
		return (
			frappe.session.user == "Administrator"
			or not report["roles"]
			or (report["report_type"] == "Report Builder" and report["owner"] == frappe.session.user)
			or bool(self.roles & set(report["roles"]))
		)


def _read_reports() -> dict[str, dict[str, Any]]:
	rows = frappe.get_all(
		"Report", fields=["name", "ref_doctype", "report_type", "owner", "disabled"], limit_page_length=0
	)
	reports = {row["name"]: {**row, "roles": []} for row in rows}
	for row in frappe.get_all(
		"Has Role", filters={"parenttype": "Report"}, fields=["parent", "role"], limit_page_length=0
	):
		if row["parent"] in reports:
			reports[row["parent"]]["roles"].append(row["role"])
	return reports


def may_open(kind: str, target: str | None, reports: ReportAccess) -> bool:
	"""Whether the user may follow a shortcut or link of this kind."""
	if kind == "DocType":
		return is_doctype(target) and may(target)
	if kind == "Report":
		return bool(target) and reports.allows(target)
	return kind == "URL"


def entry_of(row: dict[str, Any], reports: ReportAccess) -> dict[str, Any] | None:
	"""A Workspace Shortcut or Workspace Link as something to click on, or None where the user may not go there."""
	kind = row.get("link_type") or row.get("type")
	target = row.get("link_to")
	if not may_open(kind, target, reports):
		return None
	entry = {
		"kind": kind,
		"view": row.get("doc_view"),
		"target": target,
		"label": _(row.get("label") or target),
		"source": row.get("label") or target,
		"url": address_of(kind, target, row),
		"icon": row.get("icon") or {"Report": "report", "URL": "inbox", "DocType": "list"}.get(kind),
		"color": (row.get("color") or "").lower(),
		"format": row.get("format"),
		"stats_filter": row.get("stats_filter"),
		"count": None,
		"text": "",
		"new_url": None,
		"target_label": _(target or ""),
	}
	if kind == "DocType" and not is_single(target) and not row.get("stats_filter") and may(target, "create"):
		entry["new_url"] = making_url(target)
	return entry


def is_single(doctype: str) -> bool:
	return bool(frappe.get_meta(doctype).issingle)


def address_of(kind: str, target: str | None, row: dict[str, Any]) -> str:
	if kind == "URL":
		url = row.get("url") or "#"
		return url if is_local_path(url) else "#"
	if kind == "DocType" and row.get("doc_view") == "New" and not is_single(target or ""):
		return making_url(target or "")
	return plain_address(kind, target or "")


def plain_address(kind: str, target: str) -> str:
	"""Where a doctype or report is, without filters."""
	if kind == "Report":
		return report_url(target)
	return record_url(target, target) if is_single(target) else list_url(target)


def entries(space: dict[str, Any], reports: ReportAccess) -> tuple[list[dict], list[dict]]:
	"""(shortcuts, cards of links) of a workspace, both cut to what the user may open."""
	shortcuts = [entry for row in space["shortcuts"] if (entry := entry_of(row, reports))]
	cards: list[dict[str, Any]] = []
	for row in space["links"]:
		if row.get("hidden"):
			continue
		if row["type"] == "Card Break":
			cards.append({"label": _(row["label"]), "name": row["label"], "links": []})
		elif entry := entry_of(row, reports):
			if not cards:
				cards.append({"label": _("Links"), "name": "", "links": []})
			cards[-1]["links"].append(entry)
	return shortcuts, [card for card in cards if card["links"]]


def parse_filters(text: str | None) -> Any:
	"""Filters kept as JSON text in a shortcut or card; v15 writes them as list or dict."""
	return json.loads(text) if text and text.strip() else {}
