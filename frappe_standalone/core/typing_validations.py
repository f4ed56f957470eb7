"""Check the arguments of a whitelisted function against its type hints."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import lru_cache, wraps
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from frappe_standalone.core.errors import FrappeTypeError
from frappe_standalone.core.hooks import parameters_of
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.translate import _

TEXTS = {"true": True, "1": True, "false": False, "0": False}


def validate_argument_types(func: Callable, apply_condition: Callable[[], bool] = lambda: True) -> Callable:
	"""Wrap a function so that wrong arguments are refused by name; texts that stand for numbers are converted."""

	@wraps(func)
	def checked(*args: Any, **kwargs: Any) -> Any:
		if apply_condition():
			args, kwargs = checked_arguments(func, args, kwargs)
		return func(*args, **kwargs)

	return checked


@lru_cache(maxsize=2048)
def hints_of(fn: Callable) -> dict[str, Any]:
	"""The type hints of a function; those that cannot be resolved are not checked."""
	try:
		return get_type_hints(fn)
	except (NameError, TypeError):
		return {}


def checked_arguments(fn: Callable, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
	"""The arguments in the types the function asks for.

	Raises:
		FrappeTypeError: naming the argument.
	"""
	hints = hints_of(fn)
	if not hints:
		return args, kwargs
	parameters = parameters_of(fn)
	names = list(parameters)[: len(args)]
	convert = lambda name, value: converted(fn, name, value, hints.get(name, Any), parameters.get(name))  # noqa: E731
	return (
		tuple(convert(name, value) for name, value in zip(names, args, strict=False)) + args[len(names) :],
		{name: convert(name, value) for name, value in kwargs.items()},
	)


def converted(fn: Callable, name: str, value: Any, hint: Any, parameter: inspect.Parameter | None) -> Any:
	"""One argument in its type."""
	if parameter is None or parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
		return value
	if value is parameter.default:
		return value
	allowed = accepted_types(hint)
	if allowed is None or isinstance(value, allowed):
		return value
	if (isinstance(value, int) and float in allowed) or (isinstance(value, int | float) and bool in allowed):
		return value
	if isinstance(value, str):
		for kind, convert in ((bool, to_bool), (int, int), (float, float)):
			if kind in allowed:
				try:
					return convert(value)
				except ValueError:
					continue
	message = _("Argument '{0}' should be of type '{1}' but got '{2}' instead.")
	throw(message.format(bold(name), words_of(hint), words_of(type(value))), FrappeTypeError)


def words_of(hint: Any) -> str:
	"""A type as people read it: `<class 'int'>` would vanish as markup from the message."""
	return (
		hint.__name__ if isinstance(hint, type) and not get_args(hint) else str(hint).replace("typing.", "")
	)


def to_bool(text: str) -> bool:
	"""A truth value from the text a form sends."""
	try:
		return TEXTS[text.lower()]
	except KeyError:
		raise ValueError(text) from None


def accepted_types(hint: Any) -> tuple[type, ...] | None:
	"""The plain types a hint allows; None if it allows anything, or says more than a type."""
	if hint is Any or isinstance(hint, str):
		return None
	if hint is None:
		return (NoneType,)
	if get_origin(hint) in (Union, UnionType):
		kinds: tuple[type, ...] = ()
		for part in get_args(hint):
			inner = accepted_types(part)
			if inner is None:
				return None
			kinds += inner
		return kinds
	origin = get_origin(hint) or hint
	return (origin,) if isinstance(origin, type) and origin is not object else None
