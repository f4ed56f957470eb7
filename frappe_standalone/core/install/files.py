"""Documents in the JSON files of modules: DocTypes by hash, everything else by `modified`."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from frappe_standalone.core.apps import get_module_list
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.modules import get_module_folder
from frappe_standalone.core.utils.dates import get_datetime, now

# Folder inside a module → DocType of the documents in it, in the order they are read.
MODULE_DOCUMENTS = {
	"report": "Report",
	"print_format": "Print Format",
	"notification": "Notification",
	"number_card": "Number Card",
	"dashboard_chart": "Dashboard Chart",
	"dashboard": "Dashboard",
	"workspace": "Workspace",
	"custom_field": "Custom Field",
	"property_setter": "Property Setter",
}
# Folders v15 reads too, which this platform does not have; found, they are refused by name.
UNSUPPORTED = ("web_form", "web_page", "website_theme", "client_script", "server_script", "page", "form_tour")
# What administrators switch on a standard document survives its next version.
KEPT_VALUES = {
	"Report": ("disabled", "prepared_report", "add_total_row"),
	"Print Format": ("disabled",),
	"Notification": ("enabled",),
	"Workspace": ("is_hidden",),
}


class UnsupportedModuleFolder(ValueError):
	"""An app ships documents of a kind that this platform, or this site, does not have."""


def documents_of_app(app: str, folder: str) -> list[Path]:
	"""Return the JSON files `<module>/<folder>/<name>/<name>.json` of an app, in the order of their names."""
	found = []
	for module in get_module_list(app):
		for path in sorted((get_module_folder(module, app) / folder).glob("*/*.json")):
			if path.stem == path.parent.name and path not in found:
				found.append(path)
	return found


def refuse_unsupported(app: str) -> None:
	"""Refuse an app whose modules hold documents this platform cannot show."""
	for module in get_module_list(app):
		for folder in UNSUPPORTED:
			if any((get_module_folder(module, app) / folder).glob("*/*.json")):
				raise UnsupportedModuleFolder(
					f"{app} ships documents in {module}/{folder}, which this platform does not have. "
					"Move what they do into DocTypes, reports or workspaces."
				)


def refuse_unknown(path: Path, values: dict) -> None:
	"""Refuse a fixture of a DocType that is not here."""
	if not db.exists("DocType", values["doctype"]):
		raise UnsupportedModuleFolder(
			f"{path} holds {values['doctype']} records, and there is no DocType of that name. "
			"Take the file out of the app's fixtures, or install the app that has the DocType."
		)


def content_hash(path: Path) -> str:
	"""Return the hash by which a changed DocType is recognised."""
	return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def read_documents(path: Path) -> list[dict]:
	"""Return the documents of a JSON file: one, or a list."""
	found = json.loads(path.read_text(encoding="utf-8"))
	return found if isinstance(found, list) else [found]


def import_doctype(path: Path, stored_hash: str | None, force: bool = False) -> bool:
	"""Import a DocType if its file changed; True if it did."""
	hashed = content_hash(path)
	if hashed == stored_hash and not force:
		return False
	for definition in read_documents(path):
		doc = import_document(definition)
		stamp = {"migration_hash": hashed, "modified": now()}
		db.set_value("DocType", {"name": doc.name}, stamp, update_modified=False)
	return True


def import_standard(path: Path, force: bool = False) -> bool:
	"""Import a report, workspace … if the file's `modified` is newer than the stored one."""
	changed = False
	for values in read_documents(path):
		stored = db.get_value(values["doctype"], values["name"], "modified")
		if stored and not force and get_datetime(values.get("modified")) <= stored:
			continue
		doc = import_document(values)
		if values.get("modified"):
			db.set_value(doc.doctype, doc.name, "modified", values["modified"], update_modified=False)
		changed = True
	return changed


def import_document(values: dict, data_import: bool = False) -> Any:
	"""Write a document as a file has it, in place of the stored one.

	Args:
		data_import: run validations and permissions, as for fixtures.
	"""
	from frappe_standalone.core.model.controllers import get_controller
	from frappe_standalone.core.model.document import get_doc

	with importing():
		controller = get_controller(values["doctype"])
		if callable(getattr(controller, "prepare_for_import", None)):
			controller.prepare_for_import(values)
		doc = get_doc({**values, "__islocal": 1})
		doc.run_method("before_import")
		if db.exists(doc.doctype, doc.name):
			replace_old(doc)
		doc.flags.ignore_links = True
		doc.flags.ignore_version = True
		if not data_import:
			doc.flags.update({"ignore_validate": True, "ignore_permissions": True, "ignore_mandatory": True})
		return doc.insert()


def replace_old(doc: Any) -> None:
	"""Delete the stored document, keeping what administrators switched on it."""
	from frappe_standalone.core.model.delete import delete_doc

	kept = KEPT_VALUES.get(doc.doctype)
	if kept:
		doc.update(db.get_value(doc.doctype, doc.name, list(kept), as_dict=True))
	delete_doc(doc.doctype, doc.name, force=1, for_reload=True, ignore_permissions=True)


@contextmanager
def importing():
	"""Set `in_import` for a while."""
	before = flags.in_import
	flags.in_import = True
	try:
		yield
	finally:
		flags.in_import = before


def reload_doc(
	module: str,
	dt: str | None = None,
	dn: str | None = None,
	force: bool = False,
	reset_permissions: bool = False,
) -> Any:
	"""Import one document of a module again: a DocType or other if its file changed, or always with `force`."""
	from frappe_standalone.core.text import scrub

	path = get_module_folder(module) / scrub(dt or "doctype") / scrub(dn or "") / f"{scrub(dn or '')}.json"
	if scrub(dt or "") == "doctype":
		name = read_documents(path)[0]["name"]
		return import_doctype(path, db.get_value("DocType", name, "migration_hash"), force)
	return import_standard(path, force)


def reload_doctype(doctype: str, force: bool = False, reset_permissions: bool = False) -> Any:
	"""Import a DocType again."""
	module = db.get_value("DocType", doctype, "module")
	return reload_doc(module, "doctype", doctype, force=force, reset_permissions=reset_permissions)
