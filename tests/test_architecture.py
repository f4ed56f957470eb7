"""The lines of the architecture: who may import whom, and that every dotted path in hooks.py leads somewhere."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP, PLATFORM = ROOT / "township_gov", ROOT / "frappe_standalone"
CORE = APP / "workflows" / "core"
PURE_FOLDERS = ("township_gov.policies", "township_gov.workflows.core", "township_gov.documents.layout")
PURE_ENGINE = (
	"definition",
	"conditions",
	"state",
	"effects",
	"refusals",
	"engine",
	"form",
	"linter",
	"simulator",
	"bpmn",
)


def imports_of(path: Path) -> set[str]:
	"""Dotted names that a file imports, wherever the import stands."""
	names: set[str] = set()
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if isinstance(node, ast.Import):
			names.update(alias.name for alias in node.names)
		elif isinstance(node, ast.ImportFrom) and node.level == 0:
			names.add(node.module or "")
	return names


def python_files(folder: Path) -> list[Path]:
	return sorted(p for p in folder.rglob("*.py") if "node_modules" not in p.parts)


def pure_files() -> list[Path]:
	engine = [APP / "workflows" / f"{name}.py" for name in PURE_ENGINE]
	folders = (APP / "policies", CORE, APP / "documents" / "layout")
	return [p for folder in folders for p in python_files(folder)] + [p for p in engine if p.exists()]


@pytest.mark.parametrize("path", pure_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_pure_rules_import_the_standard_library_only(path):
	allowed = set(sys.stdlib_module_names)
	foreign = {
		name
		for name in imports_of(path)
		if name.split(".")[0] not in allowed
		and not name.startswith(PURE_FOLDERS)
		and name not in {f"township_gov.workflows.{module}" for module in PURE_ENGINE}
	}
	assert foreign == set()


def test_the_app_reaches_its_platform_only_through_frappe():
	offenders = {
		str(path.relative_to(ROOT))
		for path in python_files(APP)
		if any(name.split(".")[0] == "frappe_standalone" for name in imports_of(path))
	}
	assert offenders == set()


def test_the_platform_knows_no_app():
	offenders = {
		str(path.relative_to(ROOT))
		for path in python_files(PLATFORM)
		if any(name.split(".")[0] == "township_gov" for name in imports_of(path))
	}
	assert offenders == set()


def test_hooks_are_literals():
	"""A bench loads hooks before there is a database: nothing may be computed there."""
	for statement in ast.parse((APP / "hooks.py").read_text(encoding="utf-8")).body:
		assert isinstance(statement, ast.Assign), f"line {statement.lineno} is no assignment"
		ast.literal_eval(statement.value)


def dotted_paths(value) -> list[str]:
	if isinstance(value, dict):
		return [path for item in value.values() for path in dotted_paths(item)]
	if isinstance(value, list | tuple):
		return [path for item in value for path in dotted_paths(item)]
	is_path = isinstance(value, str) and value.startswith("township_gov.") and " " not in value
	return [value] if is_path and not value.endswith((".js", ".css")) else []


def test_every_dotted_path_in_hooks_resolves(site):
	hooks = importlib.import_module("township_gov.hooks")
	values = [value for name, value in vars(hooks).items() if not name.startswith("_")]
	for path in dotted_paths(values):
		module, _, attribute = path.rpartition(".")
		assert callable(getattr(importlib.import_module(module), attribute)), path


def test_every_patch_resolves():
	for line in (APP / "patches.txt").read_text(encoding="utf-8").splitlines():
		line = line.split("#")[0].strip()
		if line and not line.startswith("["):
			module = importlib.import_module(line.split()[0])
			assert callable(module.execute)
