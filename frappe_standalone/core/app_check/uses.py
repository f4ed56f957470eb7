"""The uses of `frappe` in Python, found in the syntax tree; nothing is imported or run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from frappe_standalone.core.app_check.classes import ClassIndex
from frappe_standalone.core.app_check.kinds import (
	ALWAYS_SEEN,
	DOCUMENT,
	HELD,
	METHODS_OF_DOCUMENTS,
	OPEN,
	RETURNS,
	is_class,
	is_instance,
)

DOTTED = re.compile(r"^frappe(\.[A-Za-z_]\w*)+$")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class Use:
	"""One use of a name: where, and how it was called (None if it was not)."""

	name: str
	line: int
	keywords: tuple[str, ...] | None = None
	positional: int | None = None


@dataclass
class Scope:
	"""What the names of a module, class or function stand for."""

	names: dict[str, str | None] = field(default_factory=dict)
	parent: Scope | None = None

	def find(self, name: str) -> str | None:
		"""The kind of a name; an inner name hides an outer one."""
		scope: Scope | None = self
		while scope:
			if name in scope.names:
				return scope.names[name]
			scope = scope.parent
		return None


class UseFinder:
	"""Walks one module. `uses` has every use, `imports` the frappe names it cannot be imported without."""

	def __init__(self, module: str, classes: ClassIndex) -> None:
		self.module = module
		self.classes = classes
		self.uses: list[Use] = []
		self.imports: list[Use] = []
		self.sql: list[tuple[str, int]] = []
		self.scope = Scope()
		self.owner: str | None = None
		self.pending: dict[str, Use] = {}

	def run(self, tree: ast.Module) -> None:
		"""Collect the uses of a module."""
		self.body(tree.body)
		# An import nobody uses (or only re-exports) still has to succeed.
		self.uses.extend(self.pending.values())

	# statements

	def body(self, statements: list[ast.stmt]) -> None:
		for statement in statements:
			self.statement(statement)

	def statement(self, node: ast.stmt) -> None:
		visit = getattr(self, f"on_{type(node).__name__.lower()}", None)
		if visit:
			visit(node)
		else:
			self.children(node)

	def children(self, node: ast.AST) -> None:
		"""Statements and expressions below a node, whatever it is."""
		for child in ast.iter_child_nodes(node):
			if isinstance(child, ast.stmt):
				self.statement(child)
			elif isinstance(child, ast.expr):
				self.expression(child)
			else:
				self.children(child)

	def on_import(self, node: ast.Import) -> None:
		for alias in node.names:
			if alias.name.split(".")[0] != "frappe":
				continue
			self.scope.names[alias.asname or "frappe"] = alias.name if alias.asname else "frappe"
			if "." in alias.name:
				self.imported(alias.name, alias.name, node.lineno)

	def on_importfrom(self, node: ast.ImportFrom) -> None:
		source = node.module or ""
		if node.level or source.split(".")[0] != "frappe":
			for alias in node.names:
				self.scope.names[alias.asname or alias.name] = self.classes.imported(self.module, node, alias)
			return
		for alias in node.names:
			if alias.name == "*":
				self.record(Use(source, node.lineno))
				continue
			name = f"{source}.{alias.name}"
			self.scope.names[alias.asname or alias.name] = name
			self.imported(name, alias.asname or alias.name, node.lineno)

	def imported(self, name: str, key: str, line: int) -> None:
		use = Use(name, line)
		self.pending[name] = use
		if self.scope.parent is None:
			self.imports.append(use)

	def on_classdef(self, node: ast.ClassDef) -> None:
		for outer in (*node.decorator_list, *node.bases, *(word.value for word in node.keywords)):
			self.expression(outer)
		previous, self.owner = self.owner, f"{self.module}.{node.name}"
		self.scope.names[node.name] = f"class {self.owner}"
		self.inside(node.body)
		self.owner = previous

	def on_functiondef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
		for decorator in node.decorator_list:
			self.expression(decorator)
		self.scope.names[node.name] = None
		self.inside(node.body, self.parameters(node.args, node))

	on_asyncfunctiondef = on_functiondef

	def parameters(self, given: ast.arguments, function: ast.AST) -> dict[str, str | None]:
		"""The kinds of a function's parameters; their defaults and annotations are read on the way."""
		for default in (*given.defaults, *(value for value in given.kw_defaults if value)):
			self.expression(default)
		every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
		kinds = {word.arg: self.annotated(word.annotation) for word in every if word}
		first = next(iter((*given.posonlyargs, *given.args)), None)
		if self.owner and first and first.arg == "self" and isinstance(function, FUNCTIONS):
			kinds["self"] = f"self {self.owner}"
		return kinds

	def annotated(self, annotation: ast.expr | None) -> str | None:
		"""The kind a type hint says."""
		if annotation is None:
			return None
		kind = self.chain(annotation)
		self.note(annotation, kind)
		return RETURNS.get(kind or "")

	def inside(self, statements: list[ast.stmt], names: dict[str, str | None] | None = None) -> None:
		self.scope = Scope(dict(names or {}), self.scope)
		self.body(statements)
		self.scope = self.scope.parent

	def on_assign(self, node: ast.Assign) -> None:
		kind = self.value(node.value)
		for target in node.targets:
			self.assign(target, kind)

	def on_annassign(self, node: ast.AnnAssign) -> None:
		kind = self.annotated(node.annotation)
		if node.value:
			kind = self.value(node.value) or kind
		self.assign(node.target, kind)

	def on_for(self, node: ast.For) -> None:
		self.expression(node.iter)
		self.assign(node.target, None)
		self.body([*node.body, *node.orelse])

	def on_with(self, node: ast.With) -> None:
		for item in node.items:
			kind = self.value(item.context_expr)
			if item.optional_vars:
				self.assign(item.optional_vars, kind)
		self.body(node.body)

	def on_if(self, node: ast.If) -> None:
		"""`if TYPE_CHECKING:` is never run."""
		if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
			self.body(node.orelse)
		else:
			self.children(node)

	def assign(self, target: ast.expr, kind: str | None) -> None:
		"""Give a name its kind; a name without one hides what it stood for."""
		if isinstance(target, ast.Name):
			self.scope.names[target.id] = kind
		elif isinstance(target, ast.Tuple | ast.List):
			for part in target.elts:
				self.assign(part, None)
		elif isinstance(target, ast.Starred):
			self.assign(target.value, None)
		else:
			self.expression(target)

	# expressions

	def value(self, node: ast.expr) -> str | None:
		"""The kind of a value, its uses recorded."""
		kind = self.chain(node)
		self.note(node, kind)
		return kind

	def expression(self, node: ast.expr) -> None:
		self.value(node)

	def note(self, node: ast.expr, kind: str | None) -> None:
		"""Record a name at the end of its chain."""
		if kind and kind.startswith("frappe"):
			self.record(Use(kind, node.lineno))

	def chain(self, node: ast.expr) -> str | None:
		"""The kind of an expression. A dotted name is not recorded yet: more of it may follow."""
		visit = getattr(self, f"of_{type(node).__name__.lower()}", None)
		if visit:
			return visit(node)
		self.children(node)
		return None

	def of_name(self, node: ast.Name) -> str | None:
		return self.scope.find(node.id)

	def of_constant(self, node: ast.Constant) -> None:
		if isinstance(node.value, str) and DOTTED.match(node.value):
			self.record(Use(node.value, node.lineno))

	def of_attribute(self, node: ast.Attribute) -> str | None:
		kind = self.chain(node.value)
		if kind is None:
			return None
		if kind in OPEN:
			self.note(node.value, kind)
			return None
		if kind.startswith("frappe"):
			name = f"{kind}.{node.attr}"
			if name in HELD:
				self.record(Use(name, node.lineno))
				return HELD[name]
			return name
		return self.member(node, kind)

	def member(self, node: ast.Attribute, kind: str) -> str | None:
		"""An attribute of something made by frappe: a document, a meta, a query."""
		if is_instance(kind):
			name = f"{kind[1:]}.{node.attr}"
			return HELD.get(name) or f"@{name}"
		if kind.startswith("self "):
			root = self.classes.root(kind.removeprefix("self "), node.attr)
			name = f"{root}.{node.attr}" if root else None
			if name and node.attr in ALWAYS_SEEN:
				self.record(Use(name, node.lineno))
				return HELD.get(name)
			return f"@{name}" if name else None
		return None

	def of_call(self, node: ast.Call) -> str | None:
		kind = self.chain(node.func)
		for argument in node.args:
			self.expression(argument.value if isinstance(argument, ast.Starred) else argument)
		for word in node.keywords:
			self.expression(word.value)
		if kind is None:
			return self.made_by_super(node)
		return self.called(node, kind)

	def made_by_super(self, node: ast.Call) -> str | None:
		"""`super()` is the class above."""
		if isinstance(node.func, ast.Name) and node.func.id == "super" and self.owner:
			return f"self {self.owner}"
		return None

	def called(self, node: ast.Call, kind: str) -> str | None:
		name = kind.removeprefix("@")
		if not name.startswith("frappe"):
			return None
		owner, _dot, method = name.rpartition(".")
		if owner == DOCUMENT and self.is_foreign(method):
			return None
		starred = any(isinstance(argument, ast.Starred) for argument in node.args)
		words = tuple(word.arg for word in node.keywords if word.arg)
		given = len(node.args) - (kind == name and is_class(owner))  # Class.method(self, …)
		self.record(Use(name, node.lineno, words, None if starred else given))
		if name.startswith("frappe.db.sql") or name == "frappe.db.multisql":
			self.sql.extend(texts(node))
		return RETURNS[name] if name in RETURNS else RETURNS.get(f"{owner}.*")

	def is_foreign(self, method: str) -> bool:
		"""True for a method that the class of some document has, of this app or of another."""
		return method in self.classes.methods or method not in METHODS_OF_DOCUMENTS

	def of_lambda(self, node: ast.Lambda) -> None:
		self.scope = Scope(self.parameters(node.args, node), self.scope)
		self.expression(node.body)
		self.scope = self.scope.parent

	def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
		self.scope = Scope({}, self.scope)
		for part in node.generators:
			self.expression(part.iter)
			self.assign(part.target, None)
			for condition in part.ifs:
				self.expression(condition)
		parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
		for part in parts:
			self.expression(part)
		self.scope = self.scope.parent

	of_listcomp = of_setcomp = of_generatorexp = of_dictcomp = comprehension

	def record(self, use: Use) -> None:
		self.pending.pop(use.name, None)
		for way in parents(use.name):
			self.pending.pop(way, None)
		self.uses.append(use)


def parents(name: str) -> Iterator[str]:
	"""`frappe.a.b` and `frappe.a` of `frappe.a.b.c`."""
	while "." in name:
		name = name.rpartition(".")[0]
		yield name


def texts(node: ast.Call) -> Iterator[tuple[str, int]]:
	"""The SQL written out in the first argument of a call."""
	if not node.args:
		return
	first = node.args[0]
	if isinstance(first, ast.Call) and isinstance(first.func, ast.Attribute):  # "…".format(…)
		first = first.func.value
	filled = isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mod)
	if isinstance(first, ast.BinOp):
		first = first.left
	if filled and isinstance(first, ast.Constant):  # "… %s …" % parts: Python fills these, not the database
		yield re.sub(r"%\(\w+\)s|%s", "?", str(first.value)).replace("%%", "%"), node.lineno
	elif isinstance(first, ast.Constant) and isinstance(first.value, str):
		yield first.value, node.lineno
	elif isinstance(first, ast.JoinedStr):
		parts = [str(part.value) if isinstance(part, ast.Constant) else "?" for part in first.values]
		yield "".join(parts), node.lineno
