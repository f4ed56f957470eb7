"""Formatted text written by keyboard and mouse, pasted from an office program, cleaned by the browser and by the server."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.paper_records import clerk_at, served_papers

pytestmark = [pytest.mark.browser, pytest.mark.standalone]
BODY = "#f-body"
PASTE_HTML = """(box, [html, text]) => {
	box.focus();
	const data = new DataTransfer();
	data.setData("text/html", html);
	data.setData("text/plain", text);
	box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
	with served_papers(tmp_path_factory.mktemp("rich") / "site") as url:
		yield url


@pytest.fixture
def clerk(chromium, address):
	with clerk_at(chromium, address) as page:
		yield page


def write(page, name: str):
	page.goto(f"/app/desk-paper/{name}")
	page.wait_for_load_state("networkidle")
	page.get_by_role("tab", name="办理").click()
	page.locator(BODY).click()
	return page.locator(BODY)


def save(page) -> str:
	with page.expect_navigation():
		page.keyboard.press("Control+s")
	page.wait_for_load_state("networkidle")
	name = page.locator(".form-slot").get_attribute("data-name")
	return page.context.request.get(f"/api/resource/Desk Paper/{name}").json()["data"]["body"]


def tool(page, name: str):
	return page.get_by_role("toolbar", name="文字格式").get_by_role("button", name=name, exact=True)


def test_words_are_made_bold_by_key_and_the_button_says_so(clerk):
	write(clerk, "DP-00001")
	clerk.keyboard.type("请于")
	clerk.keyboard.press("Control+b")
	expect(tool(clerk, "加粗")).to_have_attribute("aria-pressed", "true")
	clerk.keyboard.type("十日内")
	clerk.keyboard.press("Control+b")
	clerk.keyboard.type("办结。")
	assert save(clerk) == "<p>请于<b>十日内</b>办结。</p>"


def test_headings_and_lists_stand_beside_paragraphs_not_inside_them(clerk):
	write(clerk, "DP-00002")
	clerk.get_by_label("段落样式").select_option("h2")
	clerk.keyboard.type("通知")
	clerk.keyboard.press("Enter")
	clerk.keyboard.type("各村：")
	clerk.keyboard.press("Enter")
	tool(clerk, "编号列表").click()
	clerk.keyboard.type("登记")
	clerk.keyboard.press("Enter")
	clerk.keyboard.type("核对")
	assert save(clerk) == "<h2>通知</h2><p>各村：</p><ol><li>登记</li><li>核对</li></ol>"


def test_a_link_is_put_in_changed_and_taken_away(clerk):
	body = write(clerk, "DP-00003")
	clerk.keyboard.type("见省网")
	body.press("Shift+ArrowLeft")
	body.press("Shift+ArrowLeft")
	tool(clerk, "链接").click()
	box = clerk.get_by_role("dialog", name="链接")
	expect(box.get_by_label("显示的文字")).to_have_value("省网")
	assert serious_findings(clerk) == []
	box.get_by_label("网址").fill("javascript:alert(1)")
	box.get_by_role("button", name="插入").click()
	expect(clerk.get_by_role("alert").filter(has_text="网址")).to_be_visible()
	box.get_by_label("网址").fill("www.zj.gov.cn")
	box.get_by_role("button", name="插入").click()
	expect(body.locator("a")).to_have_attribute("href", "https://www.zj.gov.cn")
	kept = save(clerk)  # the tab stays open
	assert kept.startswith('<p>见<a href="https://www.zj.gov.cn"') and ">省网</a>" in kept
	clerk.locator(f"{BODY} a").click()
	tool(clerk, "链接").click()
	box.get_by_label("网址").fill("")
	box.get_by_role("button", name="插入").click()
	assert save(clerk) == "<p>见省网</p>"


def test_a_table_is_put_in_filled_with_tab_and_changed(clerk):
	write(clerk, "DP-00004")
	tool(clerk, "插入表格").click()
	box = clerk.get_by_role("dialog", name="插入表格")
	box.get_by_label("行数").fill("2")
	box.get_by_label("列数").fill("2")
	box.get_by_role("button", name="插入").click()
	clerk.locator(f"{BODY} th").first.click()
	for word in ("村", "户数", "竹溪村"):
		clerk.keyboard.type(word)
		clerk.keyboard.press("Tab")
	clerk.keyboard.type("312")
	tool(clerk, "在下方加行").click()
	clerk.keyboard.type("云岭村")
	tool(clerk, "在右侧加列").click()
	expect(clerk.locator(f"{BODY} tr").first.locator("th")).to_have_count(3)
	tool(clerk, "删除本列").click()
	assert serious_findings(clerk) == []
	kept = save(clerk)
	assert kept.count("<tr>") == 3 and "<th>户数</th>" in kept and "<td>云岭村</td>" in kept
	assert "<p><table" not in kept


def test_what_comes_from_an_office_program_keeps_its_structure_and_nothing_of_its_looks(clerk):
	body = write(clerk, "DP-00005")
	html = (
		"<html><head><style>p{color:red}</style></head><body><!--StartFragment-->"
		"<h1 style='font-family:方正小标宋'>通知</h1><p class=MsoNormal style='text-indent:2em'>各村：<o:p></o:p></p>"
		"<div>请<span style='font-weight:bold;color:red'>按时</span>上报<img src='https://evil.example/x.png' onerror='alert(1)'></div>"
		"<table><tr><td colspan=2 style='border:1px'>甲</td></tr></table>"
		"<p><a href='javascript:alert(1)'>坏</a><a href='https://zj.gov.cn/a' onclick='x()'>好</a></p>"
		"<script>alert(1)</script></body></html>"
	)
	body.evaluate(PASTE_HTML, [html, "通知"])
	kept = save(clerk)
	assert kept.startswith("<h2>通知</h2><p>各村：</p><p>请<b>按时</b>上报</p>")
	assert '<td colspan="2">甲</td>' in kept and "坏" in kept and 'href="https://zj.gov.cn/a"' in kept
	for bad in ("style", "class", "onclick", "script", "javascript", "<img", "o:p"):
		assert bad not in kept, bad


def test_plain_text_of_several_lines_becomes_paragraphs(clerk):
	body = write(clerk, "DP-00006")
	body.evaluate(PASTE_HTML, ["", "第一段\n第二段 <b>"])
	assert save(clerk) == "<p>第一段</p><p>第二段 &lt;b&gt;</p>"


def test_the_server_cleans_what_a_browser_did_not(clerk):
	token = "JSON.parse(document.getElementById('desk-boot').textContent).csrf_token"
	clerk.goto("/app/desk-paper/DP-00007")
	bad = "<p onclick='x()'>甲</p><script>alert(1)</script><a href='javascript:alert(1)'>乙</a><table><tr><td>丙</td></tr></table>"
	clerk.evaluate(
		f"""async (body) => fetch("/api/resource/Desk Paper/DP-00007", {{ method: "PUT",
			headers: {{ "X-Frappe-CSRF-Token": {token}, "Content-Type": "application/json" }}, body: JSON.stringify({{ body }}) }})""",
		bad,
	)
	kept = clerk.context.request.get("/api/resource/Desk Paper/DP-00007").json()["data"]["body"]
	assert "script" not in kept and "onclick" not in kept and "<td>丙</td>" in kept
	clerk.reload()
	clerk.get_by_role("tab", name="办理").click()
	expect(clerk.locator(f"{BODY} td")).to_have_text("丙")


def test_text_that_nobody_touched_goes_back_as_it_was_stored(clerk):
	write(clerk, "DP-00001")
	stored = clerk.context.request.get("/api/resource/Desk Paper/DP-00001").json()["data"]["body"]
	clerk.fill("#f-remark", "只改说明")
	assert save(clerk) == stored


def test_text_that_says_nothing_is_stored_as_nothing(clerk):
	body = write(clerk, "DP-00008")
	clerk.keyboard.type("多余")
	clerk.keyboard.press("Control+a")
	clerk.keyboard.press("Delete")
	expect(body).to_have_text("")
	assert not save(clerk)


def test_the_toolbar_is_one_stop_walked_by_arrows_and_left_by_escape(clerk):
	body = write(clerk, "DP-00009")
	clerk.keyboard.type("甲乙")
	clerk.keyboard.press("Control+a")
	clerk.keyboard.press("Alt+F10")
	expect(clerk.get_by_label("段落样式")).to_be_focused()
	clerk.keyboard.press("ArrowRight")
	expect(tool(clerk, "加粗")).to_be_focused()
	clerk.keyboard.press("Enter")
	expect(body.locator("b")).to_have_text("甲乙")
	clerk.keyboard.press("Alt+F10")
	clerk.keyboard.press("Escape")
	expect(body).to_be_focused()
	clerk.keyboard.press("Tab")
	expect(body).not_to_be_focused()
	clerk.locator("#f-remark").focus()
	clerk.keyboard.press("Tab")  # the bar, once
	clerk.keyboard.press("Tab")
	expect(body).to_be_focused()


def test_one_can_undo_and_clear(clerk):
	body = write(clerk, "DP-00010")
	clerk.keyboard.type("甲")
	tool(clerk, "项目符号列表").click()
	expect(body.locator("ul > li, ul li")).to_have_text("甲")
	tool(clerk, "撤销").click()
	expect(body.locator("li")).to_have_count(0)
	clerk.keyboard.press("Control+a")
	tool(clerk, "倾斜").click()
	expect(body.locator("i")).to_have_count(1)
	tool(clerk, "清除格式").click()
	expect(body.locator("i")).to_have_count(0)


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_it_fits_every_screen_and_is_accessible(chromium, address, size):
	with clerk_at(chromium, address, *size) as page:
		write(page, "DP-00004")
		page.locator(f"{BODY} td").first.click()
		expect(tool(page, "在下方加行")).to_be_visible()
		assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
		boxes = page.locator(".rich-tools button:visible").evaluate_all(
			"all => all.map((one) => one.getBoundingClientRect()).map(({ width, height, right }) => [width, height, right])"
		)
		assert all(width >= 24 and height >= 24 and right <= size[0] for width, height, right in boxes)
		assert serious_findings(page) == []
