"""Checks an app's folder: reads every file, asks the platform, and keeps the answers together."""

from __future__ import annotations

import ast
import importlib.util
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from frappe_standalone.core.app_check import definitions, hook_keys, offered, scripts, sql
from frappe_standalone.core.app_check.classes import ClassIndex
from frappe_standalone.core.app_check.uses import Use, UseFinder

SKIPPED = frozenset(("node_modules", ".git", "dist", "__pycache__", ".venv"))


class NoApp(ValueError):
	"""The folder holds no app of Frappe."""


@dataclass
class AppCheck:
	"""What was found. `refused` and `where` go by the name, with the argument in brackets if only that is refused."""

	name: str
	files: int = 0
	uses: int = 0
	names: Counter[str] = field(default_factory=Counter)
	refused: Counter[str] = field(default_factory=Counter)
	where: dict[str, str] = field(default_factory=dict)
	not_importable: dict[str, str] = field(default_factory=dict)
	sql: Counter[str] = field(default_factory=Counter)
	statements: int = 0
	features: Counter[tuple[str, str, str]] = field(default_factory=Counter)
	hooks_read: list[str] = field(default_factory=list)
	hooks_not_read: list[str] = field(default_factory=list)
	hooks_unknown: list[str] = field(default_factory=list)
	scripts: Counter[str] = field(default_factory=Counter)
	script_names: Counter[str] = field(default_factory=Counter)
	libraries: Counter[str] = field(default_factory=Counter)
	unreadable: dict[str, str] = field(default_factory=dict)

	@property
	def refused_uses(self) -> int:
		"""Uses of names the platform does not have."""
		return sum(self.refused.values())

	@property
	def share(self) -> float:
		"""The share of uses that the platform supports, 0 to 100."""
		return 100.0 * (self.uses - self.refused_uses) / self.uses if self.uses else 100.0

	def note(self, use: Use, where: str) -> None:
		"""Count one use."""
		if offered.is_of_python(use.name):
			return
		self.uses += 1
		self.names[use.name] += 1
		key = refusal(use)
		if key:
			self.refused[key] += 1
			self.where.setdefault(key, f"{where}:{use.line}")


def refusal(use: Use) -> str | None:
	"""The name that is refused, with the argument if only that is; None if all is well."""
	if not offered.has(use.name):
		return use.name
	argument = offered.refused_argument(use)
	return f"{use.name}({argument})" if argument else None


def check_app(folder: Path, tests: bool = False, only: str | None = None) -> AppCheck:
	"""Check the app in a folder.

	Args:
		folder: the app's repository, or the package in it (the folder with `hooks.py`).
		tests: read tests too.
		only: read only Python below folders of this name, such as `doctype`.

	Raises:
		NoApp: if there is no `hooks.py`.
	"""
	package = package_of(folder)
	result = AppCheck(package.name)
	read_python(result, package, tests, only)
	for module in modules_of(package):
		for feature in definitions.features_of(module, package):
			result.features[feature.kind, feature.name, feature.state] += 1
	for feature in (*definitions.fixtures_of(package), *definitions.targets_of(package)):
		result.features[feature.kind, feature.name, feature.state] += 1
	read_hooks(result, package / "hooks.py")
	read_scripts(result, package)
	return result


def package_of(folder: Path) -> Path:
	"""The folder with `hooks.py`: this one, or one in it."""
	for candidate in (
		folder,
		folder / folder.name,
		*sorted(path.parent for path in folder.glob("*/hooks.py")),
	):
		if (candidate / "hooks.py").is_file():
			return candidate.resolve()
	raise NoApp(f"{folder} holds no app: there is no hooks.py in it, nor in a folder of it.")


def modules_of(package: Path) -> list[Path]:
	"""The folders of the modules named in `modules.txt`."""
	listed = package / "modules.txt"
	lines = listed.read_text(encoding="utf-8").splitlines() if listed.is_file() else []
	folders = {
		package / line.strip().lower().replace(" ", "_").replace("-", "_") for line in lines if line.strip()
	}
	return sorted(path for path in folders if path.is_dir())


def python_files(package: Path) -> Iterator[Path]:
	"""Every Python file of an app, tests too: their classes may be bases."""
	for path in sorted(package.rglob("*.py")):
		if not SKIPPED.intersection(path.parts):
			yield path


def read_python(result: AppCheck, package: Path, tests: bool, only: str | None) -> None:
	"""Count the uses in all modules."""
	trees, classes = {}, ClassIndex()
	for path in python_files(package):
		tree = parsed(result, path, package)
		if tree is not None:
			trees[path] = tree
			classes.read(module_name(path, package), tree)
	for path, tree in trees.items():
		inner = path.relative_to(package)
		if (only and only not in inner.parts) or (not tests and is_test(inner)):
			continue
		result.files += 1
		finder = UseFinder(module_name(path, package), classes)
		finder.run(tree)
		note_module(result, finder, str(inner))
		result.libraries.update(missing_libraries(tree, package.name))


def note_module(result: AppCheck, finder: UseFinder, where: str) -> None:
	for use in finder.uses:
		result.note(use, where)
	missing = [use.name for use in finder.imports if not offered.has(use.name)]
	if missing:
		result.not_importable[where] = missing[0]
	for statement, line in finder.sql:
		result.statements += 1
		found = sql.problem(statement)
		if found:
			result.sql[found] += 1
			result.where.setdefault(f"sql {found}", f"{where}:{line}")


def missing_libraries(tree: ast.Module, app: str) -> set[str]:
	"""The packages a module imports that are not installed here: libraries, and other apps."""
	found = set()
	for node in ast.walk(tree):
		if isinstance(node, ast.Import):
			found.update(alias.name.split(".")[0] for alias in node.names)
		elif isinstance(node, ast.ImportFrom) and not node.level:
			found.add((node.module or "").split(".")[0])
	return {name for name in found - {app, "frappe"} if not is_installed(name)}


@cache
def is_installed(name: str) -> bool:
	"""True if Python finds a package."""
	return name in sys.stdlib_module_names or importlib.util.find_spec(name) is not None


def parsed(result: AppCheck, path: Path, package: Path) -> ast.Module | None:
	"""The syntax tree of a file; one that Python does not read is noted."""
	try:
		with warnings.catch_warnings():
			warnings.simplefilter("ignore")
			return ast.parse(path.read_text(encoding="utf-8"))
	except (SyntaxError, UnicodeDecodeError) as error:
		result.unreadable[str(path.relative_to(package))] = str(error)
		return None


def module_name(path: Path, package: Path) -> str:
	"""The dotted name under which Python imports a file."""
	parts = path.relative_to(package.parent).with_suffix("").parts
	return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_test(path: Path) -> bool:
	"""True for tests and what they need."""
	return path.name.startswith("test_") or "tests" in path.parts or path.name == "conftest.py"


def read_hooks(result: AppCheck, path: Path) -> None:
	for key in hook_keys.keys_of(path):
		if key in hook_keys.READ:
			result.hooks_read.append(key)
		elif key in hook_keys.NOT_READ:
			result.hooks_not_read.append(key)
		elif not hook_keys.is_describing(key):
			result.hooks_unknown.append(key)


def read_scripts(result: AppCheck, package: Path) -> None:
	for path in sorted(package.rglob("*.js")):
		kind = None if SKIPPED.intersection(path.parts) else scripts.kind_of(path)
		if kind and scripts.does_something(path):
			result.scripts[kind] += 1
			result.script_names.update(scripts.names_in(path))
