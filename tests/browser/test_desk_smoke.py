"""A clerk at the desk: sign in, look for a record, fill a form by keyboard, be refused kindly, save, find it again."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest

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
	with clerk.expect_download() as download:
		clerk.locator("[data-export=picked]").click()
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
	assert clerk.locator(".filter-row .val").input_value() == "200"


def test_the_box_in_the_top_bar_leads_to_a_record(clerk):
	clerk.keyboard.press("Control+k")
	clerk.keyboard.type("审批")
	clerk.locator(".combo-list [role=option]").first.wait_for()
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**/app/desk-case/DC-00001")


def test_a_comment_and_a_file_stay_with_the_record(clerk, tmp_path):
	clerk.goto("/app/desk-case/DC-00007")
	clerk.fill("#comment", "请核对材料")
	clerk.click("[data-action=comment]")
	clerk.get_by_text("请核对材料").wait_for()
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
