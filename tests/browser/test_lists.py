"""A clerk and her lists: keys, filters she keeps, columns of her own, many records at once, the board, the calendar, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.test_desk_smoke import PASSWORD, SIZES, served
from tests.platform.test_desk_lists import prepare

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
LIST = "/app/desk-case"
both_widths = pytest.mark.parametrize("clerk", ["desk", "phone"], indirect=True)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	"""A served site with the records of the list's tests."""
	import frappe

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores
	from frappe_standalone.core.install import new_site
	from frappe_standalone.core.runtime import site_context

	folder = tmp_path_factory.mktemp("lists") / "site"
	new_site(folder, admin_password=PASSWORD, apps=[])
	with site_context(folder, user="Administrator", write=True):
		prepare()
		frappe.db.commit()
	POOL.close()
	with served(folder) as url:
		yield url
	POOL.close()
	close_stores()


@pytest.fixture
def clerk(chromium, address, request):
	"""A signed-in page that fails the test on script errors and on requests to anywhere else."""
	width, height = SIZES[getattr(request, "param", "desk")]
	context = chromium.new_context(
		viewport={"width": width, "height": height}, locale="zh-CN", base_url=address, accept_downloads=True
	)
	troubles: list[str] = []
	page = context.new_page()
	page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
	page.on(
		"request", lambda sent: sent.url.startswith((address, "data:", "blob:")) or troubles.append(sent.url)
	)
	answer = context.request.post("/api/method/login", data={"usr": "Administrator", "pwd": PASSWORD})
	assert answer.ok
	yield page
	context.close()
	assert troubles == []


def rows(clerk):
	return clerk.locator("tbody tr[data-name]")


def test_a_list_is_worked_by_keyboard_alone(clerk):
	clerk.goto(LIST)
	clerk.keyboard.press("?")
	expect(clerk.get_by_role("dialog", name="键盘快捷键")).to_be_visible()
	clerk.keyboard.press("Escape")
	for key in ("j", "j", "k", "j", "x"):
		clerk.keyboard.press(key)
	assert clerk.locator("tr.at").get_attribute("data-name") == rows(clerk).nth(1).get_attribute("data-name")
	expect(clerk.locator("[data-picked]")).to_contain_text("1")
	clerk.keyboard.press("Escape")
	expect(clerk.locator(".bulk")).to_be_hidden()
	for key in ("End", "ArrowUp", "Space"):
		clerk.keyboard.press(key)
	assert clerk.locator("tr.picked").get_attribute("data-name") == rows(clerk).nth(18).get_attribute(
		"data-name"
	)
	clerk.keyboard.press("Space")
	expect(clerk.locator(".bulk")).to_be_hidden()
	clerk.keyboard.press("Home")
	expect(rows(clerk).first.locator("td.title a")).to_be_focused()
	clerk.keyboard.press("/")
	clerk.keyboard.type("救助 5")
	clerk.keyboard.press("Enter")
	expect(rows(clerk)).to_have_count(1)
	clerk.keyboard.press("j")
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**/app/desk-case/DC-00005")


@both_widths
def test_a_period_is_chosen_changed_and_taken_away(clerk):
	clerk.goto(LIST)
	clerk.get_by_role("button", name="添加筛选").click()
	row = clerk.locator(".filter-row")
	row.get_by_label("字段").select_option("creation")
	row.get_by_label("时段").select_option("last 30 days")
	clerk.get_by_role("button", name="应用").click()
	clerk.wait_for_url("**creation=*")
	expect(clerk.locator(".chip")).to_contain_text("近 30 天")
	clerk.locator(".chip button").click()
	clerk.get_by_label("时段").select_option("last month")
	clerk.get_by_role("button", name="应用").click()
	expect(clerk.locator(".chip")).to_contain_text("上月")
	expect(rows(clerk)).to_have_count(0)
	clerk.get_by_role("link", name="去掉筛选").click()
	expect(rows(clerk)).to_have_count(20)


