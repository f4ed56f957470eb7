"""Approving at the desk: opinion, return, transfer, added signer, vote, take back, many at once, print, keyboard, phone.

The same on both desks. The document type and its flow are made by `panel_trial` in the demo township.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.browser import panel_trial as trial
from tests.browser.desk import PATIENCE, PHONE, WIDE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def made(township, request):
	"""`made(lambda: …)`: work as the program on the served site, committed; returns what the work returns."""
	with connected(township, request):
		trial.build()

	def make(work):
		with connected(township, request):
			found = work()
			return found.name if hasattr(found, "doctype") else found

	return make


def connected(township, request):
	"""A committed connection to the site that is being served."""
	from contextlib import contextmanager

	import frappe

	@contextmanager
	def bench():
		from tests.conftest import PLATFORM

		platform = request.config.stash[PLATFORM]
		platform.connect()
		try:
			yield
			frappe.db.commit()
		finally:
			frappe.set_user("Administrator")
			platform.stop()

	@contextmanager
	def standalone():
		from tests.browser.served import standalone_connection

		with standalone_connection(township.site_dir):
			yield
			frappe.set_user("Administrator")
			frappe.db.commit()

	return standalone() if township.is_standalone else bench()


def at_the_branches(subject: str):
	"""A document that three branches work on at once."""
	doc = trial.started(subject)
	trial.act("shen.sb", doc, opinion="情况属实，拟同意。")
	return doc


def before_the_leader(subject: str, amount: float = 3000):
	doc = trial.started(subject, amount)
	for who in ("shen.sb", "hu.cw", "zhou.fxz", "ye.fxz", "hong.ww", "xie.cj"):
		trial.act(who, doc)
	return doc


def open_trial(person, name: str) -> None:
	person.record(trial.TRIAL, name)
	expect(person.panel.locator(".ap-step").first).to_be_visible(timeout=PATIENCE)


STATES = """() => Object.fromEntries([...document.querySelectorAll("approval-panel .ap-step")].map((step) => [
	(step.querySelector(".ap-label") || step.querySelector(".fd-hidden")).textContent,
	[...step.classList].find((name) => name.startsWith("ap-is-")).slice(6)]))"""


def drawn(person, states: dict[str, str]) -> None:
	"""The drawing shows these states of these steps, by their labels; a desk may load the form again meanwhile."""
	found: dict[str, str] = {}
	for _turn in range(PATIENCE // 250):
		with suppress(Error):
			found = person.page.evaluate(STATES)
			if found | states == found:
				return
		person.page.wait_for_timeout(250)
	assert found | states == found, found


def has_it(person, name: str, *more: str) -> None:
	"""Somebody is among those who have it now, folded away or not."""
	row = person.panel.locator(".ap-holder-row").filter(has_text=name)
	expect(row).to_have_count(1, timeout=PATIENCE)
	for text in more:
		expect(row).to_contain_text(text)


def test_an_opinion_is_written_with_a_phrase_and_the_approval_moves_on(sign_in, made):
	name = made(lambda: trial.started("更新服务窗口设备（演示）"))
	head = sign_in("shen.sb")
	open_trial(head, name)
	head.see("沈慧", "社保中心主任", within="approval-panel .ap-now")
	drawn(head, {"机构负责人审核": "current"})
	head.panel.get_by_role("button", name="同意，按规定办理。", exact=True).click()
	head.approve("同意")
	expect(head.panel.locator(".ap-task")).to_have_count(0, timeout=PATIENCE)
	drawn(head, {"财务审核": "current", "班子票决": "current", "依次会签": "current"})
	head.see("同意，按规定办理。", within="approval-panel .ap-last")


def test_what_was_typed_survives_a_reload_and_a_refusal(sign_in, made):
	name = made(lambda: trial.started("印制宣传册（演示）"))
	head = sign_in("shen.sb")
	open_trial(head, name)
	box = head.panel.locator(".ap-task .ap-opinion")
	box.fill("写了一半的意见")
	head.page.reload()
	head.form_is_ready()
	expect(box).to_have_value("写了一半的意见", timeout=PATIENCE)
	made(lambda: touch(name))
	said = head.try_to_approve("同意")
	assert "单据" in said or "文件" in said or "打开" in said, said
	expect(box).to_have_value("写了一半的意见")


def touch(name: str):
	import frappe

	frappe.db.set_value(trial.TRIAL, name, "purpose", "改动过的用途")


def test_it_is_returned_to_a_chosen_step_and_one_reads_before_what_will_happen(sign_in, made):
	name = made(lambda: before_the_leader("采购档案柜（演示）", 9000))
	mayor = sign_in("lin.xz")
	open_trial(mayor, name)
	drawn(mayor, {"分管领导审批": "not-taken"})
	mayor.panel.get_by_role("button", name="退回…", exact=True).click()
	mayor.dialog.locator("select.ap-target").select_option(label="机构负责人审核")
	expect(mayor.dialog.locator(".ap-then")).to_contain_text("将开始第 2 轮")
	mayor.dialog.locator("button[type=submit]").click()
	expect(mayor.dialog.locator(".ap-said")).to_contain_text("请填写意见")
	mayor.dialog.locator(".ap-opinion").fill("请补充三家比价材料后再报。")
	mayor.confirm()
	drawn(mayor, {"机构负责人审核": "current", "财务审核": "again"})
	mayor.see("第 2 轮", within="approval-panel .ap-head")
	head = sign_in("shen.sb")
	open_trial(head, name)
	head.see("请补充三家比价材料后再报。", within="approval-panel .ap-last")


def test_a_task_is_transferred_to_a_person_found_by_name(sign_in, made):
	name = made(lambda: at_the_branches("添置办公桌椅（演示）"))
	clerk = sign_in("hu.cw")
	open_trial(clerk, name)
	clerk.more("转办")
	clerk.name_person("谢立新")
	clerk.dialog.locator(".ap-opinion").fill("请您审核。")
	clerk.confirm()
	has_it(clerk, "谢立新")
	expect(clerk.panel.locator(".ap-task")).to_have_count(0)


def test_a_signer_added_before_me_blocks_my_task_until_he_has_signed(sign_in, made):
	name = made(lambda: at_the_branches("维修会议室（演示）"))
	clerk = sign_in("hu.cw")
	open_trial(clerk, name)
	clerk.more("前加签")
	clerk.name_person("沈慧")
	clerk.confirm()
	has_it(clerk, "沈慧", "前加签")
	clerk.see("请等待您请的 沈慧 办理", within="approval-panel .ap-task")
	assert "请等待" in clerk.try_to_approve("同意") or clerk.panel.locator(".ap-said").is_visible()


def test_a_vote_tells_how_it_stands_and_the_join_waits_for_the_others(sign_in, made):
	name = made(lambda: at_the_branches("购置复印机（演示）"))
	one = sign_in("zhou.fxz")
	open_trial(one, name)
	one.approve("同意")
	one.see("3 人中 1 人同意，须 2/3（2 人）", within="approval-panel .ap-step")
	two = sign_in("ye.fxz")
	open_trial(two, name)
	two.approve("同意")
	drawn(two, {"班子票决": "done"})
	two.see("1/3", within="approval-panel .fd-join")


def test_my_own_act_is_taken_back_while_nobody_has_acted_on_it(sign_in, made):
	name = made(lambda: trial.started("更换灯具（演示）"))
	head = sign_in("shen.sb")
	open_trial(head, name)
	head.approve("同意", opinion="同意。")
	head.approve("拿回")
	drawn(head, {"机构负责人审核": "current"})
	expect(head.panel.locator(".ap-task")).to_have_count(1)


def test_many_are_approved_together_and_each_result_is_told(sign_in, made):
	subjects = [f"零星维修{number}（演示）" for number in ("甲", "乙", "丙")]
	names = made(lambda: [trial.started(subject).name for subject in subjects])
	head = sign_in("shen.sb")
	head.open("/approvals?text=零星维修")
	rows = head.page.locator(".ai-row")
	expect(rows).to_have_count(3, timeout=PATIENCE)
	made(lambda: touch(names[1]))  # changed while she looks at the list
	head.page.locator(".ai-bulk input[type=checkbox]").check()
	head.picture("inbox-many-picked", phone=True)
	head.page.get_by_role("button", name="批量同意（3 件）").click()
	head.dialog.locator(".ap-opinion").fill("同意。")
	head.confirm_many()
	head.see("已同意 2 件，1 件未办成", subjects[1], within=".ai-results")
	expect(rows).to_have_count(1)
	head.picture("inbox-results")


def test_the_inbox_is_walked_by_keyboard_and_opens_beside_the_list(sign_in, made):
	names = made(lambda: [trial.started(f"键盘{number}号（演示）").name for number in (1, 2)])
	head = sign_in("shen.sb")
	head.open("/approvals?text=键盘")
	expect(head.page.locator(".ai-row")).to_have_count(2, timeout=PATIENCE)
	head.page.locator("body").click(position={"x": 5, "y": 400})
	head.page.keyboard.press("j")
	head.page.keyboard.press("j")
	expect(head.page.locator(".ai-row").nth(1)).to_have_class("ai-row ai-at")
	head.page.keyboard.press("x")
	expect(head.page.get_by_role("button", name="批量同意（1 件）")).to_be_enabled()
	head.page.keyboard.press("o")
	beside = head.page.locator(".ai-side approval-panel")
	expect(beside.locator(".ap-task")).to_be_visible(timeout=PATIENCE)
	expect(head.page.locator(".ai-fields")).to_contain_text("键盘2号（演示）")
	head.picture("inbox-beside")
	assert names[1] in head.page.locator(".ai-row").nth(1).inner_text()


def test_a_decision_made_twice_by_a_double_click_is_made_once(sign_in, made):
	name = made(lambda: trial.started("双击测试（演示）"))
	head = sign_in("shen.sb")
	open_trial(head, name)
	sent = []
	head.page.on(
		"request",
		lambda one: sent.append(one.url) if "workflows.api.act" in one.url and one.method == "POST" else None,
	)
	head._wait_for_act(lambda: head.panel.get_by_role("button", name="同意", exact=True).dblclick())
	assert len(sent) == 1, sent


def test_the_approval_form_is_printed_with_every_opinion_and_the_printing_is_recorded(sign_in, made):
	name = made(lambda: before_the_leader("印制资料（演示）"))
	clerk = sign_in("zhou.fxz")
	clerk.page.add_init_script("window.print = () => { window.printed = true; };")
	clerk.open(f"/approval_sheet?doctype={trial.TRIAL}&name={name}")
	text = clerk.page.locator(".sheet").inner_text()
	for told in (
		"隆宫乡（演示）人民政府",
		"审批单",
		"印制资料（演示）",
		"社会保障服务中心",
		"财务审核",
		"胡建平",
		"签名",
	):
		assert told in text, told
	clerk.picture("sheet", phone=True)
	with clerk.page.expect_response(lambda r: "api.printed" in r.url) as told:
		clerk.page.locator("#print").click()
	assert told.value.ok, told.value.text()
	clerk.page.wait_for_function("() => window.printed")
	recorded = made(lambda: json.dumps(printed(name)))
	assert "zhou.fxz" in recorded
	assert clerk.page.evaluate("document.documentElement.scrollWidth") <= 1366


def printed(name: str) -> list[str]:
	import frappe

	return frappe.get_all("Access Log", {"reference_document": name, "method": "Print"}, pluck="user")


def test_on_a_phone_the_way_runs_downwards_and_every_button_is_large_enough(sign_in, made):
	name = made(lambda: at_the_branches("手机办理（演示）"))
	leader = sign_in("wu.zr")
	leader.page.set_viewport_size(PHONE)
	open_trial(leader, name)
	expect(leader.panel.locator(".fd-down")).to_be_visible(timeout=PATIENCE)
	assert leader.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
	small = leader.page.evaluate(
		"""() => [...document.querySelectorAll("approval-panel button, approval-panel summary, approval-panel select, approval-panel a.ap-button")]
			.filter((one) => one.offsetParent).map((one) => [one.textContent, Math.round(one.getBoundingClientRect().height)]).filter(([, height]) => height < 44)"""
	)
	assert not small
	head = leader.panel.locator(".ap-head")
	assert head.bounding_box()["height"] < 60, "its buttons stand beside the title"
	spilt = leader.panel.evaluate(
		"panel => [...panel.querySelectorAll('.ap-step')].filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.textContent)"
	)
	assert spilt == []
	leader.picture("panel-phone")


def test_an_administrator_suspends_with_a_reason_and_resumes(sign_in, made):
	name = made(lambda: trial.started("挂起测试（演示）"))
	administrator = sign_in("Administrator")
	open_trial(administrator, name)
	administrator.more("挂起")
	administrator.dialog.locator("button[type=submit]").click()
	expect(administrator.dialog.locator(".ap-said")).to_contain_text("请填写理由")
	administrator.dialog.locator(".ap-opinion").fill("等待上级批复。")
	administrator.confirm()
	administrator.see("等待上级批复。", within="approval-panel .ap-warn")
	administrator.approve("恢复")
	expect(administrator.panel.locator(".ap-warn")).to_have_count(0, timeout=PATIENCE)


def test_what_several_have_in_common_is_said_once(sign_in, made):
	name = made(lambda: at_the_branches("一样的话只说一遍（演示）"))
	for size in (WIDE, PHONE):
		person = sign_in("shen.sb")
		person.page.set_viewport_size(size)
		open_trial(person, name)
		now = person.panel.locator(".ap-now").first
		text = now.inner_text()
		assert not re.search(r"自 ?\d{4}-", text), text
		reasons = [one for one in now.locator(".ap-why").all_inner_texts() if one]
		steps = now.locator(".ap-at-step").all_inner_texts()
		pairs = list(zip(steps, reasons, strict=True))
		assert len(pairs) == len(set(pairs)), pairs


def test_no_name_is_cut_in_the_drawing(sign_in, made):
	name = made(lambda: at_the_branches("名字不截断（演示）"))
	person = sign_in("shen.sb")
	for size in (WIDE, PHONE):
		person.page.set_viewport_size(size)
		open_trial(person, name)
		cut = person.page.evaluate(
			"""() => [...document.querySelectorAll("approval-panel .ap-label, approval-panel .ap-holder")]
				.filter((one) => one.offsetWidth && (one.scrollWidth > one.offsetWidth + 1)).map((one) => one.textContent)"""
		)
		assert cut == []
		assert "Administrator" not in person.panel.inner_text()


def test_the_counts_beside_the_tabs_of_the_inbox_fit_a_phone(sign_in):
	person = sign_in("shen.sb")
	person.page.set_viewport_size(PHONE)
	person.open("/approvals")
	tabs = person.page.locator(".ai-tabs button")
	expect(tabs.first).to_be_visible(timeout=PATIENCE)
	tabs.locator("b").evaluate_all("all => all.forEach((one) => { one.textContent = '126'; })")
	last = tabs.last.bounding_box()
	assert last["x"] + last["width"] <= PHONE["width"]
