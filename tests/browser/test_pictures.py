"""The pictures of the documents: each can be taken again, and TOWNSHIP_PICTURES=1 takes them.

The table is `tests/browser/pictures.py`. Without TOWNSHIP_PICTURES they are taken too, into a temporary folder, so that an address or a button that is no
longer there is seen at once.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.browser.pictures import PICTURES, part, without_toast
from tests.browser.served import PASSWORD, serve_site

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parents[2] / "docs"
TAKEN = DOCS / "pictures"
# No picture may make a page of the documents slow to open
LARGEST = 250_000


@pytest.fixture(scope="module")
def place(request, tmp_path_factory):
	"""A township on its first day, or the bench's."""
	if request.config.getoption("--bench"):
		yield request.getfixturevalue("township")
		return
	site = tmp_path_factory.mktemp("pictures") / "site"
	shutil.copytree(request.getfixturevalue("untouched_demo"), site)
	with serve_site(site) as served:
		yield served


@pytest.fixture(scope="module")
def people(chromium, place, tmp_path_factory):
	"""Everybody signs in once."""
	known = {}

	def called(account: str):
		if account not in known:
			known[account] = place.person(chromium, tmp_path_factory.mktemp("people"))
			known[account].sign_in(place.account(account), PASSWORD)
		return known[account]

	yield called
	for person in known.values():
		person.leave()


@pytest.mark.parametrize("picture", PICTURES, ids=[picture.file for picture in PICTURES])
def test_the_picture_can_be_taken(picture, place, people, tmp_path):
	if picture.on_bench == place.is_standalone:
		pytest.skip("taken on the other platform")
	person = people(picture.account)
	width, height = picture.size
	person.page.set_viewport_size({"width": width, "height": height})
	person.open(picture.at(person))
	person.form_is_ready()
	picture.first(person)
	person.page.wait_for_load_state("networkidle")
	without_toast(person)
	person.page.mouse.move(0, 0)
	person.page.wait_for_timeout(150)
	folder = TAKEN if os.environ.get("TOWNSHIP_PICTURES") == "1" else tmp_path
	(part(person, picture) or person.page).screenshot(path=folder / f"{picture.file}.png")
	assert (folder / f"{picture.file}.png").stat().st_size <= LARGEST


def test_every_picture_is_shown_by_a_document_and_every_shown_one_exists():
	shown = set()
	for document in (DOCS.parent / "README.md", *DOCS.rglob("*.md")):
		for target in re.findall(r"!\[[^\]]*\]\(([^)\s]+\.png)\)", document.read_text(encoding="utf-8")):
			shown.add((document.parent / target).resolve())
	assert shown == set(TAKEN.rglob("*.png"))


def test_every_picture_is_in_the_table_or_a_step_of_an_administrators_page():
	listed = {TAKEN / f"{picture.file}.png" for picture in PICTURES}
	assert listed == {path for path in TAKEN.rglob("*.png") if path.parent.name != "administrators"}
