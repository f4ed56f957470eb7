"""Does this platform have a name, and does it take a call made this way? Asked of the code itself."""

from __future__ import annotations

import importlib
import inspect
import re
from functools import cache
from typing import Any
from unittest import TestCase

from frappe_standalone.core.app_check.kinds import JOINER, OPEN, QUERY
from frappe_standalone.core.app_check.uses import Use

SET = re.compile(r"\bself\.([a-z]\w*)(?:: [^=\n]+)? = ")
# objects made for each request or site → their classes
CLASSES = {
	"frappe.db": "frappe_standalone.core.db.database:Database",
	"frappe.cache": "frappe_standalone.core.cache_facade:Cache",
	QUERY: "frappe_standalone.core.qb:SQLiteQueryBuilder",
	JOINER: "pypika.queries:Joiner",
	"frappe.qb": "frappe_standalone.core.qb:SQLite",
}
MISSING = object()
ANYTHING = object()  # what a reader cannot look into


@cache
def find(name: str) -> Any:
	"""What a dotted name of the API stands for, MISSING where there is nothing."""
	if name in OPEN:
		return ANYTHING
	if name in CLASSES:
		module, _colon, attribute = CLASSES[name].partition(":")
		return getattr(importlib.import_module(module), attribute)
	owner, _dot, attribute = name.rpartition(".")
	if not owner:
		return importlib.import_module(name)
	holder = find(owner)
	if holder is MISSING or holder is ANYTHING:
		return holder
	try:
		return getattr(holder, attribute)
	except AttributeError:
		is_set = owner in CLASSES and attribute in set_attributes(holder)
		return ANYTHING if is_set else submodule(holder, name)


@cache
def set_attributes(kind: type) -> frozenset[str]:
	"""The public attributes that the methods of a class (and of those it is made from) set on its objects."""
	ours = [base for base in kind.__mro__ if base.__module__.startswith("frappe_standalone")]
	return frozenset(name for base in ours for name in SET.findall(inspect.getsource(base)))


def submodule(holder: Any, name: str) -> Any:
	"""The module of that name, MISSING if there is none."""
	if not hasattr(holder, "__path__"):
		return MISSING
	try:
		return importlib.import_module(name)
	except ImportError:
		return MISSING


def is_of_python(name: str) -> bool:
	"""True for what a test case has from `unittest`: that is no use of frappe."""
	owner, _dot, attribute = name.rpartition(".")
	return owner == "frappe.tests.utils.FrappeTestCase" and hasattr(TestCase, attribute)


@cache
def has(name: str) -> bool:
	"""True if the platform has the name."""
	return find(name) is not MISSING


def refused_argument(use: Use) -> str | None:
	"""The argument of a call that the platform's function does not take, None if it takes all."""
	if use.keywords is None:
		return None
	parameters = signature(use.name)
	if parameters is None or any(p.kind is p.VAR_KEYWORD for p in parameters):
		return None
	known = {p.name for p in parameters if p.kind is not p.POSITIONAL_ONLY}
	for word in use.keywords:
		if word not in known:
			return word
	places = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
	takes_more = any(p.kind is p.VAR_POSITIONAL for p in parameters)
	if use.positional is not None and use.positional > len(places) and not takes_more:
		return str(use.positional)
	return None


@cache
def signature(name: str) -> tuple[inspect.Parameter, ...] | None:
	"""The parameters as a caller sees them, None for what does not tell."""
	found = find(name)
	if not (inspect.isfunction(found) or inspect.ismethod(found)):
		return None
	parameters = tuple(inspect.signature(found).parameters.values())
	owner = find(name.rpartition(".")[0])
	bound = inspect.isclass(owner) and not isinstance(
		inspect.getattr_static(owner, name.rpartition(".")[2]), staticmethod | classmethod
	)
	return parameters[1:] if bound else parameters
