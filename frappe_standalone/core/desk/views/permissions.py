"""The permission manager, and the page that says whether somebody may do something and why."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request, Response

import frappe
from frappe import _
from frappe.utils import get_fullname

from frappe_standalone.core.desk import permission_manager
from frappe_standalone.core.desk.finder import reachable
from frappe_standalone.core.desk.rendering import page
from frappe_standalone.core.desk.slugs import is_doctype, list_url
from frappe_standalone.core.desk.titles import Titles, title_field
from frappe_standalone.core.desk.views.access import desk_page
from frappe_standalone.core.desk.why import answer
from frappe_standalone.core.desk.widgets import Control, draw
from frappe_standalone.core.desk.wording import enumerated
from frappe_standalone.core.permissions.explain import TAKES, Explanation, numbered_rules, users_to_ask_about
from frappe_standalone.core.permissions.roles import rights

MANAGER_URL, CHECK_URL = "/app/permission-manager", "/app/permission-check"
# The rights people ask about most come first.
ASKED = (
	"read",
	"write",
	"create",
	"delete",
	"submit",
	"cancel",
	"amend",
	"print",
	"export",
	"import",
	"report",
)
MARKS = {"gives": "check", "takes": "x", "notes": "info"}


@desk_page
def manager_page(request: Request) -> Response:
	"""Draw the rules of a DocType, to be ticked; System Managers only."""
	permission_manager.check_manager()
	wanted = request.args.get("doctype", "")
	chosen = wanted if is_doctype(wanted) and wanted not in permission_manager.NOT_HERE else ""
	return page(
		"permission_manager.html",
		page_title=_("Permission Manager"),
		at=MANAGER_URL,
		url=MANAGER_URL,
		doctypes=doctype_choices(chosen),
		model=rules_model(chosen) if chosen else None,
	)


def doctype_choices(chosen: str, names: list[str] | None = None) -> list[dict[str, Any]]:
	"""DocTypes to choose from by their labels; without `names` all that have rules."""
	if names is None:
		known = frappe.get_all("DocType", filters={"istable": 0}, pluck="name", limit_page_length=0)
		names = [name for name in known if name not in permission_manager.NOT_HERE]
	choices = [{"value": name, "label": _(name), "selected": name == chosen} for name in names]
	return sorted(choices, key=lambda choice: choice["label"])


def rules_model(doctype: str) -> dict[str, Any]:
	"""What the template needs for one DocType."""
	meta = frappe.get_meta(doctype)
	columns = permission_manager.rights_of(meta, 0)
	return {
		"doctype": doctype,
		"label": _(doctype),
		"columns": [{"right": right, "label": _(right)} for right in columns],
		"rows": [rule_model(meta, number, row, columns) for number, row in numbered_rules(meta)],
		"roles": sorted(
			({"value": role, "label": _(role)} for role in permission_manager.choosable_roles()),
			key=lambda choice: choice["label"],
		),
		"levels": level_names(meta),
		"is_changed": permission_manager.is_changed(doctype),
		"why_url": f"{CHECK_URL}?{urlencode({'doctype': doctype})}",
		"list_url": list_url(doctype),
	}


def rule_model(meta: Any, number: int, row: Any, columns: list[str]) -> dict[str, Any]:
	"""One rule with a box for each right that makes sense at its level."""
	sensible = permission_manager.rights_of(meta, int(row.permlevel or 0))
	return {
		"number": number,
		"role": row.role,
		"label": _(row.role),
		"permlevel": int(row.permlevel or 0),
		"level_name": level_names(meta)[int(row.permlevel or 0)]["label"],
		"if_owner": int(row.if_owner or 0),
		"boxes": [
			{"right": right, "label": _(right), "on": bool(row.get(right)), "shown": right in sensible}
			for right in columns
		],
	}


def level_names(meta: Any) -> list[dict[str, Any]]:
	"""The levels by what stands on them: 0 is the whole record, those above are named by their fields."""
	fields: dict[int, list[str]] = {}
	for df in meta.fields:
		if df.permlevel and df.label:
			fields.setdefault(int(df.permlevel), []).append(_(df.label, context=meta.name))
	return [
		{
			"level": level,
			"label": level_name(level, fields.get(level, [])),
			"used": not level or level in fields,
		}
		for level in range(permission_manager.MOST_LEVELS + 1)
	]


def level_name(level: int, labels: list[str]) -> str:
	"""A level in words."""
	if not level:
		return _("the whole record")
	return (
		_("Level {0}: {1}").format(level, enumerated(labels))
		if labels
		else _("Level {0}: no field").format(level)
	)


@desk_page
def check_page(request: Request) -> Response:
	"""Draw the question, and its answer once it is whole. Raises as `why` does."""
	asked = {key: request.args.get(key, "").strip() for key in ("user", "doctype", "name", "action")}
	asked["action"] = asked["action"] or "read"
	asked["user"] = asked["user"] or ("" if is_manager() else frappe.session.user)
	model = None
	if asked["user"] and asked["doctype"]:
		found = answer(asked["user"], asked["doctype"], asked["name"] or None, asked["action"])
		model = answer_model(found, asked)
	return page(
		"permission_check.html",
		page_title=_("May this user do that, and why"),
		at=CHECK_URL,
		url=CHECK_URL,
		controls=controls(asked),
		asked=asked,
		answer=model,
		manager_url=f"{MANAGER_URL}?{urlencode({'doctype': asked['doctype']})}" if is_manager() else None,
	)


def is_manager() -> bool:
	return "System Manager" in frappe.get_roles()


def controls(asked: dict[str, str]) -> list[dict[str, Any]]:
	"""User, form, record and action as the widgets of forms."""
	fields = [user_field(), doctype_field(asked["doctype"]), name_field(), action_field()]
	titles = Titles()
	titles.want("User", asked["user"])
	titles.want(asked["doctype"] if is_doctype(asked["doctype"]) else None, asked["name"])
	titles.load()
	shown = {"user": titles.get("User", asked["user"]), "name": titles.get(asked["doctype"], asked["name"])}
	return [
		{
			"id": f"ask-{df.fieldname}",
			"label": _(df.label),
			"required": df.fieldname != "name",
			"control": None
			if df.choices is not None
			else draw(
				Control(
					df,
					asked[df.fieldname],
					"",
					f"ask-{df.fieldname}",
					title=shown.get(df.fieldname),
					compact=True,
				)
			),
			"choices": df.choices,
			"fieldname": df.fieldname,
		}
		for df in fields
	]


def user_field() -> Any:
	"""System Managers search all users; others choose among those they may ask about."""
	df = frappe._dict(fieldname="user", label="User", fieldtype="Link", options="User")
	if not is_manager():
		users = [frappe.session.user, *users_to_ask_about()]
		df.choices = [
			{"value": user, "label": f"{get_fullname(user)} ({user})"} for user in dict.fromkeys(users)
		]
	return df


def doctype_field(chosen: str) -> Any:
	names = None if is_manager() else reachable()[1]
	if names is not None and is_doctype(chosen) and chosen not in names:
		names = [*names, chosen]
	return frappe._dict(
		fieldname="doctype", label="Form", fieldtype="Select", choices=doctype_choices(chosen, names)
	)


def name_field() -> Any:
	return frappe._dict(
		fieldname="name",
		label="Record",
		fieldtype="Dynamic Link",
		options="doctype",
		placeholder=_("any record"),
	)


def action_field() -> Any:
	names = [*ASKED, *(right for right in rights if right not in ASKED)]
	choices = [{"value": right, "label": _(right)} for right in names]
	return frappe._dict(fieldname="action", label="Action", fieldtype="Select", choices=choices)


def answer_model(found: Explanation, asked: dict[str, str]) -> dict[str, Any]:
	"""The answer in words."""
	title = record_title(asked["doctype"], asked["name"]) if asked["name"] else ""
	what = f"{_(asked['doctype'])} {title}".strip()
	values = (get_fullname(asked["user"]), _(asked["action"]), what)
	sentence = _("{0} may “{1}” {2}.") if found.allowed else _("{0} may not “{1}” {2}.")
	return {
		"allowed": found.allowed,
		"word": _("Yes", context="permission") if found.allowed else _("No", context="permission"),
		"sentence": sentence.format(*values),
		"reasons": [
			{"icon": MARKS[reason.verdict], "verdict": reason.verdict, "text": reason.text}
			for reason in sorted(found.reasons, key=lambda reason: reason.verdict != TAKES)
		],
		"remedies": [
			{"text": remedy.text, "url": remedy.url if is_manager() else ""} for remedy in found.remedies
		],
	}


def record_title(doctype: str, name: str) -> str:
	"""The record's title with its name."""
	field = title_field(doctype)
	title = (
		frappe.db.get_value(doctype, name, field) if field and not frappe.get_meta(doctype).issingle else None
	)
	return f"{title} ({name})" if title and title != name else name
