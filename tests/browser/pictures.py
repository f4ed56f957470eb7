"""Every picture of the documents but the administrators' (those are steps of their pages): where it is taken, by whom, and what is done first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Locator

from tests.browser.desk import PASTE, PHONE, WIDE, Person

SAMPLE = (
	Path(__file__).resolve().parents[2] / "docs" / "pictures" / "administrators" / "flow-designer-phone.png"
)
NEW_CASE = "/app/service-case/new"
SHEETS_BESIDE_EACH_OTHER = """() => {
	document.querySelectorAll(".print-bar").forEach((one) => { one.style.display = "none"; });
	const sheets = [...document.querySelectorAll(".gw-sheet")];
	const row = sheets[0].parentElement;
	Object.assign(row.style, { display: "flex", gap: "12px", width: "max-content", maxWidth: "none", zoom: 0.52, padding: "12px" });
	Object.assign(document.body.style, { margin: "0", padding: "0" });
	Object.assign(row.style, { margin: "0", position: "absolute", left: "0", top: "0" });
	sheets.forEach((sheet) => { sheet.style.margin = "0"; sheet.style.flex = "none"; });
}"""

ADD_A_STEP = """async () => {
	const address = "/api/resource/Approval Flow/Service Case Handling";
	const flow = (await (await fetch(address)).json()).data;
	flow.nodes.push({ node_key: "legal", node_type: "Approval", label: "合法性审查", status: "Awaiting Decision", how: "Any One" });
	flow.approvers.push({ node_key: "legal", purpose: "Decides", rule: "Leader by Portfolio", field_name: "handling_office", township_field: "township" });
	flow.transitions.find((way) => way.to_node === "decision").to_node = "legal";
	flow.transitions.push({ transition_key: "t99", from_node: "legal", to_node: "decision", decision: "approve" });
	const headers = { "Content-Type": "application/json", "X-Frappe-CSRF-Token": JSON.parse(document.getElementById("desk-boot").textContent).csrf_token };
	const said = await fetch(address, { method: "PUT", headers, body: JSON.stringify({ nodes: flow.nodes, approvers: flow.approvers, transitions: flow.transitions }) });
	if (!said.ok) throw new Error(await said.text());
}"""


@dataclass(frozen=True)
class Picture:
	"""One file below docs/pictures, without its ending. `first` is done on the opened page; `of` cuts the picture to one part of it."""

	file: str
	account: str
	at: Callable[[Person], str]
	first: Callable[[Person], object] = lambda person: None
	size: tuple[int, int] = (WIDE["width"], WIDE["height"])
	of: str = ""
	on_bench: bool = False


def address(path: str, **query: str) -> Callable[[Person], str]:
	"""The same address on every day."""
	return lambda person: path + ("?" + urlencode(query) if query else "")


def record(
	doctype: str, order: str = "creation desc", show: str = "", **values: str
) -> Callable[[Person], str]:
	"""The first record with these values that the person may read; `show` is a page that takes doctype and name."""

	def find(person: Person) -> str:
		name = first_name(person, doctype, order, **values)
		if show:
			return f"{show}?{urlencode({'doctype': doctype, 'name': name})}"
		return f"/app/{doctype.lower().replace(' ', '-')}/{name}"

	return find


def first_name(person: Person, doctype: str, order: str = "creation desc", **values: str) -> str:
	"""The name of the first record with these values."""
	filters = [[key, "=", value] for key, value in values.items()]
	asked = urlencode({"filters": json.dumps(filters), "order_by": order, "limit_page_length": 1})
	found = person.page.request.get(f"{person.url}/api/resource/{doctype}?{asked}").json()["data"]
	assert found, f"the demo has no {doctype} with {values}"
	return found[0]["name"]


# ---- what is done before a picture is taken ----


def open_beside(person: Person) -> None:
	"""The first leave of the inbox beside the list."""
	person.page.locator(".ai-row", has_text="请假").first.locator("a").click()
	person.page.locator(".ai-side approval-panel .ap-task").wait_for()


def to_the_way(person: Person) -> None:
	"""On a phone: the drawing from its beginning."""
	person.panel.locator(".fd-down").evaluate("node => node.scrollIntoView({ block: 'start' })")
	person.page.mouse.wheel(0, -130)


def walked(person: Person) -> None:
	person.page.locator(".ff-path").wait_for()


def replayed(person: Person) -> None:
	person.page.get_by_role("button", name="开始旧件试走").click()
	person.page.locator(".ff-tiles").wait_for()


def with_one_step_more(person: Person) -> str:
	"""The draft of the cases' flow gets a step before the decision, so that a replay has something to tell."""
	person.open("/app/approval-flow/Service%20Case%20Handling")
	person.page.evaluate(ADD_A_STEP)
	return "/flow-foresight?" + urlencode({"flow": "Service Case Handling", "tab": "replay"})


