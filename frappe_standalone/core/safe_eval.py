"""Evaluate one expression that an administrator wrote, such as `doc.amount > 1000`.

Only the values that are handed in can be reached, and of a document only what reads it: no builtins, no attribute that begins with an underscore or
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


LARGEST = 100_000  # numbers of a range, letters of a repeated text
# What of a document an expression may call; fields are read without
READING = frozenset(
	(
		"as_dict",
		"get",
		"get_all_children",
		"get_db_value",
		"get_doc_before_save",
		"get_formatted",
		"get_title",
	)
) | {"getone", "has_value_changed", "is_new", "precision"}
CHANGING = frozenset(
	(
		"add",
		"append",
		"clear",
		"discard",
		"extend",
		"insert",
		"pop",
		"popitem",
		"remove",
		"reverse",
		"setdefault",
	)
) | {"sort", "update"}
WIDENING = frozenset(("center", "expandtabs", "ljust", "rjust", "zfill"))


class UnsafeExpression(SyntaxError):
	"""The expression uses something it must not; the message says what."""


def safe_eval(code: str, eval_globals: dict | None = None, eval_locals: dict | None = None) -> Any:
	"""The value of an expression over the names handed in.

	Raises:
		UnsafeExpression: for anything but a plain expression.
	"""
	# one dictionary, because a comprehension does not see the locals of `eval`
	names = {**GLOBALS, **(eval_globals or {}), **(eval_locals or {}), **GUARDS, "__builtins__": {}}
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
	return compile(ast.fix_missing_locations(_Guarded().visit(tree)), "<safe_eval>", "eval")


class _Guarded(ast.NodeTransformer):
	"""Lets every call and every product pass a guard; no expression can name one, since names with underscores are refused."""

	def visit_Call(self, node: ast.Call) -> ast.Call:
		self.generic_visit(node)
		return ast.Call(ast.Name("_called", ast.Load()), [node.func, *node.args], node.keywords)

	def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
		self.generic_visit(node)
		if not isinstance(node.op, ast.Mult):
			return node
		return ast.Call(ast.Name("_times", ast.Load()), [node.left, node.right], [])


def _called(function: Any, /, *args: Any, **options: Any) -> Any:
	"""The result of a call that changes nothing and shows no secret: a document's own methods would do both."""
	from frappe_standalone.core.meta import Meta
	from frappe_standalone.core.model.base_document import BaseDocument

	owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
	if isinstance(owner, Meta):
		allowed = name.startswith(("get_", "has_", "is_"))
	elif isinstance(owner, BaseDocument):
		allowed = name in READING
	else:
		allowed = not (isinstance(owner, list | dict | set) and name in CHANGING)
	for one in (*args, *options.values()):  # `sorted([…], key=doc.save)` would call it
		allowed = allowed and not isinstance(getattr(one, "__self__", None), BaseDocument | list | dict | set)
	if not allowed:
		raise UnsafeExpression(f"{name} is not allowed in an expression")
	if name in WIDENING and any(isinstance(one, int) and one > LARGEST for one in args):
		raise UnsafeExpression(f"{name} makes too long a text")
	return function(*args, **options)


def _times(left: Any, right: Any) -> Any:
	"""A product; a text or a list is repeated so often only that it fits into memory."""
	for many, one in ((left, right), (right, left)):
		if (
			isinstance(many, int)
			and isinstance(one, str | bytes | list | tuple)
			and many * len(one) > LARGEST
		):
			raise UnsafeExpression("a text is repeated too often")
	return left * right


def _range(*bounds: int) -> range:
	"""`range`, for as many numbers as an expression has time for."""
	numbers = range(*bounds)
	if len(numbers) > LARGEST:
		raise UnsafeExpression("range is too long")
	return numbers


GUARDS = {"_called": _called, "_times": _times, "range": _range}
