"""What a user has chosen for a list: columns, rows on a page, order, saved filters. v15 keeps it in `__UserSettings`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.http import incoming

VIEWS = ("List", "Kanban", "Calendar", "Report", "Gantt", "Image", "Inbox", "Tree", "Dashboard", "Map")
MOST_BYTES = 20_000
# One query for all three: what the user chose, which filters are saved, and what everybody's list shows
_SQL = """
select 'mine' as kind, '' as name, '' as title, '' as owner, `data` as data from `__UserSettings`
	where `user` = %(user)s and `doctype` = %(doctype)s
union all select * from (select 'filter', `name`, `filter_name`, coalesce(`for_user`, ''), `filters` from `tabList Filter`
	where `reference_doctype` = %(doctype)s and coalesce(`for_user`, '') in ('', %(user)s) order by `creation` limit 50)
union all select 'all', '', '', coalesce(`total_fields`, ''), `fields` from `tabList View Settings` where `name` = %(doctype)s
"""


@dataclass
class ListSettings:
	"""One user's choices for one list."""

	mine: dict[str, Any] = field(default_factory=dict)
	filters: list[dict[str, Any]] = field(default_factory=list)
	columns: list[dict[str, Any]] = field(default_factory=list)
	is_own_choice: bool = False

	@classmethod
	def of(cls, doctype: str, user: str | None = None) -> ListSettings:
		"""Read them; a user without any has the DocType's own list."""
		user = user or frappe.session.user
		found = cls()
		for row in frappe.db.sql(_SQL, {"user": user, "doctype": doctype}, as_dict=True):
			if row.kind == "mine":
				found.mine = _object(_parsed(row.data)).get("List") or {}
			elif row.kind == "filter":
				found.filters.append(
					{"name": row.name, "label": row.title, "shared": not row.owner, "rows": _rows(row.data)}
				)
			else:
				found.columns = _columns(row.data)
		own = _columns(found.mine.get("fields"))
		found.columns, found.is_own_choice = own or found.columns, bool(own)
		return found

	@property
	def default_filter(self) -> dict[str, Any] | None:
		"""The saved filter with which the list opens."""
		return next((row for row in self.filters if row["name"] == self.mine.get("default_filter")), None)

	def widths(self) -> dict[str, int]:
		"""Chosen widths of columns in pixels."""
		return {row["fieldname"]: row["width"] for row in self.columns if row.get("width")}


def _parsed(text: Any) -> Any:
	if not isinstance(text, str):
		return text
	try:
		return json.loads(text or "null")
	except ValueError:
		return None


def _object(value: Any) -> dict[str, Any]:
	return value if isinstance(value, dict) else {}


def _columns(value: Any) -> list[dict[str, Any]]:
	"""[{fieldname, width}] from what was kept; v15 keeps {fieldname, label}."""
	rows = _parsed(value)
	found = []
	for row in rows if isinstance(rows, list) else ():
		if isinstance(row, dict) and isinstance(row.get("fieldname"), str):
			width = row.get("width")
			fits = isinstance(width, int) and 40 <= width <= 800
			found.append({"fieldname": row["fieldname"], "width": width if fits else None})
	return found


def _rows(text: str | None) -> list[tuple[str, str, Any]]:
	"""The comparisons of a saved filter; v15 puts the DocType in front of each."""
	rows = _parsed(text)
	return [
		(str(row[-3]), str(row[-2]).lower(), row[-1])
		for row in rows or ()
		if isinstance(row, list) and len(row) >= 3
	]


# ---- v15's `frappe.model.utils.user_settings` ----


def get_user_settings(doctype: str, for_update: bool = False) -> str:
	"""The current user's settings of a DocType as JSON."""
	rows = frappe.db.sql(
		"select `data` from `__UserSettings` where `user` = %s and `doctype` = %s",
		(frappe.session.user, doctype),
	)
	return (rows[0][0] if rows else "") or "{}"


def update_user_settings(doctype: str, user_settings: dict[str, Any], for_update: bool = False) -> None:
	"""Merge settings, view by view, into the current user's; with `for_update` they replace all."""
	current = {} if for_update else _object(_parsed(get_user_settings(doctype)))
	current.update(_object(_parsed(user_settings)))
	text = json.dumps(current, ensure_ascii=False)
	if len(text) > MOST_BYTES:
		frappe.throw(_("These settings are too long to be kept. Choose fewer columns or filters."))
	keys = {"user": frappe.session.user, "doctype": doctype, "data": text}
	if frappe.db.sql(
		"select 1 from `__UserSettings` where `user` = %(user)s and `doctype` = %(doctype)s", keys
	):
		frappe.db.sql(
			"update `__UserSettings` set `data` = %(data)s where `user` = %(user)s and `doctype` = %(doctype)s",
			keys,
		)
	else:
		frappe.db.sql(
			"insert into `__UserSettings` (`user`, `doctype`, `data`) values (%(user)s, %(doctype)s, %(data)s)",
			keys,
		)


@frappe.whitelist()
def get(doctype: str) -> str:
	"""The current user's settings of a DocType as JSON."""
	return get_user_settings(doctype)


@frappe.whitelist(methods=["POST", "PUT"])
def save(doctype: str, user_settings: str) -> dict[str, Any]:
	"""Keep the current user's settings of a DocType; what he sends of a view is merged into what was there."""
	if not frappe.has_permission(doctype, "read"):
		frappe.throw(_("You may not open {0}.").format(_(doctype)), frappe.PermissionError)
	sent = incoming.object_of(user_settings)
	known = _object(_parsed(get_user_settings(doctype)))
	merged = {
		key: {**_object(known.get(key)), **value} if key in VIEWS and isinstance(value, dict) else value
		for key, value in sent.items()
	}
	update_user_settings(doctype, merged)
	return sent
