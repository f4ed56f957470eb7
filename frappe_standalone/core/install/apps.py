"""Installing an app on a site, in v15's order."""

from __future__ import annotations

import json
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.apps import PLATFORM, available_apps, get_installed_apps, get_module_list
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.hooks import get_attr, get_hooks
from frappe_standalone.core.install.jobs import sync_jobs
from frappe_standalone.core.install.patches import stamp_all
from frappe_standalone.core.install.progress import Progress, silent
from frappe_standalone.core.install.sync import sync_app, sync_fixtures


class UnknownApp(LookupError):
	"""No installed distribution offers an app of this name."""


def install_app(name: str, verbose: bool = False, force: bool = False, progress: Progress = silent) -> None:
	"""Install an app on the current site; one that is installed already stays as it is.

	Order: before_install · modules · DocTypes and documents · patches stamped · after_install · jobs ·
	fixtures · after_sync. Everything is committed at the end, or undone.

	Raises:
		UnknownApp: if no installed distribution offers the app.
	"""
	if name in get_installed_apps() and not force:
		return
	if name not in available_apps():
		raise UnknownApp(
			f"There is no app {name!r}. Install its package first; known apps: {', '.join(available_apps())}."
		)
	try:
		flags.in_install = name
		for required in get_hooks("required_apps", app_name=name):
			install_app(required.split("/")[-1], progress=progress)
			flags.in_install = name
		run_hooks("before_install", name)
		tell_apps("before_app_install", name)
		register(name)
		add_module_defs(name)
		sync_app(name, force=force, progress=progress)
		stamp_all(name)
		run_hooks("after_install", name)
		tell_apps("after_app_install", name)
		sync_jobs(name)
		sync_fixtures(name)
		run_hooks("after_sync", name)
	except BaseException:
		db.rollback()
		cache.clear()
		raise
	finally:
		flags.in_install = False
	record_versions()
	cache.clear()
	db.commit()


def run_hooks(hook: str, app: str) -> None:
	"""Call the functions an app registered for a moment of its installation."""
	for method in get_hooks(hook, app_name=app):
		get_attr(method)()


def tell_apps(hook: str, app: str) -> None:
	"""Call the functions that installed apps registered for the coming and going of others."""
	for method in get_hooks(hook):
		get_attr(method)(app)


def register(app: str) -> None:
	"""Add an app to the list of installed ones."""
	installed = get_installed_apps()
	if app not in installed:
		db.set_global("installed_apps", json.dumps([*installed, app]))
	cache.clear()


def add_module_defs(app: str) -> None:
	"""Make a Module Def for each module of an app."""
	from frappe_standalone.core.model.document import get_doc

	for module in get_module_list(app):
		if not db.exists("Module Def", module):
			values: dict[str, Any] = {"doctype": "Module Def", "module_name": module, "app_name": app}
			get_doc(values).insert(ignore_permissions=True)


def record_versions() -> None:
	"""Write names and versions of the installed apps to Installed Applications, if they changed."""
	from frappe_standalone.core.model.document import get_doc

	doc = get_doc("Installed Applications")
	versions = [(app, version_of(app)) for app in get_installed_apps()]
	if [(row.app_name, row.app_version) for row in doc.installed_applications] == versions:
		return
	doc.set("installed_applications", [])
	for app, version in versions:
		doc.append("installed_applications", {"app_name": app, "app_version": version, "git_branch": ""})
	doc.flags.ignore_mandatory = True
	doc.save(ignore_permissions=True, ignore_version=True)


def version_of(app: str) -> str:
	"""Return the version an app states in its package."""
	from importlib import import_module

	package = available_apps().get(app, app)
	return str(getattr(import_module(package), "__version__", "0.0.0"))


def uninstall_app(name: str) -> None:
	"""Remove an app from the current site with its DocTypes; the tables with their data stay.

	Raises:
		UnknownApp: if the app is not installed, or is the platform.
	"""
	from frappe_standalone.core.model.delete import delete_doc

	if name == PLATFORM or name not in get_installed_apps():
		raise UnknownApp(f"{name!r} is not installed on this site and cannot be removed.")
	try:
		flags.in_uninstall = True
		run_hooks("before_uninstall", name)
		tell_apps("before_app_uninstall", name)
		modules = db.get_values("Module Def", {"app_name": name}, "name", pluck=True)
		for doctype in (
			"Workspace",
			"Report",
			"Print Format",
			"Notification",
			"Number Card",
			"Dashboard Chart",
			"DocType",
		):
			for each in (
				db.get_values(doctype, {"module": ("in", modules)}, "name", pluck=True) if modules else ()
			):
				delete_doc(doctype, each, force=True, ignore_permissions=True, ignore_on_trash=True)
		for module in modules:
			delete_doc("Module Def", module, force=True, ignore_permissions=True)
		db.set_global("installed_apps", json.dumps([app for app in get_installed_apps() if app != name]))
		run_hooks("after_uninstall", name)
		tell_apps("after_app_uninstall", name)
	finally:
		flags.in_uninstall = False
	cache.clear()
	db.commit()
