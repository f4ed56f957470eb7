"""Typed conditions: a field, an operator, a value. No code and no expression language.

A *when* is a tuple of groups: rows inside a group are joined by AND, groups by OR. An empty *when* is
always true.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "in", "not in", "is set", "is not set")
_WITHOUT_VALUE = ("is set", "is not set")


@dataclass(frozen=True, slots=True)
class Condition:
	"""One row: the document's `field` compared with `value` (a list for `in` and `not in`)."""

	field: str
	operator: str
	value: str | tuple[str, ...] | None = None

	@classmethod
	def parse(cls, row: Mapping[str, Any]) -> Condition:
		"""Read one row. Values are kept as text, as the form keeps them; `in` / `not in` take a list or commas."""
		operator = row.get("operator") or "="
		value = row.get("value")
		if operator in _WITHOUT_VALUE:
			value = None
		elif operator in ("in", "not in"):
			parts = value.replace("，", ",").split(",") if isinstance(value, str) else (value or ())
			value = tuple(_text(part) for part in parts)
		else:
			value = _text(value)
		return cls(field=row.get("field") or "", operator=operator, value=value)

	@property
	def lacks_value(self) -> bool:
		"""Whether the row compares with nothing at all: half written, for emptiness has operators of its own."""
		return self.operator not in _WITHOUT_VALUE and self.value in ("", (), ("",))

	def dump(self) -> dict[str, Any]:
		"""The row as plain JSON values."""
		row: dict[str, Any] = {"field": self.field, "operator": self.operator}
		if self.operator not in _WITHOUT_VALUE:
			row["value"] = list(self.value) if isinstance(self.value, tuple) else self.value
		return row


def _text(value: Any) -> str:
	if isinstance(value, bool):
		return str(int(value))
	return "" if value is None else str(value).strip()


When = tuple[tuple[Condition, ...], ...]


def holds(when: When, values: Mapping[str, Any]) -> bool:
	"""Whether any group of `when` holds completely for the document's `values`."""
	return not when or any(all(_row_holds(row, values) for row in group) for group in when)


def fields_of(when: When) -> set[str]:
	"""Names of the fields that `when` looks at."""
	return {row.field for group in when for row in group}


def _row_holds(row: Condition, values: Mapping[str, Any]) -> bool:
	return _TESTS[row.operator](values.get(row.field), row.value)


def _is_set(value: Any) -> bool:
	return value not in (None, "", 0, False)


def _comparable(left: Any, right: Any) -> tuple[Any, Any]:
	"""Both sides as numbers where the document holds a number, else both as text (ISO dates sort as text)."""
	if isinstance(left, bool | int | float | Decimal):
		try:
			return Decimal(str(int(left) if isinstance(left, bool) else left)), Decimal(str(right or 0))
		except InvalidOperation:
			return str(left), str(right)
	return ("" if left is None else str(left)), ("" if right is None else str(right))


def _equal(left: Any, right: Any) -> bool:
	left, right = _comparable(left, right)
	return bool(left == right)


def _ordered(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
	def compare(left: Any, right: Any) -> bool:
		if left in (None, ""):
			return False
		return test(*_comparable(left, right))

	return compare


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
	"=": _equal,
	"!=": lambda left, right: not _equal(left, right),
	">": _ordered(lambda left, right: left > right),
	">=": _ordered(lambda left, right: left >= right),
	"<": _ordered(lambda left, right: left < right),
	"<=": _ordered(lambda left, right: left <= right),
	"in": lambda left, right: any(_equal(left, one) for one in right),
	"not in": lambda left, right: not any(_equal(left, one) for one in right),
	"is set": lambda left, _right: _is_set(left),
	"is not set": lambda left, _right: not _is_set(left),
}
