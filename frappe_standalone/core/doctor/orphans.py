"""Rows, values, files and links whose counterpart is gone."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db.columns import table_name
from frappe_standalone.core.doctor.finding import ERROR, WARNING, Finding
from frappe_standalone.core.files import folder, path_of, url_of
from frappe_standalone.core.meta import get_meta
from frappe_standalone.core.translate import _

NOT_FIELDS = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx", "doctype")
SHOWN = 3  # names shown of many
KEPT_FOR = 3600  # seconds: a file younger than this may be an upload whose record is being written
LOST_AND_FOUND = "private/lost+found"


def doctypes(**filters: int) -> list[str]:
	"""The DocTypes that have a table."""
	wanted = {"issingle": 0, "is_virtual": 0, **filters}
	return sorted(
		name for name in local.db.get_values("DocType", wanted, "name", pluck=True) if has_table(name)
	)


def has_table(doctype: str) -> bool:
	return local.db.table_exists(doctype)


# child rows -------------------------------------------------------------------------------------------


def find_rows() -> Iterator[Finding]:
	"""Rows of child tables whose document is gone."""
	for child in doctypes(istable=1):
		table = table_name(child)
		for parenttype in local.db.sql_list(f"select distinct parenttype from `{table}`"):
			names = rows_without_parent(child, parenttype)
			if names:
				yield lost_rows(child, parenttype, names)


def rows_without_parent(child: str, parenttype: str | None) -> list[str]:
	"""Names of the rows that say they belong to a document which does not exist."""
	table = table_name(child)
	if (parenttype or "").startswith("__"):
		return []  # `__default`, `__global`: values of the site, of no document
	if not parenttype:
		return local.db.sql_list(f"select name from `{table}` where ifnull(parenttype, '') = ''")
	where, values = "parenttype = %s", [parenttype]
	if local.db.exists("DocType", parenttype):
		if get_meta(parenttype).issingle or not has_table(parenttype):
			return []
		where += f" and parent not in (select name from `{table_name(parenttype)}`)"
	return local.db.sql_list(f"select name from `{table}` where {where}", tuple(values))


def lost_rows(child: str, parenttype: str | None, names: list[str]) -> Finding:
	text = _("{0} rows of {1} belong to no document of {2}: {3}").format(
		len(names), _(child), _(parenttype or "?"), some(names)
	)
	mend = _("They are on no form. Move them to Deleted Document: township doctor DIR --fix")
	return Finding("orphans", WARNING, f"{child} of {parenttype}", text, mend, lambda: put_away(child, names))


def put_away(child: str, names: list[str]) -> None:
	"""Keep rows as Deleted Document, then remove them from their table."""
	from frappe_standalone.core.model.document import get_doc
	from frappe_standalone.core.utils.jsons import as_json

	for name in names:
		row = local.db.sql(f"select * from `{table_name(child)}` where name = %s", (name,), as_dict=True)[0]
		kept = {"deleted_doctype": child, "deleted_name": name, "data": as_json({"doctype": child, **row})}
		get_doc({"doctype": "Deleted Document", **kept}).insert(ignore_permissions=True)
		local.db.sql(f"delete from `{table_name(child)}` where name = %s", (name,))


# single values ----------------------------------------------------------------------------------------


def find_singles() -> Iterator[Finding]:
	"""Values of single DocTypes whose field or DocType is gone."""
	singles = set(local.db.get_values("DocType", {"issingle": 1}, "name", pluck=True))
	for doctype, field in local.db.sql("select distinct doctype, field from tabSingles order by 1, 2"):
		if field in NOT_FIELDS and doctype in singles:
			continue
		if doctype in singles and get_meta(doctype).has_field(field):
			continue
		text = _("A value is stored for {0}, which is no field.").format(f"{doctype}.{field}")
		mend = _("Nobody can see it. Remove it: township doctor DIR --fix")
		yield Finding("orphans", WARNING, f"{doctype}.{field}", text, mend, remove_single(doctype, field))


def remove_single(doctype: str, field: str) -> Any:
	statement = "delete from tabSingles where doctype = %s and field = %s"
	return lambda: local.db.sql(statement, (doctype, field))


# files ------------------------------------------------------------------------------------------------


def find_files() -> Iterator[Finding]:
	"""Records whose content is gone, and content without a record."""
	known = set()
	for name, url in local.db.sql("select name, file_url from `tabFile` where is_folder = 0"):
		if not url or not url.startswith(("/files/", "/private/files/")):
			continue  # a link to elsewhere
		path = path_of(url)
		known.add(path)
		if not path.exists():
			text = _("The content of the file {0} is gone: {1}").format(name, url)
			mend = _("Put {0} back from a backup, or delete the record.").format(path)
			yield Finding("files", ERROR, url, text, mend)
	for is_private in (True, False):
		for path in sorted(folder(is_private).resolve().glob("*")):
			if path.is_file() and path not in known and time.time() - path.stat().st_mtime > KEPT_FOR:
				text = _("The file {0} belongs to no record.").format(url_of(path.name, is_private))
				mend = _("Move it to {0}: township doctor DIR --fix").format(LOST_AND_FOUND)
				yield Finding("files", WARNING, url_of(path.name, is_private), text, mend, mover(path))


def mover(path: Path) -> Any:
	"""What moves a file out of the folder that is served."""

	def move() -> None:
		target = Path(local.site_path, LOST_AND_FOUND)
		target.mkdir(parents=True, exist_ok=True)
		os.replace(path, target / path.name)

	return move


# links ------------------------------------------------------------------------------------------------


def find_links() -> Iterator[Finding]:
	"""Link fields that name a document which does not exist, and open tasks of documents that are gone."""
	for doctype in doctypes():
		meta = get_meta(doctype)
		for df in meta.get("fields", {"fieldtype": "Link"}):
			if not df.get("is_virtual") and df.options != "[Select]" and df.options and has_table(df.options):
				yield from broken_link(doctype, df.fieldname, df.options)
		if meta.has_field("status"):
			for df in meta.get("fields", {"fieldtype": "Dynamic Link"}):
				yield from open_for_nothing(doctype, df.options, df.fieldname)


def broken_link(doctype: str, field: str, target: str) -> Iterator[Finding]:
	table = table_name(doctype)
	if field not in local.db.columns(table):
		return  # the schema's finding
	names = local.db.sql_list(
		f"select name from `{table}` t where ifnull(`{field}`, '') <> '' and not exists "
		f"(select 1 from `{table_name(target)}` where name = t.`{field}`)"
	)
	if names:
		text = _("{0} documents of {1} name a {2} in {3} that does not exist: {4}").format(
			len(names), _(doctype), _(target), field, some(names)
		)
		mend = _("Open them and choose another one.")
		yield Finding("links", WARNING, f"{doctype}.{field}", text, mend)


def open_for_nothing(doctype: str, type_field: str, name_field: str) -> Iterator[Finding]:
	"""Documents with the status Open that are about a document which is gone."""
	table = table_name(doctype)
	if not {"status", type_field, name_field} <= set(local.db.columns(table)):
		return
	rows = local.db.sql(
		f"select name, `{type_field}`, `{name_field}` from `{table}` where status = 'Open' "
		f"and ifnull(`{type_field}`, '') <> '' and ifnull(`{name_field}`, '') <> ''"
	)
	lost = [name for name, target, key in rows if not is_there(target, key)]
	if lost:
		text = _("{0} open documents of {1} are about a document that is gone: {2}").format(
			len(lost), _(doctype), some(lost)
		)
		yield Finding("links", WARNING, f"{doctype}: open", text, _("Close or delete them."))


def is_there(doctype: str, name: str) -> bool:
	return bool(local.db.exists("DocType", doctype) and local.db.exists(doctype, name))


def some(names: list) -> str:
	"""The first names of a list."""
	return ", ".join(str(name) for name in names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
