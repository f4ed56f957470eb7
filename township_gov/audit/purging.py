"""Emptying plain values where the law demands it: the entry stays, its hashes too, and the purge is an entry itself.

Source: 个人信息保护法 Art. 47 (deletion); 网络安全法 Art. 21 (logs are kept six months at least).
"""

from __future__ import annotations

import json
from collections.abc import Collection

import frappe
from frappe import _
from frappe.utils import add_months, cstr, get_datetime, now_datetime

from township_gov.audit import entries, kinds
from township_gov.audit.hashing import compact
from township_gov.audit.place import Place

KEPT_MONTHS = 6
RIGHT = "Discipline Inspector"


class PurgeRefusedError(frappe.PermissionError):
	"""No right, no basis, or the values are too young."""


@frappe.whitelist(methods=["POST"])
def purge(doctype: str, name: str, basis: str, fields: str | list | None = None) -> int:
	"""Empty the plain values of a document's entries that are older than six months; returns how many were emptied.

	`fields`: names of the fields to empty (of tables: the whole table); all where it is left out. `basis`: the article or
	decision it rests on, recorded. Right: the role Discipline Inspector. Raises `PurgeRefusedError`.
	"""
	if RIGHT not in frappe.get_roles() or frappe.session.user == "Administrator":
		frappe.throw(_("Only a Discipline Inspector empties values of the trail."), PurgeRefusedError)
	basis = cstr(basis).strip()
	if len(basis) < 4:
		frappe.throw(
			_("Name the article or the decision that demands it: it is recorded."), PurgeRefusedError
		)
	wanted = set(frappe.parse_json(fields) or ())
	limit = add_months(now_datetime(), -KEPT_MONTHS)
	rows = frappe.get_list(
		"Audit Entry",
		filters={"about_doctype": doctype, "about_name": name, "hashes": ("!=", "")},
		fields=["name", "creation"],  # the real time, which no demo and no test sets back
		limit_page_length=0,
	)
	old = [row.name for row in rows if get_datetime(row.creation) < get_datetime(limit)]
	if not old:
		frappe.throw(
			_("{0} {1} has no values older than {2} months. Younger ones are kept by law.").format(
				_(doctype), name, KEPT_MONTHS
			),
			PurgeRefusedError,
		)
	emptied = sum(_empty(entry, wanted) for entry in old)
	details = {"entries": len(old), "values": emptied, "fields": sorted(wanted), "right": RIGHT}
	entries.write(kinds.PURGE, about=Place(doctype, name), reason=basis, details=details)
	return emptied


def _empty(entry: str, wanted: Collection[str]) -> int:
	"""Take the values out of one entry; `wanted` empty: all of them."""
	plain = json.loads(frappe.db.get_value("Audit Value", entry, "plain") or "{}")
	left = {path: kept for path, kept in plain.items() if wanted and path.split(".")[0] not in wanted}
	if len(left) < len(plain):
		frappe.db.set_value("Audit Value", entry, "plain", compact(left), update_modified=False)
	return len(plain) - len(left)
