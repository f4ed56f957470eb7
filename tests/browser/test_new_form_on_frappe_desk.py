"""A form from nothing on Frappe's own desk: its fields in Frappe's builder, its flow in our designer, the guard over it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import frappe

from tests.browser.follow import Follower

pytestmark = pytest.mark.browser

STATES = "草稿\n审批中\n已批准\n不同意\n已撤回"


def test_a_form_is_made_and_approved_and_kept_from_other_hands(township, sign_in):
	if township.is_standalone:
		pytest.skip("the standalone's builder is followed with docs/administrators/new-form.md")
	doctype = f"Trip {frappe.generate_hash(length=6).lower()}"
	maker = sign_in("Administrator")
	a_form_is_made(maker, doctype)
	a_flow_is_drawn_and_published(maker, doctype)

	maker.new(doctype)
	maker.fill(title="去县城")
	name = maker.save()
	maker.start_approval()
	maker.stands_at("审批节点")
	refused = maker.page.evaluate(
		"""([doctype, name]) => fetch("/api/method/frappe.client.set_value", {
			method: "POST", headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
			body: JSON.stringify({ doctype, name, fieldname: "status", value: "已批准" }),
		}).then(answer => answer.text())""",
		[doctype, name],
	)
	assert "DocumentGuarded" in refused

	leader = sign_in("lin.xz")
	leader.record(doctype, name)
	leader.approve("同意")
	leader.see("已批准")
	assert "去县城" in leader.print_of(doctype, name, "Standard")


def a_form_is_made(maker, doctype: str) -> None:
	maker.open("/app/doctype/new")
	dialog = maker.page.locator(".modal.show")
	dialog.locator("input[data-fieldname=name]").fill(doctype)
	module = dialog.locator("input[data-fieldname=module]")
	module.click()
	module.fill("Custom")
	maker.page.locator(".awesomplete ul:visible [role=option]").filter(has_text="Custom").first.click()
	dialog.get_by_role("button", name="新建并继续").click()
	maker.page.get_by_text("添加新部分").first.click()
	add_field(maker, "数据", "用途", "title")
	add_field(maker, "选择", "状态", "status", STATES)
	maker.save()
	fields = maker.page.evaluate("() => cur_frm.doc.fields.map(field => field.fieldname)")
	assert fields[-2:] == ["title", "status"]


def add_field(maker, kind: str, label: str, fieldname: str, options: str = "") -> None:
	"""One field of Frappe's builder, after those that are there."""
	page = maker.page
	page.get_by_text("添加字段").last.click()
	page.get_by_role("combobox", name="查找字段类型……").fill(kind)
	page.get_by_role("option", name=kind, exact=True).locator("visible=true").first.click()
	setting(page, "标签").fill(label)
	setting(page, "姓名|名称").fill(fieldname)
	if options:
		setting(page, "选项").fill(options)
	page.wait_for_timeout(300)


def setting(page, label: str):
	head = page.locator(".control-label, .label").filter(has_text=re.compile(rf"^\s*({label})"))
	box = page.locator(".control-data .control, .control-data .frappe-control").filter(has=head)
	return box.locator("input:visible, textarea:visible").first


def a_flow_is_drawn_and_published(maker, doctype: str) -> None:
	reader = Follower(lambda _account: maker, Path(__file__))
	reader.person = maker
	maker.open("/flow-designer")
	reader._fill("流程名称", f"{doctype}审批")
	reader._choose("适用的表单", doctype)
	reader._click("开始设计")
	reader._click("指定办理人")
	reader._choose("办理人", "某个角色的人")
	reader._choose("角色", "乡镇领导")
	reader._click("发布")
	reader._click("发布第 1 版")
	reader._click("确认发布")
	reader._wait("已发布为第 1 版")
