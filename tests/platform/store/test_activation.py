"""activate(): `import frappe` finds this platform, never another package, and refuses unknown names aloud."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def python(code: str, *paths: Path) -> subprocess.CompletedProcess:
	"""Run code in a fresh interpreter that sees these folders first."""
	setup = f"import sys; sys.path[:0] = {[str(path) for path in (*paths, ROOT)]!r}\n"
	return subprocess.run([sys.executable, "-c", setup + code], capture_output=True, text=True, check=False)


def test_frappe_is_this_platform_after_activation():
	done = python("import frappe_standalone as f; f.activate(); import frappe; print(frappe.__version__)")
	assert done.stdout.strip() == "15.41.0", done.stderr


def test_activating_twice_changes_nothing_more():
	done = python(
		"import frappe_standalone as f; f.activate(); before = list(sys.path); f.activate(); import frappe; f.activate()\n"
		"finders = [x for x in sys.meta_path if getattr(x, '__module__', '').startswith('frappe_standalone')]\n"
		"print(before == sys.path, len(finders))"
	)
	assert done.stdout.strip() == "True 1", done.stderr


def test_importing_the_package_opens_nothing_and_leaves_the_path_alone():
	done = python(
		"before = list(sys.path)\n"
		"opened = []; sys.addaudithook(lambda e, a: opened.append(a) if e in ('sqlite3.connect', 'socket.connect') else 0)\n"
		"import frappe_standalone; assert sys.path == before; frappe_standalone.activate(); import frappe, frappe.utils\n"
		"print(opened)"
	)
	assert done.stdout.strip() == "[]", done.stderr


def other_frappe(folder: Path, *, framework: bool) -> Path:
	(folder / "frappe" / "model").mkdir(parents=True)
	(folder / "frappe" / "__init__.py").write_text("")
	if framework:
		(folder / "frappe" / "model" / "document.py").write_text("")
	return folder


@pytest.mark.parametrize(
	("framework", "message"),
	[(True, "A real Frappe is installed here"), (False, "pip uninstall frappe")],
)
def test_another_frappe_is_refused_with_the_mend(tmp_path, framework, message):
	folder = other_frappe(tmp_path, framework=framework)
	done = python("import frappe_standalone; frappe_standalone.activate()", folder)
	assert "ActivationRefused" in done.stderr and message in done.stderr and str(folder) in done.stderr


def test_another_frappe_that_is_already_imported_is_refused(tmp_path):
	folder = other_frappe(tmp_path, framework=True)
	done = python("import frappe; sys.path.pop(0); import frappe_standalone as f; f.activate()", folder)
	assert "ActivationRefused" in done.stderr


def test_an_unknown_name_is_refused_by_its_full_name():
	import frappe

	from frappe_standalone.core.unsupported import NotSupported

	assert not hasattr(frappe, "teleport")
	with pytest.raises(
		NotSupported, match=r"frappe\.teleport is not in the supported list .* docs/supported-api\.md"
	):
		frappe.teleport()
	with pytest.raises(NotSupported, match=r"frappe\.utils\.data\.teleport"):
		import frappe.utils.data

		frappe.utils.data.teleport()
	with pytest.raises(NotSupported, match=r"frappe\.cache\.zadd"):
		frappe.cache.zadd("x")


@pytest.mark.parametrize(
	"statement",
	[
		"import frappe.teleport",
		"from frappe import teleport",
		"from frappe.utils import teleport",
		"from frappe.utils.data import teleport",
		"from frappe.teleport.beam import up",
	],
)
def test_an_unknown_import_is_refused_by_its_name(statement):
	with pytest.raises(ImportError, match="teleport"):
		exec(statement, {})


def test_modules_of_others_are_found_as_ever():
	with pytest.raises(ModuleNotFoundError, match="No module named 'frappe_other'"):
		__import__("frappe_other")


@pytest.mark.parametrize(
	"module",
	[
		"utils.dates",
		"utils.numbers",
		"db",
		"db.values",
		"translate",
		"hooks",
		"jobs",
		"qb",
		"query.listing",
		"runtime",
	],
)
def test_any_module_may_be_imported_first(module):
	done = python(f"import frappe_standalone as f; f.activate(); import frappe_standalone.core.{module}")
	assert done.returncode == 0, done.stderr
