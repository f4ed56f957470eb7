"""The dictionary that Frappe hands out everywhere: its keys are also attributes."""

from __future__ import annotations

from typing import Any


class _dict(dict):
	"""A dictionary whose keys read and write as attributes; a missing key reads as None."""

	__slots__ = ()
	__getattr__ = dict.get
	__setattr__ = dict.__setitem__
	__delattr__ = dict.__delitem__
	__setstate__ = dict.update

	def __getstate__(self) -> dict:
		return self

	def update(self, *args: Any, **kwargs: Any) -> _dict:
		"""Update, and return self."""
		super().update(*args, **kwargs)
		return self

	def copy(self) -> _dict:
		"""A shallow copy of the same kind."""
		return _dict(self)
