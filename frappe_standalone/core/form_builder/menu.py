"""Putting a form into the menu: a shortcut and a link on a workspace, as v15 keeps them."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.workspaces import all_workspaces, is_home


class NoWorkspaceError(frappe.ValidationError):
	"""There is no such workspace."""


def choices(doctype: str) -> list[dict[str, Any]]:
	"""The workspaces of the menu, and whether the form stands in each."""
	return [
		{
			"name": space["name"],
			"label": _(space["title"] or space["name"]),
			"home": int(is_home(space)),
			"has": int(("DocType", doctype) in space["targets"]),
		}
		for space in all_workspaces()
	]


def add(doctype: str, workspace: str) -> None:
	"""Add the form to a workspace, unless it is there.

	Raises:
		NoWorkspaceError
	"""
	if not frappe.db.exists("Workspace", workspace):
		frappe.throw(_("Choose where in the menu the form shall stand."), NoWorkspaceError)
	doc = frappe.get_doc("Workspace", workspace)
	if any(row.link_to == doctype for row in (*doc.shortcuts, *doc.links)):
		return
	doc.append("shortcuts", {"type": "DocType", "link_to": doctype, "label": doctype, "doc_view": "List"})
	doc.content = with_shortcut(doc.content, doctype)
	doc.save()


def remove(doctype: str, workspace: str) -> None:
	"""Take the form off a workspace."""
	doc = frappe.get_doc("Workspace", workspace)
	doc.set("shortcuts", [row for row in doc.shortcuts if row.link_to != doctype])
	doc.set("links", [row for row in doc.links if row.link_to != doctype])
	doc.content = without_shortcut(doc.content, doctype)
	doc.save()


def blocks(content: str | None) -> list[dict[str, Any]]:
	return json.loads(content or "[]")


def with_shortcut(content: str | None, label: str) -> str:
	"""The page's blocks with one for the shortcut after the last shortcut; v15 shows no others."""
	found = blocks(content)
	block = {
		"id": frappe.generate_hash(length=10),
		"type": "shortcut",
		"data": {"shortcut_name": label, "col": 3},
	}
	places = [number for number, entry in enumerate(found) if entry.get("type") == "shortcut"]
	found.insert(places[-1] + 1 if places else len(found), block)
	return json.dumps(found, ensure_ascii=False)


def without_shortcut(content: str | None, label: str) -> str:
	kept = [entry for entry in blocks(content) if (entry.get("data") or {}).get("shortcut_name") != label]
	return json.dumps(kept, ensure_ascii=False)
