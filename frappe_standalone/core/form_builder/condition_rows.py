"""Conditions of fields as rows (field, comparison, value) instead of expressions, and back."""

from __future__ import annotations

import json
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.desk.conditions import UnsupportedCondition, parse

COMPARISONS = ("==", "!=", ">", ">=", "<", "<=")
FILLED, EMPTY = "set", "not set"


class BadConditionError(frappe.ValidationError):
	"""A row of a condition names no field, or a comparison that does not exist."""


def expression_of(rows: list[dict[str, Any]], fieldnames: set[str]) -> str:
	"""The expression v15 stores: every row must hold. No rows: no condition.

	Raises:
		BadConditionError
	"""
	parts = [part_of(row, fieldnames) for row in rows]
	return f"eval:{' && '.join(parts)}" if parts else ""


def part_of(row: dict[str, Any], fieldnames: set[str]) -> str:
	field, operator = row.get("field") or "", row.get("operator") or "=="
	if field not in fieldnames or operator not in (*COMPARISONS, FILLED, EMPTY):
		frappe.throw(_("Choose a field of this form for each condition."), BadConditionError)
	if operator == FILLED:
		return f"doc.{field}"
	if operator == EMPTY:
		return f"!doc.{field}"
	return f"doc.{field}{operator}{json.dumps(value_of(row.get('value')), ensure_ascii=False)}"


def value_of(value: Any) -> Any:
	"""A number where the text is one, so that 1000 is compared as a number."""
	text = str(value if value is not None else "").strip()
	try:
		return int(text) if str(int(text)) == text else text
	except ValueError:
		return text


def rows_of(expression: str | None) -> list[dict[str, Any]] | None:
	"""The rows of a stored expression; None for one that is more than rows joined by AND."""
	if not expression:
		return []
	try:
		return all_rows(parse(expression))
	except UnsupportedCondition:
		return None


def all_rows(node: list) -> list[dict[str, Any]] | None:
	if node[0] == "and":
		left, right = all_rows(node[1]), all_rows(node[2])
		return None if left is None or right is None else left + right
	row = row_of(node)
	return None if row is None else [row]


def row_of(node: list) -> dict[str, Any] | None:
	if node[0] == "doc":
		return {"field": node[1], "operator": FILLED, "value": ""}
	if node[0] == "not" and node[1][0] == "doc":
		return {"field": node[1][1], "operator": EMPTY, "value": ""}
	if node[0] in COMPARISONS and node[1][0] == "doc" and node[2][0] == "value":
		return {
			"field": node[1][1],
			"operator": node[0],
			"value": "" if node[2][1] is None else str(node[2][1]),
		}
	return None
