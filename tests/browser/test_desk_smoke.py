"""A clerk at the desk: sign in, look for a record, fill a form by keyboard, be refused kindly, save, find it again."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PASTE
from tests.platform.desk_records import make_records

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
PASSWORD = "desk-Admin-2026"
SIZES = {"desk": (1366, 768), "phone": (390, 844)}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	"""A served site with the desk's test records."""
	import frappe

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from frappe_standalone.core.install import new_site
	from frappe_standalone.core.runtime import site_context

	folder = tmp_path_factory.mktemp("browser") / "site"
	new_site(folder, admin_password=PASSWORD, apps=[])
	with site_context(folder, user="Administrator", write=True):
		make_records()
		frappe.db.commit()
	POOL.close()
	with served(folder) as url:
		yield url
	POOL.close()
	close_stores()


@contextmanager
def served(site_dir):
	"""The site on a free port of this machine, in a thread of the test's own process."""
	from waitress.server import create_server

	from frappe_standalone.core.http.app import make_app

	server = create_server(make_app(str(site_dir)), host="127.0.0.1", port=0, threads=4)
	thread = threading.Thread(target=server.run, daemon=True)
	thread.start()
	try:
		yield f"http://127.0.0.1:{server.effective_port}"
	finally:
		server.close()
		thread.join(timeout=5)


@pytest.fixture
def clerk(chromium, address, request):
	"""A signed-in page that fails the test on script errors and on requests to anywhere else."""
	width, height = SIZES[getattr(request, "param", "desk")]
	context = chromium.new_context(
		viewport={"width": width, "height": height}, locale="zh-CN", base_url=address, accept_downloads=True
	)
	page = context.new_page()
	troubles: list[str] = []
	page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
	page.on(
		"request",
		lambda sent: sent.url.startswith((address, "data:", "blob:"))
		or troubles.append(f"outside: {sent.url}"),
	)
	page.goto("/login")
	page.fill("#usr", "Administrator")
	page.fill("#pwd", PASSWORD)
	page.keyboard.press("Enter")
	page.wait_for_url("**/app")
	yield page
	context.close()
	assert troubles == []


def test_a_wrong_password_is_told_in_words(chromium, address):
	page = chromium.new_page(base_url=address)
	page.goto("/login")
	page.fill("#usr", "Administrator")
	page.fill("#pwd", "wrong")
	page.keyboard.press("Enter")
	page.get_by_role("alert").wait_for()
	assert "密码不正确" in page.get_by_role("alert").inner_text()
	page.close()


def test_a_form_is_filled_and_saved_by_keyboard(clerk):
	clerk.goto("/app/desk-case/new")
	clerk.keyboard.type("键盘录入的办件")  # the first field has the focus
	clerk.locator("#f-handler").focus()
	clerk.keyboard.type("Admin")
	clerk.locator(".combo-list [role=option]").first.wait_for()
	clerk.keyboard.press("Enter")
	clerk.locator("[data-row-add]").focus()
	clerk.keyboard.press("Enter")
	clerk.keyboard.type("材料一")
	clerk.keyboard.press("Enter")  # the next row, same column
	clerk.keyboard.type("材料二")
	assert clerk.locator(".dirty").is_visible()
	clerk.keyboard.press("Control+s")
	clerk.wait_for_url("**/app/desk-case/DC-*")
	assert clerk.locator("h1").inner_text() == "键盘录入的办件"
	assert clerk.locator("#f-handler").get_attribute("data-value") == "Administrator"
	assert clerk.locator("[data-grid=rows] tbody tr[data-row]").count() == 2


ROWS = "[data-grid=rows] tbody > tr[data-row]"


def long_case(clerk, rows: int) -> None:
	"""Make a case whose table was pasted from a spreadsheet."""
	clerk.goto("/app/desk-case/new")
	clerk.keyboard.type("很长的材料表")
	clerk.locator("[data-row-add]").click()
	block = "\n".join(f"材料 {number}\t{number}" for number in range(1, rows + 1))
	clerk.locator("[data-field=item]").first.evaluate(PASTE, block)
	clerk.keyboard.press("Control+s")
	clerk.wait_for_url("**/app/desk-case/DC-*")


def column(clerk, field: str) -> list[str]:
	return clerk.locator(f"{ROWS} [data-field={field}]").evaluate_all(
		"inputs => inputs.map((input) => input.value)"
	)


def test_a_long_table_is_drawn_as_far_as_somebody_looks_and_saved_whole(clerk):
	long_case(clerk, 45)
	assert clerk.locator(ROWS).count() == 20
	clerk.locator("[data-row-more]").nth(2).click()
	clerk.locator("#f-rows-3-note").fill("补正")
	clerk.locator("#f-rows-1-item").fill("材料一")
	clerk.locator("#f-rows-2-kind").select_option("Picture")
	clerk.locator("[data-row-remove]").nth(3).click()
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	clerk.locator(".grid-foot").last.scroll_into_view_if_needed()
	expect(clerk.locator(ROWS)).to_have_count(44)
	assert not clerk.locator("[data-left]").count()
	assert column(clerk, "item")[:5] == ["材料一", "材料 2", "材料 3", "材料 5", "材料 6"]
	assert column(clerk, "qty")[-1] == "45"
	assert column(clerk, "kind")[:3] == ["Copy", "Picture", "Copy"]
	clerk.locator("[data-row-more]").nth(2).click()
	assert clerk.input_value("#f-rows-3-note") == "补正"
	assert clerk.locator("#f-rows-30-kind option").count() == 3


