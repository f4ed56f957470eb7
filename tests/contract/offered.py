"""The public names the platform under test offers below `frappe`, by looking at its modules.

Usage, on the standalone only::

	python -m tests.contract.offered > names.csv

The CSV is what record_signatures.py takes as --names.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import types

# The platform's own tools, which its API modules need.
TOOLS = ("refuse", "public_names", "NotSupported")
# Objects whose methods are part of the API, by the name under which apps reach them.
OBJECTS = ("frappe.db", "frappe.cache", "frappe.model.document.Document", "frappe.model.meta.Meta")


def modules() -> list[str]:
	"""Every module below `frappe` that the platform has."""
	import frappe

	found = ["frappe"]
	for info in pkgutil.walk_packages(frappe.__path__, "frappe."):
		found.append(info.name)
	return found


def offered() -> list[str]:
	"""Dotted names of functions and classes, and of the methods of OBJECTS; a site must be connected."""
	from tests.contract.names import resolve

	names = set()
	for module in modules():
		names |= {f"{module}.{name}" for name in public(importlib.import_module(module))}
	for dotted in OBJECTS:
		names |= {f"{dotted}.{name}" for name in methods(resolve(dotted))}
	return sorted(names)


def public(module: types.ModuleType) -> list[str]:
	"""Functions and classes of a module that do not come from elsewhere than the platform."""
	refusal = vars(module).get("__getattr__")
	lazy = inspect.getclosurevars(refusal).nonlocals.get("sources", {}) if refusal else {}
	lazy = [name for name, source in lazy.items() if ":" in source]
	names = [
		name for name in {*vars(module), *lazy} if not name.startswith("_") or name in ("_", "_lt", "_dict")
	]
	return [name for name in names if name not in TOOLS and is_ours(getattr(module, name, None))]


def is_ours(found) -> bool:
	if not (inspect.isfunction(found) or inspect.isclass(found)):
		return False
	return (found.__module__ or "").split(".")[0] in ("frappe_standalone", "frappe")


def methods(holder) -> list[str]:
	"""Public methods."""
	kind = holder if inspect.isclass(holder) else type(holder)
	return [name for name, _found in inspect.getmembers(kind, callable) if not name.startswith("_")]


def main() -> None:
	from pathlib import Path
	from tempfile import TemporaryDirectory

	from tests.contract.conftest import Plain

	Plain.activate()
	with TemporaryDirectory() as folder:
		platform = Plain(Path(folder))
		platform.start()
		platform.connect()
		print("name", *offered(), sep="\n", file=sys.stdout)
		platform.stop()


if __name__ == "__main__":
	main()
