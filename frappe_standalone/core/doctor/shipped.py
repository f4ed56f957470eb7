"""What the installed apps ship against what the site has: files not yet migrated, patches not yet run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from frappe_standalone.core.apps import available_apps, get_app_path, get_installed_apps
from frappe_standalone.core.context import local
from frappe_standalone.core.doctor.finding import WARNING, Finding
from frappe_standalone.core.install.files import (
	KEPT_VALUES,
	MODULE_DOCUMENTS,
	content_hash,
	documents_of_app,
	read_documents,
)
from frappe_standalone.core.install.patches import patches_of_app
from frappe_standalone.core.install.sync import is_stored
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import get_datetime

CHECK = "shipped"


def find() -> Iterator[Finding]:
	"""Differences of all installed apps that are here."""
	for app in get_installed_apps():
		if app in available_apps():
			yield from find_doctypes(app)
			yield from find_documents(app)
			yield from find_fixtures(app)
			yield from find_patches(app)


def find_doctypes(app: str) -> Iterator[Finding]:
	"""DocTypes whose file changed since it was imported."""
	stored = dict(local.db.sql("select name, migration_hash from `tabDocType`"))
	for path in documents_of_app(app, "doctype"):
		for values in read_documents(path):
			if stored.get(values["name"]) != content_hash(path):
				yield unsynced(app, "DocType", values["name"])


def find_documents(app: str) -> Iterator[Finding]:
	"""Reports, pages … that are newer in their file, or changed without a newer `modified`."""
	for path in (path for folder in MODULE_DOCUMENTS for path in documents_of_app(app, folder)):
		for values in read_documents(path):
			doctype, name = values["doctype"], values["name"]
			stored = local.db.get_value(doctype, name, "modified")
			if not stored or get_datetime(values.get("modified")) > stored:
				yield unsynced(app, doctype, name)
			elif get_datetime(values.get("modified")) == stored and not is_stored(compared(values)):
				text = _(
					"{0} {1} differs from its file in {2}, though both have the same `modified`."
				).format(_(doctype), name, app)
				mend = _("Set a newer `modified` in {0}, then run: township upgrade DIR").format(path.name)
				yield Finding(CHECK, WARNING, f"not bumped: {doctype} {name}", text, mend)


def compared(values: dict) -> dict:
	"""The values of a file that an administrator may not have changed."""
	kept = KEPT_VALUES.get(values["doctype"], ())
	return {key: value for key, value in values.items() if key not in kept}


def find_fixtures(app: str) -> Iterator[Finding]:
	"""Fixtures that the site does not have as they are shipped."""
	for path in sorted(Path(get_app_path(app), "fixtures").glob("*.json")):
		for values in read_documents(path):
			if not is_stored(values):
				yield unsynced(app, values["doctype"], values.get("name") or path.name)


def find_patches(app: str) -> Iterator[Finding]:
	"""Patches that did not run here."""
	done = set(local.db.sql_list("select patch from `tabPatch Log` where skipped = 0"))
	for patch in patches_of_app(app):
		if patch not in done:
			text = _("The patch {0} of {1} did not run yet.").format(patch, app)
			yield Finding(CHECK, WARNING, f"patch {patch}", text, by_upgrade())


def unsynced(app: str, doctype: str, name: str) -> Finding:
	"""A document that the app has in another form than the site."""
	text = _("{0} {1} is not as the app {2} ships it.").format(_(doctype), name, app)
	return Finding(CHECK, WARNING, f"{doctype} {name}", text, by_upgrade())


def by_upgrade() -> str:
	return _("Bring the site up to date: township upgrade DIR")
