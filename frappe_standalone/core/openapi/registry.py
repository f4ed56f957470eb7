"""Every function that `/api/method/` answers, by the dotted name that callers use."""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import frappe

from frappe_standalone.core import whitelist
from frappe_standalone.core.apps import PLATFORM
from frappe_standalone.core.http.handler import SHORT_NAMES

PLATFORM_FOLDER = Path(__file__).resolve().parents[2]
API_FOLDER = PLATFORM_FOLDER / "api"


def methods() -> dict[str, Callable]:
	"""Return the whitelisted functions of the platform and of the installed apps, by their public names.

	A function that v15 has carries v15's name, others the name of their module. What an app puts in a function's
	place (hook `override_whitelisted_methods`) is described under the old name.
	"""
	load()
	public = public_names()
	found: dict[str, Callable] = {}
	for function in whitelist.whitelisted:
		name = public.get(function) or own_name(function)
		if name:
			found[name] = function
	for name, overrides in frappe.get_hooks("override_whitelisted_methods", {}).items():
		found[name] = frappe.get_attr(overrides[-1])
	return dict(sorted(found.items()))


def document_methods(doctype: str) -> dict[str, Callable]:
	"""Return the whitelisted methods of a DocType's documents (`run_method`)."""
	from frappe_standalone.core.model.controllers import get_controller

	controller = get_controller(doctype)
	members = inspect.getmembers(controller, inspect.isfunction)
	return {name: member for name, member in members if member in whitelist.whitelisted}


def load() -> None:
	"""Import every module that whitelists something: a function is known once its module is loaded."""
	for name in (*public_modules(), *whitelisting_modules()):
		importlib.import_module(name)


def public_modules() -> Iterator[str]:
	"""Yield the modules below `frappe` that apps and callers may name."""
	for path in sorted((API_FOLDER / "frappe").rglob("*.py")):
		if path.parent.name != "tests":
			yield dotted(path, API_FOLDER)


def whitelisting_modules() -> Iterator[str]:
	"""Yield the modules of the platform's core and of the installed apps that use `whitelist`."""
	folders = [PLATFORM_FOLDER / "core"]
	folders += [Path(frappe.get_app_path(app)) for app in frappe.get_installed_apps() if app != PLATFORM]
	for folder in folders:
		root = folder.parents[1] if folder.is_relative_to(PLATFORM_FOLDER) else folder.parent
		for path in sorted(folder.rglob("*.py")):
			if "whitelist(" in path.read_text(encoding="utf-8"):
				yield dotted(path, root)


def dotted(path: Path, root: Path) -> str:
	"""Return the module name of a file below `root`."""
	parts = path.relative_to(root).with_suffix("").parts
	return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def public_names() -> dict[Callable, str]:
	"""Return the name below `frappe` of each function that has one: the short name of a handler, else the shortest."""
	names: dict[Callable, str] = {}
	for module in sorted(name for name in sys.modules if name == "frappe" or name.startswith("frappe.")):
		for attribute, value in list(vars(sys.modules[module]).items()):
			if not inspect.isfunction(value) or value not in whitelist.whitelisted:
				continue
			short = module == "frappe.handler" and attribute in SHORT_NAMES
			name = attribute if short else f"{module}.{attribute}"
			if value not in names or len(name) < len(names[value]):
				names[value] = name
	return names


def own_name(function: Callable) -> str | None:
	"""Return module and name; None for a method of a class or a function inside another."""
	if "." in function.__qualname__:
		return None
	known = getattr(sys.modules.get(function.__module__), function.__name__, None)
	return f"{function.__module__}.{function.__name__}" if known is function else None
