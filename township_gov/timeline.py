"""What the township adds to a record's timeline (hook `additional_timeline_content`, on both platforms).

Approvals as the Approval Log has them, and from the audit what left the house: prints, downloads, exports of this record.
Asked only about a record that the session's user has opened.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cint, escape_html

from township_gov.workflows import log
from township_gov.workflows.panel_texts import CONTEXT

MOST = 60
TAKEN = ("Print", "Download", "Export")
ICONS = {"approval": "branch", "taken": "printer"}


def content(doctype: str, docname: str, before: str | None = None, limit: int = MOST) -> list[dict]:
	"""Entries {creation, icon, content, kind}, the newest `limit` of approvals and of what left, before a moment."""
	entries = []
	for row in rows(doctype, docname, before, cint(limit) or MOST):
		words = approval(row) if row.source == "approval" else taken(row)
		entries.append(
			{
				"creation": row.at,
				"icon": ICONS[row.source],
				"is_card": False,
				"kind": row.source,
				"content": words,
			}
		)
	return entries


def rows(doctype: str, docname: str, before: str | None, limit: int) -> list[frappe._dict]:
	"""Both in one query; their columns have the same names in the same order."""
	until = [["creation", "<", before]] if before else []
	approvals = frappe.get_all(
		"Approval Log",
		filters=[["reference_doctype", "=", doctype], ["reference_name", "=", docname], *until],
		fields=[
			"actor_name as who", "action as act", "action_label as label", "from_node as place", "to_node as target",
			"opinion as words", "acting_for as more", "kind", "at",
		],
		order_by="creation desc, seq desc",
		limit_page_length=limit,
		run=False,
	)  # fmt: skip
	left = frappe.get_all(
		"Audit Entry",
		filters=[
			["about_doctype", "=", doctype],
			["about_name", "=", docname],
			["kind", "in", TAKEN],
			*([["at", "<", before]] if before else []),
		],
		fields=[
			"user as who", "kind as act", "action as label", "record_name as place", "channel as target",
			"reason as words", "impersonated_by as more", "kind", "at",
		],
		order_by="creation desc",
		limit_page_length=limit,
		run=False,
	)  # fmt: skip
	parts = {"approval": approvals, "taken": left}
	query = " union all ".join(
		f"select '{source}' as source, {source}.* from ({sql}) {source}" for source, sql in parts.items()
	)
	return frappe.db.sql(query, as_dict=True)


def approval(row: frappe._dict) -> str:
	"""「陈建国 同意：材料齐全（受理 → 审查）」"""
	who = f"<b>{escape_html(log.who(row.who))}</b>"
	label = escape_html(_(row.label or (row.act or "").title(), context=CONTEXT))
	way = " → ".join(escape_html(_(node, context=CONTEXT)) for node in (row.place, row.target) if node)
	text = f"{who} · {label}" + (f"（{way}）" if way and row.place != row.target else "")
	if row.words:
		text += f'<span class="trail-opinion">{escape_html(row.words)}</span>'
	return text


def taken(row: frappe._dict) -> str:
	"""Who printed or downloaded what."""
	who = f"<b>{escape_html(full_name(row.who))}</b>"
	what = escape_html((row.label or "").rsplit("/", 1)[-1])
	if row.act == "Print":
		return _("{0} opened the print {1}").format(who, f"<q>{escape_html(_(row.label or ''))}</q>")
	if row.act == "Download":
		return _("{0} downloaded {1}").format(who, f"<q>{what}</q>")
	return _("{0} exported this record").format(who)


def full_name(user: str) -> str:
	"""A person's name; accounts are asked for once in a request."""
	return frappe.get_cached_value("User", user, "full_name") or user
