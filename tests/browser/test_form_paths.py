"""A form when things go wrong: errors behind tabs and in rows, conditions, drafts after a closed tab, a conflict, a sign-out."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.desk import PASTE
from tests.browser.paper_records import NEW, ROWS, clerk_at, served_papers
from tests.browser.test_desk_smoke import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASTE_FILE = """([base64, name, type]) => {
	const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
	const data = new DataTransfer();
	data.items.add(new File([bytes], name, { type }));
	document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	with served_papers(tmp_path_factory.mktemp("paths") / "site") as url:
		yield url


@pytest.fixture
def clerk(chromium, address):
	with clerk_at(chromium, address) as page:
		yield page


def save(page) -> None:
	with page.expect_navigation():
		page.keyboard.press("Control+s")


def stored(page, name: str) -> dict:
	return page.context.request.get(f"/api/resource/Desk Paper/{name}").json()["data"]


def name_of(page) -> str:
	return page.locator(".form-slot").get_attribute("data-name")


def complete(page, subject: str) -> None:
	page.goto(NEW)
	page.fill("#f-subject", subject)
	page.get_by_role("tab", name="办理").click()
	page.fill("#f-remark", "已登记")
	page.get_by_role("tab").first.click()


# ---- errors where nobody looks ----


def test_an_error_in_a_tab_not_open_opens_it_and_puts_the_cursor_there(clerk):
	clerk.goto(NEW)
	clerk.fill("#f-subject", "第二个标签页有漏填")
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#f-remark")).to_be_focused()
	expect(clerk.get_by_role("tab", name="办理")).to_have_attribute("aria-selected", "true")
	expect(clerk.locator("#form-errors")).to_contain_text("请填写办理说明")
	assert serious_findings(clerk) == []


def test_each_line_of_the_summary_leads_to_its_tab(clerk):
	clerk.goto(NEW)
	clerk.keyboard.press("Control+s")
	clerk.get_by_role("button", name="请填写办理说明").click()
	expect(clerk.locator("#f-remark")).to_be_focused()
	clerk.get_by_role("button", name="请填写标题").click()
	expect(clerk.locator("#f-subject")).to_be_focused()


def test_a_missing_cell_is_told_with_its_row_and_column(clerk):
	complete(clerk, "表格漏填")
	for _row in range(2):
		clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").first.fill("申请书")
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_contain_text("材料第 2 行：请填写材料名称")
	expect(clerk.locator(f"{ROWS} [data-field=item]").nth(1)).to_be_focused()


def test_an_error_behind_a_row_opens_the_row(clerk):
	complete(clerk, "行内细节漏填")
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").fill("户口簿")
	clerk.locator("[data-row-more]").click()
	clerk.locator(".grid-more [data-field=place]").fill("遗失")
	clerk.keyboard.press("Tab")
	clerk.locator("[data-row-more]").click()
	expect(clerk.locator(".grid-more")).to_be_hidden()
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_have_text("材料第 1 行：请填写遗失说明")
	expect(clerk.locator(".grid-more [data-field=why_lost]")).to_be_focused()


def test_what_the_server_refuses_in_a_row_stands_at_the_row(clerk):
	complete(clerk, "服务器拒绝")
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").fill("申请书")
	words = '["{\\"message\\": \\"第 1 行：份数不能少于 1\\"}"]'
	clerk.route(
		"**/api/resource/Desk%20Paper",
		lambda route: route.fulfill(
			status=417, json={"_server_messages": words, "exc_type": "ValidationError"}
		),
	)
	clerk.keyboard.press("Control+s")
	cell = clerk.locator(f"{ROWS} [data-field=copies]")
	expect(cell).to_be_focused()
	assert cell.get_attribute("aria-invalid") == "true"


# ---- conditions ----


def test_a_field_that_a_condition_shows_is_required_only_while_it_is_shown(clerk):
	complete(clerk, "条件必填")
	clerk.select_option("#f-kind", "紧急")
	expect(clerk.locator("[data-fieldbox=urgent_why]")).to_be_visible()
	expect(clerk.locator("[data-fieldbox=urgent_why] .req")).to_be_visible()
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#f-urgent_why")).to_be_focused()
	clerk.select_option("#f-kind", "普通")
	expect(clerk.locator("[data-fieldbox=urgent_why]")).to_be_hidden()
	save(clerk)
	assert stored(clerk, name_of(clerk))["kind"] == "普通"


# ---- drafts ----


def test_a_closed_tab_offers_back_what_was_typed_rows_too(clerk):
	clerk.goto("/app/desk-paper/DP-00003")
	clerk.fill("#f-subject", "标签页被关了")
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").last.fill("补交的材料")
	clerk.wait_for_timeout(900)
	again = clerk.context.new_page()
	clerk.close(run_before_unload=False)
	again.goto("/app/desk-paper/DP-00003")
	expect(again.locator("#form-draft")).to_contain_text("未保存的内容还在")
	expect(again.locator("#f-subject")).to_have_value("来件 03")
	again.get_by_role("button", name="恢复").click()
	expect(again.locator("#f-subject")).to_have_value("标签页被关了")
	expect(again.locator(f"{ROWS} [data-field=item]").last).to_have_value("补交的材料")
	save(again)
	assert [row["item"] for row in stored(again, "DP-00003")["papers"]] == ["申请书", "补交的材料"]
	assert (
		again.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('desk-draft')).length") == 0
	)


