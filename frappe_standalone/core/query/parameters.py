"""Collect the values of a statement while its text is put together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from frappe_standalone.core.db.values import bind, literal

PLACEHOLDER = re.compile(r":(p\d+)\b")


class Parameters:
	"""Values by placeholder."""

	def __init__(self) -> None:
		self.values: dict[str, Any] = {}

	def add(self, value: Any) -> str:
		"""Keep a value and return its placeholder."""
		name = f"p{len(self.values)}"
		self.values[name] = bind(value)
		return f":{name}"

	def many(self, values: Iterable[Any]) -> str:
		"""Keep several values and return their placeholders in brackets."""
		return f"({', '.join(self.add(value) for value in values)})"

	def inline(self, sql: str) -> str:
		"""The statement with its values written in: what `run=False` returns."""
		return PLACEHOLDER.sub(lambda m: literal(self.values[m[1]]) if m[1] in self.values else m[0], sql)