def test_choices_and_numbers_are_filtered_by_their_own_controls(clerk):
	clerk.goto(LIST)
	clerk.keyboard.press("f")
	row = clerk.locator(".filter-row")
	row.get_by_label("字段").select_option("light")
	row.get_by_label("红灯").check() if row.get_by_label("红灯").count() else row.locator(
		"[value=Red]"
	).check()
	row.locator("[value=Yellow]").check()
	clerk.keyboard.press("f")
	clerk.get_by_role("button", name="添加筛选").click()
	second = clerk.locator(".filter-row").nth(1)
	second.get_by_label("字段").select_option("amount")
	second.locator(".val:not(.val-to)").fill("10")
	second.locator(".val-to").fill("60")
	clerk.keyboard.press("Enter")
	clerk.wait_for_url("**amount=*")
	expect(clerk.locator(".chip")).to_have_count(2)
	expect(clerk.locator(".chip").nth(1)).to_contain_text("10 至 60")
	assert 0 < rows(clerk).count() < 7


@both_widths
def test_rows_of_a_table_and_several_people_are_asked_for(clerk):
	clerk.goto(LIST)
	clerk.get_by_role("button", name="添加筛选").click()
	row = clerk.locator(".filter-row")
	row.get_by_label("字段").select_option("Desk Row.item")
	row.locator(".val").fill("材料 1")
	clerk.get_by_role("button", name="应用").click()
	clerk.wait_for_url("**Desk+Row.item=*")
	expect(clerk.locator(".chip")).to_contain_text("含“材料 1”")
	found = rows(clerk).evaluate_all("all => all.map((row) => row.dataset.name)")
	assert "DC-00001" in found and "DC-00002" not in found and len(found) == len(set(found))
	rows(clerk).first.locator("td.title a").click()
	clerk.wait_for_url("**/app/desk-case/DC-*")
	clerk.get_by_role("button", name="下一条").click()
	clerk.wait_for_url(f"**/{found[1]}")
	clerk.goto(LIST)
	clerk.get_by_role("button", name="添加筛选").click()
	row.get_by_label("字段").select_option("handler")
	row.locator("select").nth(1).select_option("in")
	for who in ("Administrator", "Guest"):
		row.get_by_role("combobox", name="值").fill(who[:5])
		clerk.locator('[role="option"]').filter(has_text=who).first.click()
	expect(row.locator(".chip")).to_have_count(2)
	assert serious_findings(clerk) == []
	assert clerk.evaluate("document.documentElement.scrollWidth") <= clerk.viewport_size["width"]
	row.get_by_role("button", name="移除Guest").click()
	expect(row.locator(".chip")).to_have_count(1)
	row.get_by_role("combobox", name="值").fill("Guest")
	clerk.locator('[role="option"]').filter(has_text="Guest").first.click()
	clerk.get_by_role("button", name="应用").click()
	clerk.wait_for_url("**handler=*")
	expect(clerk.locator(".chip")).to_contain_text("Guest")
	expect(rows(clerk)).to_have_count(20)


def test_a_filter_by_records_is_changed_by_their_titles(clerk):
	clerk.goto(f'{LIST}?earlier=["in",["DC-00001","DC-00002"]]')
	known = [
		clerk.evaluate("name => fetch('/api/resource/Desk Case/' + name).then((r) => r.json())", name)[
			"data"
		]["subject"]
		for name in ("DC-00001", "DC-00002")
	]
	clerk.locator("[data-edit-filter]").click()
	expect(clerk.locator(".filter-row .chip")).to_have_text([f"{title}×" for title in known])
	clerk.goto(f"{LIST}?earlier=DC-00001")
	clerk.locator("[data-edit-filter]").click()
	box = clerk.locator(".filter-row").get_by_role("combobox", name="值")
	expect(box).to_have_value(known[0])
	clerk.get_by_role("button", name="应用").click()
	clerk.wait_for_url("**earlier=DC-00001")


@both_widths
def test_a_filter_is_kept_under_a_name_and_opens_the_list(clerk, request):
	name = f"已办 {request.node.name[-6:]}"
	clerk.goto(f"{LIST}?status=Closed")
	clerk.get_by_role("button", name="保存…").click()
	clerk.get_by_label("筛选名称").fill(name)
	clerk.get_by_label("打开此列表时默认使用").check()
	clerk.get_by_role("button", name="保存", exact=True).click()
	expect(clerk.locator(".toast")).to_contain_text("已保存")
	clerk.goto(LIST)
	clerk.wait_for_url("**status=Closed")
	clerk.locator(".saved summary").click()
	clerk.get_by_role("button", name=f"打开列表时不再用{name}").click()
	clerk.wait_for_timeout(300)
	clerk.goto(LIST)
	expect(rows(clerk)).to_have_count(20)
	clerk.locator(".saved summary").click()
	clerk.get_by_role("button", name=f"删除筛选{name}").click()
	clerk.get_by_role("button", name="确定").click()
	expect(clerk.locator(".toast")).to_contain_text("已删除")


