"""Entries in words, and the plain values for those who may see the record and the field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import frappe
from frappe import _

from township_gov import form_actions
from township_gov.audit import words
from township_gov.audit.place import meta_of

CONTEXT = "Audit Entry"
REPORT = "Audit Entries"
CLOSED, PURGED = "•••", "—"


class Reader:
	"""What one person may see of many entries; each record is asked for once."""

	def __init__(self) -> None:
		self.readable: dict[tuple[str, str], bool] = {}

	def prepare(self, records: set[tuple[str, str]]) -> None:
		"""Ask for many records at once, as the reader's lists have them; two queries, however many."""
		by_doctype: dict[str, set[str]] = {}
		for doctype, name in records:
			meta = meta_of(doctype) if doctype and name else None
			if meta and not meta.istable and not meta.issingle and not meta.get("is_virtual"):
				by_doctype.setdefault(doctype, set()).add(name)
		open_ones = {one for one in by_doctype if frappe.has_permission(one, "read")}
		stored = _names_of(by_doctype, frappe.get_all)
		listed = _names_of({one: by_doctype[one] for one in open_ones}, frappe.get_list)
		for doctype, names in by_doctype.items():
			for name in names:
				# one that is gone is judged by its type
				known = listed if (doctype, name) in stored else {(one, name) for one in open_ones}
				self.readable[doctype, name] = (doctype, name) in known

	def changes(self, entry: frappe._dict, plain: str | None) -> str:
		"""The changes of an entry, one a line; empty where it has none. `plain`: the text of its Audit Value."""
		if not entry.hashes:
			return ""
		if not self.may_read(entry.about_doctype, entry.about_name):
			return CLOSED
		values = json.loads(plain or "{}")
		lines = (self._line(entry, path, values.get(path)) for path in json.loads(entry.hashes))
		return "\n".join(line for line in lines if line)

	def may_read(self, doctype: str, name: str) -> bool:
		"""Whether the session's user may read the record; one that is gone is judged by its type."""
		if (doctype, name) not in self.readable:
			self.readable[doctype, name] = self._may_read(doctype, name)
		return self.readable[doctype, name]

	def _may_read(self, doctype: str, name: str) -> bool:
		meta = meta_of(doctype)
		if meta is None:
			return False
		if meta.istable or meta.issingle or not frappe.db.exists(doctype, name):
			return bool(frappe.has_permission(doctype, "read"))
		return bool(frappe.has_permission(doctype, "read", doc=frappe.get_doc(doctype, name)))

	def _line(self, entry: frappe._dict, path: str, sides: list | None) -> str:
		label, field, is_open = self._field(entry, path)
		if not words.is_for_people(field):
			return ""
		if not is_open:
			return _("{0}: {1}").format(label, CLOSED)
		if sides is None:
			return _("{0}: {1}").format(label, _("purged", context=CONTEXT))
		old, new = (words.of_side(field, side) for side in sides)
		if sides[0] is None or sides[1] is None:
			return _("{0}: {1}").format(label, new if sides[0] is None else old)
		return _("{0}: {1} → {2}").format(label, old or PURGED, new or PURGED)

	def _field(self, entry: frappe._dict, path: str) -> tuple[str, object, bool]:
		"""Label, field and whether its permission level is open to the user."""
		meta = meta_of(entry.record_doctype)
		name, *rest = path.split(".")
		field = meta.get_field(name) if meta else None
		parent = entry.about_doctype if meta and meta.istable else None
		if field is None:
			return _(_STANDARD.get(name, name)), None, True
		label = _(field.label or name, context=meta.name)
		is_open = (entry.record_doctype, name) in _RIGHTS or _is_open(meta, field, parent)
		if len(rest) < 2:
			return label, field, is_open
		row = frappe.get_meta(field.options)
		column = row.get_field(rest[1])
		if column is None:
			return label, None, is_open
		opened = is_open and (
			_is_open(row, column, entry.record_doctype) or (entry.record_doctype, name) in _RIGHTS
		)
		return _("{0}, {1}").format(label, _(column.label or rest[1], context=row.name)), column, opened


def _names_of(wanted: dict[str, set[str]], ask) -> set[tuple[str, str]]:
	"""Which of these records `ask` (get_all, or get_list as the user's lists go) finds, in one query."""
	parts = []
	for doctype, names in wanted.items():
		rows = ask(
			doctype,
			filters={"name": ["in", sorted(names)]},
			fields=["name"],
			order_by=None,
			limit_page_length=0,
			run=False,
		)
		parts.append(f"select {frappe.db.escape(doctype, percent=False)} as kind, t.name from ({rows}) t")
	return set(frappe.db.sql(" union all ".join(parts))) if parts else set()


# Who was given which rights is what an audit asks first: whoever reads entries sees it above his level too
_RIGHTS = frozenset((("User", "roles"), ("User", "role_profile_name"), ("User", "enabled")))
_STANDARD = {"docstatus": "Status", "owner": "Owner", "name": "Name"}


def _is_open(meta, field, parent: str | None) -> bool:
	return (field.permlevel or 0) in meta.get_permlevel_access("read", parent)


def plain_of(entries: list[str]) -> dict[str, str]:
	"""The texts of the side table; no person asks this, only code that shows each value to whom it may."""
	rows = frappe.get_all("Audit Value", filters={"name": ("in", entries or [""])}, fields=["name", "plain"])
	return {row.name: row.plain for row in rows}


def facts(entry: frappe._dict) -> Iterator[str]:
	"""What stands in `details`, for people."""
	labels = {
		"rows": "Rows",
		"bytes": "Bytes",
		"filters": "Filters",
		"from": "From",
		"to": "To",
		"values": "Values",
	}
	for name, value in json.loads(entry.details or "{}").items():
		if name in labels and value not in ("", None, "[]", "{}"):
			shown = nodes(value) if name in ("from", "to") else value
			yield _("{0}: {1}").format(_(labels[name], context=CONTEXT), shown)


def nodes(text: str) -> str:
	"""Names of nodes of an approval flow, one or several."""
	whole = _(text, context="Approval")
	return whole if whole != text else ", ".join(_(name, context="Approval") for name in text.split(", "))


def onload(doc, method: str | None = None) -> None:
	"""A form links to the entries of its record, for those who read entries (hook `onload` of every doctype)."""
	if doc.is_new() or doc.doctype in ("Audit Entry", "Audit Value") or not _reads_entries():
		return
	query = urlencode({"about_doctype": doc.doctype, "about_name": doc.name})
	form_actions.link(doc, _("Audit Entries"), f"/app/query-report/{REPORT.replace(' ', '%20')}?{query}")


def _reads_entries() -> bool:
	roles = set(frappe.get_roles())
	return any(rule.role in roles and rule.read for rule in frappe.get_meta("Audit Entry").permissions)
