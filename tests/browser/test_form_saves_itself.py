"""Saving by itself: off until somebody switches it on for himself, then careful with tables, gaps and other savers."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PASTE
from tests.browser.paper_records import ROWS, clerk_at, served_papers

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
ONE = "/app/desk-paper/DP-00003"
# Longer than the pause after which a form saves
A_WHILE = 25_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	with served_papers(tmp_path_factory.mktemp("itself") / "site") as url:
		yield url


@pytest.fixture
def clerk(chromium, address):
	"""A clerk whose clock the test turns."""
	with clerk_at(chromium, address) as page:
		page.clock.install()
		page.sent = []
		page.on("request", lambda one: one.method == "PUT" and page.sent.append(one.post_data_json))
		yield page
		switch(page, on=False)


def switch(page, on: bool) -> None:
	page.goto(ONE)
	page.evaluate(
		"""async (on) => {
			const boot = JSON.parse(document.getElementById("desk-boot").textContent);
			await fetch("/api/method/frappe_standalone.core.desk.form_settings.set_autosave", {
				method: "POST", headers: { "X-Frappe-CSRF-Token": boot.csrf_token, "Content-Type": "application/json" },
				body: JSON.stringify({ on }),
			});
		}""",
		int(on),
	)


def stored(page, name: str = "DP-00003") -> dict:
	return page.context.request.get(f"/api/resource/Desk Paper/{name}").json()["data"]


def wait_until_saved(page) -> None:
	with page.expect_response(lambda answer: answer.request.method == "PUT") as told:
		page.clock.fast_forward(A_WHILE)
	assert told.value.ok
	expect(page.locator(".toast").last).to_have_text("已自动保存")


def test_nothing_is_saved_that_nobody_asked_for(clerk):
	clerk.goto(ONE)
	clerk.fill("#f-subject", "没有要求自动保存")
	clerk.clock.fast_forward(A_WHILE * 4)
	clerk.wait_for_timeout(300)
	assert clerk.sent == []
	expect(clerk.locator(".dirty")).to_be_visible()


def test_it_is_switched_on_and_off_in_the_menu_and_stays_so_for_this_person(clerk):
	clerk.goto(ONE)
	menu = clerk.locator(".form-head details.menu > summary")
	menu.click()
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="自动保存：已关闭").click()
	clerk.goto("/app/desk-paper/DP-00004")
	menu.click()
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="自动保存：已开启").click()
	clerk.goto(ONE)
	menu.click()
	expect(clerk.get_by_role("button", name="自动保存：已关闭")).to_be_visible()


def test_after_a_pause_the_form_is_saved_without_leaving_it_and_saving_by_hand_goes_on(clerk):
	switch(clerk, on=True)
	clerk.goto(ONE)
	clerk.fill("#f-subject", "自己保存")
	wait_until_saved(clerk)
	expect(clerk.locator(".dirty")).to_be_hidden()
	expect(clerk.locator("#f-subject")).to_be_focused()
	assert stored(clerk)["subject"] == "自己保存"
	clerk.fill("#f-subject", "再改一次")
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	assert clerk.locator("h1").inner_text() == "再改一次"
	assert (
		clerk.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('desk-draft')).length") == 0
	)


def test_a_new_row_is_saved_once_and_changed_afterwards(clerk):
	switch(clerk, on=True)
	clerk.goto("/app/desk-paper/DP-00006")
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").last.fill("户口簿")
	wait_until_saved(clerk)
	clerk.locator(f"{ROWS} [data-field=item]").last.fill("户口簿（全本）")
	wait_until_saved(clerk)
	assert [row["item"] for row in stored(clerk, "DP-00006")["papers"]] == ["申请书", "户口簿（全本）"]


def test_rows_that_are_not_drawn_yet_are_not_lost(clerk):
	clerk.goto("/app/desk-paper/DP-00007")
	clerk.locator(f"{ROWS} [data-field=item]").first.evaluate(
		PASTE, "\n".join(f"材料 {number}" for number in range(45))
	)
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	switch(clerk, on=True)
	clerk.goto("/app/desk-paper/DP-00007")
	assert clerk.locator(ROWS).count() == 20
	clerk.locator(f"{ROWS} [data-field=item]").first.fill("改第一行")
	wait_until_saved(clerk)
	rows = [row["item"] for row in stored(clerk, "DP-00007")["papers"]]
	assert len(rows) == 45 and rows[0] == "改第一行" and rows[-1] == "材料 44"


def test_what_is_not_complete_waits_without_a_word(clerk):
	switch(clerk, on=True)
	clerk.goto(ONE)
	clerk.fill("#f-subject", "")
	clerk.clock.fast_forward(A_WHILE)
	clerk.wait_for_timeout(300)
	assert clerk.sent == []
	expect(clerk.locator("#form-errors")).to_be_hidden()
	expect(clerk.locator(".dirty")).to_be_visible()


def test_it_never_overwrites_what_another_saved(clerk, chromium, address):
	switch(clerk, on=True)
	clerk.goto("/app/desk-paper/DP-00008")
	with clerk_at(chromium, address) as other:
		other.goto("/app/desk-paper/DP-00008")
		other.fill("#f-subject", "别人的")
		with other.expect_navigation():
			other.keyboard.press("Control+s")
	clerk.fill("#f-subject", "我的")
	with clerk.expect_response(lambda answer: answer.request.method == "PUT"):
		clerk.clock.fast_forward(A_WHILE)
	expect(clerk.locator("#form-errors")).to_contain_text("其他人")
	expect(clerk.locator("#f-subject")).to_have_value("我的")
	assert stored(clerk, "DP-00008")["subject"] == "别人的"


def test_saving_by_hand_while_it_saves_is_no_conflict_with_oneself(clerk):
	switch(clerk, on=True)
	clerk.goto("/app/desk-paper/DP-00009")
	held = []
	# The first stays on its way for a while
	clerk.route(
		"**/api/resource/Desk%20Paper/DP-00009",
		lambda route: route.continue_() if held else held.append(route),
	)
	clerk.fill("#f-subject", "自己")
	clerk.clock.fast_forward(A_WHILE)
	clerk.wait_for_timeout(200)
	clerk.fill("#f-subject", "用手")
	clerk.keyboard.press("Control+s")
	clerk.wait_for_timeout(200)
	assert len(clerk.sent) == 1  # the second waits for the first
	with clerk.expect_navigation():
		held[0].continue_()
	assert stored(clerk, "DP-00009")["subject"] == "用手"
