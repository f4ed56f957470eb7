"""pytest configuration: one suite, two platforms.

	pytest                                   the standalone platform
	pytest tests --bench PATH --site NAME    a real Frappe v15.41 site; --result FILE writes what ran there

Name `tests` first (or write --bench=PATH): pytest takes a folder that exists for a test path before it knows
the option.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.platforms import Bench, Rest, Standalone

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser):
	group = parser.getgroup("township", "platform under test")
	group.addoption("--bench", help="path of a Frappe v15.41 bench")
	group.addoption("--site", help="site of that bench, with township_gov installed")
	group.addoption(
		"--url", help="where that site's web server answers, for browser tests (http://NAME:8000)"
	)
	group.addoption("--result", help="write the result of this run (test ids, commit) to this file")


def pytest_configure(config):
	config.addinivalue_line("markers", "standalone: a test of frappe_standalone itself; skipped on a bench")
	config.addinivalue_line("markers", "browser: drives headless Chromium")
	config.stash[RESULTS] = {}
	bench, site = config.getoption("--bench"), config.getoption("--site")
	if bool(bench) != bool(site):
		raise pytest.UsageError("give both --bench PATH and --site NAME, or neither")
	if bench:
		config.stash[PLATFORM] = Bench(Path(bench).resolve(), site)
		config.stash[PLATFORM].activate()
	else:
		Standalone.activate()


RESULTS = pytest.StashKey[dict]()
PLATFORM = pytest.StashKey[Bench]()


def pytest_ignore_collect(collection_path, config):
	"""A bench has no frappe_standalone, nor its libraries: its own tests are not even read there."""
	if config.getoption("--bench") and collection_path == ROOT / "tests" / "platform":
		return True
	return None


def pytest_collection_modifyitems(config, items):
	if not config.getoption("--bench"):
		return
	skip = pytest.mark.skip(reason="tests frappe_standalone itself, which a bench does not have")
	for item in items:
		if item.get_closest_marker("standalone"):
			item.add_marker(skip)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
	outcome = yield
	report = outcome.get_result()
	if report.when == "call" or report.skipped or report.failed:
		item.config.stash[RESULTS][item.nodeid] = report.outcome


def pytest_sessionfinish(session):
	target = session.config.getoption("--result")
	if not target:
		return
	import frappe

	commit = subprocess.run(
		["git", "-C", str(ROOT), "rev-parse", "HEAD"], capture_output=True, text=True, check=True
	).stdout.strip()
	results = session.config.stash[RESULTS]
	Path(target).write_text(
		json.dumps(
			{"frappe": frappe.__version__, "commit": commit, "tests": dict(sorted(results.items()))},
			indent=1,
			ensure_ascii=False,
		)
		+ "\n",
		encoding="utf-8",
	)


@pytest.fixture(scope="session")
def platform(request, tmp_path_factory):
	"""The platform under test, with a site that has the app installed."""
	if PLATFORM in request.config.stash:
		chosen = request.config.stash[PLATFORM]
	else:
		chosen = Standalone(tmp_path_factory.mktemp("sites"))
	chosen.start()
	return chosen


@pytest.fixture
def site(platform):
	"""A connection as Administrator; what the test writes is rolled back afterwards."""
	import frappe

	platform.connect()
	frappe.set_user("Administrator")
	yield platform
	frappe.set_user("Administrator")
	frappe.db.rollback()
	platform.stop()


@pytest.fixture
def rest(site):
	"""REST over the platform's WSGI application. Requests commit, so tests use records of their own."""
	return Rest(site)


@pytest.fixture(scope="session")
def shared_data() -> Path:
	"""The folder of real input beside the project; tests of it skip where it is missing."""
	if not (SHARED / "data").is_dir():
		pytest.skip("the real input (shared/data) is not beside this checkout")
	return SHARED / "data"


@pytest.fixture
def queries(monkeypatch):
	"""The statements that the standalone platform runs while a test asks for pages."""
	from frappe_standalone.core.db import Database

	seen: list[str] = []
	plain = Database.execute

	def counted(self, statement, *args, **kwargs):
		seen.append(str(getattr(statement, "sql", statement)))
		return plain(self, statement, *args, **kwargs)

	monkeypatch.setattr(Database, "execute", counted)
	return seen
