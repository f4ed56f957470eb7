"""The blocks of a workspace's content (v15's JSON) ready to draw: header, shortcut, number card, chart, list, card of links.

A home is a workspace whose name ends with “ Home”; its roles say whose. People with several roles open the first of theirs.
"""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.dashboards import chart_label, chart_svg
from frappe_standalone.core.desk.notifications import fill_counts
from frappe_standalone.core.desk.number_cards import card_tiles
from frappe_standalone.core.desk.quick_lists import quick_list
from frappe_standalone.core.desk.workspaces import ReportAccess, entries, is_home, visible_workspaces

WIDTHS = (2, 3, 4, 6, 8, 12)


def my_home() -> dict[str, Any] | None:
	"""The home of the signed-in user; of several the first. The Administrator, who has every role, opens the last one."""
	homes = [space for space in visible_workspaces() if is_home(space)]
	if not homes:
		return None
	return homes[-1] if frappe.session.user == "Administrator" else homes[0]


def blocks_of(space: dict[str, Any]) -> list[dict[str, Any]]:
	"""The content of a workspace for its reader, in order; what he may not open is left out."""
	shortcuts, cards = entries(space, ReportAccess())
	fill_counts(shortcuts)
	tiles = card_tiles([row["number_card_name"] for row in space["number_cards"]])
	parts: dict[str, dict[str, Any]] = {
		"shortcut": {entry["source"]: entry for entry in shortcuts},
		"card": {card["name"]: card for card in cards},
		"number_card": {
			row["label"] or row["number_card_name"]: tiles[row["number_card_name"]]
			for row in space["number_cards"]
			if row["number_card_name"] in tiles
		},
		"chart": {row["label"] or row["chart_name"]: row["chart_name"] for row in space["charts"]},
		"quick_list": {row["label"] or row["document_type"]: row for row in space["quick_lists"]},
	}
	content = json.loads(space["content"] or "[]") or default_blocks(parts)
	return without_empty_headers([model for block in content if (model := block_model(block, parts))])


def default_blocks(parts: dict[str, dict]) -> list[dict[str, Any]]:
	"""Without a layout: everything in a fixed order."""
	keys = (
		("number_card", "number_card_name", 3),
		("quick_list", "quick_list_name", 6),
		("shortcut", "shortcut_name", 3),
		("chart", "chart_name", 12),
		("card", "card_name", 4),
	)
	return [
		{"type": kind, "data": {key: name, "col": col}} for kind, key, col in keys for name in parts[kind]
	]


def block_model(block: dict[str, Any], parts: dict[str, dict]) -> dict[str, Any] | None:
	"""One block ready to draw, or None where there is nothing to show."""
	kind, data = block.get("type"), block.get("data") or {}
	model: dict[str, Any] = {
		"kind": kind,
		"col": min(WIDTHS, key=lambda n: abs(n - int(data.get("col") or 12))),
	}
	if kind in ("header", "paragraph"):
		text = frappe.utils.strip_html(data.get("text") or "").strip()
		return {**model, "text": _(text)} if text else None
	if kind == "spacer":
		return model
	name = data.get(f"{kind}_name")
	found = parts.get(kind or "", {}).get(name)
	if not found:
		return None
	if kind == "chart":
		svg = chart_svg(found, 860 if model["col"] > 8 else 540)
		return {**model, "label": chart_label(name), "svg": svg} if svg else None
	if kind == "quick_list":
		shown = quick_list(found)
		return {**model, "item": shown} if shown else None
	return {**model, "item": found}


def without_empty_headers(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
	"""A heading over nothing, because its blocks are not for this reader, is left out."""
	kept = []
	for number, block in enumerate(blocks):
		follower = blocks[number + 1]["kind"] if number + 1 < len(blocks) else "header"
		if block["kind"] != "header" or follower != "header":
			kept.append(block)
	return kept
