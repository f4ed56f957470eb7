"""What surrounds every page: title, menu, inbox, account, language, and the boot data of the browser code."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _

from frappe_standalone.core.desk.js_messages import js_messages
from frappe_standalone.core.desk.notifications import config, count_text, other_count
from frappe_standalone.core.desk.people import my_name
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.slugs import new_url, record_url, slug
from frappe_standalone.core.desk.workspaces import (
	ReportAccess,
	is_home,
	may_open,
	plain_address,
	visible_workspaces,
)
from frappe_standalone.core.http.assets import bundled_asset
from frappe_standalone.core.http.sessions import get_csrf_token

LANGUAGES = {"zh": "中文", "en": "English"}


def build_shell(at: str | None = None) -> dict[str, Any]:
	"""The shell's model for the request's user; `at` is the address to mark as current in the menu."""
	user = frappe.session.user or "Guest"
	lang = "en" if (frappe.local.lang or "zh").startswith("en") else "zh"
	title = site_title()
	path = frappe.local.request.path
	shell = {
		"lang": "zh-CN" if lang == "zh" else lang,
		"title": title,
		"seal": seal_of(title),
		"subtitle": app_title(),
		"other_lang": other_language(lang),
		"at": at or path,
		"at_item": at or path,
		"nav": [],
		"inbox": None,
		"user": {"name": user, "full_name": user, "initial": user[:1].upper(), "url": None},
		"is_desk_user": user != "Guest",
		"app_css": [],
		"app_js": [],
		"boot": {
			"lang": lang,
			"user": user,
			"messages": js_messages(),
			"csrf_token": get_csrf_token() if user != "Guest" else "",
		},
	}
	if user != "Guest":
		shell.update(user=user_card(user), nav=menu(at or path), inbox=inbox(), **app_assets())
	return shell


def site_title() -> str:
	"""The township's or the site's own name: System Settings, else the last installed app's title."""
	name = frappe.get_system_settings("app_name")
	return name if name and name != "Frappe" else app_title()  # "Frappe" is v15's default, nobody's choice


def app_title() -> str:
	titles = frappe.get_hooks("app_title")
	return _(titles[-1]) if titles else "Township"


def seal_of(title: str) -> str:
	return title.strip()[:1].upper() or "政"


def other_language(lang: str) -> dict[str, str]:
	code = "en" if lang == "zh" else "zh"
	args = {key: value for key, value in frappe.local.request.args.items() if key != "_lang"}
	return {"code": code, "label": LANGUAGES[code], "url": "?" + urlencode({**args, "_lang": code})}


def user_card(user: str) -> dict[str, Any]:
	full_name = my_name()
	is_latin = full_name[:1].isascii()
	return {
		"name": user,
		"full_name": full_name,
		"initial": full_name[:1].upper() if is_latin else full_name[-1:],
		"url": record_url("User", user) if may("User") else None,
	}


def app_assets() -> dict[str, list[str]]:
	return {
		"app_css": [bundled_asset(path) for path in frappe.get_hooks("app_include_css")],
		"app_js": [bundled_asset(path) for path in frappe.get_hooks("app_include_js")],
	}


def menu(at: str) -> list[dict[str, Any]]:
	"""The workspaces with what they lead to; the one that holds the current address stands open."""
	reports, groups = ReportAccess(), []
	for space in visible_workspaces():
		items = [] if is_home(space) else menu_items(space, reports)
		if items:
			url = "/app/" + slug(space["name"])
			label = _(space["title"] or space["name"])
			here = at == url or at in {item["url"] for item in items}
			groups.append({"label": label, "icon": space["icon"], "url": url, "items": items, "here": here})
	holders = [group for group in groups if group["here"]]
	named = [group for group in groups if group["url"] == at]
	# Several workspaces may lead to the same list: the smallest one is the one about it.
	chosen = next(iter(named or sorted(holders, key=lambda group: len(group["items"]))), None)
	return [{**group, "open": group is chosen, "current": group is chosen} for group in groups]


def menu_items(space: dict[str, Any], reports: ReportAccess) -> list[dict[str, Any]]:
	"""What a workspace leads to, each doctype and report once, under its own name and without filters."""
	items = [
		{"kind": kind, "label": _(target), "url": plain_address(kind, target)}
		for kind, target in space["targets"]
		if may_open(kind, target, reports)
	]
	if ("DocType", "DocType") in space["targets"] and may("DocType", "create"):
		items.insert(0, {"kind": "New", "label": _("Make a Form"), "url": new_url("DocType")})
	return items


def inbox() -> dict[str, Any] | None:
	"""The first shortcut of type URL for which an app gives a count: what waits for this user."""
	methods = config()["for_other"]
	for space in visible_workspaces():
		for row in space["shortcuts"]:
			if row["type"] == "URL" and row["label"] in methods:
				count = other_count(methods[row["label"]])
				return {
					"label": _(row["label"]),
					"url": row["url"],
					"count": count_text(count, 99) if count else "",
				}
	return None