def test_a_row_is_added_and_pasted_behind_those_not_drawn_yet(clerk):
	long_case(clerk, 30)
	clerk.locator("#f-rows-19-item").evaluate(PASTE, "甲\t1\n乙\t2\n丙\t3")
	clerk.locator("[data-row-add]").click()
	clerk.keyboard.type("最后一行")
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	clerk.locator(".grid-foot").last.scroll_into_view_if_needed()
	expect(clerk.locator(ROWS)).to_have_count(31)
	assert column(clerk, "item")[17:22] == ["材料 18", "甲", "乙", "丙", "材料 22"]
	assert column(clerk, "item")[-2:] == ["材料 30", "最后一行"]


def test_saving_leaves_tables_alone_that_nobody_touched(clerk):
	long_case(clerk, 25)
	sent = []
	clerk.on("request", lambda request: request.method == "PUT" and sent.append(request.post_data_json))
	clerk.fill("#f-code", "只改一处")
	with clerk.expect_navigation():
		clerk.keyboard.press("Control+s")
	assert sent and "rows" not in sent[0]
	assert clerk.locator("[data-left]").get_attribute("data-left") == "5"


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(clerk):
	clerk.goto("/app/desk-case/DC-00004")
	clerk.fill("#f-code", "新编码")
	clerk.select_option("#f-status", "Closed")
	reason = clerk.locator("[data-fieldbox=reason]")
	reason.wait_for(state="visible")  # shown and required by its condition
	clerk.keyboard.press("Control+s")
	clerk.locator("#form-errors").wait_for(state="visible")
	assert reason.locator(".field-error").is_visible()
	assert clerk.input_value("#f-code") == "新编码"
	clerk.fill("#f-reason", "办结")
	clerk.keyboard.press("Control+s")
	clerk.locator(".toast").wait_for()
	assert clerk.input_value("#f-reason") == "办结"


def test_two_people_saving_the_same_record_do_not_overwrite_each_other(clerk, address):
	clerk.goto("/app/desk-case/DC-00006")
	other = clerk.context.new_page()
	other.goto("/app/desk-case/DC-00006")
	other.fill("#f-code", "别人的")
	other.keyboard.press("Control+s")
	other.locator(".toast").wait_for()
	clerk.fill("#f-code", "我的")
	clerk.keyboard.press("Control+s")
	clerk.locator("#form-errors").wait_for(state="visible")
	assert "其他人" in clerk.locator("#form-errors").inner_text()
	assert clerk.input_value("#f-code") == "我的"
	clerk.on("dialog", lambda dialog: dialog.accept())


def test_a_list_is_searched_filtered_and_exported(clerk):
	clerk.goto("/app/desk-case")
	clerk.fill("[name=_q]", "救助")
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**_q=*")
	clerk.select_option("#filter-status", "Closed")
	clerk.wait_for_url("**status=Closed*")
	shown = clerk.locator("tbody tr[data-name]").count()
	assert shown > 0
	clerk.check("[data-pick-all]")
	assert str(shown) in clerk.locator("[data-picked]").inner_text()
	clerk.locator("[data-export=picked]").click()
	with clerk.expect_download() as download:
		clerk.get_by_role("button", name="导出", exact=True).click()
	assert download.value.suggested_filename.endswith(".xlsx")


def test_a_filter_row_becomes_part_of_the_address(clerk):
	clerk.goto("/app/desk-case")
	clerk.click("[data-add-filter]")
	row = clerk.locator(".filter-row")
	row.locator("select").nth(0).select_option("amount")
	row.locator("select").nth(1).select_option(">=")
	row.locator(".val").fill("200")
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**amount=*")
	assert clerk.locator("tbody tr[data-name]").count() == 6
	assert "≥ 200" in clerk.locator(".chip").inner_text()


def test_the_box_in_the_top_bar_leads_to_a_record(clerk):
	clerk.keyboard.press("Control+k")
	clerk.keyboard.type("审批")
	clerk.locator(".combo-list [role=option]").first.wait_for()
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**/app/desk-case/DC-00001")


def test_a_comment_and_a_file_stay_with_the_record(clerk, tmp_path):
	clerk.goto("/app/desk-case/DC-00007")
	clerk.fill("#comment", "请核对材料")
	clerk.click("[data-comment]")
	clerk.locator(".trail-said", has_text="请核对材料").wait_for()
	paper = tmp_path / "申请表.txt"
	paper.write_text("申请", encoding="utf-8")
	clerk.set_input_files("#attach-file", paper)
	clerk.locator("#attachments a").wait_for()
	assert "申请表" in clerk.locator("#attachments a").inner_text()


def test_english_is_a_click_away_and_stays(clerk):
	clerk.locator("a.top-link[lang=en]").click()
	clerk.get_by_role("link", name="Home").first.wait_for()
	clerk.goto("/app/desk-case")
	assert clerk.locator("html").get_attribute("lang") == "en"
	clerk.locator("a.top-link[lang=zh]").click()
	clerk.get_by_role("link", name="首页").first.wait_for()


@pytest.mark.parametrize("clerk", ["phone"], indirect=True)
@pytest.mark.parametrize(
	"path", ["/app", "/app/desk-case", "/app/desk-case/DC-00003", "/app/query-report/Desk Figures"]
)
def test_no_page_is_wider_than_a_phone(clerk, path):
	clerk.goto(path)
	assert clerk.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]
	assert clerk.locator(".bottombar").is_visible()
