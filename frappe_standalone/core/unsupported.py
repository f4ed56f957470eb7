"""The loud refusal of every `frappe` name that this platform does not have."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any, NoReturn

from frappe_standalone.core.instead import instead_of

SEE = "{name} is not in the supported list of this platform, see docs/supported-api.md"
INSTEAD = "{refusal}. Instead: {advice}"


class NotSupported(AttributeError):
	"""An unknown `frappe` name. An AttributeError, so that `hasattr` answers no and any use is loud."""

	def __init__(self, name: str):
		super().__init__(refusal(name))
		self.name = name


class NotSupportedModule(ModuleNotFoundError):
	"""An unknown `frappe` module."""

	def __init__(self, name: str):
		# ImportError.name stays empty: the import system silences a missing submodule of its own name.
		super().__init__(refusal(name))


def refusal(name: str) -> str:
	"""What is said of an unknown name, with what to use instead where that is known."""
	said, advice = SEE.format(name=name), instead_of(name)
	return INSTEAD.format(refusal=said, advice=advice) if advice else said


def refuse(module: str, lazy: Mapping[str, str] | None = None) -> Callable[[str], Any]:
	"""Return the `__getattr__` of an API module: names in `lazy` and submodules load on first use, others are refused.

	Args:
		module: the module's name, `__name__`.
		lazy: name → "package.module:attribute" (or "package.module" for a module) of the implementation.
	"""
	sources = dict(lazy or {})

	def __getattr__(name: str) -> Any:
		if name.startswith("__"):
			raise AttributeError(f"module {module!r} has no attribute {name!r}")
		if name not in sources:
			return _submodule(module, name) or _refuse(f"{module}.{name}")
		path, _, attribute = sources[name].partition(":")
		found = import_module(path)
		return getattr(found, attribute) if attribute else found

	return __getattr__


def _submodule(package: str, name: str) -> ModuleType | None:
	"""The module of this name inside a package, imported; None if there is none."""
	folders = getattr(sys.modules[package], "__path__", None)
	spec = PathFinder.find_spec(f"{package}.{name}", folders) if folders else None
	return import_module(f"{package}.{name}") if spec else None


def _refuse(name: str) -> NoReturn:
	raise NotSupported(name)
