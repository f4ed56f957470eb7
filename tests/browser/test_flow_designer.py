"""Flows drawn in the designer: by mouse, by keyboard alone and by finger, at both widths, and what it keeps of them."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import PATIENCE, PHONE, WIDE
from tests.browser.served import PASSWORD
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of
from township_gov.workflows.linter import lint

pytestmark = pytest.mark.browser

WIDTHS = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
FLOW = "Expense Approval"


class Drawer:
	"""Somebody who draws flows, with a page of his own."""

	def __init__(self, page: Page, url: str):
		self.page, self.url = page, url
		self.told: list[str] = []
		page.set_default_timeout(PATIENCE)
		page.on("pageerror", lambda error: self.told.append(str(error)))

	def open(self, flow: str) -> None:
		self.page.goto(f"{self.url}/flow-designer?flow={quote(flow)}")
		self.page.locator("[data-node]").first.wait_for()

	def begin(self, name: str) -> None:
		self.page.goto(f"{self.url}/flow-designer")
		self.page.get_by_label("流程名称").fill(name)
		self.page.get_by_label("适用的表单").select_option(label="经费报销单")
		self.page.get_by_role("button", name="开始设计").click()
		self.page.locator("[data-node]").first.wait_for()
		self.put_away()

	def put_away(self) -> None:
		"""On a phone the details cover the drawing until they are put away."""
		button = self.page.get_by_role("button", name="收起详情")
		if button.is_visible():
			button.click()

	def step(self, label: str):
		return self.page.locator("[data-node]").filter(has=self.page.locator("b", has_text=label)).first

	def plus(self, source: str, target: str):
		return self.page.get_by_role("button", name=f"在“{source}”与“{target}”之间插入", exact=True)

	def insert(self, source: str, target: str, what: str, tap: bool = False) -> None:
		plus, item = (
			self.plus(source, target),
			self.page.get_by_role("menuitem", name=what, exact=True),
		)
		for one in (plus, item):
			one.tap() if tap else one.click()

	def name(self, label: str) -> None:
		box = self.page.get_by_label("节点名称")
		expect(box).to_be_focused()
		self.page.keyboard.type(label)
		self.page.keyboard.press("Tab")

	@property
	def draft(self) -> dict:
		return self.page.evaluate("document.querySelector('flow-designer').draft()")

	def ways(self) -> set[tuple[str, str]]:
		"""The ways as pairs of labels."""
		draft = self.draft
		labels = {node["node_key"]: node["label"] for node in draft["nodes"]}
		return {(labels[way["from_node"]], labels[way["to_node"]]) for way in draft["transitions"]}

	def said(self) -> str:
		return self.page.locator(".fx-live").text_content()

	def fits(self) -> None:
		"""Nothing is wrong on the page, and it is no wider than the window."""
		assert not self.told, self.told
		assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


@pytest.fixture
def drawer(chromium, township):
	"""`drawer(size, touch=False)`: an administrator at a computer or a phone."""
	opened = []

	def enter(size=WIDE, touch: bool = False) -> Drawer:
		context = chromium.new_context(
			viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai", has_touch=touch, is_mobile=touch
		)
		opened.append(context)
		answer = context.request.post(
			f"{township.url}/api/method/login",
			form={"usr": township.account("Administrator"), "pwd": PASSWORD},
		)
		assert answer.ok
		return Drawer(context.new_page(), township.url)

	yield enter
	for context in opened:
		context.close()


@WIDTHS
def test_a_flow_is_drawn_with_the_mouse(drawer, size):
	at = drawer(size)
	at.begin("鼠标画的流程")
	at.insert("发起", "办结", "审批")
	at.name("科室审核")
	at.put_away()
	at.insert("科室审核", "办结", "条件分支")
	expect(at.page.get_by_label("条件字段")).to_be_focused()
	at.page.get_by_label("条件字段").select_option(label="申报合计")
	at.page.get_by_label("条件值").fill("1000")
	at.put_away()
	assert at.ways() == {
		("发起", "科室审核"), ("科室审核", "条件分支"), ("条件分支", "审批节点"), ("条件分支", "办结"), ("审批节点", "办结"),
	}  # fmt: skip
	expect(at.page.get_by_role("button", name="从“条件分支”到“审批节点”：申报合计 大于 1000")).to_be_visible()
	expect(at.page.get_by_role("button", name="从“条件分支”到“办结”：其他情况")).to_be_visible()
	at.insert("发起", "科室审核", "并行分支")
	at.put_away()
	assert {
		("发起", "并行办理"),
		("并行办理", "审批节点 2"),
		("审批节点 3", "汇合"),
		("汇合", "科室审核"),
	} <= at.ways()
	at.fits()


def test_steps_are_connected_and_moved_by_dragging(drawer):
	at = drawer()
	at.open(FLOW)
	head, payment = at.step("机构负责人"), at.step("支付")
	payment.scroll_into_view_if_needed()
	head.click()
	at.page.locator("[data-handle=head]").hover()
	at.page.mouse.down()
	box = payment.bounding_box()
	at.page.mouse.move(box["x"] + 40, box["y"] + 20, steps=6)
	expect(payment).to_have_class(has_class("fx-target"))
	at.page.mouse.up()
	assert ("Head of office", "Payment") in at.ways()
	before = at.step("机构负责人").bounding_box()
	at.step("机构负责人").hover()
	at.page.mouse.down()
	at.page.mouse.move(before["x"] + 20, before["y"] + 90, steps=6)
	at.page.mouse.up()
	assert at.step("机构负责人").bounding_box()["y"] > before["y"] + 40
	assert any(node["position_x"] for node in at.draft["nodes"])
	at.page.get_by_role("button", name="自动排列").click()
	assert not any(node["position_x"] or node["position_y"] for node in at.draft["nodes"])
	at.fits()


def test_a_press_is_no_drag(drawer):
	"""After a step was chosen the mouse goes on, and nothing goes with it."""
	at = drawer()
	at.open(FLOW)
	at.step("机构负责人").click()
	at.page.mouse.move(700, 600, steps=4)
	assert not any(node["position_x"] or node["position_y"] for node in at.draft["nodes"])
	assert not at.page.locator(".fx-moving").count()


def has_class(name: str) -> re.Pattern[str]:
	return re.compile(rf"\b{name}\b")


@WIDTHS
def test_a_flow_is_drawn_by_keyboard_alone(drawer, size):
	at = drawer(size)
	at.begin("键盘画的流程")
	keys = at.page.keyboard
	at.page.locator("[data-node][tabindex='0']").focus()
	keys.press("Insert")
	keys.press("Enter")  # the first of the menu: a step
	at.name("所长审批")
	keys.press("Escape")
	expect(at.step("所长审批")).to_be_focused()
	keys.press("+")
	keys.press("2")  # the second: a branch
	keys.press("Escape")
	for key in ("ArrowDown", "ArrowUp", "ArrowRight"):
		keys.press(key)
	expect(at.page.get_by_role("button", name="从“条件分支”到“办结”：其他情况")).to_be_focused()
	keys.press("ArrowDown")
	expect(at.step("办结")).to_be_focused()
	for _back in range(3):
		keys.press("ArrowUp")
	keys.press("ArrowUp")
	expect(at.step("所长审批")).to_be_focused()
	keys.press("Delete")
	assert "已删除：所长审批" in at.said()
	assert ("发起", "条件分支") in at.ways()
	keys.press("Control+z")
	assert ("发起", "所长审批") in at.ways() and "已撤销" in at.said()
	keys.press("c")
	at.page.get_by_role("menuitem", name="办结").press("Enter")
	assert ("发起", "办结") in at.ways() or ("所长审批", "办结") in at.ways()
	keys.press("Escape")
	keys.press("?")
	expect(at.page.get_by_role("dialog", name="键盘操作")).to_be_visible()
	at.fits()


@WIDTHS
def test_a_flow_is_drawn_by_finger(drawer, size):
	at = drawer(size, touch=True)
	at.begin("手指画的流程")
	at.insert("发起", "办结", "抄送", tap=True)
	at.put_away()
	at.insert("发起", "抄送", "审批", tap=True)
	at.put_away()
	assert at.ways() == {("发起", "审批节点"), ("审批节点", "抄送"), ("抄送", "办结")}
	at.step("抄送").tap()
	expect(at.page.get_by_role("tab", name="节点")).to_be_visible()
	at.page.get_by_role("button", name="删除节点").tap()
	assert at.ways() == {("发起", "审批节点"), ("审批节点", "办结")}
	at.fits()


def test_a_finger_scrolls_the_drawing_connects_steps_and_moves_the_chosen_one(drawer):
	at = drawer(PHONE, touch=True)
	at.open("Leave Approval")
	fingers = at.page.context.new_cdp_session(at.page)

	def drag(start: tuple[float, float], end: tuple[float, float]) -> None:
		def touch(kind: str, *points: tuple[float, float]) -> None:
			given = [{"x": x, "y": y} for x, y in points]
			fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})

		touch("touchStart", start)
		for part in range(1, 9):
			touch("touchMove", *[tuple(a + (b - a) * part / 8 for a, b in zip(start, end, strict=True))])
		touch("touchEnd")
		at.page.wait_for_timeout(300)

	drag((195, 600), (195, 400))
	assert at.page.evaluate("document.querySelector('.fx-canvas').scrollTop") > 100
	assert not any(node["position_y"] for node in at.draft["nodes"])
	at.page.evaluate("document.querySelector('.fx-canvas').scrollTop = 0")
	at.step("是否指定代理人").tap()
	at.put_away()
	count = len(at.draft["transitions"])
	handle = at.page.locator("[data-node][aria-pressed=true] + [data-handle]").bounding_box()
	target = at.step("超过三天").bounding_box()
	drag((handle["x"] + 12, handle["y"] + 12), (target["x"] + 30, target["y"] + 15))
	assert len(at.draft["transitions"]) == count + 1 and "已连到“超过三天？”" in at.said()
	at.put_away()
	at.step("是否指定代理人").tap()
	at.put_away()
	box = at.step("是否指定代理人").bounding_box()
	drag((box["x"] + 60, box["y"] + 15), (box["x"] + 20, box["y"] + 85))
	assert at.step("是否指定代理人").bounding_box()["y"] > box["y"] + 40


def test_every_change_can_be_undone_and_done_again(drawer):
	at = drawer()
	at.open(FLOW)
	states = [at.draft]
	at.insert("提出申请", "机构负责人", "并行分支")
	states.append(at.draft)
	at.page.get_by_label("节点名称").fill("财务预审")
	states.append(at.draft)
	at.page.get_by_role("button", name="指定办理人", exact=True).click()
	states.append(at.draft)
	at.step("领导会签").click()
	at.page.get_by_role("button", name="删除节点").click()
	states.append(at.draft)
	expect(at.page.locator(".fx-unsaved")).to_be_visible()
	for state in reversed(states[:-1]):
		at.page.get_by_role("button", name="撤销", exact=True).first.click()
		assert at.draft == state
	expect(at.page.locator(".fx-unsaved")).to_be_hidden()
	for state in states[1:]:
		at.page.keyboard.press("Control+y")
		assert at.draft == state


def test_what_is_wrong_is_marked_while_it_is_drawn(drawer):
	at = drawer()
	at.begin("有错的流程")
	# Nor is a flow that was just begun, though nobody decides in it yet
	expect(at.page.get_by_role("button", name="还没画完", exact=True)).to_be_visible()
	at.insert("发起", "办结", "审批")
	marked = at.step("审批节点")
	# What was just inserted is not called wrong before it is left
	at.page.get_by_role("button", name="还没画完", exact=True).click()
	expect(marked).to_have_attribute("title", "还没有指定办理人，1 个错误")
	expect(at.page.get_by_role("button", name="1 个错误", exact=True)).to_be_visible()
	expect(at.page.get_by_role("tabpanel", name="检查")).to_contain_text("改好才能发布")
	at.page.get_by_role("tabpanel", name="检查").get_by_role("button", name="审批节点").click()
	expect(marked).to_have_attribute("aria-pressed", "true")
	at.page.get_by_role("button", name="指定办理人", exact=True).click()
	at.page.get_by_label("办理人", exact=True).select_option(label="发起人科室的负责人")
	expect(marked).to_have_attribute("title", "发起人科室的负责人")


def test_a_line_is_not_called_wrong_before_it_is_left(drawer):
	at = drawer()
	at.begin("慢慢填的流程")
	at.insert("发起", "办结", "审批")
	at.name("科室审核")
	panel = at.page.get_by_role("tabpanel", name="节点")
	at.page.get_by_role("button", name="指定办理人", exact=True).click()
	expect(at.page.get_by_label("办理人", exact=True)).to_be_focused()
	at.page.wait_for_timeout(1500)  # the linter has spoken by now
	expect(panel).not_to_contain_text("还没有选角色")
	expect(at.page.get_by_role("button", name="还没画完", exact=True)).to_be_visible()
	at.page.keyboard.press("Tab")
	expect(at.page.get_by_label("角色", exact=True)).to_be_focused()
	at.page.wait_for_timeout(300)
	expect(panel).not_to_contain_text("还没有选角色")
	at.page.get_by_label("节点名称").click()
	expect(panel).to_contain_text("还没有选角色")
	expect(at.page.get_by_role("button", name="1 个错误", exact=True)).to_be_visible()


def test_tab_goes_through_a_condition_as_one_reads_it(drawer):
	at = drawer()
	at.begin("按顺序填的条件")
	at.insert("发起", "办结", "条件分支")
	expect(at.page.get_by_label("条件字段")).to_be_focused()
	expect(at.page.get_by_label("比较方式")).to_be_visible()
	at.page.get_by_label("条件字段").select_option(label="申报合计")
	for label in ("比较方式", "条件值", "删除条件"):
		at.page.keyboard.press("Tab")
		expect(at.page.get_by_label(label, exact=True)).to_be_focused()
	boxes = [
		at.page.get_by_label(one, exact=True).bounding_box()
		for one in ("条件字段", "比较方式", "条件值", "删除条件")
	]
	places = [(round(box["y"] / 20), box["x"]) for box in boxes]
	assert places == sorted(places), "what removes the line stands last, too"
	expect(at.page.locator(".fx-found")).to_have_count(0)
	at.page.keyboard.press("Tab")
	expect(at.page.locator(".fx-found").first).to_be_visible()


def test_what_was_not_saved_is_offered_again(drawer):
	at = drawer()
	at.open(FLOW)
	at.insert("提出申请", "机构负责人", "审批")
	at.name("纪检员阅")
	at.page.wait_for_timeout(700)
	at.page.on("dialog", lambda dialog: dialog.accept())
	at.open(FLOW)
	at.page.get_by_role("button", name="恢复草稿").click()
	expect(at.step("纪检员阅")).to_be_visible()
	at.page.get_by_role("button", name="撤销", exact=True).first.click()
	assert "纪检员阅" not in json.dumps(at.draft, ensure_ascii=False)


def test_two_people_who_draw_at_once_are_told(drawer):
	one, two = drawer(), drawer()
	one.begin("两人同画的流程")
	one.insert("发起", "办结", "抄送")
	one.page.keyboard.press("Control+s")
	expect(one.page.locator(".fx-unsaved")).to_be_hidden()
	two.open("两人同画的流程")
	one.insert("发起", "抄送", "审批")
	one.page.keyboard.press("Control+s")
	expect(one.page.locator(".fx-unsaved")).to_be_hidden()
	two.insert("抄送", "办结", "审批")
	two.page.get_by_role("button", name="保存", exact=True).click()
	told = two.page.get_by_role("dialog", name="流程已被别人保存过")
	expect(told).to_contain_text(re.compile(r"\S+ 于 \d{4}-\d\d-\d\d \d\d:\d\d 保存了流程"))
	told.get_by_role("button", name="载入对方的").click()
	assert ("发起", "审批节点") in two.ways() and ("抄送", "审批节点") not in two.ways()
	two.page.keyboard.press("Control+z")
	assert ("抄送", "审批节点") in two.ways()


RANDOM_DRAWING = """
async ([seed, base]) => {
	const { begun, insertOn, addBranch, removeNode, refusedRemoval, removeWay } = await import(`${base}/designer_edits.js`);
	const { SPLITS } = await import(`${base}/designer_graph.js`);
	let state = seed;
	const chance = (most) => { state = (state * 1103515245 + 12345) % 2147483648; return Math.floor(state / 65536) % most; };
	const of = (list) => list[chance(list.length)];
	const words = Object.fromEntries(["Approval", "Exclusive Split", "Parallel Split", "Join", "Copy", "Automatic", "Issue Document", "End"].map((one) => [one, one]));
	const draft = begun({ flow_name: "x", title: "x", applies_to: "Expense Request" }, { start: "Start", end: "End" });
	for (let turn = 0; turn < 14; turn++) {
		const kind = chance(10);
		if (kind < 6) insertOn(draft, of(draft.transitions).transition_key, of(["Approval", "Exclusive Split", "Parallel Split", "Copy"]), words);
		else if (kind < 7 && draft.nodes.some((one) => SPLITS.includes(one.node_type))) addBranch(draft, of(draft.nodes.filter((one) => SPLITS.includes(one.node_type))).node_key, words);
		else if (kind < 9) { const node = of(draft.nodes); if (!refusedRemoval(draft, node.node_key)) removeNode(draft, node.node_key); }
		else { const ways = draft.transitions.filter((one) => SPLITS.includes(draft.nodes.find((node) => node.node_key === one.from_node).node_type)); if (ways.length) removeWay(draft, of(ways).transition_key); }
	}
	return draft;
}
"""


@pytest.mark.standalone
def test_whatever_is_inserted_and_removed_stays_well_formed(drawer):
	"""The linter finds nothing wrong with the shape of a flow that was drawn at random."""
	at = drawer()
	at.open(FLOW)
	base = at.url + "/assets/township_gov/js"
	for seed in range(1, 151):
		draft = at.page.evaluate(RANDOM_DRAWING, [seed, base])
		for node in draft["nodes"]:
			if node["node_type"] in ("Approval", "Copy"):
				draft["approvers"].append(
					{"node_key": node["node_key"], "purpose": "Decides", "rule": "Role in Scope", "role": "x"}
				)
		for number, row in enumerate(draft["conditions"]):
			row |= {"field_name": "total_amount", "operator": ">", "value": str(number)}
		wrong = [str(one) for one in lint(Flow.parse(definition_of(draft))) if one.error]
		assert not wrong, (seed, wrong, draft["transitions"])
