"""Titles of linked records, fetched all those of a page with one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.people import full_names
from frappe_standalone.core.desk.rights import may
from frappe_standalone.core.desk.together import rows_together
from frappe_standalone.core.permissions import get_permitted_fields

PERSON_TITLE = "full_name"
# Records whose names are English words of the software: people read them translated.
TRANSLATED = (
	*(
		"DocType",
		"Module Def",
		"Report",
		"Print Format",
		"Workspace",
		"Number Card",
		"Dashboard Chart",
		"Dashboard",
	),
	*("Role", "Role Profile", "Country", "Gender", "Salutation"),
)


def own_title(doctype: str, title: str) -> str:
	"""A record's own title for its reader."""
	return _(title) if doctype in TRANSLATED and title else title


def title_field(doctype: str) -> str | None:
	"""The field that names a record of this doctype to people, or None where its name does."""
	field = PERSON_TITLE if doctype == "User" else frappe.get_meta(doctype).title_field
	return field if field and field != "name" else None


def is_translatable(doctype: str, fieldname: str) -> bool:
	"""Whether what the field holds is translated for its reader (v15: the docfield's `translatable`)."""
	df = frappe.get_meta(doctype).get_field(fieldname)
	return bool(df and df.get("translatable"))


def may_know(doctype: str, field: str) -> bool:
	"""Whether the user may read or choose records of a doctype by their title; of others he sees the names only."""
	if not (may(doctype) or may(doctype, "select")):
		return False
	return field in get_permitted_fields(doctype)


class Titles:
	"""Collect (doctype, name) pairs, then look their titles up together."""

	def __init__(self) -> None:
		self.wanted: dict[str, set[str]] = defaultdict(set)
		self.found: dict[tuple[str, str], str] = {}

	def want(self, doctype: str | None, name: Any) -> None:
		if doctype and name and doctype not in TRANSLATED:
			self.wanted[doctype].add(str(name))

	def want_fields(self, fields: Iterable[Any], rows: Iterable[Any]) -> None:
		"""Want the titles of every link value that these rows hold in these fields."""
		links = [df for df in fields if df.get("fieldtype") in ("Link", "Dynamic Link")]
		for row in rows:
			for df in links:
				target = df.get("options") if df.get("fieldtype") == "Link" else row.get(df.get("options"))
				self.want(target, row.get(df.get("fieldname")))

	def load(self) -> Titles:
		"""Fetch what is wanted, all doctypes in one query; a doctype without a title field is known by its names."""
		people = full_names(self.wanted.pop("User", ()))
		self.found.update({("User", user): name for user, name in people.items()})
		titled = [
			(doctype, field)
			for doctype in self.wanted
			if (field := title_field(doctype)) and may_know(doctype, field)
		]
		lists = [
			{
				"doctype": doctype,
				"fields": ["name", f"{field} as title"],
				"filters": {"name": ["in", sorted(self.wanted[doctype])]},
				"scoped": True,
			}
			for doctype, field in titled
		]
		for (doctype, field), rows in zip(titled, rows_together(lists), strict=True):
			shown = _ if is_translatable(doctype, field) else str
			self.found.update({(doctype, row["name"]): shown(row["title"]) for row in rows if row["title"]})
		return self

	def get(self, doctype: str | None, name: Any) -> str | None:
		if doctype in TRANSLATED and name:
			return _(str(name))
		return self.found.get((doctype or "", str(name)))

	def of_field(self, df: Any, row: Any) -> tuple[str | None, str | None]:
		"""(title, doctype) of the record that a row's link field points to."""
		if df.get("fieldtype") not in ("Link", "Dynamic Link"):
			return None, None
		target = df.get("options") if df.get("fieldtype") == "Link" else row.get(df.get("options"))
		return self.get(target, row.get(df.get("fieldname"))), target
