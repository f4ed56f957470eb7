"""The list of supported names in docs/supported-api.md, written from the code.

python -m frappe_standalone.core.supported docs/supported-api.md
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from frappe_standalone.activation import API_FOLDER, activate

BEGIN, END = "<!-- names -->", "<!-- end of names -->"
BEGIN_DOCTYPES, END_DOCTYPES = "<!-- doctypes -->", "<!-- end of doctypes -->"
DOCTYPES = Path(__file__).parent / "doctype"
NOTHING = ("Section Break", "Column Break", "Tab Break", "Heading", "HTML", "Button", "Image", "Fold")
OWN_PARTS = ("refuse", "LAZY", "annotations")
UNDERSCORED = ("_", "_lt", "_dict")
OBJECTS = {
	"frappe.db": "frappe_standalone.core.db.database:Database",
	"frappe.qb": "frappe_standalone.core.qb:SQLite",
	"frappe.cache": "frappe_standalone.core.cache_facade:Cache",
}
INTERNAL = {  # parts of Database that are no API: how the platform itself begins and ends transactions
	*("columns", "connection", "ensure_transaction", "execute", "forget_columns", "indexes", "insert_row"),
	*("update_row", "execute_many", "own_tables", "seen_tables", "refresh_cache", "set_mode"),
}


def modules() -> list[str]:
	"""The dotted names of all API modules."""
	found = pkgutil.walk_packages([str(API_FOLDER / "frappe")], "frappe.")
	return ["frappe", *sorted(module.name for module in found)]


def names_of(module: ModuleType) -> list[str]:
	"""The public names of an API module, those loaded on first use included."""
	present = {name for name, value in vars(module).items() if is_public(name, value)}
	return sorted(
		{*present, *(name for name in vars(module).get("LAZY", {}) if not is_submodule(module, name))}
	)


def is_public(name: str, value: object) -> bool:
	"""True for a name that is offered, not merely used, by a module."""
	if (
		name in OWN_PARTS
		or isinstance(value, ModuleType)
		or (name.startswith("_") and name not in UNDERSCORED)
	):
		return False
	origin = getattr(value, "__module__", None) or ""
	return isinstance(value, str | int | tuple) or origin.split(".")[0] not in sys.stdlib_module_names


def is_submodule(module: ModuleType, name: str) -> bool:
	"""True if the name is a module of its own, with a section of its own."""
	return f"{module.__name__}.{name}" in modules()


def members(path: str) -> list[str]:
	"""The public methods of a class."""
	module, _colon, name = path.partition(":")
	found = inspect.getmembers(getattr(importlib.import_module(module), name))
	return sorted(n for n, _value in found if not n.startswith("_") and n not in INTERNAL)


def render() -> str:
	"""The list of names as Markdown."""
	activate()
	sections = [(name, names_of(importlib.import_module(name))) for name in modules()]
	sections += [(name, members(path)) for name, path in OBJECTS.items()]
	return listed((name, names) for name, names in sections if names)


def listed(sections: Iterable[tuple[str, Iterable[str]]]) -> str:
	"""Headings with the names below them."""
	return "\n".join(f"### `{name}`\n\n{' '.join(f'`{n}`' for n in names)}\n" for name, names in sections)


def doctypes() -> dict[str, dict]:
	"""The definitions of the platform's DocTypes by name, child tables among them."""
	paths = sorted(DOCTYPES.glob("*/*.json"))
	found = (json.loads(path.read_text(encoding="utf-8")) for path in paths if path.stem == path.parent.name)
	return {definition["name"]: definition for definition in found}


def fields_of(definition: dict) -> list[str]:
	"""The fields of a DocType that hold something, with their types."""
	fields = (df for df in definition["fields"] if df["fieldtype"] not in NOTHING)
	return [f"{df['fieldname']} ({df['fieldtype']}{target(df)})" for df in fields]


def target(df: dict) -> str:
	"""Where a link leads."""
	return f" {df['options']}" if df["fieldtype"] in ("Link", "Table", "Table MultiSelect") else ""


def updated(text: str) -> str:
	"""The document with the two lists made anew, each between its marks."""
	kinds = listed((name, fields_of(definition)) for name, definition in sorted(doctypes().items()))
	text = between(text, BEGIN, END, render())
	return between(text, BEGIN_DOCTYPES, END_DOCTYPES, kinds)


def between(text: str, begin: str, end: str, new: str) -> str:
	"""The text with what stands between two marks replaced."""
	head, _mark, rest = text.partition(begin)
	_old, _mark, tail = rest.partition(end)
	return f"{head}{begin}\n\n{new}\n{end}{tail}"


def main(path: str) -> None:
	"""Write the list into the document."""
	document = Path(path)
	document.write_text(updated(document.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
	main(sys.argv[1])
