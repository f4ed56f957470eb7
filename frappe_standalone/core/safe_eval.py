"""Evaluate one expression that an administrator wrote, such as `doc.amount > 1000`.

Only the values that are handed in can be reached: no builtins, no attribute that begins with an underscore or
leads to the interpreter's frames, no assignment, no lambda, no f-string (its fields could read such attributes).
"""

from __future__ import annotations

import ast
import unicodedata
from functools import lru_cache
from types import CodeType
from typing import Any

ALLOWED = (
	*(ast.Expression, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Subscript, ast.Slice),
	*(ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Compare, ast.IfExp, ast.Call, ast.keyword, ast.Starred),
	*(ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
	*(ast.comprehension, ast.boolop, ast.unaryop, ast.operator, ast.cmpop),
)
ENDLESS = (ast.Pow, ast.LShift)  # a few characters make a number that is computed for hours
UNSAFE_ATTRIBUTES = {
	*("format", "format_map", "mro"),
	*("gi_frame", "gi_code", "gi_yieldfrom", "cr_frame", "cr_code", "cr_origin", "cr_await"),
	*("ag_code", "ag_frame", "tb_frame", "tb_next"),
	*("f_back", "f_builtins", "f_code", "f_globals", "f_locals", "f_trace"),
}
BUILTINS = (
	*(int, float, round, len, str, bool, abs, min, max, sum, any, all, sorted, list, tuple, set, dict, range),
	*(enumerate, zip),
)
GLOBALS = {function.__name__: function for function in BUILTINS} | {"long": int}


class UnsafeExpression(SyntaxError):
	"""The expression uses something it must not; the message says what."""


def safe_eval(code: str, eval_globals: dict | None = None, eval_locals: dict | None = None) -> Any:
	"""The value of an expression over the names handed in.

	Raises:
		UnsafeExpression: for anything but a plain expression.
	"""
	# one dictionary, because a comprehension does not see the locals of `eval`
	names = {**GLOBALS, **(eval_globals or {}), **(eval_locals or {}), "__builtins__": {}}
	return eval(checked(unicodedata.normalize("NFKC", code)), names)


@lru_cache(maxsize=512)
def checked(code: str) -> CodeType:
	"""The compiled expression, every part of it allowed."""
	tree = ast.parse(code.strip(), "<safe_eval>", mode="eval")
	for node in ast.walk(tree):
		if not isinstance(node, ALLOWED) or isinstance(node, ENDLESS):
			raise UnsafeExpression(f"{type(node).__name__} is not allowed in an expression")
		name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
		if name.startswith("_") or name in UNSAFE_ATTRIBUTES:
			raise UnsafeExpression(f"{name} is not allowed in an expression")
	return compile(tree, "<safe_eval>", "eval")
