"""Jinja's sandbox for templates that people write: mails, notifications, prints.

Beside what Jinja refuses: a template gets a copy of a form's definition, which all requests share in memory (changing it
would change the form and its rights for everybody until the next start); nothing whose name begins with an underscore, by
brackets neither; and it ends: by time and by size, so that a slip in a loop does not take the site down.
"""

from __future__ import annotations

import copy
import functools
import re
import time
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from frappe_standalone.core.meta import Meta
from frappe_standalone.core.translate import _

SECONDS = 10
MOST_LETTERS = 5_000_000
# A sequence times a number, or letters to a width, beyond this
MOST_REPEATED = 1_000_000
_WIDENING = frozenset(("ljust", "rjust", "center", "zfill", "expandtabs"))
_WIDE_FORMAT = re.compile(r"%[-+ #0]*(\*|\d{6,})|\.(\*|\d{6,})|\{[^{}]*:[^{}]*(\{|\d{6,})")


class TooLongError(SecurityError):
	"""The template takes more time or space than a page has."""


@dataclass
class _Run:
	"""One template being rendered: when it has to be done, and the definitions that were copied for it."""

	deadline: float
	metas: dict[str, Meta] = field(default_factory=dict)


_RUN: ContextVar[_Run | None] = ContextVar("template_run", default=None)


class WrittenSandbox(SandboxedEnvironment):
	"""The environment of written templates; render them with `render_within`."""

	intercepted_binops = frozenset(("*", "**", "%"))

	def __init__(self, *args: Any, **options: Any) -> None:
		super().__init__(*args, **options)
		self.globals["range"] = ticking_range
		for name in ("center", "indent"):
			self.filters[name] = with_width(self.filters[name])
		self.filters["format"] = with_format(self.filters["format"])

	def getattr(self, obj: Any, attribute: str) -> Any:
		tick()
		return own(super().getattr(own(obj), attribute))

	def getitem(self, obj: Any, argument: Any) -> Any:
		tick()
		if isinstance(argument, str) and argument.startswith("_") and not isinstance(obj, dict):
			return self.unsafe_undefined(obj, argument)
		return own(super().getitem(own(obj), argument))

	def call(self, context: Any, function: Any, /, *args: Any, **options: Any) -> Any:
		tick()
		name = getattr(function, "__name__", "")
		if name in ("format", "format_map"):
			# Jinja wraps the method of a text to look after the attributes that a format names
			check_format(getattr(getattr(function, "__wrapped__", function), "__self__", ""))
		elif name in _WIDENING:
			check_widths(*args)
		return own(super().call(context, function, *args, **options))

	def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
		tick()
		if operator == "**" and (abs(right) > 64 or abs(left) > 10**9):
			raise TooLongError(_("This power is too large for a page."))
		if operator == "*" and is_repeated_too_often(left, right):
			raise TooLongError(_("A text of this width does not fit on a page."))
		if operator == "%" and isinstance(left, str):
			check_format(left)
		return super().call_binop(context, operator, left, right)


def render_within(template: Any, context: dict[str, Any]) -> str:
	"""A template's text, within `SECONDS` and `MOST_LETTERS`. Raises `TooLongError`, one of Jinja's own errors."""
	token = _RUN.set(_RUN.get() or _Run(time.monotonic() + SECONDS))
	try:
		parts: list[str] = []
		letters = 0
		for part in template.generate(context):
			tick()
			letters += len(part)
			if letters > MOST_LETTERS:
				raise TooLongError(_("The text is longer than a page can show. Look for a loop without end."))
			parts.append(part)
		return "".join(parts)
	finally:
		_RUN.reset(token)


def tick() -> None:
	"""Raise `TooLongError` where the template that is rendered has had its time."""
	run = _RUN.get()
	if run and time.monotonic() > run.deadline:
		raise TooLongError(
			_("It takes longer than {0} seconds. Look for a loop without end.").format(SECONDS)
		)


def ticking_range(*bounds: int) -> Iterator[int]:
	"""`range`, as long as there is time."""
	for count, number in enumerate(range(*bounds)):
		if count % 1000 == 0:
			tick()
		yield number


def own(value: Any) -> Any:
	"""The value; of a form's definition the copy that this template has."""
	if not isinstance(value, Meta):
		return value
	run = _RUN.get()
	if run is None:
		return value
	if run.metas.get(value.name) is not value:
		run.metas.setdefault(value.name, copy.deepcopy(value))
	return run.metas[value.name]


def check_format(text: Any) -> None:
	"""Refuse a format that makes a width of a milliard (`%999999999d`), or takes one from its values (`%*d`)."""
	if isinstance(text, str) and _WIDE_FORMAT.search(text):
		raise TooLongError(_("A text of this width does not fit on a page."))


def check_widths(*widths: Any) -> None:
	"""Refuse a width that no page has."""
	if any(isinstance(width, int | float) and width > MOST_REPEATED for width in widths):
		raise TooLongError(_("A text of this width does not fit on a page."))


def is_repeated_too_often(left: Any, right: Any) -> bool:
	for many, one in ((left, right), (right, left)):
		if isinstance(one, str | bytes | list | tuple) and isinstance(many, int):
			return many * max(1, len(one)) > MOST_REPEATED
	return False


def with_width(written: Any) -> Any:
	"""A filter of Jinja's that takes a width, for widths that fit on a page."""

	@functools.wraps(written)
	def narrow(value: Any, *args: Any, **options: Any) -> Any:
		check_widths(*args, *options.values())
		return written(value, *args, **options)

	return narrow


def with_format(written: Any) -> Any:
	"""Jinja's `format`, for formats that fit on a page."""

	@functools.wraps(written)
	def narrow(value: Any, *args: Any, **options: Any) -> Any:
		check_format(value)
		return written(value, *args, **options)

	return narrow
