"""The classes of an app, so that a method of its own is not taken for one of frappe's."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

ROOTS = "frappe."


@dataclass
class ClassFacts:
	"""What a class has, and what it is made from."""

	members: set[str] = field(default_factory=set)
	bases: list[str | None] = field(default_factory=list)


class ClassIndex:
	"""Classes by `module.Class`, and the names of all methods and fields the app defines."""

	def __init__(self) -> None:
		self.classes: dict[str, ClassFacts] = {}
		self.methods: set[str] = set()

	def read(self, module: str, tree: ast.Module) -> None:
		"""Note the classes of one module."""
		names = self.names_of(module, tree)
		for node in ast.walk(tree):
			if isinstance(node, ast.ClassDef):
				self.note(module, node, names)

	def names_of(self, module: str, tree: ast.Module) -> dict[str, str]:
		"""What the imported and defined names of a module stand for."""
		names: dict[str, str] = {}
		for node in ast.walk(tree):
			if isinstance(node, ast.ImportFrom):
				source = full_module(module, node)
				names.update({a.asname or a.name: f"{source}.{a.name}" for a in node.names})
			elif isinstance(node, ast.Import):
				names.update(
					{
						a.asname or a.name.split(".")[0]: (a.asname and a.name) or a.name.split(".")[0]
						for a in node.names
					}
				)
			elif isinstance(node, ast.ClassDef):
				names[node.name] = f"{module}.{node.name}"
		return names

	def note(self, module: str, node: ast.ClassDef, names: dict[str, str]) -> None:
		facts = ClassFacts()
		for inner in ast.walk(node):
			if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
				facts.members.add(inner.name)
				self.methods.add(inner.name)
			elif is_own_attribute(inner):
				facts.members.add(inner.attr)
		for statement in node.body:
			targets = getattr(statement, "targets", None) or [getattr(statement, "target", None)]
			facts.members.update(target.id for target in targets if isinstance(target, ast.Name))
		facts.bases = [resolved(base, names) for base in node.bases]
		self.classes[f"{module}.{node.name}"] = facts

	def root(self, name: str, attribute: str) -> str | None:
		"""The class of frappe an attribute of `self` comes from; None if the app, or another one, has it."""
		seen: set[str] = set()
		queue, found = [name], None
		while queue:
			current = queue.pop(0)
			if current in seen:
				continue
			seen.add(current)
			if current.startswith(ROOTS):
				found = found or current
				continue
			facts = self.classes.get(current)
			if facts is None or attribute in facts.members or None in facts.bases:
				return None  # its own, or made from what is not known here
			queue.extend(facts.bases)
		return found

	def imported(self, module: str, node: ast.ImportFrom, alias: ast.alias) -> str | None:
		"""The kind of a name imported from elsewhere than frappe."""
		name = f"{full_module(module, node)}.{alias.name}"
		return f"class {name}" if name in self.classes else None


def full_module(module: str, node: ast.ImportFrom) -> str:
	"""The module an import names, relative ones too."""
	if not node.level:
		return node.module or ""
	package = module.split(".")[: -node.level]
	return ".".join([*package, *([node.module] if node.module else [])])


def is_own_attribute(node: ast.AST) -> bool:
	"""True for `self.x` that is set."""
	return (
		isinstance(node, ast.Attribute)
		and isinstance(node.ctx, ast.Store)
		and isinstance(node.value, ast.Name)
		and node.value.id == "self"
	)


def resolved(base: ast.expr, names: dict[str, str]) -> str | None:
	"""The dotted name of a base class."""
	parts: list[str] = []
	while isinstance(base, ast.Attribute):
		parts.insert(0, base.attr)
		base = base.value
	if not isinstance(base, ast.Name):
		return None
	first = names.get(base.id, base.id)
	return ".".join([first, *parts])
