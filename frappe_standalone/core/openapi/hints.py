"""Type hints as JSON Schema."""

from __future__ import annotations

import datetime
import inspect
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

WITHHELD = ("ignore_permissions", "flags")  # never passed on from a request
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
CONTAINERS = ((dict, "object"), (list, "array"), (tuple, "array"), (set, "array"))


def schema_of_hint(hint: Any) -> dict:
	"""Return the schema of a type hint; the empty one for a hint that says nothing JSON knows."""
	if hint is None:
		return {"type": "null"}
	if hint in TYPES:
		return {"type": TYPES[hint]}
	if hint in (datetime.date, datetime.datetime):
		return {"type": "string"}
	origin = get_origin(hint)
	if origin in (Union, UnionType):
		return _schema_of_union([schema_of_hint(part) for part in get_args(hint)])
	if origin is Literal:
		return {"enum": list(get_args(hint))}
	for kind, name in CONTAINERS:
		if isinstance(origin or hint, type) and issubclass(origin or hint, kind):
			return _schema_of_container(name, get_args(hint))
	return {}


def _schema_of_union(parts: list[dict]) -> dict:
	if {} in parts:
		return {}
	if all(list(part) == ["type"] for part in parts):
		return {"type": list(dict.fromkeys(part["type"] for part in parts))}
	return {"anyOf": parts}


def _schema_of_container(name: str, arguments: tuple) -> dict:
	if name == "array" and arguments:
		return {"type": name, "items": schema_of_hint(arguments[0])}
	return {"type": name}


def arguments_of(function: Callable) -> tuple[dict[str, dict], list[str], bool]:
	"""Return the schemas of a function's arguments, the names of those needed, and whether it takes others too."""
	try:
		hints = get_type_hints(function)
	except (NameError, TypeError):
		hints = {}
	properties: dict[str, dict] = {}
	needed: list[str] = []
	open_ended = False
	for name, parameter in inspect.signature(function).parameters.items():
		if parameter.kind is parameter.VAR_KEYWORD:
			open_ended = True
		if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL) or name in (*WITHHELD, "self"):
			continue
		properties[name] = with_default(schema_of_hint(hints.get(name, Any)), parameter.default)
		if parameter.default is parameter.empty:
			needed.append(name)
	return properties, needed, open_ended


def with_default(schema: dict, default: Any) -> dict:
	"""Return the schema with a default that JSON can write."""
	if default is inspect.Parameter.empty or not isinstance(default, str | int | float | bool):
		return schema
	return {**schema, "default": default}
