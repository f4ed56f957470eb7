"""Every way in that the running platform itself names: whitelisted functions, documents' methods, REST.

Nothing here is a list from memory: modules that whitelist something are imported, then the platform is asked.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import frappe


@dataclass(frozen=True)
class Door:
	"""One whitelisted function, with the names of its parameters."""

	name: str
	function: Callable
	parameters: tuple[str, ...]
	required: tuple[str, ...]

	@property
	def reads_request(self) -> bool:
		"""Whether it reads the request itself instead of naming parameters."""
		return not self.parameters and "form_dict" in inspect.getsource(inspect.unwrap(self.function))


def doors() -> list[Door]:
	"""Every whitelisted function of the platform and the app, by its dotted name, sorted."""
	for module in _whitelisting_modules():
		importlib.import_module(module)
	found: dict[str, Door] = {}
	for function in (*frappe.whitelisted, *_let_through()):
		if "." in function.__qualname__:
			continue  # a document's method: reached by run_doc_method and run_method
		door = _door(function)
		found[door.name] = door
	return [found[name] for name in sorted(found)]


@dataclass(frozen=True)
class RestDoor:
	"""One address of REST that names a document: verb, pattern, and the function that answers."""

	name: str
	verb: str
	endpoint: Callable
	arguments: tuple[str, ...]


def rest_doors() -> list[RestDoor]:
	"""The addresses below `/api/` that name a document and write, from the platform's own table; one that other addresses
	repeat (`/api/v1/`) once."""
	found: dict[tuple[str, Callable], RestDoor] = {}
	for rule in sorted(_api_map().iter_rules(), key=lambda rule: (len(rule.rule), rule.rule)):
		if "doctype" not in rule.arguments:
			continue
		for verb in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
			door = RestDoor(f"{verb} {rule.rule}", verb, rule.endpoint, tuple(sorted(rule.arguments)))
			found.setdefault((verb, rule.endpoint), door)
	return sorted(found.values(), key=lambda door: door.name)


def _api_map():
	if _is_standalone():
		return importlib.import_module("frappe_standalone.core.http.routes").API
	return importlib.import_module("frappe.api").API_URL_MAP


def document_methods(doctype: str) -> list[str]:
	"""Whitelisted methods of a doctype's documents, its base class's included."""
	from frappe.model.base_document import get_controller

	known = set(map(id, frappe.whitelisted))
	members = inspect.getmembers(get_controller(doctype), inspect.isfunction)
	return sorted(
		name for name, member in members if id(inspect.unwrap(member)) in known or id(member) in known
	)


def _let_through() -> list[Callable]:
	"""What the handler of requests lets through by its name, without the list: it checks the method that it runs."""
	handler = importlib.import_module("frappe.handler")
	return [handler.run_doc_method] if hasattr(handler, "run_doc_method") else []


def _door(function: Callable) -> Door:
	parameters = inspect.signature(function).parameters.values()
	named = [one for one in parameters if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)]
	return Door(
		f"{function.__module__}.{function.__name__}",
		function,
		tuple(one.name for one in named),
		tuple(one.name for one in named if one.default is one.empty),
	)


def _whitelisting_modules() -> Iterator[str]:
	"""Modules of the platform and the app whose text uses `whitelist(`."""
	for package in _packages():
		for found in pkgutil.walk_packages([str(package[1])], f"{package[0]}.", onerror=lambda _name: None):
			path = _file_of(package[1], package[0], found.name)
			if path and "whitelist(" in path.read_text(encoding="utf-8") and "test" not in path.name:
				yield found.name


def _packages() -> list[tuple[str, Path]]:
	import township_gov

	platform = importlib.import_module("frappe_standalone") if _is_standalone() else frappe
	return [(one.__name__, Path(one.__file__).parent) for one in (platform, township_gov)]


def _is_standalone() -> bool:
	return "frappe_standalone" in Path(frappe.__file__).parts


def _file_of(folder: Path, package: str, module: str) -> Path | None:
	parts = module[len(package) + 1 :].split(".")
	for path in (folder.joinpath(*parts).with_suffix(".py"), folder.joinpath(*parts, "__init__.py")):
		if path.exists():
			return path
	return None
