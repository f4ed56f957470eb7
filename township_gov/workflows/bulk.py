"""Many tasks at once: each in a transaction of its own, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.workflows import acts
from township_gov.workflows.errors import ApprovalRefused

# A page of the inbox; more would hold the connection for too long
MOST = 100
ACTIONS = ("approve",)


def act_many(
	rows: Iterable[Mapping[str, Any]], action: str, opinion: str | None, key: str | None
) -> list[dict[str, Any]]:
	"""Decide tasks one by one, in the order given; what is refused leaves the others alone.

	`rows`: `{"task": …, "seen": …}` each; `opinion` is common to all. With `key` a repeated request returns the first
	results. Every decision is committed by itself, so a refusal is recorded and what came before stays decided.
	"""
	rows = list(rows)
	if action not in ACTIONS:
		frappe.throw(
			_("Only approving is done for several at once; open the others one by one."), ApprovalRefused
		)
	if not 0 < len(rows) <= MOST:
		frappe.throw(_("Choose 1 to {0} tasks at once.").format(MOST), ApprovalRefused)
	return [_one(row, action, opinion, key) for row in rows]


def _one(row: Mapping[str, Any], action: str, opinion: str | None, key: str | None) -> dict[str, Any]:
	task = cstr(row.get("task"))
	own_key = f"{key}.{task}" if key else None
	try:
		result = acts.act(task, action, opinion=opinion, seen=cstr(row.get("seen")), key=own_key)
		frappe.db.commit()
	except (frappe.ValidationError, frappe.PermissionError, frappe.DoesNotExistError) as refusal:
		frappe.db.rollback()  # writes the record of the refusal, too
		frappe.clear_messages()
		return {
			"task": task,
			"done": False,
			"message": cstr(refusal) or _("It was refused; open it to see why."),
		}
	return {"task": task, "done": True, "message": "", "result": result}
