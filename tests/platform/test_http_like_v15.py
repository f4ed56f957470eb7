"""The same conversation as recorded on a real v15.41 site gets the same answers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.platform.conftest import ADMIN_PASSWORD
from tests.platform.rest_scenario import play, steps

RECORDED = Path(__file__).resolve().parents[1] / "recorded" / "rest.json"

# Where this platform answers otherwise on purpose, and why.
DEVIATIONS = {
	"wrong verb": "JSON like every other refusal below /api; v15 answers werkzeug's HTML page",
	"sign out": "v15 signs in as Guest afterwards and so says 'No App'",
}


@pytest.fixture(scope="module")
def transcript(bare_site, tmp_path_factory):
	"""The conversation with this platform, its site in English as the recorded one."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from tests.platform.web import Web

	folder = tmp_path_factory.mktemp("like_v15") / "site"
	shutil.copytree(bare_site, folder)
	web = Web(folder)

	def in_english():
		import frappe

		frappe.db.set_single_value("System Settings", "language", "en")
		frappe.db.set_value("User", "Administrator", "language", "en")
		frappe.clear_cache()

	web.work(in_english)

	def call(verb, path, session=True, params=None, headers=None, **options):
		visitor = web if session else web.another()
		headers = dict(headers or {})
		if "Cookie" in headers:
			visitor.client.set_cookie(*headers.pop("Cookie").split("="))
		status, body, _response = visitor.call(verb, path, headers, query_string=params, **options)
		return status, body if not isinstance(body, str) else "(no JSON)"

	yield play(call, ADMIN_PASSWORD)
	POOL.close()
	close_stores()


@pytest.mark.parametrize("step", [step[0] for step in steps("") if step[0] not in DEVIATIONS])
def test_the_answer_is_v15s(transcript, step):
	recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
	assert transcript[step] == recorded[step]


@pytest.mark.parametrize("step", sorted(DEVIATIONS))
def test_a_deviation_is_in_the_words_not_in_the_status(transcript, step):
	recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
	assert transcript[step]["status"] == recorded[step]["status"]
	assert transcript[step] != recorded[step]
