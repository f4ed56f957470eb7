"""Finding a dotted name of the `frappe` API and describing how it is called."""

from __future__ import annotations

import importlib
import inspect


def resolve(dotted: str):
	"""The object behind `frappe.a.b.c`; modules are imported on the way. Raises where a part is missing."""
	first, *rest = dotted.split(".")
	found, path = importlib.import_module(first), first
	for part in rest:
		path = f"{path}.{part}"
		try:
			found = getattr(found, part)
		except AttributeError as missing:
			found = submodule(found, path, missing)
	return found


def submodule(found, path: str, missing: AttributeError):
	"""The module of that path; what the parent said about the name is raised where there is none."""
	if not hasattr(found, "__path__"):
		raise missing
	return importlib.import_module(path)


def parameters(found) -> list[str] | None:
	"""The parameters in order, or None for what cannot be called (or does not tell).

	As in a call's own notation: `*` before those that must be named, `*args` and `**kwargs` with their stars.
	"""
	if not callable(found):
		return None
	try:
		signature = inspect.signature(found)
	except (TypeError, ValueError):
		return None
	return list(_notation(signature))


def _notation(signature: inspect.Signature):
	starred = False
	for name, parameter in signature.parameters.items():
		if parameter.kind is parameter.KEYWORD_ONLY and not starred:
			yield "*"
			starred = True
		if parameter.kind is parameter.VAR_POSITIONAL:
			starred = True
		stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
		yield stars + name
