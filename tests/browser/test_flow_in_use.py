"""Which flow is used: told before publishing, changed by one button, shown on the lists; and where new flows begin."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE, PHONE, WIDE
from tests.browser.test_flow_designer_tabs import Administrator

pytestmark = pytest.mark.browser

OTHER = "公务用车：从申请到还车"
ONLY_HERE = """draft.conditions.push({
	belongs_to: "", group_no: 1, field_name: "destination", operator: "=", value: "只在试验里去的地方" })"""


@pytest.fixture
def administrator(sign_in):
	"""With a flow of his own in force, behind the one that is shipped."""
	one = Administrator(sign_in("Administrator"))
	one.copy()
	yield one
	assert one.faults == []
	retire(one)


def retire(administrator) -> None:
	"""Take his flow out of force, so that those of other tests do not stand behind it."""
	administrator.open()
	administrator.page.evaluate(
		"""async (name) => {
			const boot = document.getElementById("desk-boot");
			const token = boot ? JSON.parse(boot.textContent).csrf_token : window.frappe && window.frappe.csrf_token;
			await fetch("/api/method/township_gov.workflows.api.retire_from_form", { method: "POST",
				headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": token || "" },
				body: JSON.stringify({ doc: JSON.stringify({ doctype: "Approval Flow", name }) }) });
		}""",
		administrator.flow,
	)
	assert used(administrator) == ""


def used(administrator) -> str:
	kept = administrator.page.request.get(
		f"{administrator.person.url}/api/resource/Approval Flow/{administrator.flow}"
	)
	return kept.json()["data"]["used_for_new"] or ""


def test_before_publishing_it_is_told_which_flow_is_used_and_one_button_changes_it(administrator):
	page = administrator.page
	administrator.draw(ONLY_HERE)  # so that the demo's own flow keeps all others
	administrator.tab("发布")
	administrator.see(f"“{OTHER}”排在本流程前面")
	administrator.see("本流程用不到")
	expect(page.get_by_role("link", name=f"打开“{OTHER}”")).to_have_attribute(
		"href", "/flow-designer?flow=Vehicle%20Approval"
	)
	administrator.press("发布第 2 版并改用本流程")
	administrator.see("新发起的表单先走本流程")
	administrator.see("仍按原流程、原版本办完。")
	administrator.press("取消")
	assert used(administrator) == "Not Used"
	administrator.press("发布第 2 版并改用本流程")
	administrator.press("确认发布")
	administrator.see("已发布为第 2 版。")
	administrator.see("只在试验里去的地方")
	expect(page.locator(".fx-toast")).to_have_count(0)
	expect(page.get_by_text("发布后才生效")).to_have_count(0)
	assert used(administrator) == "Used"


def test_what_is_in_force_already_is_put_first_without_drawing(administrator):
	administrator.draw(ONLY_HERE)
	administrator.tab("发布")
	administrator.press("发布第 2 版")
	administrator.see("图上的流程生效，排在")
	administrator.press("确认发布")
	administrator.see("已发布为第 2 版。")
	administrator.press("改用本流程")
	administrator.press("确认发布")
	administrator.see("已发布为第 3 版。")
	expect(administrator.page.get_by_role("button", name="改用本流程")).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_lists_show_what_is_used(administrator, size):
	page = administrator.page
	page.set_viewport_size(size)
	administrator.person.open("/flow-designer")
	row = page.locator(".fx-flows li").filter(has_text=administrator.flow)
	expect(row).to_contain_text("用不到，另有流程排在前面", timeout=PATIENCE)
	assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.mark.standalone
def test_the_list_of_flows_shows_what_is_used(administrator):
	administrator.person.open("/app/approval-flow?used_for_new=Not%20Used")
	row = administrator.page.locator("tr, .list-row").filter(has_text=administrator.flow).first
	expect(row).to_contain_text("用不到", timeout=PATIENCE)


@pytest.mark.standalone
@pytest.mark.parametrize("place", ["/app", "/app/approval-flow"])
def test_a_new_flow_begins_in_the_designer(sign_in, place):
	person = sign_in("admin.xz")
	person.open(place)
	links = person.page.get_by_role("link", name=re.compile("新建审批流程"))
	assert {link.get_attribute("href") for link in links.all()} == {"/flow-designer"}
	links.first.click()
	expect(person.page.get_by_role("button", name="开始设计")).to_be_visible(timeout=PATIENCE)
	person.page.get_by_role("link", name="不画图，直接填表格").click()
	person.page.wait_for_url("**/app/approval-flow/new")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_a_trial_reads_well_at_both_widths(administrator, size):
	page = administrator.page
	page.set_viewport_size(size)
	administrator.person.open("/flow-designer?flow=Expense%20Approval")
	page.locator("[data-node]").first.wait_for()
	page.evaluate("document.querySelector('flow-designer').open('trial')")
	step = page.locator(".ff-exclusive-split").first
	expect(step).to_contain_text(re.compile(r"核定合计：[\d,]+\.\d\d"), timeout=PATIENCE)
	for mark in step.locator(".ff-ways li > small").all():
		assert (
			mark.evaluate("node => node.getClientRects().length") == 1
		), "a word of three signs in three lines"
		assert mark.bounding_box()["height"] < 30
	times = page.locator(".ff-step time").all_inner_texts()
	assert times == sorted(set(times)), "a time stands once"
	tabs = page.locator(".fx-bar [role=tab]")
	first, last = tabs.first.bounding_box(), tabs.last.bounding_box()
	assert first["x"] >= 0 and last["x"] + last["width"] <= size["width"]


def test_frappes_list_leads_to_the_designer_and_says_what_is_used(administrator, township):
	if township.is_standalone:
		pytest.skip("the standalone's list is tested above")
	page = administrator.page
	administrator.person.open("/app/approval-flow")
	row = page.locator(".list-row").filter(has_text=administrator.flow)
	expect(row).to_contain_text("用不到", timeout=PATIENCE)
	page.locator(".page-actions .primary-action").click()
	expect(page.get_by_role("button", name="开始设计")).to_be_visible(timeout=PATIENCE)
