"""A person's own approvals: what waits for him, what he did, what he started, what he was sent for information.

Each list is made of *arms*: queries that one index answers in the order of the list, so that a page costs the same
beside a million finished tasks. Pages of several arms are merged. `docs/performance.md` has the figures.
"""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from township_gov import clock
from township_gov.workflows import inbox_query as query
from township_gov.workflows.errors import ApprovalRefused
from township_gov.workflows.inbox_rows import Shaper

STATES = query.STATES
# What the lists of types, flows and steps to choose from look at
_LOOKED_AT = 500


def tasks(
	state: str,
	doctype: str | None = None,
	start: int = 0,
	limit: int = 50,
	filters: dict[str, Any] | None = None,
	order: str = "",
) -> dict[str, Any]:
	"""One page of a list of the session's user, with counts of all four and what he may choose from.

	`filters`: doctype, flow, node, light, text, from_date, to_date, unread. `order`: oldest, newest or due.
	"""
	if state not in STATES:
		frappe.throw(
			_("{0} is no list of the inbox; choose one of: {1}.").format(state, ", ".join(STATES)),
			ApprovalRefused,
		)
	wanted = {**(filters or {}), **({"doctype": doctype} if doctype else {})}
	now = clock.now()
	lists = query.Lists(frappe.session.user)
	shaper = Shaper(state, now)
	rows, following = lists.rows(state, query.Wanted.read(wanted, order, now), start, limit)
	counted = lists.counts()
	return {
		"state": state,
		"rows": shaper.shown(rows),
		"counts": query.bounded(counted),
		"counted_to": query.COUNTED_TO,
		"choices": choices(lists, state, counted[state]),
		"start": start,
		"next": following,
		"limit": limit,
		"now": str(now)[:16],
	}


def counts() -> dict[str, int]:
	"""How many entries each list has, counted up to a bound; of copies those not read."""
	return query.bounded(query.Lists(frappe.session.user).counts())


def open_count() -> int:
	"""How many tasks wait for the session's user."""
	return query.open_count(frappe.session.user)


def notification_config() -> dict[str, dict[str, str]]:
	"""The count beside the inbox's link (hook `notification_config`)."""
	return {"for_other": {"My Approvals": "township_gov.workflows.inbox.open_count"}}


def choices(lists: query.Lists, state: str, counted: dict[str, int]) -> dict[str, list[dict[str, str]]]:
	"""The types, flows and steps among the newest entries of a list, to filter by; none of a type he sees nothing of."""
	rows = [row for row in lists.newest(state, _LOOKED_AT) if counted.get(row[0], 1)]

	def listed(number: int) -> list[dict[str, str]]:
		values = sorted({row[number] for row in rows if row[number]})
		return [{"value": value, "label": _(value)} for value in values]

	return {"doctype": listed(0), "flow": listed(1), "node": listed(2)}
