"""The home page and the page of one workspace."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.dashboards import chart_svg
from frappe_standalone.core.desk.notifications import fill_counts
from frappe_standalone.core.desk.number_cards import card_tile
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import slug
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.workspaces import ReportAccess, entries, visible_workspaces

# Tiles on the home page; each may cost a query.
HOME_TILES = 6
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@desk_page
def home_page(request: Request) -> Response:
	"""Every workspace as a board: shortcuts with counts, reports, number cards above, buttons for what is made often."""
	reports, boards, card_names = ReportAccess(), [], []
	for space in visible_workspaces():
		shortcuts, cards = entries(space, reports)
		links = [
			link
			for card in cards
			for link in card["links"]
			if link["url"] not in {s["url"] for s in shortcuts}
		]
		card_names.extend(row["number_card_name"] for row in space["number_cards"])
		if shortcuts or links:
			boards.append(
				{
					"label": _(space["title"] or space["name"]),
					"icon": space["icon"],
					"url": "/app/" + slug(space["name"]),
					"shortcuts": shortcuts,
					"links": links,
				}
			)
	fill_counts([entry for board in boards for entry in board["shortcuts"]])
	tiles = [tile for name in dict.fromkeys(card_names) if (tile := card_tile(name))][:HOME_TILES]
	return page(
		"home.html",
		page_title=_("Home"),
		at="/app",
		greeting=greeting(),
		today_text=today_text(),
		boards=boards,
		tiles=tiles,
		quick_new=quick_new([entry for board in boards for entry in board["shortcuts"]]),
	)


def quick_new(shortcuts: list[dict[str, Any]], most: int = 3) -> list[dict[str, str]]:
	"""Buttons for the first doctypes that have an open count and that the user may create."""
	counted = [entry for entry in shortcuts if entry["new_url"] and entry["count"] is not None]
	return [
		{"url": entry["new_url"], "label": _("New {0}").format(entry["target_label"])}
		for entry in counted[:most]
	]


def greeting() -> str:
	hour = frappe.utils.now_datetime().hour
	words = _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")
	name = frappe.get_cached_value("User", frappe.session.user, "full_name") or frappe.session.user
	return _("{0}, {1}").format(words, name)


def today_text() -> str:
	today = frappe.utils.getdate()
	return _("{0}-{1}-{2} {3}").format(
		today.year, f"{today.month:02d}", f"{today.day:02d}", _(WEEKDAYS[today.weekday()])
	)


def draw_workspace(space: dict[str, Any]) -> Response:
	"""A workspace as its `content` blocks lay it out; without content, shortcuts and cards in order."""
	reports = ReportAccess()
	shortcuts, cards = entries(space, reports)
	fill_counts(shortcuts)
	parts = {
		"shortcut": {entry["source"]: entry for entry in shortcuts},
		"card": {card["name"]: card for card in cards},
		"number_card": {
			row["label"] or row["number_card_name"]: row["number_card_name"] for row in space["number_cards"]
		},
		"chart": {row["label"] or row["chart_name"]: row["chart_name"] for row in space["charts"]},
	}
	blocks = json.loads(space["content"] or "[]") or default_blocks(parts)
	content = [model for block in blocks if (model := block_model(block, parts))]
	return page(
		"workspace.html",
		page_title=_(space["title"] or space["name"]),
		at="/app/" + slug(space["name"]),
		content=content,
		quick_new=quick_new(shortcuts),
	)


def default_blocks(parts: dict[str, dict]) -> list[dict[str, Any]]:
	keys = (
		("number_card", "number_card_name", 3),
		("shortcut", "shortcut_name", 3),
		("chart", "chart_name", 12),
		("card", "card_name", 4),
	)
	return [
		{"type": kind, "data": {key: name, "col": col}} for kind, key, col in keys for name in parts[kind]
	]


def block_model(block: dict[str, Any], parts: dict[str, dict]) -> dict[str, Any] | None:
	"""One content block of v15 (header, paragraph, shortcut, card, number_card, chart, spacer) ready to draw."""
	kind, data = block.get("type"), block.get("data") or {}
	model: dict[str, Any] = {
		"kind": kind,
		"col": min((2, 3, 4, 6, 8, 12), key=lambda n: abs(n - int(data.get("col") or 12))),
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
	if kind == "number_card":
		found = card_tile(found)
		return {**model, "item": found} if found else None
	if kind == "chart":
		svg = chart_svg(found)
		return {**model, "label": _(name), "svg": svg} if svg else None
	return {**model, "item": found}
