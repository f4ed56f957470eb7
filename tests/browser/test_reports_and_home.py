"""Building a report, telling a colleague, reading a home: by hand, at both widths."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.standalone]


def fits(person) -> bool:
	"""Whether the page needs no sideways scroll."""
	return person.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_report_is_built_and_previewed_while_it_is_built(sign_in):
	clerk = sign_in("chen.ck")
	page = clerk.page
	clerk.open("/app/service-case/view/report")
	page.get_by_label("按什么分组", exact=True).select_option(label="窗口")
	page.get_by_label("列标题", exact=True).fill("办件数")
	page.get_by_label("图表", exact=True).select_option(label="柱形图")
	page.get_by_label("显示合计行").check()
	page.locator("#report-result .chart svg").wait_for()
	page.locator("#report-result tfoot").get_by_text("合计").wait_for()
	assert fits(clerk)
	page.set_viewport_size({"width": 390, "height": 844})
	assert fits(clerk)


@pytest.mark.parametrize("width", [1366, 390])
def test_every_report_fits_its_screen(sign_in, width):
	admin = sign_in("admin.xz")
	admin.page.set_viewport_size({"width": width, "height": 800})
	for report in ("Audit Entries", "Case Timeliness", "Establishment and Vacancies", "Petition Compliance"):
		admin.open(f"/app/query-report/{report}")
		assert fits(admin), report
		box = admin.page.locator(".table-wrap").bounding_box()
		inner = admin.page.evaluate("document.querySelector('.table-wrap').scrollWidth")
		if width == 390:
			assert inner <= box["width"] + 1, f"{report} scrolls sideways on a phone"


@pytest.mark.parametrize("account", ["chen.ck", "lin.xz", "admin.xz"])
def test_a_home_shows_tasks_first_and_fits_a_phone(sign_in, account):
	person = sign_in(account)
	person.open("/app")
	tasks = person.page.get_by_role("heading", name="等我办理")
	tasks.wait_for()
	assert tasks.bounding_box()["y"] < 400, "tasks stand above the fold"
	person.page.set_viewport_size({"width": 390, "height": 844})
	assert fits(person)


def test_a_report_opened_with_its_defaults_is_sorted_and_printed_with_them(sign_in):
	person = sign_in("chen.ck")
	person.report("Case Timeliness")
	counted = len(person.report_rows())
	person.page.locator(".report-table th a").first.click()
	person.page.wait_for_url("**_sort=*")
	assert len(person.report_rows()) == counted
	person.open(person.page.get_by_role("link", name="打印").get_attribute("href"))
	assert person.page.locator("article.sheet tbody tr").count() >= counted


def test_on_a_phone_the_cards_of_a_workspace_stand_in_rows(sign_in):
	person = sign_in("Administrator")
	person.page.set_viewport_size({"width": 390, "height": 844})
	person.open("/app/township-system")
	cards = person.page.locator(".blk:not(.blk-short) .card")
	first, second = (cards.nth(number).bounding_box() for number in (0, 1))
	assert first["y"] == second["y"] and first["x"] < second["x"]


def test_a_colleague_is_called_in_a_comment_by_keyboard(sign_in):
	clerk = sign_in("chen.ck")
	page = clerk.page
	clerk.open("/app/service-case")
	page.locator("td.title a").first.click()
	page.locator("#timeline").scroll_into_view_if_needed()
	page.locator("#trail-items .trail-item").first.wait_for()
	box = page.locator("#comment")
	box.click()
	box.press_sequentially("请 @沈")
	page.locator("#colleagues [role=option]").first.wait_for()
	page.keyboard.press("Enter")
	page.keyboard.press("Control+Enter")
	page.locator(".trail-said .mention").first.wait_for()
	mine = page.locator(".trail-item.comment").first
	mine.get_by_role("button", name="删除").click()
	page.get_by_role("button", name="确定").click()
	page.locator(".trail-said .mention").first.wait_for(state="detached")
