"""Bringing the database in line with the files of apps: DocTypes, then reports, workspaces and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.apps import PLATFORM, get_app_path, get_installed_apps
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.install.files import (
	MODULE_DOCUMENTS,
	documents_of_app,
	import_doctype,
	import_document,
	import_standard,
	read_documents,
	refuse_unknown,
	refuse_unsupported,
)
from frappe_standalone.core.install.progress import Progress, silent, steps
from frappe_standalone.core.meta import SPECIAL_DOCTYPES, get_meta
from frappe_standalone.core.schema import create_platform_tables, sync_table

# These exist before the others can be stored: their tables are made from their files.
FIRST = ("doctype", "docfield", "docperm", "doctype_action", "doctype_link", "doctype_state")
EARLY = (*FIRST, "role", "has_role", "module_def", "custom_field", "property_setter", "custom_docperm")


@contextmanager
def model_sync() -> Iterator[None]:
	"""While the model is synced no hook of an app runs on the rows of DocTypes."""
	flags.in_model_sync = True
	try:
		yield
	finally:
		flags.in_model_sync = False


def bootstrap_tables() -> None:
	"""Make, or extend, the tables that hold the definitions of all others."""
	create_platform_tables()
	for doctype in sorted(SPECIAL_DOCTYPES):
		sync_table(get_meta(doctype))


def sync_app(app: str, force: bool = False, progress: Progress = silent) -> int:
	"""Import what changed in the modules of an app; return how many files that was."""
	refuse_unsupported(app)
	with model_sync():
		if app == PLATFORM:
			bootstrap_tables()
		return sync_doctypes(app, force, progress) + sync_documents(app, force, progress)


def sync_doctypes(app: str, force: bool = False, progress: Progress = silent) -> int:
	"""Import the DocTypes of an app whose files changed."""
	stored = dict(db.sql("SELECT `name`, `migration_hash` FROM `tabDocType`"))
	by_folder = {name.lower().replace(" ", "_").replace("-", "_"): hashed for name, hashed in stored.items()}
	paths = documents_of_app(app, "doctype")
	if app == PLATFORM:
		paths.sort(key=lambda path: EARLY.index(path.stem) if path.stem in EARLY else len(EARLY))
	changed = 0
	for path in steps(paths, f"DocTypes of {app}", progress):
		changed += import_doctype(path, by_folder.get(path.stem), force)
	if changed:
		cache.clear()
	return changed


def sync_documents(app: str, force: bool = False, progress: Progress = silent) -> int:
	"""Import the reports, print formats, workspaces … of an app whose `modified` is newer."""
	paths = [path for folder in MODULE_DOCUMENTS for path in documents_of_app(app, folder)]
	return sum(import_standard(path, force) for path in steps(paths, f"Reports and pages of {app}", progress))


def sync_all(force: bool = False, progress: Progress = silent) -> int:
	"""Import what changed in all installed apps."""
	return sum(sync_app(app, force, progress) for app in get_installed_apps())


def sync_fixtures(app: str | None = None) -> int:
	"""Import the fixtures of an app (of all), in the order of their file names; return how many records changed.

	As in v15 a fixture replaces the stored record. One that says what is stored already is left alone.
	"""
	changed = 0
	for name in [app] if app else get_installed_apps():
		for path in sorted(Path(get_app_path(name), "fixtures").glob("*.json")):
			for values in read_documents(path):
				refuse_unknown(path, values)
				if not is_stored(values):
					import_document(values, data_import=True)
					changed += 1
	return changed


def is_stored(values: dict) -> bool:
	"""True if the stored document has all values of a fixture; time stamps do not count."""
	from frappe_standalone.core.model.document import get_doc

	if not db.exists(values["doctype"], values.get("name")):
		return False
	doc = get_doc(values["doctype"], values["name"])
	tables = {df.fieldname for df in doc.meta.get_table_fields()}
	columns = set(doc.meta.get_valid_columns()) - {"modified", "modified_by", "creation", "owner", "idx"}
	for key, value in values.items():
		if key in columns and not _equal(
			doc.get_value(key) if doc.meta.has_field(key) else doc.get(key), value
		):
			return False
		if key in tables and not _same_rows(doc.get(key), value):
			return False
	return True


def _same_rows(rows: list, wanted: list[dict]) -> bool:
	own = (
		"name",
		"parent",
		"parenttype",
		"parentfield",
		"doctype",
		"modified",
		"creation",
		"owner",
		"modified_by",
	)
	return len(rows) == len(wanted) and all(
		_equal(row.get(key), value)
		for row, values in zip(rows, wanted, strict=True)
		for key, value in values.items()
		if key not in own and key in row.meta.get_valid_columns()
	)


def _equal(stored: Any, wanted: Any) -> bool:
	return (stored or "") == (wanted or "") or str(stored) == str(wanted)
