"""Tables, columns and indexes against what the DocTypes say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.doctor.finding import ERROR, NOTE, WARNING, Finding
from frappe_standalone.core.meta import get_meta
from frappe_standalone.core.schema import (
	PLATFORM_TABLES,
	columns_of,
	create_platform_tables,
	differs,
	sync_table,
	table_of,
	wanted_indexes,
)
from frappe_standalone.core.translate import _

CHECK = "schema"
OWN = ("tabSingles", "tabSeries", "tabDefaultValue")  # tables of the platform that are no DocType's


def find() -> Iterator[Finding]:
	"""What is missing, of another type, or left over."""
	tables = set(local.db.get_tables())
	yield from find_platform_tables(tables)
	known = set(OWN)
	for doctype in local.db.sql_list("select name from `tabDocType` order by name"):
		meta = get_meta(doctype)
		if meta.issingle or meta.get("is_virtual"):
			continue
		known.add(table_name(doctype))
		if table_name(doctype) in tables:
			yield from find_columns(meta)
			yield from find_indexes(meta)
		else:
			text = _("The table of {0} is missing.").format(_(doctype))
			yield finding(meta, ERROR, "table", text)
	for table in sorted(tables - known):
		if table.startswith("tab"):
			text = _("The table {0} belongs to no DocType; it holds {1} rows.").format(
				table, local.db.sql(f"select count(*) from `{table}`")[0][0]
			)
			mend = _("Kept on purpose when an app or a DocType was removed; nothing to do.")
			yield Finding(CHECK, NOTE, table, text, mend)


def find_platform_tables(tables: set[str]) -> Iterator[Finding]:
	"""The platform's own tables that are missing."""
	missing = sorted({table_of(statement) for statement in PLATFORM_TABLES} - tables)
	for table in missing:
		text = _("The table {0} of the platform is missing.").format(table)
		yield Finding(CHECK, ERROR, table, text, mend_by_fix(), create_platform_tables)


def find_columns(meta: Any) -> Iterator[Finding]:
	"""Columns that are missing, of another type, or no field's."""
	wanted, existing = columns_of(meta), local.db.columns(table_name(meta.name))
	for name, declaration in wanted.items():
		place = f"{meta.name}.{name}"
		if name not in existing:
			text = _("The column {0} is missing.").format(place)
			yield finding(meta, ERROR, f"column {name}", text)
		elif differs(declaration, existing[name]):
			text = _("The column {0} is of type {1} instead of {2}.").format(
				place, existing[name].declared, declaration.split()[0]
			)
			yield finding(meta, ERROR, f"type of {name}", text)
	for name in existing.keys() - wanted.keys():
		yield left_over(meta, name)


def left_over(meta: Any, column: str) -> Finding:
	"""A column that is no longer a field: kept with its values."""
	table = table_name(meta.name)
	values = local.db.sql(f"select count(nullif(`{column}`, '')) from `{table}`")[0][0]
	text = _("The column {0} is no field; it holds {1} values.").format(f"{meta.name}.{column}", values)
	mend = _("Kept on purpose when a field was removed; nothing to do.")
	return Finding(CHECK, NOTE, f"{meta.name}: left over {column}", text, mend)


def find_indexes(meta: Any) -> Iterator[Finding]:
	"""Indexes that are missing, or do not watch over unique values."""
	table = table_name(meta.name)
	existing = local.db.indexes(table)
	for name, (column, unique) in wanted_indexes(meta).items():
		found = existing.get(f"{table}.{name}")
		if found is None or found[1] != unique:
			text = _("The index of {0} is missing.").format(f"{meta.name}.{column}")
			yield finding(meta, ERROR if unique else WARNING, f"index {column}", text)


def finding(meta: Any, severity: str, what: str, text: str) -> Finding:
	"""A difference that bringing the table up to date mends."""
	doctype = meta.name
	return Finding(
		CHECK, severity, f"{doctype}: {what}", text, mend_by_fix(), lambda: sync_table(get_meta(doctype))
	)


def mend_by_fix() -> str:
	return _("Bring the tables up to date; no value is lost: township doctor DIR --fix")
