"""Every page of docs/administrators is followed word for word, on a demo township of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.browser.follow import Follower
from tests.browser.instructions import UnknownSentence, read_page, sentences
from tests.browser.served import PASSWORD, serve_site

pytestmark = pytest.mark.browser

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = sorted((DOCS / "administrators").glob("*.md"))


@pytest.fixture
def follower(request, chromium, tmp_path):
	"""Somebody who follows one page at a township of his own (standalone), or at the bench's."""
	people = []

	def at(township):
		def enter(account):
			person = township.person(chromium, tmp_path / "pictures")
			people.append(person)
			person.sign_in(township.account(account), PASSWORD)
			return person

		return enter

	yield lambda township, page: Follower(at(township), page)
	for index, person in enumerate(people):
		person.picture(f"last-{index}")
		person.leave()


@pytest.mark.standalone
@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_page_can_be_followed(page, follower, untouched_demo, tmp_path):
	here, _ = read_page(page)
	assert sum(step.act != "picture" for step in here) >= 5, "a page of instructions has steps"
	shutil.copytree(untouched_demo, tmp_path / "site")
	with serve_site(tmp_path / "site") as township:
		follower(township, page).follow(here)


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_the_page_can_be_followed_on_frappe_desk(page, follower, township, request):
	_, there = read_page(page)
	if not there:
		pytest.skip("the page has no part for Frappe Desk")
	if township.is_standalone:
		pytest.skip("the part for Frappe Desk is followed on a bench")
	follower(township, page).follow(there)


def test_every_page_is_in_the_index():
	index = (DOCS / "administrators.md").read_text(encoding="utf-8") if PAGES else ""
	listed = set(re.findall(r"\(administrators/([\w-]+)\.md\)", index))
	assert listed == {page.stem for page in PAGES}


@pytest.mark.parametrize(
	("text", "acts"),
	[
		("打开 `/app/x`。点击「保存」。", ["open", "click"]),
		("在第 2 行「金额」中填写 `1,000`（元）。应看到「已保存」。", ["fill", "see"]),
		("在「科室」中选择 `党政办`。勾选「必填」。取消勾选「必填」。", ["choose", "check", "uncheck"]),
		("点击「金额（元）」。（别点「取消」。）", ["click"]),
		("在「有效期」中填写 3 天后的日期。按 `Ctrl+S`。", ["fill_date", "press"]),
		("把「文本」拖到「第一节」。应下载 `模板.xlsx`。", ["drag", "downloaded"]),
	],
)
def test_sentences_are_understood(text, acts):
	assert [sentence.act for sentence in sentences(text, Path("x.md"), 1)] == acts


def test_a_sentence_nobody_knows_is_a_fault():
	with pytest.raises(UnknownSentence, match="line 7"):
		sentences("随便点点。", Path("x.md"), 7)
