"""`depends_on`, `mandatory_depends_on`, `read_only_depends_on`: field comparisons only, never code.

An expression is parsed here, once, into nested lists; `evaluate` decides it on the server and static/js/conditions.js
decides the same lists in the browser. Supported: `fieldname`, `eval:` with `doc.x`, text, numbers, true, false, null,
`== != === !== < <= > >=`, `!`, `&&`, `||`, parentheses, `["a","b"].includes(doc.x)` and `in_list(["a","b"], doc.x)`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

TOKEN = re.compile(
	r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
	r"|(?P<name>[A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)|(?P<op>===|!==|==|!=|<=|>=|&&|\|\||[<>!()\[\],.;]))"
)
CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
COMPARISONS = {"==": "==", "===": "==", "!=": "!=", "!==": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
Node = list


class UnsupportedCondition(ValueError):
	"""The expression is more than a comparison of fields."""


@functools.lru_cache(maxsize=2000)
def parse(expression: str) -> Node:
	"""Parse an expression. Raises UnsupportedCondition, naming the part that cannot be read."""
	text = expression.strip()
	if not text.startswith("eval:"):
		if not re.fullmatch(r"[A-Za-z_]\w*", text):
			raise UnsupportedCondition(f"{expression!r}: expected a fieldname or eval:")
		return ["doc", text]
	parser = _Parser(_tokens(text[5:]), expression)
	node = parser.either()
	parser.end()
	return node


def _tokens(text: str) -> list[tuple[str, str]]:
	tokens, at = [], 0
	text = text.strip()
	while at < len(text):
		match = TOKEN.match(text, at)
		if not match:
			raise UnsupportedCondition(f"{text!r}: cannot read {text[at:at + 12]!r}")
		tokens.append((match.lastgroup or "", match.group(match.lastgroup or 0)))
		at = match.end()
	return tokens


class _Parser:
	"""Recursive descent over the tokens: either → both → negation → comparison → operand."""

	def __init__(self, tokens: list[tuple[str, str]], source: str):
		self.tokens, self.source, self.at = tokens, source, 0

	def peek(self) -> str:
		return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

	def take(self, expected: str | None = None) -> tuple[str, str]:
		if self.at >= len(self.tokens) or (expected and self.peek() != expected):
			raise UnsupportedCondition(
				f"{self.source!r}: expected {expected or 'a value'} at {self.peek() or 'the end'!r}"
			)
		self.at += 1
		return self.tokens[self.at - 1]

	def end(self) -> None:
		if self.peek() == ";":
			self.take()
		if self.at < len(self.tokens):
			raise UnsupportedCondition(f"{self.source!r}: cannot read {self.peek()!r}")

	def either(self) -> Node:
		node = self.both()
		while self.peek() == "||":
			self.take()
			node = ["or", node, self.both()]
		return node

	def both(self) -> Node:
		node = self.negation()
		while self.peek() == "&&":
			self.take()
			node = ["and", node, self.negation()]
		return node

	def negation(self) -> Node:
		if self.peek() == "!":
			self.take()
			return ["not", self.negation()]
		return self.comparison()

	def comparison(self) -> Node:
		left = self.operand()
		if self.peek() in COMPARISONS:
			return [COMPARISONS[self.take()[1]], left, self.operand()]
		return left

	def operand(self) -> Node:
		kind, text = self.take()
		if kind == "number":
			return ["value", float(text) if "." in text else int(text)]
		if kind == "text":
			return ["value", re.sub(r"\\(.)", r"\1", text[1:-1])]
		if kind == "name":
			return self.named(text)
		if text == "(":
			node = self.either()
			self.take(")")
			return node
		if text == "[":
			return self.included()
		raise UnsupportedCondition(f"{self.source!r}: cannot read {text!r}")

	def named(self, name: str) -> Node:
		if name in CONSTANTS:
			return ["value", CONSTANTS[name]]
		if name in ("in_list", "frappe.utils.in_list"):
			self.take("(")
			self.take("[")
			values = self.values()
			self.take(",")
			node = ["in", values, self.either()]
			self.take(")")
			return node
		if re.fullmatch(r"doc\.\w+", name):
			return ["doc", name[4:]]
		raise UnsupportedCondition(f"{self.source!r}: cannot read {name!r}")

	def included(self) -> Node:
		values = self.values()
		self.take(".")
		if self.take()[1] != "includes":
			raise UnsupportedCondition(f"{self.source!r}: expected includes(…)")
		self.take("(")
		node = ["in", values, self.either()]
		self.take(")")
		return node

	def values(self) -> list[Any]:
		values: list[Any] = []
		while self.peek() != "]":
			operand = self.operand()
			if operand[0] != "value":
				raise UnsupportedCondition(f"{self.source!r}: a list may hold values only")
			values.append(operand[1])
			if self.peek() == ",":
				self.take()
		self.take("]")
		return values


def evaluate(node: Node, doc: Mapping[str, Any]) -> Any:
	"""Decide a parsed expression for a document (anything with `.get`). Empty, None and a missing field are alike."""
	kind = node[0]
	if kind == "value":
		return node[1]
	if kind == "doc":
		return doc.get(node[1])
	if kind == "not":
		return not truthy(evaluate(node[1], doc))
	if kind == "and":
		return truthy(evaluate(node[1], doc)) and truthy(evaluate(node[2], doc))
	if kind == "or":
		return truthy(evaluate(node[1], doc)) or truthy(evaluate(node[2], doc))
	if kind == "in":
		found = comparable(evaluate(node[2], doc))
		return any(same(comparable(value), found) for value in node[1])
	return compare(kind, comparable(evaluate(node[1], doc)), comparable(evaluate(node[2], doc)))


def holds(expression: str | None, doc: Mapping[str, Any]) -> bool:
	"""Whether an expression holds; no expression always does."""
	return not expression or bool(truthy(evaluate(parse(expression), doc)))


def truthy(value: Any) -> bool:
	"""As JavaScript sees it, save that an empty list is false and "0" of a Check counts as zero."""
	return value not in (None, "", 0, "0", False) and value != []


def comparable(value: Any) -> Any:
	"""None and empty text become "", true and false 1 and 0, numeric text a number, dates their ISO text."""
	if value is None or value == "":
		return ""
	if isinstance(value, bool):
		return int(value)
	if isinstance(value, int | float):
		return value
	text = str(value)
	return float(text) if re.fullmatch(r"-?\d{1,15}(\.\d+)?", text) and not re.match(r"-?0\d", text) else text


def same(left: Any, right: Any) -> bool:
	"""Equality; nothing entered equals 0, as an unset Check does."""
	return left == right or (left in (0, "") and right in (0, ""))


def compare(kind: str, left: Any, right: Any) -> bool:
	if kind in ("==", "!="):
		return same(left, right) is (kind == "==")
	if isinstance(left, str) != isinstance(right, str):
		left, right = (0 if left == "" else left), (0 if right == "" else right)
		if isinstance(left, str) != isinstance(right, str):
			return False
	return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[kind]
