"""What an empty list, board or calendar says: why nothing is there, and what to do next."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.slugs import making_url


def empty_words(frame: Any, can_create: bool, view: str) -> dict[str, Any]:
	"""{title, reasons, links: [{label, url, primary}]} for a frame whose view shows nothing.

	Args:
		frame: the ListFrame.
		can_create: whether the user may make a record.
		view: list, kanban or calendar.
	"""
	filtered = bool(frame.state.filters or frame.state.q)
	title = _("Nothing found") if filtered else _("Nothing here yet")
	if view == "calendar":
		title = _("Nothing stands in this time.")
	reasons, links = [], []
	if filtered:
		reasons.append(_("Filters are in use; only what meets them is shown."))
		links.append({"label": _("Clear the filters"), "url": frame.all_url(), "primary": True})
	scope = scope_words(frame.doctype)
	if scope:
		reasons.append(scope)
	if view == "calendar" and not filtered:
		reasons.append(_("Look at another month with the arrows above, or open the list."))
	if can_create:
		label = frame.new_label()
		reasons.append(_("Press “{0}” to make one.").format(label))
		links.append({"label": label, "url": making_url(frame.doctype), "primary": not filtered})
	elif not filtered and not scope:
		reasons.append(_("Records appear here as soon as you may read one."))
	return {"title": title, "reasons": reasons, "links": links}


def scope_words(doctype: str) -> str:
	"""Whose records this list shows: as an app says it (hook `list_scope`: functions of a doctype that return a sentence or
	None), else by the rights of the user's roles; empty where he sees all."""
	for dotted in frappe.get_hooks("list_scope"):
		if words := frappe.get_attr(dotted)(doctype):
			return words
	if frappe.session.user == "Administrator":
		return ""
	if (frappe.permissions.get_role_permissions(doctype).get("if_owner") or {}).get("read"):
		return _("Only records that you made yourself are shown here.")
	return ""
