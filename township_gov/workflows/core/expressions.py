"""Conditions written out: as a sentence for people, and as an expression for another engine.

The expression is in the words that Python and most process engines share (`and`, `or`, `not`, `in`, `==`). It gives what
`conditions.holds` gives for values that are present, and does not fail for those that are empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from township_gov.workflows.conditions import Condition, When

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?")
_EMPTY = '(None, "")'
NUMBERS = frozenset(("Int", "Float", "Currency", "Percent", "Check", "Rating", "Duration", "Long Int"))

Words = Callable[[str], str]


def sentence(
	when: When, words: Words = str, labels: Mapping[str, str] | None = None, values: Words | None = None
) -> str:
	"""A *when* as people read it. `words` translates, `values` what fields hold; `labels` names the fields."""
	names, said = labels or {}, values or words
	groups = [f" {words('and')} ".join(_row_said(row, words, names, said) for row in group) for group in when]
	if len(groups) == 1:
		return groups[0]
	return f" {words('or')} ".join(f"({group})" for group in groups)


def expression(when: When, types: Mapping[str, str] | None = None) -> str:
	"""A *when* as a machine reads it; an empty one is `True`. `types`: types of the fields, where they are known."""
	if not when:
		return "True"
	groups = [" and ".join(_row_tested(row, types) for row in group) for group in when]
	return groups[0] if len(groups) == 1 else " or ".join(f"({group})" for group in groups)


def _row_said(row: Condition, words: Words, labels: Mapping[str, str], said: Words) -> str:
	name = labels.get(row.field) or row.field
	if row.value is None:
		return f"{name} {words(row.operator)}"
	values = row.value if isinstance(row.value, tuple) else (row.value,)
	shown = ", ".join(said(one) for one in values)
	operator = words(row.operator) if row.operator[0].isalpha() else row.operator
	return f"{name} {operator} {shown}"


def _row_tested(row: Condition, types: Mapping[str, str] | None) -> str:
	name = row.field
	if row.operator == "is set":
		return f"bool({name})"
	if row.operator == "is not set":
		return f"not {name}"
	if row.operator in ("in", "not in"):
		values = row.value if isinstance(row.value, tuple) else ()
		return f"{name} {row.operator} [{', '.join(_literal(name, one, types) for one in values)}]"
	value = _literal(name, str(row.value or ""), types)
	if row.operator in ("=", "!="):
		sign = "==" if row.operator == "=" else "!="
		return f"{name} {sign} {value}" if value != '""' else f'({name} or "") {sign} ""'
	return f"{name} not in {_EMPTY} and {name} {row.operator} {value}"


def _literal(name: str, value: str, types: Mapping[str, str] | None) -> str:
	"""A number where the field holds numbers; where its type is not known, where the value looks like one."""
	is_number = bool(_NUMBER.fullmatch(value))
	if types is not None and name in types:
		is_number = types[name] in NUMBERS and is_number
	return value if is_number else json.dumps(value, ensure_ascii=False)