def save_nothing(person: Person) -> None:
	person.page.keyboard.press("Control+s")
	person.page.locator("#form-errors .jump").first.wait_for()


def quick_village(person: Person) -> None:
	person.link("township", "隆宫乡")
	person.field("village").fill("上坪新村")
	person.page.locator(".combo-new").click()
	person.page.locator("dialog.quick-dialog[open]").wait_for()
	person.page.locator('dialog.quick-dialog [data-field="village_code"]').fill("18")


def same_person(person: Person) -> None:
	name = "戚建平"
	person.field("applicant_name").fill(name)
	person.page.keyboard.press("Tab")
	person.page.locator(".same-person").wait_for()


def paste_materials(person: Person) -> None:
	grid = person.page.locator('[data-grid="materials"]')
	grid.locator("[data-row-add]").click()
	block = "身份证\t是\t已提供\n户口簿\t是\t不全\n申请书\t否\t缺少"
	grid.locator('[data-field="material_name"]').first.evaluate(PASTE, block)
	grid.locator('[data-field="material_name"]').nth(2).wait_for()
	without_toast(person)
	grid.evaluate("node => node.scrollIntoView({ block: 'center' })")


def leave_a_draft(person: Person) -> None:
	person.fill(applicant_name="刘秋菊", address="竹溪村 9 号")
	person.page.wait_for_timeout(1000)
	person.page.once("dialog", lambda dialog: dialog.accept())
	person.open(NEW_CASE)
	person.page.locator("#form-draft").wait_for()


def attach_papers(person: Person) -> None:
	names = ("身份证正面.png", "户口簿首页.png")
	content = SAMPLE.read_bytes()
	person.page.locator("#attach-file").set_input_files(
		[{"name": name, "mimeType": "image/png", "buffer": content} for name in names]
	)
	person.page.locator("#attachments li").nth(1).wait_for()
	without_toast(person)
	person.page.locator("#attachments").evaluate("node => node.scrollIntoView({ block: 'center' })")


def change_many(person: Person) -> None:
	page = person.page
	for number in range(3):
		page.locator("[data-pick]").nth(number).check()
	page.get_by_role("button", name="批量修改…").click()
	box = page.get_by_role("dialog")
	box.get_by_label("字段").select_option("visits")
	box.get_by_label("新值").fill("2")
	box.get_by_role("button", name="确定").click()
	page.get_by_role("dialog", name="完成 0 条").wait_for()


def comment(person: Person) -> None:
	page = person.page
	page.locator("#timeline").scroll_into_view_if_needed()
	page.locator("#trail-items .trail-item").first.wait_for()
	box = page.locator("#comment")
	box.click()
	box.press_sequentially("材料已补齐，请 @沈")
	page.locator("#colleagues [role=option]").first.wait_for()
	page.keyboard.press("Enter")
	box.press_sequentially(" 复核。")
	page.keyboard.press("Control+Enter")
	page.locator(".trail-said .mention").first.wait_for()
	page.locator("#timeline").evaluate(
		"node => window.scrollTo(0, node.getBoundingClientRect().top + window.scrollY - 150)"
	)


