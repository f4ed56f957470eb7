"""The designer's tabs that look ahead and publish: tried, compared, published, taken back, on what is drawn."""

from __future__ import annotations

import json
from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.desk import PATIENCE, PHONE, WIDE

pytestmark = pytest.mark.browser

MODEL = "Vehicle Approval"  # of which each test draws a copy that stands behind it, so that nothing of the demo changes
NUMBERS = count(1)
API = "/api/method/township_gov.workflows.designer_api."


class Administrator:
	"""An administrator with a flow of his own open in the designer."""

	def __init__(self, person):
		self.person, self.page = person, person.page
		self.flow = f"Tabs Trial {next(NUMBERS)} {id(person)}"
		self.faults: list[str] = []
		self.page.on("pageerror", lambda error: self.faults.append(str(error)))

	def call(self, name: str, **values):
		"""What another tab of his, or another administrator, asks the server."""
		answer = self.page.evaluate(
			"""async ([url, values]) => {
				const boot = document.getElementById("desk-boot");
				const token = boot ? JSON.parse(boot.textContent).csrf_token : window.frappe && window.frappe.csrf_token;
				const headers = { "Content-Type": "application/json", "X-Frappe-CSRF-Token": token || "" };
				const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(values) });
				return answer.json();
			}""",
			[API + name, values],
		)
		return answer["message"]

	def copy(self) -> None:
		self.person.open("/flow-designer?flow=" + MODEL.replace(" ", "%20"))
		draft = self.call("load", flow=MODEL)["draft"]
		kept = self.call("save", draft={**draft, "flow_name": self.flow, "title": self.flow, "priority": -9})
		self.call("publish", flow=self.flow, modified=kept["modified"])
		self.open()

	def open(self) -> None:
		self.person.open("/flow-designer?flow=" + self.flow.replace(" ", "%20"))
		self.page.locator("[data-node]").first.wait_for()

	def tab(self, label: str) -> None:
		self.page.get_by_role("tab", name=label, exact=True).click()

	def see(self, text: str) -> None:
		expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible(timeout=PATIENCE)

	def press(self, label: str) -> None:
		self.page.get_by_role("button", name=label, exact=True).click()

	def draw(self, work: str) -> None:
		"""Change what is drawn: `work` is a line of JavaScript on `draft`, undone like any other change."""
		self.page.evaluate(f"document.querySelector('flow-designer').edit('Test', (draft) => {{ {work} }})")

	def marked(self, cls: str) -> int:
		return self.page.locator(f"[data-node].{cls}").count()


@pytest.fixture
def administrator(sign_in):
	one = Administrator(sign_in("Administrator"))
	one.copy()
	yield one
	assert one.faults == []


NEXT = 'draft.nodes.find((one) => one.node_type === "Approval")'


def test_a_document_walks_through_what_is_drawn_and_its_path_is_marked(administrator):
	administrator.tab("试走")
	administrator.see("预计办结")
	expect(administrator.page.locator("[data-node].dp-walked").first).to_be_visible()
	before = administrator.marked("dp-walked")
	assert before > 2
	administrator.draw(f'{NEXT}.label = "先看一眼"')
	expect(administrator.page.locator(".ff-path")).to_contain_text("先看一眼", timeout=PATIENCE)
	administrator.tab("检查")
	assert administrator.marked("dp-walked") == before


def test_an_unsound_drawing_is_not_walked_and_leads_to_what_is_wrong(administrator):
	administrator.draw("draft.approvers = []")
	administrator.tab("试走")
	administrator.see("流程图还有错误，改好才能试走。")
	administrator.press("查看问题")
	expect(administrator.page.get_by_role("tab", name="检查", exact=True)).to_have_attribute(
		"aria-selected", "true"
	)


