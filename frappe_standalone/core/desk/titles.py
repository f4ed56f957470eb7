"""Titles of linked records, fetched with one query for each linked doctype of a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.people import full_names

MAX_DOCTYPES = 6
PERSON_TITLE = "full_name"
# Records whose names are English words of the software: people read them translated.
TRANSLATED = ("DocType", "Report", "Role", "Workspace", "Print Format", "Module Def")


def title_field(doctype: str) -> str | None:
	"""The field that names a record of this doctype to people, or None where its name does."""
	field = PERSON_TITLE if doctype == "User" else frappe.get_meta(doctype).title_field
	return field if field and field != "name" else None


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
		"""Fetch what is wanted; past MAX_DOCTYPES the names themselves are shown, so that a page's queries stay few."""
		budget = MAX_DOCTYPES
		people = full_names(self.wanted.pop("User", ()))
		self.found.update({("User", user): name for user, name in people.items()})
		for doctype, names in sorted(self.wanted.items(), key=lambda item: -len(item[1])):
			field = title_field(doctype)
			if not field or not budget:
				continue
			budget -= 1
			rows = frappe.get_all(
				doctype, filters={"name": ["in", sorted(names)]}, fields=["name", field], limit_page_length=0
			)
			self.found.update({(doctype, row["name"]): row[field] for row in rows if row[field]})
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