def paper_of_the_report(person: Person) -> str:
	person.open(TIMELINESS)
	return person.page.get_by_role("link", name="打印").get_attribute("href") or ""


def without_toast(person: Person) -> None:
	"""What a message of a moment says is no part of the picture."""
	person.page.evaluate("document.querySelectorAll('.toast').forEach((one) => one.remove())")


def sheets_in_a_row(person: Person) -> None:
	person.page.evaluate(SHEETS_BESIDE_EACH_OTHER)


def part(person: Person, picture: Picture) -> Locator | None:
	return person.page.locator(picture.of).locator("visible=true").first if picture.of else None


BROAD = (1560, 878)
NARROW = (PHONE["width"], PHONE["height"])
VERIFIED = record("Service Case", status="In Verification")
TIMELINESS = "/app/query-report/Case%20Timeliness"

# Those who change something stand at the end
PICTURES = (
	Picture("home", "lin.xz", address("/app"), size=(1366, 728)),
	Picture("list", "chen.ck", address("/app/service-case")),
	Picture("case", "shen.sb", VERIFIED, size=BROAD),
	Picture("phone", "shen.sb", address("/app"), size=NARROW),
	Picture("approving-panel", "shen.sb", VERIFIED, size=BROAD, of="approval-panel"),
	Picture("approving-phone", "shen.sb", VERIFIED, to_the_way, size=NARROW),
	Picture("approving-inbox", "shen.sb", address("/approvals"), open_beside, size=BROAD),
	Picture("approving-inbox-phone", "shen.sb", address("/approvals"), size=NARROW),
	Picture(
		"approving-sheet",
		"shen.sb",
		record("Service Case", show="/approval_sheet", status="Decided"),
		size=(820, 1230),
	),
	Picture("approving-frappe", "shen.sb", record("Leave Request", status="Awaiting Head"), on_bench=True),
	Picture(
		"audit-entries",
		"Administrator",
		address("/app/query-report/Audit%20Entries", kind="Approval Act"),
		size=(1640, 900),
	),
	Picture("foresight-walk", "Administrator", address("/flow-foresight", flow="Petition Handling"), walked),
	Picture("foresight-replay", "Administrator", with_one_step_more, replayed),
	Picture(
		"document_register", "Administrator", address("/app/query-report/Official%20Document%20Register")
	),
	Picture(
		"official_document",
		"Administrator",
		record("Official Document", show="/printview", number="隆政〔2026〕4号"),
		sheets_in_a_row,
		size=(1263, 596),
	),
	Picture(
		"clerks/list-filters",
		"chen.ck",
		address("/app/service-case", light="Red", due_on='["timespan","this month"]'),
	),
	Picture("clerks/list-board", "chen.ck", address("/app/service-case/view/kanban")),
	Picture("clerks/list-calendar", "chen.ck", address("/app/service-case/view/calendar")),
	Picture(
		"clerks/list-bulk", "Administrator", address("/app/service-case", status="Under Review"), change_many
	),
	Picture("clerks/report-timeliness", "chen.ck", address(TIMELINESS)),
	Picture("clerks/report-print", "chen.ck", paper_of_the_report),
	Picture("clerks/form-errors", "chen.ck", address(NEW_CASE), save_nothing),
	Picture("clerks/form-quick", "Administrator", address(NEW_CASE), quick_village),
	Picture("clerks/form-same-person", "chen.ck", address(NEW_CASE), same_person),
	Picture("clerks/form-paste", "chen.ck", address(NEW_CASE), paste_materials),
	Picture("clerks/form-draft", "chen.ck", address(NEW_CASE), leave_a_draft),
	Picture("clerks/form-papers", "chen.ck", record("Service Case", status="Received"), attach_papers),
	Picture("clerks/timeline", "chen.ck", record("Service Case", status="Delivered"), comment),
)
