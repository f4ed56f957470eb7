"""A site of the platform alone, served by its WSGI application, for tests of HTTP, imports and backups."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ADMIN_PASSWORD = "platform-Admin-2026"
TINY_APP = Path(__file__).with_name("tiny_app")


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory):
	"""A site without apps, made once; tests get copies."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.install import new_site

	folder = tmp_path_factory.mktemp("platform") / "site"
	new_site(folder, admin_password=ADMIN_PASSWORD, apps=[])
	POOL.close()
	return folder


@pytest.fixture
def site_dir(bare_site, tmp_path):
	"""A private copy of the site."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path / "site"
	shutil.copytree(bare_site, target)
	yield target
	POOL.close()
	close_stores()


@pytest.fixture
def web(site_dir):
	"""A browserless client of the site; keeps cookies."""
	from tests.platform.web import Web

	return Web(site_dir)


@pytest.fixture(scope="session")
def tiny_template(tmp_path_factory):
	"""A site with the tiny app of these tests, made once."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.install import new_site

	offer_tiny_app()
	folder = tmp_path_factory.mktemp("tiny") / "site"
	new_site(folder, admin_password=ADMIN_PASSWORD, apps=["tiny_app"], language="en")
	POOL.close()
	return folder


def offer_tiny_app():
	"""Let the tiny app be found like one that a distribution offers; other tests empty that list."""
	import sys

	from frappe_standalone.core.apps import available_apps

	if str(TINY_APP.parent) not in sys.path:
		sys.path.insert(0, str(TINY_APP.parent))
	available_apps()["tiny_app"] = TINY_APP.name


@pytest.fixture
def tiny_dir(tiny_template, tmp_path):
	"""A private copy of the site with the tiny app, for tests that commit."""
	from frappe_standalone.core.db.pool import POOL

	offer_tiny_app()
	target = tmp_path / "site"
	shutil.copytree(tiny_template, target)
	yield target
	POOL.close()


@pytest.fixture
def tiny(tiny_template):
	"""A connection to the site with the tiny app, as Administrator; what a test writes is undone."""
	from frappe_standalone.core.runtime import site_context

	offer_tiny_app()
	with site_context(tiny_template):
		yield tiny_template