def test_what_differs_is_told_marked_and_published_after_a_question(administrator):
	administrator.draw(f'{NEXT}.label = "先看一眼"')
	administrator.tab("发布")
	administrator.see("现行第 1 版。图上的流程发布后为第 2 版。")
	administrator.see("→ 先看一眼")
	assert administrator.marked("dp-changed") == 1
	administrator.see("新发起的表单走哪个流程")
	administrator.press("发布第 2 版")
	administrator.see("仍按原流程、原版本办完。")
	expect(administrator.page.get_by_role("button", name="确认发布")).to_be_focused()
	administrator.press("确认发布")
	administrator.see("已发布为第 2 版。")
	administrator.see("图上的流程就是现行的第 2 版。")
	assert administrator.marked("dp-changed") == 0
	assert administrator.call("load", flow=administrator.flow)["running_version"].endswith("-v2")


def test_errors_block_publishing_and_say_what_to_do(administrator):
	administrator.draw('draft.transitions.find((one) => one.from_node).to_node = "nowhere"')
	administrator.tab("发布")
	administrator.see("改正后才能发布")
	assert not administrator.page.get_by_role("button", name="发布第 2 版").count()
	administrator.press("撤销")
	administrator.see("图上的流程就是现行的第 1 版。")


def test_what_somebody_else_saved_meanwhile_is_not_published_over(administrator):
	administrator.draw(f'{NEXT}.label = "甲的改法"')
	administrator.press("保存")
	expect(administrator.page.locator("[role=status]").filter(has_text="已保存").first).to_be_attached(
		timeout=PATIENCE
	)
	administrator.tab("发布")
	administrator.see("→ 甲的改法")
	others = administrator.call("load", flow=administrator.flow)
	others["draft"]["title"] = "乙的题目"
	administrator.call("save", flow=administrator.flow, draft=others["draft"], modified=others["modified"])
	administrator.press("发布第 2 版")
	administrator.press("确认发布")
	administrator.see("已于")
	assert administrator.call("load", flow=administrator.flow)["running_version"].endswith("-v1")


def test_an_earlier_version_is_looked_at_and_taken_back(administrator):
	kept = administrator.call("load", flow=administrator.flow)
	label = next(one["label"] for one in kept["draft"]["nodes"] if one["node_type"] == "Approval")
	next(one for one in kept["draft"]["nodes"] if one["node_type"] == "Approval")["label"] = "新的叫法"
	saved = administrator.call(
		"save", flow=administrator.flow, draft=kept["draft"], modified=kept["modified"]
	)
	administrator.call("publish", flow=administrator.flow, modified=saved["modified"])
	administrator.open()
	administrator.tab("发布")
	administrator.page.locator("summary").filter(has_text="已发布的版本").click()
	administrator.press("查看第 1 版")
	dialog = administrator.page.get_by_role("dialog", name="第 1 版")
	expect(dialog.locator("[data-node]").first).to_be_visible()
	expect(dialog).to_contain_text("新的叫法 →")
	administrator.press("关闭")
	administrator.press("取回第 1 版为草稿")
	administrator.see("流程图已恢复为第 1 版，发布后才生效。")
	drawn = administrator.page.evaluate("document.querySelector('flow-designer').draft()")
	assert label in json.dumps(drawn, ensure_ascii=False)
	assert administrator.call("load", flow=administrator.flow)["running_version"].endswith("-v2")
	administrator.press("撤销")
	drawn = administrator.page.evaluate("document.querySelector('flow-designer').draft()")
	assert "新的叫法" in json.dumps(drawn, ensure_ascii=False)


def test_moving_says_when_there_is_nothing_to_move(administrator):
	administrator.tab("在办换版")
	administrator.press("预演")
	administrator.see("没有")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
def test_the_tabs_are_usable_by_everybody_at_both_widths(administrator, size):
	administrator.page.set_viewport_size(size)
	administrator.draw(f'{NEXT}.label = "{"很长的节点名称" * 20}"; draft.title = "{"很长的流程名称" * 12}"')
	if size is PHONE:
		administrator.page.evaluate("document.querySelector('flow-designer').open('publish')")
	for label, text in (
		("发布", "与第 1 版的区别"),
		("试走", "走一遍"),
		("旧件试走", "开始旧件试走"),
		("在办换版", "预演"),
	):
		administrator.tab(label)
		administrator.see(text)
		wide = administrator.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
		assert wide <= 0, f"{label}: {wide} px too wide"
		assert serious_findings(administrator.page) == []
