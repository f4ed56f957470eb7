"""Tables: of the platform itself, and of DocTypes as their Meta says.

A change of a DocType adds columns and indexes and changes types; a column that is no longer a field stays, with
its values. SQLite changes the schema inside the transaction, so a failed migration leaves nothing behind.
"""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import Column, table_name

# Texts compare and sort without regard to case, as on MariaDB (only A-Z: SQLite knows no other letters' case).
IGNORE_CASE = " COLLATE NOCASE"

STANDARD = {
	"name": f"VARCHAR(140){IGNORE_CASE} NOT NULL PRIMARY KEY",
	"creation": "DATETIME",
	"modified": "DATETIME",
	"modified_by": f"VARCHAR(140){IGNORE_CASE}",
	"owner": f"VARCHAR(140){IGNORE_CASE}",
	"docstatus": "INTEGER NOT NULL DEFAULT 0",
	"idx": "INTEGER NOT NULL DEFAULT 0",
}
CHILD = dict.fromkeys(("parent", "parentfield", "parenttype"), f"VARCHAR(140){IGNORE_CASE}")
OPTIONAL = dict.fromkeys(("_user_tags", "_comments", "_assign", "_liked_by"), "TEXT")
SEEN = {"_seen": "TEXT"}

PLATFORM_TABLES = (
	"CREATE TABLE `tabSingles` (doctype VARCHAR(140), field VARCHAR(140), value TEXT)",
	"CREATE INDEX `tabSingles.singles_doctype_field` ON `tabSingles` (doctype, field)",
	f"CREATE TABLE `tabSeries` (name VARCHAR(100){IGNORE_CASE} NOT NULL PRIMARY KEY, "
	"current INTEGER NOT NULL DEFAULT 0)",
	"CREATE TABLE `__Auth` (doctype VARCHAR(140) NOT NULL, name VARCHAR(255) NOT NULL, "
	"fieldname VARCHAR(140) NOT NULL, password TEXT NOT NULL, encrypted INTEGER NOT NULL DEFAULT 0, "
	"PRIMARY KEY (doctype, name, fieldname))",
	"CREATE TABLE `__UserSettings` (user VARCHAR(180) NOT NULL, doctype VARCHAR(180) NOT NULL, data TEXT, "
	"PRIMARY KEY (user, doctype))",
	"CREATE TABLE `__Initials` (doctype VARCHAR(140) NOT NULL, initials VARCHAR(20) NOT NULL, "
	"name VARCHAR(140) NOT NULL, place INTEGER NOT NULL, "
	"PRIMARY KEY (doctype, initials, name)) WITHOUT ROWID",
	"CREATE INDEX `__Initials.by_name` ON `__Initials` (doctype, name)",
	"CREATE TABLE `__CacheDrop` (seq INTEGER PRIMARY KEY, key TEXT NOT NULL, inner TEXT, "
	"beginning INTEGER NOT NULL)",
)
DEFAULT_VALUE = {**STANDARD, **CHILD, "defkey": "VARCHAR(140)", "defvalue": "TEXT"}


def create_platform_tables() -> None:
	"""Make the tables the platform needs before any DocType exists; those that exist are left alone."""
	existing = set(local.db.get_tables())
	for statement in PLATFORM_TABLES:
		if table_of(statement) not in existing:
			local.db.sql(statement)
	if "tabDefaultValue" not in existing:
		create_table("tabDefaultValue", DEFAULT_VALUE)
		local.db.add_index("DefaultValue", ["parent", "defkey"], "defaultvalue_parent_defkey_index")


def table_of(statement: str) -> str:
	"""The table a statement makes or fills."""
	names = statement.split("`")[1::2]
	return names[-1] if statement.startswith("CREATE INDEX") else names[0]


def sync_table(meta: Any) -> None:
	"""Make the table of a DocType, or bring it up to date.

	Args:
		meta: its Meta; single and virtual DocTypes have no table.
	"""
	if meta.issingle or meta.get("is_virtual"):
		return
	table = table_name(meta.name)
	wanted = columns_of(meta)
	existing = local.db.columns(table)
	if not existing:
		create_table(table, wanted)
	else:
		change_table(table, wanted, existing)
	sync_indexes(meta)


def columns_of(meta: Any) -> dict[str, str]:
	"""Column → declaration, in the order of v15's tables."""
	columns = dict(STANDARD)
	if (meta.get("autoname") or "") == "autoincrement":
		columns["name"] = "INTEGER PRIMARY KEY"
	columns |= CHILD if meta.istable else OPTIONAL
	if meta.get("track_seen") and not meta.istable:
		columns |= SEEN
	for df in meta.fields:
		declaration = fieldtypes.get(df.fieldtype).column(df)
		if declaration and not df.get("is_virtual") and df.fieldname not in columns:
			columns[df.fieldname] = declaration + (IGNORE_CASE if is_text(declaration) else "")
	return columns


