"""The columns a table may have for a DocType: its own fields, those of its child tables, and the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

NAME = "name"
TABLES = ("Table",)
NO_VALUE = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Heading", "Fold", "Image")
# Filled in the form alone: files, signatures, values made of other tables.
NOT_BY_TABLE = ("Table MultiSelect", "Attach", "Attach Image", "Signature", "Geolocation", "Barcode")
# The platform keeps these itself.
OWN = ("amended_from", "lft", "rgt", "old_parent", "naming_series")


@dataclass(frozen=True)
class Column:
	"""One column: `key` is its fieldname, or table.fieldname for a field of a child table."""

	key: str
	field: Any
	label: str
	table: str | None = None
	table_label: str = ""

	@property
	def head(self) -> str:
		"""What stands over the column in the template."""
		return f"{self.label}（{self.table_label}）" if self.table else self.label

	@property
	def required(self) -> bool:
		"""Whether a new record needs it."""
		return bool(
			self.field.reqd
			and not self.field.default
			and not self.field.fetch_from
			and self.field.fieldtype != "Check"
		)

	@property
	def options(self) -> list[str]:
		"""The choices in the reader's language; empty where there are none."""
		if self.field.fieldtype == "Check":
			return [_("Yes"), _("No")]
		if self.field.fieldtype != "Select":
			return []
		return [
			_(option, context=self.field.parent)
			for option in (self.field.options or "").split("\n")
			if option
		]


def name_column() -> Column:
	"""The column of the record's own name (v15's ID)."""
	field = frappe._dict(fieldname=NAME, fieldtype="Data", label="ID", reqd=0, options="")
	return Column(NAME, field, _("ID"))


def columns_of(doctype: str) -> list[Column]:
	"""Every column that this user may fill for a DocType, in the form's order; the name first.

	Left out: what the program fills (read-only, hidden), what stands on a permission level the user may not write
	(a save would drop it without a word), plain passwords, files.
	"""
	meta = frappe.get_meta(doctype)
	levels = meta.get_permlevel_access("write")
	found = [name_column()]
	for field in meta.fields:
		if field.fieldtype in TABLES:
			found += _child_columns(field, levels)
		elif _fillable(field, levels):
			found.append(Column(field.fieldname, field, _(field.label, context=doctype)))
	return found


def _child_columns(table: Any, levels: list[int]) -> list[Column]:
	if table.read_only or table.hidden or (table.permlevel or 0) not in levels or not table.label:
		return []
	label = _(table.label, context=table.parent)
	return [
		Column(
			f"{table.fieldname}.{field.fieldname}",
			field,
			_(field.label, context=table.options),
			table.fieldname,
			label,
		)
		for field in frappe.get_meta(table.options).fields
		if _fillable(field, [*levels, 0])
	]


def _fillable(field: Any, levels: list[int]) -> bool:
	if field.fieldtype in (*NO_VALUE, *NOT_BY_TABLE, *TABLES) or not field.label or field.fieldname in OWN:
		return False
	# A Password with options is a number kept secret (identity, telephone), which offices do have in lists.
	if field.fieldtype == "Password" and not field.options:
		return False
	return (
		not field.read_only and not field.hidden and not field.is_virtual and (field.permlevel or 0) in levels
	)


def secret_keys(doctype: str) -> set[str]:
	"""The columns whose numbers are kept secret."""
	return {column.key for column in columns_of(doctype) if column.field.fieldtype == "Password"}


def words(text: str) -> str:
	"""A head as it is compared: without the mark of required columns, blanks, case, or full-width brackets."""
	for old, new in (("（", "("), ("）", ")"), ("*", ""), ("＊", ""), (" ", ""), ("\u3000", ""), ("\n", "")):
		text = text.replace(old, new)
	return text.strip().lower()


def by_head(columns: list[Column]) -> dict[str, str]:
	"""Compared head → key; the first of two columns of one head wins, own fields before those of tables."""
	found: dict[str, str] = {}
	for column in sorted(columns, key=lambda column: column.table is not None):
		labels = [column.key, column.head, column.label]
		english = column.field.label or ""
		labels += [f"{english} ({column.table_label})" if column.table else english]
		for label in labels:
			found.setdefault(words(label), column.key)
	return found
