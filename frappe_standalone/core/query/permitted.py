"""Leave out the columns a user may not read because of their permission level."""

from __future__ import annotations

from frappe_standalone.core import permissions
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.model import optional_fields
from frappe_standalone.core.query.joins import Joins
from frappe_standalone.core.query.selection import Column, Selection


def permitted(
	selection: Selection, joins: Joins, parent_doctype: str | None, ptype: str, user: str, keep_places: bool
) -> Selection:
	"""The columns the user may read; `*` becomes all of these.

	Args:
		keep_places: put NULL in the place of a column that is left out, for rows without names.
	"""
	allowed = Allowed(selection.doctype, joins, parent_doctype, ptype, user)
	columns: list[Column] = []
	for column in selection.columns:
		if len(column.reads) == 1 and column.reads[0][1] == "*" and not column.is_aggregate:
			columns += allowed.everything(column.reads[0][0])
		elif all(allowed(table, field) for table, field in column.reads):
			columns.append(column)
		elif keep_places:
			columns.append(Column("NULL"))
	return Selection(selection.doctype, tuple(columns))


class Allowed:
	"""Which fields of which table the user may read."""

	def __init__(self, doctype: str, joins: Joins, parent_doctype: str | None, ptype: str, user: str):
		self.doctype = doctype
		self.joins = joins
		self.parent_doctype = parent_doctype
		self.ptype = ptype
		self.user = user
		self.known: dict[str, list[str]] = {}

	def fields(self, table: str) -> list[str]:
		"""The readable fields of a table of this query."""
		if table not in self.known:
			doctype = self.joins.doctype_of(table)
			if doctype is None:
				raise PermissionError(table)
			is_own = table == table_name(self.doctype)
			self.known[table] = permissions.get_permitted_fields(
				doctype=doctype,
				parenttype=self.parent_doctype if is_own else self.doctype,
				user=self.user,
				permission_type=self.ptype if is_own else None,
				ignore_virtual=True,
			)
		return self.known[table]

	def __call__(self, table: str, field: str) -> bool:
		return field == "*" or field in optional_fields or field in self.fields(table)

	def everything(self, table: str) -> list[Column]:
		"""A column for each readable field."""
		return [Column(f"`{table}`.`{field}`", ((table, field),)) for field in self.fields(table)]
