"""The home page and the page of one workspace."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.dashboards import chart_svg
from frappe_standalone.core.desk.notifications import fill_counts
from frappe_standalone.core.desk.number_cards import card_tiles
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import slug
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.workspaces import ReportAccess, entries, visible_workspaces

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TILES, MOST_NEW = 6, 4


@desk_page
def home_page(request: Request) -> Response:
	"""The first workspace gives the figures and the “new” buttons; every other one is a board with counts and links."""
	reports = ReportAccess()
	boards = [board_of(space, reports) for space in visible_workspaces()]
	boards = [board for board in boards if board["shortcuts"] or board["links"]]
	fill_counts([entry for board in boards for entry in board["shortcuts"]])
	names = [name for board in boards for name in board["cards"]]
	opening = boards[0]["cards"] if boards else []
	return page(
		"home.html",
		page_title=_("Home"),
		at="/app",
		greeting=greeting(),
		today_text=today_text(),
		notices=notices(),
		boards=boards[1:] if opening and len(boards) > 1 else boards,
		tiles=list(card_tiles(list(dict.fromkeys(opening or names))[:MOST_TILES]).values()),
		quick_new=quick_new(boards),
	)


def board_of(space: dict[str, Any], reports: ReportAccess) -> dict[str, Any]:
	"""A workspace in short: its shortcuts, and below them its other links."""
	shortcuts, cards = entries(space, reports)
	shown = {(entry["kind"], entry["target"]) for entry in shortcuts}
	links = [link for card in cards for link in card["links"] if (link["kind"], link["target"]) not in shown]
	return {
		"label": _(space["title"] or space["name"]),
		"icon": space["icon"],
		"url": "/app/" + slug(space["name"]),
		"shortcuts": [entry for entry in shortcuts if entry["view"] != "New"],
		"new": [entry for entry in shortcuts if entry["view"] == "New"],
		"links": links,
		"cards": [row["number_card_name"] for row in space["number_cards"]],
	}


def quick_new(boards: list[dict[str, Any]]) -> list[dict[str, str]]:
	"""Buttons for what is made often: the shortcuts of view New; without any, the first doctypes he may create."""
	wanted = [entry for board in boards for entry in board["new"] if entry["new_url"]]
	if not wanted:
		entries_ = [entry for board in boards for entry in board["shortcuts"]]
		wanted = [entry for entry in entries_ if entry["new_url"]]
	unique = {entry["target"]: entry for entry in wanted}.values()
	return [
		{"url": e["new_url"], "label": _("New {0}").format(e["target_label"])}
		for e in list(unique)[:MOST_NEW]
	]


def notices() -> list[dict[str, str]]:
	"""What apps tell the user first of all (hook `home_notices`: functions that return [{text, url, link}])."""
	return [notice for method in frappe.get_hooks("home_notices") for notice in frappe.call(method) or ()]


def greeting() -> str:
	hour = frappe.utils.now_datetime().hour
	words = _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")
	name = my_name()
	return _("{0}, {1}", context="Greeting").format(words, name)


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
	tiles = card_tiles([row["number_card_name"] for row in space["number_cards"]])
	parts = {
		"shortcut": {entry["source"]: entry for entry in shortcuts},
		"card": {card["name"]: card for card in cards},
		"number_card": {
			row["label"] or row["number_card_name"]: tiles[row["number_card_name"]]
			for row in space["number_cards"]
			if row["number_card_name"] in tiles
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
		quick_new=quick_new([board_of(space, reports)]),
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
	if kind == "chart":
		svg = chart_svg(found)
		return {**model, "label": _(name), "svg": svg} if svg else None
	return {**model, "item": found}
