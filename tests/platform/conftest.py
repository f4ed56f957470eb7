"""A site of the platform alone, served by its WSGI application, for tests of HTTP, imports and backups."""

from __future__ import annotations

import shutil

import pytest

ADMIN_PASSWORD = "platform-Admin-2026"


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