@both_widths
def test_columns_are_chosen_moved_and_put_back(clerk):
	def choose():
		clerk.locator(".list-head details.menu summary").click()
		clerk.get_by_role("button", name="列设置…").click()
		return clerk.get_by_role("dialog", name="列表的列")

	clerk.goto(LIST)
	box = choose()
	box.locator('[data-column="amount"] input').check()
	for _step in range(3):
		box.locator('[data-column="amount"]').get_by_role("button", name="上移").click()
	box.locator('[data-column="handler"] input').uncheck()
	box.locator('[data-column="status"] select').select_option("160")
	box.get_by_role("button", name="保存").click()
	clerk.wait_for_load_state()
	expect(
		clerk.locator("thead th", has_text="Amount").or_(clerk.locator("thead th", has_text="金额"))
	).to_have_count(1)
	expect(
		clerk.locator("thead th", has_text="Handler").or_(clerk.locator("thead th", has_text="经办"))
	).to_have_count(0)
	box = choose()
	with clerk.expect_navigation():
		box.get_by_role("button", name="恢复默认").click()
	expect(
		clerk.locator("thead th", has_text="Amount").or_(clerk.locator("thead th", has_text="金额"))
	).to_have_count(0)


def test_one_field_of_many_is_changed_and_what_was_refused_is_told(clerk):
	clerk.goto(f"{LIST}?_sort=name")
	for number in (5, 6):
		clerk.locator("[data-pick]").nth(number).check()
	clerk.get_by_role("button", name="批量修改…").click()
	box = clerk.get_by_role("dialog")
	box.get_by_label("字段").select_option("code")
	box.get_by_label("新值").fill("同一编号")
	box.get_by_role("button", name="确定").click()
	expect(clerk.locator(".toast")).to_contain_text("完成 2 条")
	clerk.goto(f"{LIST}?_sort=-name")
	for number in (0, 2):  # the first is still named by the third
		clerk.locator("[data-pick]").nth(number).check()
	clerk.get_by_role("button", name="删除", exact=True).click()
	clerk.get_by_role("dialog").get_by_role("button", name="删除").click()
	told = clerk.get_by_role("dialog", name="完成 1 条")
	expect(told).to_contain_text("DC-00025")
	told.get_by_role("button", name="确定").click()
	expect(clerk.locator('tr[data-name="DC-00023"]')).to_have_count(0)


def test_all_found_are_picked_and_leave_as_text(clerk):
	clerk.goto(f"{LIST}?_sort=name")
	clerk.locator("[data-pick-all]").check()
	clerk.get_by_role("button", name="选中找到的全部").click()
	expect(clerk.locator("[data-picked]")).not_to_contain_text("20")
	clerk.locator('[data-export="picked"]').click()
	box = clerk.get_by_role("dialog")
	box.get_by_label("格式").select_option("CSV")
	with clerk.expect_download() as download:
		box.get_by_role("button", name="导出").click()
	content = download.value.path().read_bytes()
	assert content.startswith(b"\xef\xbb\xbf") and content.count(b"DC-") > 20


def test_many_are_tagged_and_found_by_the_tag(clerk):
	clerk.goto(f"{LIST}?_sort=name")
	clerk.locator("[data-pick]").nth(7).check()
	clerk.get_by_role("button", name="标签…").click()
	clerk.get_by_label("标签", exact=True).fill("待核")
	clerk.get_by_role("dialog").get_by_role("button", name="确定").click()
	expect(clerk.locator(".tag")).to_have_text("待核")
	clerk.goto(f"{LIST}?_user_tags=待核")
	expect(rows(clerk)).to_have_count(1)


def test_a_card_is_dragged_and_moved_by_keyboard(clerk):
	clerk.goto(f"{LIST}/view/kanban")
	closed = clerk.locator('.board-column[data-value="Closed"]')
	card = clerk.locator('.board-column[data-value="Open"] .board-card').first
	name = card.get_attribute("data-name")
	card.drag_to(closed)
	expect(clerk.locator(".toast")).to_contain_text("已移到")
	clerk.reload()
	moved = closed.locator(f'[data-name="{name}"]')
	expect(moved).to_have_count(1)
	moved.locator("[data-move-card]").focus()
	clerk.keyboard.press("Enter")
	expect(clerk.get_by_role("dialog").get_by_label("移到")).to_be_focused()
	for key in ("Tab", "Tab", "Enter"):
		clerk.keyboard.press(key)
	expect(clerk.locator(f'.board-column[data-value="Open"] [data-name="{name}"]')).to_have_count(1)