def test_after_a_conflict_the_newest_is_loaded_and_my_changes_put_in_again(clerk, chromium, address):
	clerk.goto("/app/desk-paper/DP-00004")
	with clerk_at(chromium, address) as other:
		other.goto("/app/desk-paper/DP-00004")
		other.get_by_role("tab", name="办理").click()
		other.fill("#f-remark", "别人写的")
		save(other)
	clerk.fill("#f-subject", "我改的")
	clerk.locator(f"{ROWS} [data-field=copies]").first.fill("9")
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_contain_text("其他人")
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="载入最新内容并放回我的修改").click()
	expect(clerk.locator("#f-subject")).to_have_value("我改的")
	expect(clerk.locator(f"{ROWS} [data-field=copies]").first).to_have_value("9")
	expect(clerk.locator(".dirty")).to_be_visible()
	save(clerk)
	kept = stored(clerk, "DP-00004")
	assert kept["subject"] == "我改的" and kept["papers"][0]["copies"] == 9
	assert kept["remark"] == "别人写的"


def items(page, name: str) -> list[str]:
	return [row["item"] for row in stored(page, name)["papers"]]


def test_a_draft_of_a_long_table_brings_back_a_cell_and_loses_no_row(clerk):
	clerk.goto("/app/desk-paper/DP-00011")
	block = "\n".join(f"材料 {number}" for number in range(45))
	clerk.locator(f"{ROWS} [data-field=item]").first.evaluate(PASTE, block)
	save(clerk)
	clerk.locator(f"{ROWS} [data-field=item]").nth(1).fill("改过的")
	clerk.locator(f"{ROWS} [data-field=item]").nth(3).focus()
	clerk.keyboard.press("Control+Delete")
	clerk.locator(f"{ROWS} [data-field=item]").nth(0).focus()
	clerk.keyboard.press("Alt+ArrowDown")
	clerk.wait_for_timeout(900)
	again = clerk.context.new_page()
	clerk.close(run_before_unload=False)
	again.goto("/app/desk-paper/DP-00011")
	again.get_by_role("button", name="恢复").click()
	expect(again.locator(f"{ROWS} [data-field=item]").first).to_have_value("改过的")
	save(again)
	found = items(again, "DP-00011")
	assert (
		len(found) == 44 and found[:4] == ["改过的", "材料 0", "材料 2", "材料 4"] and found[-1] == "材料 44"
	)


def test_rows_that_another_added_meanwhile_stay_when_mine_are_put_in_again(clerk, chromium, address):
	clerk.goto("/app/desk-paper/DP-00012")
	with clerk_at(chromium, address) as other:
		other.goto("/app/desk-paper/DP-00012")
		other.locator("[data-row-add]").click()
		other.locator(f"{ROWS} [data-field=item]").last.fill("别人的材料")
		save(other)
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").last.fill("我的材料")
	clerk.keyboard.press("Control+s")
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="载入最新内容并放回我的修改").click()
	expect(clerk.locator(f"{ROWS} [data-field=item]").last).to_have_value("我的材料")
	save(clerk)
	assert items(clerk, "DP-00012") == ["申请书", "别人的材料", "我的材料"]


def test_who_was_signed_out_finds_the_draft_after_signing_in(clerk):
	clerk.goto("/app/desk-paper/DP-00005")
	clerk.fill("#f-subject", "会话结束前写的")
	clerk.wait_for_timeout(900)
	clerk.context.clear_cookies()
	clerk.on("dialog", lambda dialog: dialog.accept())
	clerk.goto("/app/desk-paper/DP-00005")
	clerk.fill("#usr", "Administrator")
	clerk.fill("#pwd", PASSWORD)
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**/app/desk-paper/DP-00005")
	clerk.get_by_role("button", name="恢复").click()
	expect(clerk.locator("#f-subject")).to_have_value("会话结束前写的")


def test_closing_the_tab_with_unsaved_changes_is_asked_and_without_is_not(clerk):
	asked = []
	clerk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
	clerk.goto("/app/desk-paper/DP-00006")
	clerk.goto("/app/desk-paper/DP-00007")
	assert asked == []
	clerk.fill("#f-subject", "没保存")
	clerk.goto("/app/desk-paper/DP-00006")
	assert asked == ["beforeunload"]


# ---- papers ----