def is_text(declaration: str) -> bool:
	"""True for the columns of texts."""
	return declaration.upper().startswith(("VARCHAR", "TEXT"))


def create_table(table: str, columns: dict[str, str]) -> None:
	"""Make a table."""
	body = ", ".join(f"`{name}` {declaration}" for name, declaration in columns.items())
	local.db.sql(f"create table `{table}` ({body})")


def change_table(table: str, wanted: dict[str, str], existing: dict[str, Column]) -> None:
	"""Add missing columns; make the table anew if the type of one changed."""
	changed = [name for name in wanted if name in existing and differs(wanted[name], existing[name])]
	if changed:
		rebuild_table(table, wanted, existing)
		return
	for name, declaration in wanted.items():
		if name not in existing:
			local.db.sql(f"alter table `{table}` add column `{name}` {declaration}")


def differs(declaration: str, column: Column) -> bool:
	"""True if the column is declared with another type, or may be empty where it may not. Defaults are Python's."""
	kind = declaration.upper().split(" ")[0]
	not_null = "NOT NULL" in declaration.upper() or "PRIMARY KEY" in declaration.upper()
	return kind != column.declared.upper().split(" ")[0] or not_null != column.not_null


def rebuild_table(table: str, wanted: dict[str, str], existing: dict[str, Column]) -> None:
	"""Make the table anew with the wanted types and copy every row: SQLite cannot change a column's type."""
	kept = {name: declared(column) for name, column in existing.items() if name not in wanted}
	columns = {**wanted, **kept}
	draft = f"__new {table}"
	indexes = [name for name in local.db.indexes(table) if not name.startswith("sqlite_autoindex")]
	create_table(draft, columns)
	common = [name for name in columns if name in existing]
	values = ", ".join(copied(name, columns[name], existing[name]) for name in common)
	names = ", ".join(f"`{name}`" for name in common)
	local.db.sql(f"insert into `{draft}` ({names}) select {values} from `{table}`")
	for index in indexes:
		local.db.sql(f"drop index `{index}`")
	local.db.sql(f"drop table `{table}`")
	local.db.sql(f"alter table `{draft}` rename to `{table}`")


def declared(column: Column) -> str:
	"""The declaration of a column that exists."""
	default = f" DEFAULT {column.default}" if column.default is not None else ""
	collation = IGNORE_CASE if is_text(column.declared) else ""
	return f"{column.declared}{collation}{' NOT NULL' if column.not_null else ''}{default}"


def copied(name: str, declaration: str, before: Column) -> str:
	"""The value of a column in the new table: numbers are never empty, an empty text is no date."""
	if "NOT NULL" in declaration and "DEFAULT" in declaration:
		return f"ifnull(nullif(`{name}`, ''), {declaration.rsplit('DEFAULT', 1)[1].strip()})"
	if declaration in ("DATE", "DATETIME", "TIME"):
		return f"nullif(`{name}`, '')"
	return f"`{name}`"


def sync_indexes(meta: Any) -> None:
	"""Make and remove the indexes of single fields, as `search_index` and `unique` say."""
	wanted = wanted_indexes(meta)
	table = table_name(meta.name)
	existing = local.db.indexes(table)
	for name, (column, unique) in wanted.items():
		full = f"{table}.{name}"
		if full in existing and existing[full][1] != unique:
			local.db.sql(f"drop index `{full}`")
		elif full in existing:
			continue
		local.db.sql(f"create {'unique ' if unique else ''}index `{full}` on `{table}` (`{column}`)")
	fields = {df.fieldname for df in meta.fields}
	for full, (columns, _unique) in existing.items():
		name = full.removeprefix(f"{table}.")
		if (
			name not in wanted
			and len(columns) == 1
			and columns[0] in fields
			and name == f"field_{columns[0]}"
		):
			local.db.sql(f"drop index `{full}`")


def wanted_indexes(meta: Any) -> dict[str, tuple[str, bool]]:
	"""Index name → (column, unique)."""
	wanted = {"parent": ("parent", False)} if meta.istable else {"modified": ("modified", False)}
	for df in meta.fields:
		if fieldtypes.get(df.fieldtype).column(df) and (df.get("unique") or df.get("search_index")):
			wanted[f"field_{df.fieldname}"] = (df.fieldname, bool(df.get("unique")))
	return wanted


def drop_table(doctype: str) -> None:
	"""Remove the table of a DocType with everything in it."""
	local.db.sql(f"drop table if exists `{table_name(doctype)}`")
