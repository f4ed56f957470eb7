"""Types without a column: layout, and tables of child rows."""

from __future__ import annotations

from frappe_standalone.core.fieldtypes.base import FieldType


class Layout(FieldType):
	"""Breaks, headings, buttons: nothing is stored."""

	sql = None
	is_layout = True


class Rows(FieldType):
	"""Table and Table MultiSelect: the rows stand in the table of the child DocType."""

	sql = None
	is_table = True
