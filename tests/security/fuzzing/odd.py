"""Values that nobody sends in good faith."""

from __future__ import annotations

import random
from typing import Any

TEXTS = (
	"", " ", "0", "-1", "null", "true", "[]", "{}", "[[", '{"a":', "\x00", "a\x00b", "\ufffe", "\u202e名", "\U0001f600" * 3,
	"'", '"', "`", "';--", "' or 1=1 --", "`) union select password from `__Auth` --", "%", "%s", "%(x)s", "{0}", "{{ 7*7 }}",
	"{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}", "<script>alert(1)</script>", "../../etc/passwd",
	"..\\..\\x", "/", "//", "a/b", "name asc; drop table x", "count(*)", "name as `x`", "*", "tabUser.name",
	"`tabUser`.`name`", "`tab__Auth`.`password`", "owner.name", "kin.relation", "descendants of", "2026-02-30", "0000-00-00",
	"9999-12-31", "2026-01-01 25:61:61", "1e400", "-1e400", "nan", "Infinity", "1" * 400, "x" * 20_000, "中" * 5_000, "\r\nX-Injected: 1",
	"javascript:alert(1)", "file:///etc/passwd", "http://127.0.0.1/", "__class__", "__init__", "__dict__", "flags", "meta",
	"doctype", "DocType", "User", "Administrator", "Guest", "System Settings", "__Auth", "sqlite_master", "tabUser", "new-todo-1",
)  # fmt: skip
NUMBERS = (0, 1, -1, 2, 20, 10**6, 2**31, 2**63, -(2**63) - 1, 10**30, 0.1, -0.0, 1e308, 1.5)
OPERATORS = (
	"=", "!=", ">", "<", "like", "not like", "in", "not in", "is", "between", "timespan", "previous", "next", "ancestors of",
	"descendants of", "not descendants of", "descendants of (inclusive)", "=<", "regex", "nothing", "", "IN", None, 1, [],
)  # fmt: skip


def value(chance: random.Random, depth: int = 0) -> Any:
	"""Return something odd: a text, a number, a truth value, nothing, a list or an object of such things."""
	kind = chance.randrange(10 if depth < 3 else 7)
	if kind < 3:
		return chance.choice(TEXTS)
	if kind < 5:
		return chance.choice(NUMBERS)
	if kind == 5:
		return chance.choice((True, False))
	if kind == 6:
		return None
	if kind == 7:
		return [value(chance, depth + 1) for _each in range(chance.randrange(4))]
	return {str(chance.choice(TEXTS))[:50]: value(chance, depth + 1) for _each in range(chance.randrange(4))}


def filters(chance: random.Random, fields: list[str], depth: int = 0) -> Any:
	"""Return filters: of a right shape with odd parts, or of a shape nobody expects."""
	kind = chance.randrange(9)
	field = chance.choice(fields) if chance.randrange(4) else chance.choice(TEXTS)
	operator, content = chance.choice(OPERATORS), value(chance)
	if kind == 0:
		return {field: content}
	if kind == 1:
		return {field: [operator, content]}
	if kind == 2:
		return [[field, operator, content]]
	if kind == 3:
		return [[chance.choice(("User", "ToDo", "__Auth", 1, None)), field, operator, content]]
	if kind == 4:
		return [field, operator, content]
	if kind == 5 and depth < 6:
		return [
			filters(chance, fields, depth + 1),
			chance.choice(("and", "or", None)),
			filters(chance, fields, depth + 1),
		]
	if kind == 6 and depth < 6:
		return {field: filters(chance, fields, depth + 1)}
	if kind == 7:
		return [[field, operator, content, content, content], field, None, {}]
	return value(chance)


def deep(chance: random.Random, levels: int) -> str:
	"""Return JSON text nested so deep that careless readers fall over."""
	opening, closing = chance.choice((("[", "]"), ('{"a":', "}")))
	return opening * levels + "1" + closing * levels