def test_a_card_comes_back_where_the_record_may_not_be_saved(clerk):
	clerk.goto(f"{LIST}/view/kanban")
	card = clerk.locator('.board-column[data-value="Open"] .board-card').first
	name = card.get_attribute("data-name")
	refusal = {"_server_messages": '["{\\"message\\": \\"还缺材料\\"}"]', "exc_type": "ValidationError"}
	clerk.route("**/*desk.kanban.move", lambda route: route.fulfill(status=417, json=refusal))
	card.drag_to(clerk.locator('.board-column[data-value="Closed"]'))
	expect(clerk.get_by_role("alert")).to_have_text("还缺材料")
	expect(clerk.locator(f'.board-column[data-value="Open"] [data-name="{name}"]')).to_have_count(1)


@both_widths
def test_the_calendar_is_turned_by_month_and_week(clerk):
	clerk.goto("/app/desk-trip/view/calendar?_month=2026-03")
	expect(clerk.locator(".cal-entry:visible")).to_have_count(2)
	clerk.get_by_role("link", name="下个月").click()
	expect(clerk.locator(".cal-head")).to_have_text("2026 年 4 月")
	expect(clerk.locator(".cal-entry:visible")).to_have_count(3)
	clerk.get_by_role("link", name="周", exact=True).click()
	expect(clerk.locator(".cal-week")).to_be_visible()
	clerk.get_by_role("link", name="列表", exact=True).click()
	clerk.wait_for_url("**/app/desk-trip")


@both_widths
@pytest.mark.parametrize(
	"view", ["", "/view/kanban", "/view/calendar", "?status=Open&amount=%5B%22>%22%2C%221%22%5D"]
)
def test_no_view_is_wider_than_its_screen(clerk, view):
	clerk.goto(LIST + view)
	width = clerk.viewport_size["width"]
	assert clerk.evaluate("document.documentElement.scrollWidth") <= width
	# what counts the lights is whole
	assert clerk.locator(".facet").evaluate_all(
		"all => all.every((one) => one.getBoundingClientRect().right <= innerWidth)"
	)


def test_paper_has_every_row_of_the_page_as_a_table(clerk):
	clerk.goto(f"{LIST}?_limit=50")
	clerk.set_viewport_size({"width": 700, "height": 900})  # what A4 leaves between its margins
	clerk.emulate_media(media="print")
	assert rows(clerk).evaluate_all(
		"all => all.every((row) => getComputedStyle(row).display === 'table-row')"
	)
	assert rows(clerk).count() > 20
	assert (
		not clerk.locator(".filters div.search").is_visible()
		and not clerk.locator(".pick").first.is_visible()
	)
	# the cells of the columns stand within the sheet
	assert clerk.locator(".list-table").evaluate("table => table.getBoundingClientRect().right <= innerWidth")


OPENED = {
	"list": [],
	"picked": ["[data-pick] >> nth=0", "[data-pick] >> nth=1"],
	"change a field": ["[data-pick] >> nth=0", "[data-bulk=edit]"],
	"assign": ["[data-pick] >> nth=0", "[data-bulk=assign]"],
	"columns": [".list-head details.menu summary", "[data-columns]"],
	"export": [".list-head details.menu summary", "[data-export=all]"],
	"filter": ["[data-add-filter]"],
	"saved filters": [".saved summary"],
}


@both_widths
@pytest.mark.parametrize("opened", OPENED)
def test_dialogs_are_accessible(clerk, opened):
	clerk.goto(LIST)
	for press in OPENED[opened]:
		clerk.click(press)
	clerk.wait_for_timeout(400)
	assert serious_findings(clerk) == []


@both_widths
@pytest.mark.parametrize("address_of", [f"{LIST}/view/kanban", "/app/desk-trip/view/calendar?_month=2026-04"])
def test_board_and_calendar_are_accessible(clerk, address_of):
	clerk.goto(address_of)
	assert serious_findings(clerk) == []
