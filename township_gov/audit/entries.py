"""Writing entries: two rows in the transaction that is open, without the cost of documents.

A rollback takes the entry along with what it tells, a rollback to a savepoint too. The sealer numbers committed entries
later, and hashes them with `content_hash`; until then an entry has its `name`: the time in microseconds and 48 random bits.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from typing import Any

import frappe
from frappe.utils import now_datetime

from township_gov import clock
from township_gov.audit import kinds, place
from township_gov.audit.hashing import Change, compact, digest, seal

# Everything that the content hash covers, in its order
SEALED = (
	"name", "at", "kind", "area", "user", "impersonated_by", "channel", "origin", "ip", "township",
	"record_doctype", "record_name", "about_doctype", "about_name", "action", "reason", "details", "hashes",
)  # fmt: skip
_COLUMNS = (*SEALED, "creation", "modified")
_INSERT = "insert into `tabAudit Entry` ({}) values ({})".format(
	", ".join(f"`{column}`" for column in _COLUMNS), ", ".join(["%s"] * len(_COLUMNS))
)
_INSERT_VALUES = (
	"insert into `tabAudit Value` (`name`, `creation`, `modified`, `plain`) values (%s, %s, %s, %s)"
)


def write(
	kind: str,
	doc: Any = None,
	*,
	changes: Iterable[Change] = (),
	about: place.Place | None = None,
	action: str = "",
	reason: str = "",
	details: dict[str, Any] | None = None,
	user: str | None = None,
	township: str | None = None,
) -> str:
	"""Write one entry and return its name.

	Args:
		kind: one of `kinds.KINDS`.
		doc: the record it tells of, if there is one.
		about: the document that the record belongs to; found from `doc` where it is not given.
		action: what was done, in a word: an approval's action, a method, a file's name.
		reason: what the person said for it, or why it was refused.
		details: facts that are no values of the record: counts, filters, names of rows elsewhere.
		user: who acted, if that is not the session's user.
	"""
	about = about or (place.about(doc) if doc is not None else place.Place("", ""))
	hashes, plain = seal(changes) if changes else ("", "")
	channel, origin = place.way(doc)
	moment = now_datetime()
	owner = frappe.session.user
	row = {
		"name": new_name(),
		"at": _text(frappe.flags.get(clock.FLAG) or moment),
		"kind": kind,
		"area": kinds.area_of(kind, doc.doctype if doc is not None else about.doctype),
		"user": user or owner,
		"impersonated_by": _impersonator(),
		"channel": channel,
		"origin": origin,
		"ip": getattr(frappe.local, "request_ip", None) or "",
		"township": township
		or (place.township_of(doc, about) if doc is not None else _township(about, user)),
		"record_doctype": doc.doctype if doc is not None else about.doctype,
		"record_name": str(doc.name or "") if doc is not None else about.name,
		"about_doctype": about.doctype,
		"about_name": about.name,
		"action": action[:140],
		"reason": reason,
		"details": compact(details) if details else "",
		"hashes": hashes,
	}
	moment = _text(moment)
	# `modified`, which every list sorts by and the platforms index, is the time that the entry tells
	frappe.db.sql(_INSERT, (*row.values(), moment, row["at"]))
	if plain:
		frappe.db.sql(_INSERT_VALUES, (row["name"], moment, moment, plain))
	return row["name"]


def content_hash(row: dict[str, Any]) -> str:
	"""SHA-256 over everything that a stored entry says."""
	return digest(*[_text(row["at"]) if name == "at" else row[name] for name in SEALED])


def new_name() -> str:
	"""Names sort by time, so that a table of many millions is written at its end."""
	return f"{time.time_ns() // 1000:014x}{os.urandom(6).hex()}"


def _text(moment: Any) -> str:
	return moment if isinstance(moment, str) else moment.isoformat(" ", "microseconds")


def _impersonator() -> str:
	"""The administrator behind a session that acts as somebody else."""
	data = frappe.session.get("data")
	return (data.get("impersonated_by") if data else None) or ""


def _township(about: place.Place, user: str | None) -> str | None:
	if about.doctype and about.name and place._has_township(about.doctype):
		found = frappe.db.get_value(about.doctype, about.name, "township")
		if found:
			return found
	return place.township_of_user(user or frappe.session.user)
