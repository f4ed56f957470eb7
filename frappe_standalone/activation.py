"""Make `import frappe` find this platform, and refuse where another `frappe` could be meant."""

from __future__ import annotations

import importlib.machinery
import importlib.metadata
import sys
from pathlib import Path

API_FOLDER = Path(__file__).resolve().parent / "api"

REAL_FRAPPE = (
	"A real Frappe is installed here ({where}), so the app should run on it: use `bench start`. "
	"To use the one-process platform instead, install it into a virtual environment of its own "
	"(python3 -m venv .venv)."
)
PLACEHOLDER = (
	"The package `frappe` from PyPI is installed here ({where}). It is a placeholder, not the framework, and it "
	"hides this platform. Remove it: pip uninstall frappe"
)


class ActivationRefused(RuntimeError):
	"""Another package named `frappe` is importable; the message says how to mend it."""


class UnsupportedModules:
	"""The last finder on `sys.meta_path`: an unknown `frappe.*` module is refused by its full name."""

	@staticmethod
	def find_spec(fullname: str, path: object = None, target: object = None) -> None:
		"""Refuse `frappe.…` (every known module was found before); leave all other names alone."""
		if fullname.startswith("frappe."):
			from frappe_standalone.core.unsupported import NotSupportedModule

			raise NotSupportedModule(fullname)


def activate() -> None:
	"""Put the supported API on `sys.path`, so that `import frappe` finds it. Calling it again changes nothing.

	Raises:
		ActivationRefused: if a real Frappe, or PyPI's placeholder of that name, is importable.
	"""
	folder = str(API_FOLDER)
	refuse_other_frappe(folder)
	if folder not in sys.path:
		sys.path.insert(0, folder)
	if UnsupportedModules not in sys.meta_path:
		sys.meta_path.append(UnsupportedModules)


def refuse_other_frappe(folder: str) -> None:
	"""Raise if `frappe` is loaded, or would be found, anywhere but in `folder`."""
	where = loaded_from() or found_outside(folder)
	if not where or Path(where).resolve().is_relative_to(folder):
		return
	message = REAL_FRAPPE if is_framework(Path(where)) else PLACEHOLDER
	raise ActivationRefused(message.format(where=where))


def loaded_from() -> str | None:
	"""The folder of an already imported `frappe`, or None."""
	module = sys.modules.get("frappe")
	return module_folder(getattr(module, "__file__", None))


def found_outside(folder: str) -> str | None:
	"""The folder of a `frappe` that `sys.path` or an import hook offers, `folder` apart."""
	paths = [entry for entry in sys.path if entry != folder]
	spec = importlib.machinery.PathFinder.find_spec("frappe", paths)
	for finder in sys.meta_path:
		if spec is None and finder is not importlib.machinery.PathFinder and hasattr(finder, "find_spec"):
			spec = finder.find_spec("frappe", None)
	return module_folder(spec.origin if spec else None)


def module_folder(origin: str | None) -> str | None:
	"""The folder of a package's `__init__.py`; a bare folder without one is no package of ours to judge."""
	return str(Path(origin).parent) if origin and origin.endswith(".py") else None


def is_framework(folder: Path) -> bool:
	"""True for the framework itself, which has documents; PyPI's placeholder has not."""
	return (folder / "model" / "document.py").is_file()