@pytest.mark.parametrize(("name", "kind"), [("image.png", "image/png"), ("扫描件.png", "image/png")])
def test_a_scan_is_pasted_as_a_private_attachment(clerk, name, kind):
	clerk.goto("/app/desk-paper/DP-00010")
	before = clerk.locator("#attachments li[data-file]").count()
	clerk.evaluate(PASTE_FILE, [PIXEL, name, kind])
	expect(clerk.locator("#attachments li[data-file]")).to_have_count(before + 1)
	paper = clerk.locator("#attachments li[data-file]").first.locator("a")
	assert paper.get_attribute("href").startswith("/private/files/")
	answer = clerk.context.request.get(paper.get_attribute("href"))
	assert answer.ok and answer.body() == base64.b64decode(PIXEL)
	expect(clerk.locator(".dirty")).to_be_hidden()  # papers are kept at once


# ---- blocks from a spreadsheet ----


def test_wrong_cells_of_a_pasted_block_stop_the_saving_until_they_are_mended(clerk):
	complete(clerk, "粘贴有错")
	clerk.locator("[data-row-add]").click()
	block = "申请书\t两份\t甲卷\n户口簿\t２\t丙卷\n身份证\t3\t乙卷"
	clerk.locator(f"{ROWS} [data-field=item]").first.evaluate(PASTE, block)
	expect(clerk.locator(".toast")).to_contain_text("9 个单元格")
	copies, about = clerk.locator(f"{ROWS} [data-field=copies]"), clerk.locator(f"{ROWS} [data-field=about]")
	expect(copies.nth(0)).to_have_value("两份")
	expect(copies.nth(1)).to_have_value("2")
	expect(about.nth(1)).to_have_attribute("aria-invalid", "true")
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_contain_text("“两份”不是整数")
	expect(clerk.locator("#form-errors")).to_contain_text("丙卷")
	copies.nth(0).fill("2")
	about.nth(1).fill("乙卷")
	clerk.locator('[role="option"]').filter(has_text="乙卷").first.click()
	save(clerk)
	rows = stored(clerk, name_of(clerk))["papers"]
	assert [(row["item"], row["copies"], row["about"]) for row in rows] == [
		("申请书", 2, "甲卷"), ("户口簿", 2, "乙卷"), ("身份证", 3, "乙卷"),
	]  # fmt: skip


# ---- new in place ----


def test_a_record_is_made_from_a_cell_and_comes_back_into_it(clerk):
	complete(clerk, "在表格中新建")
	clerk.locator("[data-row-add]").click()
	clerk.locator(f"{ROWS} [data-field=item]").fill("申请书")
	cell = clerk.locator(f"{ROWS} [data-field=about]")
	cell.fill("丁卷")
	clerk.locator(".combo-new").click()
	box = clerk.locator("dialog.quick-dialog[open]")
	expect(box.locator("[data-field=label]")).to_have_value("丁卷")
	box.get_by_role("button", name="保存").click()
	expect(box).to_have_count(0)
	expect(cell).to_have_value("丁卷")
	expect(cell).to_be_focused()
	save(clerk)
	assert stored(clerk, name_of(clerk))["papers"][0]["about"] == "丁卷"


def test_leaving_the_dialog_makes_nothing(clerk):
	complete(clerk, "取消新建")
	clerk.fill("#f-file", "不要的卷")
	clerk.locator(".combo-new").click()
	expect(clerk.locator("dialog.quick-dialog[open]")).to_be_visible()
	clerk.keyboard.press("Escape")
	expect(clerk.locator("dialog[open]")).to_have_count(0)
	expect(clerk.locator("#f-file")).to_be_focused()
	assert clerk.context.request.get("/api/resource/Desk File/不要的卷").status == 404


# ---- no answer ----


def made(page, subject: str) -> int:
	query = f'/api/resource/Desk Paper?filters=[["subject","=","{subject}"]]'
	return len(page.context.request.get(query).json()["data"])


def answer_is_lost(route) -> None:
	"""The server does what it is asked, and the browser never hears of it."""
	if route.request.method == "POST":
		route.fetch()
		route.abort()
	else:
		route.continue_()


def test_a_new_record_whose_answer_was_lost_is_not_made_twice(clerk):
	complete(clerk, "回答丢了")
	clerk.route("**/api/resource/**", answer_is_lost)
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_contain_text("服务器没有响应")
	clerk.unroute("**/api/resource/**")
	clerk.get_by_role("button", name="重试").click()
	expect(clerk.locator("#form-errors")).to_contain_text("请先查看，确认是否就是这一份")
	assert made(clerk, "回答丢了") == 1
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="查看已保存的记录").click()
	expect(clerk.locator("#f-subject")).to_have_value("回答丢了")
	expect(clerk.locator("#form-draft")).to_be_hidden()


def test_a_new_record_that_never_arrived_is_made_at_the_second_try(clerk):
	complete(clerk, "没有送到")
	gateway = {"status": 502, "body": "<html>Bad Gateway</html>", "content_type": "text/html"}
	clerk.route("**/api/resource/**", lambda route: route.fulfill(**gateway))
	clerk.keyboard.press("Control+s")
	expect(clerk.locator("#form-errors")).to_contain_text("您填写的内容仍在")
	clerk.unroute("**/api/resource/**")
	with clerk.expect_navigation():
		clerk.get_by_role("button", name="重试").click()
	assert made(clerk, "没有送到") == 1
