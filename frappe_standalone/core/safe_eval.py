"""Expressions that administrators write (conditions of notifications and the like), evaluated with few means.

The expression is parsed and every node of it must be on a list; names and attributes with an underscore in
front are refused, and so are the doors out of a sandbox that formatting of texts opens.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

NODES = (
	ast.Expression,
	ast.BoolOp,
	ast.BinOp,
	ast.UnaryOp,
	ast.Compare,
	ast.IfExp,
	ast.Call,
	ast.keyword,
	ast.Attribute,
	ast.Subscript,
	ast.Slice,
	ast.Name,
	ast.Constant,
	ast.List,
	ast.Tuple,
	ast.Dict,
	ast.Set,
	ast.ListComp,
	ast.SetComp,
	ast.DictComp,
	ast.GeneratorExp,
	ast.comprehension,
	ast.Load,
	ast.Store,
	ast.boolop,
	ast.operator,
	ast.unaryop,
	ast.cmpop,
)
# Powers and shifts make numbers of any size; `format` reads attributes by name.
REFUSED_OPERATORS = (ast.Pow, ast.LShift)
REFUSED_ATTRIBUTES = frozenset(("format", "format_map", "mro", "gi_frame", "f_globals"))
FUNCTIONS: dict[str, Any] = {
	function.__name__: function
	for function in (
		abs,
		all,
		any,
		bool,
		dict,
		float,
		int,
		len,
		list,
		max,
		min,
		round,
		set,
		sorted,
		str,
		sum,
		tuple,
	)
} | {"long": int}
MAX_LENGTH = 10_000  # characters


def safe_eval(code: str, eval_globals: Mapping | None = None, eval_locals: Mapping | None = None) -> Any:
	"""Return the value of an expression.

	Args:
		eval_globals: names beside the few built-in functions.
		eval_locals: more names; they come first.

	Raises:
		ValidationError: if the expression uses what is not allowed, or is no expression.
	"""
	text = code.strip()
	tree = parsed(text)
	for node in ast.walk(tree):
		check(node, text)
	names = {**FUNCTIONS, **(eval_globals or {}), **(eval_locals or {})}
	return eval(compile(tree, "<expression>", "eval"), {"__builtins__": {}, **names})


def parsed(text: str) -> ast.Expression:
	"""Return the syntax tree of an expression."""
	if len(text) > MAX_LENGTH:
		throw(_("The expression is longer than {0} characters").format(MAX_LENGTH))
	try:
		return ast.parse(text, mode="eval")
	except SyntaxError as error:
		throw(_("{0} is no valid expression: {1}").format(text, error.msg))


def check(node: ast.AST, text: str) -> None:
	"""Refuse a node that is not allowed."""
	name = getattr(node, "attr", None) or getattr(node, "id", None) or ""
	allowed = (
		isinstance(node, NODES)
		and not isinstance(node, REFUSED_OPERATORS)
		and not name.startswith("_")
		and name not in REFUSED_ATTRIBUTES
	)
	if not allowed:
		what = name or type(node).__name__
		throw(_("{0} is not allowed in the expression {1}").format(what, text), title=_("Invalid Expression"))
