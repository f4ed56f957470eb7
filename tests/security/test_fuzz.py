"""A small fuzzing run with a fixed seed. The large one: `python -m tests.security.fuzzing --requests 20000`."""

from __future__ import annotations

import pytest

from tests.security.fuzzing import functions, mutations, site
from tests.security.fuzzing.run import run

pytestmark = pytest.mark.standalone
EACH = 150


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
	"""A site with the app (without the demo, for speed) and accounts for every kind of caller."""
	from frappe_standalone.core.db.pool import POOL

	folder = tmp_path_factory.mktemp("fuzz") / "site"
	site.make(folder, demo=False)
	found = site.prepare(folder)
	POOL.close()
	return found


@pytest.mark.parametrize("role", site.ROLES)
def test_hostile_requests_break_nothing_and_learn_nothing(prepared, tmp_path, role):
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	copy = site.copy(prepared, tmp_path / "site")
	try:
		result = run(prepared, copy, role, mutations.requests(prepared, role, 20_26), EACH)
	finally:
		POOL.close()
		close_stores()
	assert result.total == EACH
	assert [f"{found.rule}\n{found.sent}\n{found.detail}" for found in result.findings] == []


@pytest.mark.parametrize("role", ("township_admin", "system_manager", "administrator"))
def test_functions_of_pages_take_whatever_is_sent(prepared, tmp_path, role):
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	copy = site.copy(prepared, tmp_path / "site")
	try:
		result = run(prepared, copy, role, functions.requests(prepared, role, 7), 2 * EACH)
	finally:
		POOL.close()
		close_stores()
	assert result.total == 2 * EACH
	assert [f"{found.rule}\n{found.sent}\n{found.detail}" for found in result.findings] == []


def test_described_requests_break_nothing(prepared, tmp_path):
	pytest.importorskip("schemathesis", reason="pip install -e .[fuzz]")
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from tests.security.fuzzing import described

	copy = site.copy(prepared, tmp_path / "site")
	try:
		result = run(prepared, copy, "administrator", described.requests(prepared, "administrator", 1, 7), 60)
	finally:
		POOL.close()
		close_stores()
	assert [f"{found.rule}\n{found.sent}\n{found.detail}" for found in result.findings] == []
