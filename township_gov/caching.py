"""What is made of a doctype's records, kept in `frappe.cache` for all processes.

A kept value carries the state of the records that it was made of, and serves only who sees the records in that state. So it
can be neither late nor early: another process may keep what it saw before a commit, or what is rolled back later, and nobody
who sees something else and may write takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import frappe

from township_gov import once

_STATES = "township_states_of_records"


def kept(key: str, doctype: str, make: Callable[[], Any], part: str = "all") -> Any:
	"""The value of `make`, called only if the doctype's records are not as they were when the kept one was made.

	Costs who may write one query of the names and times of the records, once per transaction: for doctypes with few
	records. A request that cannot write is spared it. None while the doctype has no table, since the app is being installed.
	"""
	found = frappe.cache.hget(key, part)
	if found is not None and (once.only_reads() or found[0] == _state(doctype)):
		return found[1]
	state = _state(doctype)
	if state is None:
		return None
	made = make()
	frappe.cache.hset(key, part, (state, made))
	return made


def changed(key: str, doctype: str) -> None:
	"""Drop all parts of what is kept, because this transaction has written one of the records: now, and when the transaction
	ends, whatever becomes of it.
	"""

	def drop() -> None:
		_states().pop(doctype, None)
		frappe.cache.delete_value(key)

	drop()
	frappe.db.after_commit.add(drop)
	frappe.db.after_rollback.add(drop)


def _state(doctype: str) -> tuple[tuple[str, str], ...] | None:
	states = _states()
	if doctype not in states:
		states[doctype] = _read_state(doctype)
		# another transaction may see something else
		frappe.db.after_commit.add(states.clear)
		frappe.db.after_rollback.add(states.clear)
	return states[doctype]


def _states() -> dict[str, Any]:
	if not hasattr(frappe.local, _STATES):
		setattr(frappe.local, _STATES, {})
	return getattr(frappe.local, _STATES)


def _read_state(doctype: str) -> tuple[tuple[str, str], ...] | None:
	try:
		rows = frappe.db.sql(f"select `name`, `modified` from `tab{doctype}` order by `name`")
	except frappe.db.TableMissingError as fault:
		if not frappe.db.is_table_missing(fault):
			raise
		return None
	return tuple((name, str(modified)) for name, modified in rows)
