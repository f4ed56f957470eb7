"""The ways to look at a doctype's records: always a list, a board where there is a status, a calendar where there are dates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.formatters import is_due, is_light, is_status
from frappe_standalone.core.desk.list_state import ListState
from frappe_standalone.core.desk.slugs import list_url
from frappe_standalone.core.desk.wording import label_of

# A board of more columns is no board
MOST_COLUMNS = 16
# How fields are called in which something begins, and the field in which it ends; what is valid for years is no entry of a day
PAIRS = (
	*(
		("from_date", "to_date"),
		("from_time", "to_time"),
		("start_date", "end_date"),
		("starts_on", "ends_on"),
	),
	*(
		("start_time", "end_time"),
		("begins_at", "ends_at"),
	),
)


def views_of(doctype: str, fields: dict[str, Any], state: ListState, current: str) -> list[dict[str, Any]]:
	"""[{label, icon, url, current}], each with the filters of the view one comes from."""
	base = replace(state, start=0, view={})
	url = list_url(doctype)
	found = [("list", _("List"), "list", url)]
	if board_fields(fields):
		found.append(("kanban", _("Board"), "columns", f"{url}/view/kanban"))
	if calendar_fields(doctype, fields):
		found.append(("calendar", _("Calendar", context="view"), "calendar", f"{url}/view/calendar"))
	return [
		{"label": label, "icon": icon, "url": replace(base, url=where).address(), "current": key == current}
		for key, label, icon, where in found
	]


def board_fields(fields: dict[str, Any]) -> list[Any]:
	"""The Selects whose values may be columns, the status first, lights never alone."""
	found = [
		df
		for df in fields.values()
		if df.get("fieldtype") == "Select"
		and not df.get("hidden")
		and 2 <= len(options_of(df)) <= MOST_COLUMNS
		and (is_status(df) or is_light(df) or df.get("in_standard_filter") or df.get("in_list_view"))
	]
	return sorted(found, key=lambda df: (not is_status(df), is_light(df)))


def options_of(df: Any) -> list[str]:
	"""The stored values of a Select without the empty one."""
	return [option for option in (df.get("options") or "").split("\n") if option]


def calendar_fields(doctype: str, fields: dict[str, Any]) -> list[tuple[str, str | None]]:
	"""(first, last) day of what may stand in a calendar: pairs of dates, then dates that promise something, then others
	that a list shows."""
	dated = {
		name: df
		for name, df in fields.items()
		if df.get("fieldtype") in ("Date", "Datetime") and not df.get("hidden")
	}
	pairs: list[tuple[str, str | None]] = [pair for pair in PAIRS if pair[0] in dated and pair[1] in dated]
	taken = {name for pair in pairs for name in pair}
	shown = [
		df
		for name, df in dated.items()
		if name not in taken and (is_due(df) or df.get("in_list_view") or df.get("in_standard_filter"))
	]
	return pairs + [(df.get("fieldname"), None) for df in sorted(shown, key=lambda df: not is_due(df))]


def pair_label(fields: dict[str, Any], pair: tuple[str, str | None]) -> str:
	"""“From – To”, or the one date's label."""
	return " – ".join(label_of(fields[name]) for name in pair if name)


def saved_calendar(doctype: str, name: str) -> Any:
	"""A Calendar View of this doctype by name. Raises DoesNotExistError."""
	found = frappe.get_list(
		"Calendar View",
		filters={"name": name, "reference_doctype": doctype},
		fields=["name", "subject_field", "start_date_field", "end_date_field"],
		limit_page_length=1,
	)
	if not found:
		frappe.throw(_("There is no calendar called {0}.").format(name), frappe.DoesNotExistError)
	return found[0]
