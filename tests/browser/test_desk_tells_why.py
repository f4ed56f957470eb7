"""What tripped an administrator and a clerk who saw the desk for the first time: each of these was silent, lost or unexplained."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
PEOPLE = ("chen.ck", "shen.sb", "lin.xz", "tang.xf", "admin.xz", "Administrator")


# ---- lists ----


def test_a_clerk_without_the_right_sees_the_export_grey_and_hears_whom_to_ask(sign_in):
	clerk = sign_in("chen.ck")
	clerk.open("/app/service-case")
	assert clerk.page.get_by_role("button", name="导出…").count() == 0
	clerk.page.locator("summary[aria-label='更多']").click()
	grey = clerk.page.get_by_role("button", name="导出（需管理员授权）")
	expect(grey).to_be_visible()
	expect(grey).to_have_attribute("aria-disabled", "true")
	heard = clerk.page.locator(f"#{grey.get_attribute('aria-describedby')}")
	expect(heard).to_be_visible()
	expect(heard).to_contain_text("请系统管理员在“权限管理”的“办件”中为您的角色勾选“导出”")
	grey.focus()
	clerk.page.keyboard.press("Enter")
	expect(clerk.page.locator(".toasts")).to_contain_text("请系统管理员")


def test_a_report_made_from_a_list_keeps_its_filters(sign_in):
	leader = sign_in("lin.xz")
	leader.open("/app/service-case?status=Delivered")
	listed = count_of(leader)
	leader.page.locator("summary[aria-label='更多']").click()
	leader.page.get_by_role("link", name="制作报表").click()
	expect(leader.page.locator("[data-count]")).to_contain_text(f"{listed} 行")
	expect(leader.page.locator("[data-count]")).to_contain_text("已送达")
	states = leader.page.locator("#report-result tbody .pill")
	expect(states.first).to_be_visible()
	assert set(states.all_inner_texts()) == {"已送达"}


def test_an_empty_list_says_whose_records_it_shows_and_what_to_do(sign_in):
	clerk = sign_in("chen.ck")
	for address in (
		"/app/leave-request",
		"/app/leave-request/view/calendar",
		"/app/leave-request/view/kanban",
	):
		clerk.open(f"{address}?title=%E6%B2%A1%E6%9C%89")
		empty = clerk.page.locator(".empty")
		expect(empty).to_contain_text("正在使用筛选条件")
		expect(empty).to_contain_text("这里只显示您自己的")
		expect(empty.get_by_role("link", name="清除筛选")).to_be_visible()
		expect(empty.get_by_role("link", name="新建请假单")).to_have_attribute(
			"href", "/app/leave-request/new"
		)
		assert empty.bounding_box()["y"] < 500, "it is seen without scrolling"
	empty.get_by_role("link", name="清除筛选").click()
	clerk.page.wait_for_url("**/app/leave-request/view/kanban")


# ---- counts ----


@pytest.mark.parametrize("account", PEOPLE)
def test_every_number_of_a_home_is_what_its_list_shows(sign_in, account):
	person = sign_in(account)
	person.open("/app")
	tiles = person.page.locator("a.tile").evaluate_all(
		"all => all.map(a => [a.querySelector('.tile-label').innerText, a.querySelector('.tile-value').innerText, a.getAttribute('href')])"
	)
	shortcuts = person.page.locator(".short:has(.count)").evaluate_all(
		"all => all.map(a => [a.innerText, a.querySelector('.count').innerText, a.getAttribute('href')])"
	)
	counted = [
		row for row in [*tiles, *shortcuts] if row[2].startswith("/app/") and "query-report" not in row[2]
	]
	assert counted
	for label, number, address in counted:
		person.open(address)
		assert count_of(person) == int(number), f"{account}: {label} {address}"


@pytest.mark.parametrize("account", ("chen.ck", "lin.xz", "admin.xz"))
@pytest.mark.parametrize("address", ("/app/service-case", "/app/petition", "/app/incoming-document"))
def test_the_lights_over_a_list_add_up_to_all_and_open_as_many(sign_in, account, address):
	person = sign_in(account)
	person.open(address)
	if "没有权限" in person.page.locator("main").inner_text() or not person.page.locator(".facet").count():
		pytest.skip("no lights for this person")
	facets = person.page.locator(".facet").evaluate_all(
		"all => all.map(a => [a.innerText, Number(a.querySelector('b').innerText), a.getAttribute('href')])"
	)
	every, parts = facets[0], facets[1:]
	assert every[1] == sum(part[1] for part in parts)
	for label, number, where in parts:
		person.open(where)
		assert range_total(person) == number, label
		assert person.page.locator(".facet[aria-current=true] b").inner_text() == str(number), label


def test_the_red_lights_of_the_home_are_the_red_lights_of_the_list(sign_in):
	clerk = sign_in("chen.ck")
	clerk.open("/app")
	home = clerk.page.locator("a.tile").filter(has_text="超期在办件").locator(".tile-value").inner_text()
	clerk.open("/app/service-case")
	assert clerk.page.locator(".facet").filter(has_text="红灯").locator("b").inner_text() == home


def count_of(person) -> int:
	"""How many records the open list says it has."""
	current = person.page.locator(".facet[aria-current=true] b")
	return int(current.inner_text()) if current.count() else range_total(person)


def range_total(person) -> int:
	return int(re.search(r"共 (\d+) 条", person.page.locator(".list-foot").inner_text())[1])


# ---- making a form ----


def test_whoever_makes_forms_finds_the_button_where_he_looks(sign_in):
	person = sign_in("Administrator")
	for address in ("/app", "/app/township-system", "/app/doctype"):
		person.open(address)
		button = person.page.locator("main .head-actions").get_by_role("link", name="新建表单")
		expect(button).to_be_visible()
		expect(button).to_have_attribute("href", "/app/doctype/new")
	expect(person.page.locator("#sidenav").get_by_role("link", name="新建表单")).to_be_visible()


def test_the_tiles_of_a_workspace_stand_in_lines(sign_in):
	person = sign_in("Administrator")
	person.open("/app/township-system")
	tops = person.page.locator(".blocks > .blk").evaluate_all(
		"all => all.map(b => [b.classList.contains('blk-short'), Math.round(b.getBoundingClientRect().top)])"
	)
	tiles, others = ({top for short, top in tops if short is kind} for kind in (True, False))
	assert not tiles & others, "no card begins in a line of tiles"
	lefts = person.page.locator(".blk-short .short span:not(.count)").evaluate_all(
		"all => all.map(s => Math.round(s.getBoundingClientRect().left - s.closest('.blk').getBoundingClientRect().left))"
	)
	assert len(set(lefts)) == 1, "the words of all tiles begin at the same place"


def test_the_administrator_of_a_township_hears_who_makes_forms_and_what_he_does_himself(sign_in):
	person = sign_in("admin.xz")
	for address in ("/app/doctype/new", "/app/customize-form", "/app/permission-manager"):
		person.open(address)
		expect(person.page.locator("main")).to_contain_text("系统管理员办理：“Administrator”账号")
		expect(person.page.locator("main")).to_contain_text("您自己可以办理")
	links = person.page.locator(".oops-acts a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
	assert "/flow-designer" in links
	assert len(links) >= 5
	for address in links:
		assert person.page.request.get(person.url + address).ok, address
	clerk = sign_in("chen.ck")
	clerk.open("/app/doctype/new")
	expect(clerk.page.locator("main")).not_to_contain_text("您自己可以办理")


def test_people_are_greeted_by_name(sign_in):
	person = sign_in("Administrator")
	person.open("/app")
	expect(person.page.locator("h1")).to_contain_text("系统管理员，")
	expect(person.page.locator("h1")).not_to_contain_text("Administrator")


def test_a_role_that_was_chosen_but_not_added_is_saved_as_well(sign_in):
	person = sign_in("Administrator")
	page = person.page
	person.open("/app/doctype/new")
	page.get_by_label("表单名称").fill("值班登记试填")
	page.get_by_role("button", name="文本", exact=False).first.click()
	page.get_by_label("字段名称").fill("值班地点")
	page.get_by_role("tab", name="谁能用").click()
	page.get_by_label("给谁").select_option(label="乡镇领导")
	page.get_by_label("能做").select_option(label="查看全部")
	expect(page.locator(".b-pending")).to_contain_text("点“保存”时会一并添加")
	page.get_by_role("tab", name="编号与列表").click()
	page.get_by_label("编号开头").fill("ZBST")
	page.get_by_role("tab", name="谁能用").click()
	expect(page.get_by_label("给谁").locator("option:checked")).to_have_text("乡镇领导")
	page.get_by_role("button", name="保存").click()
	expect(page.get_by_text("为此表单设计审批流程")).to_be_visible(timeout=PATIENCE)
	# the path, the heading and the window know the name now
	expect(page.locator(".crumbs")).to_contain_text("值班登记试填")
	expect(page.locator(".crumbs")).not_to_contain_text("新建表单")
	assert page.title().startswith("值班登记试填")
	box = page.locator(".b-menu").bounding_box()
	assert box["height"] < 320, "the places in the menu stand beside each other"
	assert page.get_by_role("checkbox", name="窗口首页").is_hidden()
	person.open(urlsplit(page.url).path)
	page.get_by_role("tab", name="谁能用").click()
	expect(page.locator(".b-access tbody tr").filter(has_text="乡镇领导")).to_be_visible()


def test_a_column_that_was_begun_without_a_name_is_not_dropped_silently(sign_in):
	person = sign_in("Administrator")
	page = person.page
	person.open("/app/doctype/new")
	page.get_by_role("button", name="表格").first.click()
	page.get_by_role("button", name="编辑列").click()
	page.get_by_label("列的种类").first.select_option(label="数字")
	page.get_by_role("button", name="确定").click()
	expect(page.locator(".toasts")).to_contain_text("第 1 列还没有列名")
	expect(page.locator("dialog[open]")).to_be_visible()


def test_a_role_chosen_for_a_new_home_is_asked_about_when_another_is_saved(sign_in):
	person = sign_in("Administrator")
	page = person.page
	person.open("/app/home-editor?home=Window Home")
	page.get_by_label("为角色新建首页").select_option(label="财务人员")
	page.get_by_role("button", name="保存首页").click()
	asked = page.locator("dialog[open]")
	expect(asked).to_contain_text("财务人员")
	asked.get_by_role("button", name="取消").click()
	page.wait_for_load_state("networkidle")


def test_a_role_chosen_in_the_permission_manager_outlives_a_tick(sign_in):
	person = sign_in("Administrator")
	page = person.page
	person.open("/app/permission-manager?doctype=Service Window")
	page.locator("#add-role").select_option(label="财务人员")
	box = page.locator("[data-right='print']").first
	box.click()
	page.locator("dialog[open] .btn-primary, dialog[open] .btn-danger").first.click()
	page.wait_for_load_state("networkidle")
	expect(page.locator("#add-role option:checked")).to_have_text("财务人员")
	page.once("dialog", lambda asked: asked.accept())
	page.locator("[data-reset]").click()
	page.locator("dialog[open] .btn-danger, dialog[open] .btn-primary").last.click()
	page.wait_for_load_state("networkidle")


# ---- a task on the phone ----


def test_what_a_task_does_not_allow_yet_is_grey_with_its_reason_and_the_needed_button_leads(sign_in):
	clerk = sign_in("chen.ck")
	page = clerk.page
	page.set_viewport_size(PHONE)
	clerk.open("/app/service-case?status=Awaiting Correction")
	page.locator("td.title a").first.click()
	clerk.form_is_ready()
	accept = clerk.panel.get_by_role("button", name="受理", exact=True)
	expect(accept).to_have_attribute("aria-disabled", "true")
	told = page.locator(f"[id='{accept.get_attribute('aria-describedby')}']")
	expect(told).to_be_visible()
	expect(told).to_contain_text("补正收齐")
	accept.click(force=True)
	expect(clerk.panel.locator(".ap-said")).to_contain_text("补正收齐")
	head = page.locator(".form-head .head-actions")
	needed, save = head.get_by_role("button", name="补正收齐"), head.get_by_role("button", name="保存")
	assert needed.bounding_box()["width"] > save.bounding_box()["width"]
	blue = "node => getComputedStyle(node).backgroundColor"
	assert needed.evaluate(blue) != save.evaluate(blue) == "rgb(255, 255, 255)"
	page.get_by_label("电话").first.fill("13800000000")
	page.get_by_label("电话").first.blur()
	expect(page.locator(".form-head")).not_to_have_class(re.compile("calm"))
	assert save.evaluate(blue) == needed.evaluate(blue), "with something to save, saving is as plain to see"


# ---- dates in order ----


def test_a_return_before_the_departure_is_refused_at_its_field(sign_in):
	person = sign_in("Administrator")
	page = person.page
	person.open("/app/doctype/new")
	page.get_by_label("表单名称").fill("借物登记试填")
	for name in ("借出日期", "归还日期"):
		page.locator("#builder-palette").get_by_role("button", name=re.compile("^日期")).first.click()
		page.get_by_label("字段名称").fill(name)
	page.get_by_label("不早于").select_option(label="借出日期")
	page.get_by_role("tab", name="编号与列表").click()
	page.get_by_label("编号开头").fill("JWST")
	page.get_by_role("button", name="保存").click()
	expect(page.get_by_text("为此表单设计审批流程")).to_be_visible(timeout=PATIENCE)
	name = page.url.rsplit("/", 1)[1].replace("%20", "-").lower()
	person.open(f"/app/{name}/new")
	page.get_by_label("借出日期").fill("2026-11-20")
	page.get_by_label("归还日期").fill("2026-11-10")
	page.get_by_label("归还日期").blur()
	page.locator("[data-action=save]").click()
	at_field = (
		page.locator("[data-fieldbox]").filter(has=page.get_by_label("归还日期")).locator(".field-error")
	)
	expect(at_field).to_contain_text("“归还日期”不能早于“借出日期”")


# ---- words ----


def test_the_desk_shows_no_internal_names_and_says_which_total_is_meant(sign_in):
	person = sign_in("Administrator")
	person.open("/app/approval-flow")
	expect(person.page.locator(".list-table")).to_contain_text("公务用车")
	# a form that another test makes has an English name
	rows = [text for text in person.page.locator(".list-table tr").all_inner_texts() if "Trial" not in text]
	assert len(rows) > 10 and not [text for text in rows if re.search(r"[A-Za-z]{3,}", text)]
	person.open("/app/expense-request")
	expect(person.page.locator(".list-table thead")).to_contain_text("申报合计")
	person.open("/app/township-system")
	expect(person.page.locator("main")).not_to_contain_text("随附")
