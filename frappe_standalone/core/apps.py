"""Apps: which ones can be installed, which are, where their files stand, and which module is whose."""

from __future__ import annotations

import importlib
import json
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

from frappe_standalone.core import cache
from frappe_standalone.core.context import is_connected, local
from frappe_standalone.core.text import scrub

GROUP = "frappe_standalone.apps"
PLATFORM = "frappe"  # the name apps expect the platform to have
PLATFORM_PACKAGE = "frappe_standalone"
PLATFORM_HOOKS = "frappe_standalone.core.platform_hooks"


@lru_cache(maxsize=1)
def available_apps() -> dict[str, str]:
	"""App name → package, for every app that an installed distribution offers; the platform is first."""
	found = {point.name: point.value for point in entry_points(group=GROUP)}
	return {PLATFORM: PLATFORM, **dict(sorted(found.items()))}


def package_path(app_name: str, *joins: str) -> Path:
	"""A path inside the package that holds an app's own files; the platform's do not stand where `frappe` does."""
	package = PLATFORM_PACKAGE if app_name == PLATFORM else available_apps().get(app_name, app_name)
	return Path(get_pymodule_path(package)).joinpath(*joins)


def get_all_apps(with_internal_apps: bool = True, sites_path: str | None = None) -> list[str]:
	"""The names of all apps that can be installed; the arguments are v15's and change nothing here."""
	return list(available_apps())


def get_installed_apps(*, _ensure_on_bench: bool = False) -> list[str]:
	"""The apps installed on this site in the order of installation, `frappe` first."""
	if not is_connected() or local.flags.in_install_db:
		return []
	installed = json.loads(local.db.get_global("installed_apps") or "[]")
	return [app for app in installed if app in available_apps()] if _ensure_on_bench else installed


def get_module(modulename: str) -> ModuleType:
	"""Import a module by its dotted name."""
	return importlib.import_module(modulename)


def get_app_path(app_name: str, *joins: str) -> str:
	"""A path inside the app's package. As in v15 the parts are scrubbed, except below `public`."""
	return get_pymodule_path(available_apps().get(app_name, app_name), *joins)


def get_pymodule_path(modulename: str, *joins: str) -> str:
	"""A path inside a Python package."""
	if "public" not in joins:
		joins = tuple(scrub(part) for part in joins)
	folder = Path(get_module(scrub(modulename)).__file__ or "").parent
	return str(folder.joinpath(*joins).absolute())


def get_app_source_path(app_name: str, *joins: str) -> str:
	"""A path beside the app's package."""
	return str(Path(get_app_path(app_name)).parent.joinpath(*joins))


def get_site_path(*joins: str) -> str:
	"""A path inside the site's folder."""
	return str(Path(local.site_path).joinpath(*joins))


def get_module_list(app_name: str) -> list[str]:
	"""The modules named in the app's `modules.txt`."""
	return get_file_items(package_path(app_name, "modules.txt"))


def get_file_items(
	path: str | Path, raise_not_found: bool = False, ignore_empty_lines: bool = True
) -> list[str]:
	"""The lines of a text file, stripped; empty lines and comments are left out."""
	lines = (read_file(path, raise_not_found=raise_not_found) or "").strip().splitlines()
	if ignore_empty_lines:
		lines = [line for line in lines if line.strip() and not line.startswith("#")]
	return [line.strip() for line in lines]


def read_file(path: str | Path, raise_not_found: bool = False) -> str | None:
	"""The text of a file; None, or an error, if it does not exist."""
	path = Path(path)
	if path.exists():
		return path.read_text(encoding="utf-8")
	if raise_not_found:
		raise OSError(f"{path} Not Found")
	return None


def get_file_json(path: str | Path) -> object:
	"""The content of a JSON file."""
	return json.loads(Path(path).read_text(encoding="utf-8"))


def module_app() -> dict[str, str]:
	"""Scrubbed module name → app, for the apps installed on this site."""
	return cache.get_live("module_app", local.site, _module_app)


def _module_app() -> dict[str, str]:
	apps = get_installed_apps(_ensure_on_bench=True) or [PLATFORM]
	return {scrub(module): app for app in apps for module in get_module_list(app)}


def get_module_app(module: str) -> str:
	"""The app a module belongs to.

	Raises:
		LookupError: if no installed app has the module.
	"""
	try:
		return module_app()[scrub(module)]
	except KeyError:
		raise LookupError(
			f"Module {module!r} is in no installed app. Add it to the app's modules.txt, then run `township migrate`."
		) from None


def get_module_path(module: str, *joins: str) -> str:
	"""A path inside the folder of an app's module."""
	return str(package_path(get_module_app(module), scrub(module), *map(scrub, joins)))
