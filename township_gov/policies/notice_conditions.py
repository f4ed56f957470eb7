"""Conditions of a notification as rows, and as the expression that the platform keeps: both ways, pure.

An administrator fills rows (field, comparison, value). Frappe stores one Python expression; the one written here can be
read back into the same rows, any other is somebody's own and is left to his form.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from township_gov.policies.refusal import RuleError

COMPARISONS = ("=", "!=", ">", ">=", "<", "<=", "in", "is set", "is not set")
_WITHOUT_VALUE = ("is set", "is not set")
_ORDERED = (">", ">=", "<", "<=")
_SIGNS = {ast.Eq: "=", ast.NotEq: "!=", ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<="}
_NOTHING = (None, "", 0)


class BadConditionRow(RuleError):
	"""A row that says nothing, or compares what cannot be compared."""


@dataclass(frozen=True)
class Row:
	"""One row; `value` is text as it was typed, a list for `in` is separated by commas."""

	field: str
	comparison: str
	value: str = ""


def rows_from(sent: Iterable[Mapping[str, Any]], numbers: frozenset[str], known: frozenset[str]) -> list[Row]:
	"""The rows of a form, checked; those without a field are left out. Raises `BadConditionRow`."""
	rows = []
	for number, row in enumerate(sent, 1):
		made = Row(
			str(row.get("field") or ""),
			str(row.get("comparison") or "="),
			str(row.get("value") or "").strip().replace("，", ","),
		)
		if made.field:
			_check(number, made, numbers, known)
			rows.append(made)
	return rows


def _check(number: int, row: Row, numbers: frozenset[str], known: frozenset[str]) -> None:
	if row.field not in known or row.comparison not in COMPARISONS:
		raise BadConditionRow("notification", "Row {0}: choose a field and a comparison.", number)
	if row.comparison not in _WITHOUT_VALUE and row.value == "":
		raise BadConditionRow("notification", "Row {0}: enter a value, or choose “is empty”.", number)
	if row.comparison in _ORDERED and row.field not in numbers:
		raise BadConditionRow("notification", "Row {0}: only numbers are larger or smaller.", number)
	if row.field in numbers and row.comparison not in _WITHOUT_VALUE:
		for part in row.value.split(","):
			try:
				float(part)
			except ValueError:
				raise BadConditionRow("notification", "Row {0}: {1} is no number.", number, part) from None


def expression(rows: Iterable[Row], numbers: frozenset[str]) -> str:
	"""The expression of rows, all of which must hold; "" where there are none."""
	return " and ".join(_one(row, row.field in numbers) for row in rows)


def _one(row: Row, is_number: bool) -> str:
	place = f"doc.{row.field}"
	if row.comparison == "is set":
		return f'{place} not in (None, "", 0)'
	if row.comparison == "is not set":
		return f'{place} in (None, "", 0)'
	if is_number:
		place = f"({place} or 0)"
	values = [_written(part.strip(), is_number) for part in row.value.split(",")]
	if row.comparison == "in":
		return f"{place} in ({', '.join(values)},)"
	sign = {"=": "=="}.get(row.comparison, row.comparison)
	return f"{place} {sign} {_written(row.value, is_number)}"


def _written(value: str, is_number: bool) -> str:
	if not is_number:
		return repr(value)
	number = float(value)
	return str(int(number)) if number == int(number) else str(number)


def read(text: str | None) -> list[Row] | None:
	"""The rows of an expression written here; None for anybody else's."""
	if not (text or "").strip():
		return []
	try:
		tree = ast.parse(str(text).strip(), mode="eval").body
	except SyntaxError:
		return None
	parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
	rows = [_row_of(part) for part in parts]
	return None if None in rows else [row for row in rows if row]


def _row_of(node: ast.AST) -> Row | None:
	if not isinstance(node, ast.Compare) or len(node.ops) != 1:
		return None
	field = _field_of(node.left)
	try:
		value = ast.literal_eval(node.comparators[0])
	except ValueError:
		return None
	if field is None:
		return None
	operator = type(node.ops[0])
	if operator in (ast.In, ast.NotIn):
		return _membership(field, operator, value)
	return Row(field, _SIGNS[operator], str(value)) if operator in _SIGNS else None


def _membership(field: str, operator: type, value: Any) -> Row | None:
	if value == _NOTHING:
		return Row(field, "is not set" if operator is ast.In else "is set")
	if operator is ast.In and isinstance(value, tuple):
		return Row(field, "in", ",".join(str(part) for part in value))
	return None


def _field_of(node: ast.AST) -> str | None:
	if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and len(node.values) == 2:
		node = node.values[0]
	if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "doc":
		return node.attr
	return None
