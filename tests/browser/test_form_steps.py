"""From one record to the next in the order of the list, and every key of a form shown by “?”."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.paper_records import NEW, clerk_at, served_papers

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
LIST = "/app/desk-paper"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	with served_papers(tmp_path_factory.mktemp("steps") / "site") as url:
		yield url


@pytest.fixture
def clerk(chromium, address):
	with clerk_at(chromium, address) as page:
		yield page


def open_first(clerk, asked: str, number: int = 0) -> list[str]:
	"""Open a record of the list by its link; returns the names as the list shows them."""
	clerk.goto(LIST + asked)
	shown = clerk.locator("tbody tr[data-name]").evaluate_all("all => all.map((row) => row.dataset.name)")
	clerk.locator("td.title a").nth(number).click()
	clerk.wait_for_url(f"**/{shown[number]}")
	return shown


def stands_at(clerk, name: str) -> None:
	clerk.wait_for_url(f"**/app/desk-paper/{name}")
	expect(clerk.locator(".crumbs > span").nth(1)).to_have_text(name)


def test_the_next_record_is_the_next_of_the_list_as_it_was_filtered_and_sorted(clerk):
	shown = open_first(clerk, "?kind=紧急&_sort=-subject")
	assert len(shown) == 5
	expect(clerk.get_by_role("button", name="上一条")).to_be_disabled()
	expect(clerk.locator("[data-place]")).to_have_text("列表第 1 条")
	clerk.get_by_role("button", name="下一条").click()
	stands_at(clerk, shown[1])
	clerk.keyboard.press("Alt+PageDown")
	stands_at(clerk, shown[2])
	clerk.keyboard.press("Alt+PageUp")
	stands_at(clerk, shown[1])
	clerk.keyboard.press("Control+Shift+>")
	stands_at(clerk, shown[2])
	clerk.locator(".crumbs a").click()
	clerk.wait_for_url("**/app/desk-paper?kind=*_sort=-subject")


def test_it_goes_on_beyond_the_page_and_back(clerk):
	shown = open_first(clerk, "?_sort=subject", 19)
	assert shown[-1] == "DP-00020"
	clerk.get_by_role("button", name="下一条").click()
	stands_at(clerk, "DP-00021")
	expect(clerk.locator("[data-place]")).to_have_text("列表第 21 条")
	open_first(clerk, "?_sort=subject&_start=20")
	expect(clerk.locator("[data-place]")).to_have_text("列表第 21 条")
	clerk.get_by_role("button", name="上一条").click()
	stands_at(clerk, "DP-00020")


def test_the_last_record_of_the_list_has_no_next(clerk):
	open_first(clerk, "?_sort=subject&_start=20", 4)
	expect(clerk.get_by_role("button", name="下一条")).to_be_disabled()


def test_what_was_saved_keeps_its_place_though_the_list_is_by_last_change(clerk):
	shown = open_first(clerk, "?_sort=-modified", 3)
	clerk.get_by_role("tab", name="办理").click()
	clerk.fill("#f-remark", "改过")
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	expect(clerk.locator("[data-place]")).to_have_text("列表第 4 条")
	clerk.keyboard.press("Alt+PageDown")
	stands_at(clerk, shown[4])


def test_without_a_list_it_goes_by_the_day_of_making_and_says_where_it_ends(clerk):
	clerk.goto("/app/desk-paper/DP-00002")
	clerk.keyboard.press("Alt+PageDown")  # older
	stands_at(clerk, "DP-00001")
	clerk.keyboard.press("Alt+PageDown")
	expect(clerk.locator(".toast")).to_have_text("已是最后一条。")
	clerk.keyboard.press("Alt+PageUp")
	stands_at(clerk, "DP-00002")


def test_leaving_what_is_not_saved_is_asked_first_and_stays_as_a_draft(clerk):
	open_first(clerk, "?_sort=subject", 2)
	clerk.fill("#f-subject", "还没保存")
	clerk.keyboard.press("Alt+PageDown")
	box = clerk.locator("dialog[open]")
	expect(box).to_contain_text("有修改尚未保存")
	box.get_by_role("button", name="取消").click()
	expect(clerk.locator("#f-subject")).to_have_value("还没保存")
	clerk.keyboard.press("Alt+PageDown")
	box.get_by_role("button", name="确定").click()
	stands_at(clerk, "DP-00004")
	clerk.keyboard.press("Alt+PageUp")
	stands_at(clerk, "DP-00003")
	expect(clerk.locator("#form-draft")).to_be_visible()


def test_signing_out_forgets_which_records_were_shown(clerk):
	clerk.goto(LIST)
	assert (
		clerk.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('desk-trail')).length")
		== 1
	)
	clerk.locator(".top-actions details.menu > summary").last.click()
	clerk.locator("[data-logout]").click()
	clerk.wait_for_url("**/login*")
	assert (
		clerk.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('desk-trail')).length")
		== 0
	)


def keys_of(clerk) -> str:
	box = clerk.get_by_role("dialog", name="键盘快捷键")
	expect(box).to_be_visible()
	return box.inner_text()


def test_every_key_of_a_form_stands_in_the_one_list(clerk):
	clerk.goto("/app/desk-paper/DP-00003")
	clerk.keyboard.press("?")
	said = keys_of(clerk)
	for part in ("Ctrl+S", "下一条", "Alt+PgDn", "写评论", "在表格中", "粘贴从电子表格复制的内容", "加粗"):
		assert part in said, part
	assert serious_findings(clerk) == []
	clerk.keyboard.press("Escape")
	expect(clerk.get_by_role("dialog")).to_have_count(0)


def test_a_new_form_promises_no_key_that_does_nothing(clerk):
	clerk.goto(NEW)
	clerk.locator("h1").click()
	clerk.keyboard.press("?")
	said = keys_of(clerk)
	assert "Ctrl+S" in said and "下一条" not in said and "打印" not in said


def test_a_question_mark_is_typed_where_somebody_types(clerk):
	clerk.goto(NEW)
	clerk.locator("#f-subject").press("?")
	expect(clerk.locator("#f-subject")).to_have_value("?")
	expect(clerk.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_the_buttons_are_reached_on_every_screen(chromium, address, size):
	with clerk_at(chromium, address, *size) as page:
		open_first(page, "?_sort=subject", 1)
		box = page.get_by_role("button", name="下一条").bounding_box()
		assert box["width"] >= 24 and box["height"] >= 24 and box["x"] + box["width"] <= size[0]
		assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
		assert serious_findings(page) == []
