"""What browser tests share: headless Chromium, and a demo township that is really served.

Standalone: `township demo` is started as a newcomer starts it, in a temporary folder, on a free port. Bench: the site given
by `--bench PATH --site NAME`, served at `--url` (default http://NAME:8000); the demo is loaded if it is not there yet.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.browser.desk import Person
from tests.browser.served import PASSWORD, ServedTownship, serve_bench, serve_standalone

ARGUMENTS = (
	"--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
	"--disable-component-update --disable-sync --lang=zh-CN"
).split()


def without_browser(reason: str) -> None:
	"""Skip; fail where a browser was promised (TOWNSHIP_REQUIRE_BROWSER=1, as in .ci/run)."""
	if os.environ.get("TOWNSHIP_REQUIRE_BROWSER") == "1":
		pytest.fail(reason, pytrace=False)
	pytest.skip(reason)


def pytest_collection_modifyitems(items) -> None:
	"""The pages of the demo are read before other tests leave their own words in it."""
	places = [index for index, item in enumerate(items) if "tests/browser/" in item.nodeid]
	read_first = ("test_every_", "test_tools_on_frappe_desk")
	first = sorted(
		(items[index] for index in places), key=lambda item: not item.path.name.startswith(read_first)
	)
	for index, item in zip(places, first, strict=True):
		items[index] = item


@pytest.fixture(scope="session")
def chromium():
	"""Headless Chromium with a fresh profile."""
	executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
	if not executable:
		without_browser("Chromium is not installed; on Debian: apt install chromium fonts-noto-cjk")
	try:
		from playwright.sync_api import sync_playwright
	except ImportError:
		without_browser("Playwright is not installed: pip install -e .[test]")
	with sync_playwright() as playwright:
		# Its own parts, such as the boxes for dates, are Chinese by the environment alone
		chinese = {**os.environ, "LANGUAGE": "zh_CN"}
		browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS, env=chinese)
		yield browser
		browser.close()


@pytest.fixture(scope="session")
def township(chromium, request, tmp_path_factory) -> Iterator[ServedTownship]:
	"""The demo township, served for the whole run; every demo account has the password `PASSWORD`."""
	if request.config.getoption("--bench"):
		opened = serve_bench(request.config)
	else:
		opened = serve_standalone(tmp_path_factory.mktemp("demo") / "site")
	with opened as served:
		yield served


@pytest.fixture(scope="session")
def untouched_demo(chromium, tmp_path_factory):
	"""A demo township as it is on the first day, to be copied."""
	site = tmp_path_factory.mktemp("untouched") / "site"
	with serve_standalone(site):
		pass
	return site


@pytest.fixture
def sign_in(chromium, township, tmp_path):
	"""`sign_in("chen.ck")` → that person at a computer of his own; pictures go to the test's temporary folder.

	With TOWNSHIP_PICTURES=FOLDER they go there instead and stay.
	"""
	wanted = os.environ.get("TOWNSHIP_PICTURES", "")
	pictures = tmp_path / "pictures" if wanted in ("", "1") else wanted  # 1 renews those of the documents
	people: dict[str, Person] = {}

	def enter(account: str, password: str = PASSWORD, at: ServedTownship | None = None) -> Person:
		place = at or township
		person = place.person(chromium, pictures)
		people[account] = person
		person.sign_in(place.account(account), password)
		return person

	yield enter
	for account, person in people.items():
		# What each of them saw last: the first thing to look at when the test failed
		person.picture(f"last-of-{account}")
		person.leave()
