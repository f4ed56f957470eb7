"""The home page and the page of one workspace."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _

from frappe_standalone.core.desk.home_blocks import blocks_of, my_home, without_empty_headers
from frappe_standalone.core.desk.home_editing import may_edit_homes
from frappe_standalone.core.desk.notifications import fill_counts
from frappe_standalone.core.desk.number_cards import card_tiles
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import new_url, slug
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.workspaces import ReportAccess, entries, visible_workspaces

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TILES, MOST_NEW = 6, 4


@desk_page
def home_page(request: Request) -> Response:
	"""The home of the user's role. Without one, the first workspace gives the figures and the “new” buttons; every other one
	is a board with counts and links."""
	home = my_home()
	if home:
		return draw_home(home)
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
	made = [
		{"url": e["new_url"], "label": _("New {0}").format(e["target_label"])}
		for e in list(unique)[:MOST_NEW]
	]
	return [*made, *make_a_form(made)]


def make_a_form(made: list[dict[str, str]]) -> list[dict[str, str]]:
	"""The button of whoever makes forms; it stands where he looks first."""
	url = new_url("DocType")
	if not may("DocType", "create") or any(one["url"] == url for one in made):
		return []
	return [{"url": url, "label": _("Make a Form")}]


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
	"""A workspace as its `content` blocks lay it out; without content, everything in a fixed order."""
	return page(
		"workspace.html",
		page_title=_(space["title"] or space["name"]),
		at="/app/" + slug(space["name"]),
		content=blocks_of(space),
		quick_new=quick_new([board_of(space, ReportAccess())]),
	)


def draw_home(space: dict[str, Any]) -> Response:
	"""The home of the user's role: greeting, what is made often, then the blocks that the administrator chose."""
	made = quick_new([board_of(space, ReportAccess())])
	content = [
		block for block in blocks_of(space) if block["kind"] != "shortcut" or block["item"]["view"] != "New"
	]
	return page(
		"home.html",
		page_title=_("Home"),
		at="/app",
		greeting=greeting(),
		today_text=today_text(),
		notices=notices(),
		boards=[],
		tiles=[],
		content=without_empty_headers(content),
		quick_new=made,
		editor_url="/app/home-editor?" + urlencode({"home": space["name"]}) if may_edit_homes() else None,
	)
