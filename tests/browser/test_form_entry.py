"""A clerk fills forms in the demo township: errors, links, drafts, keys, blocks from a spreadsheet, papers."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import serious_findings
from tests.browser.desk import PASTE, PATIENCE, PHONE
from tests.browser.served import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.standalone]

NEW_CASE = "/app/service-case/new"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
PASTE_PICTURE = """(base64) => {
	const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
	const data = new DataTransfer();
	data.items.add(new File([bytes], "image.png", { type: "image/png" }));
	document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def clerk(sign_in):
	return sign_in("chen.ck")


@pytest.fixture
def administrator(sign_in):
	return sign_in("Administrator")


def cell(person, table: str, row: int, field: str):
	return (
		person.page.locator(f'[data-grid="{table}"] tbody > tr[data-row]')
		.nth(row - 1)
		.locator(f'[data-field="{field}"]')
	)


# ---- errors ----


def test_everything_missing_is_told_at_once_and_each_line_leads_to_its_field(clerk):
	clerk.open(NEW_CASE)
	clerk.page.keyboard.press("Control+s")
	lines = clerk.page.locator("#form-errors .jump")
	expect(lines).to_have_text(
		["请填写事项", "请填写申请人姓名或名称", "请填写窗口", "请填写收件机构", "请填写承办机构"]
	)
	clerk.page.get_by_role("button", name="请填写承办机构").click()
	expect(clerk.field("handling_office")).to_be_focused()
	assert clerk.field("handling_office").get_attribute("aria-invalid") == "true"
	clerk.picture("form-errors", phone=True)
	assert serious_findings(clerk.page) == []


def test_a_conflict_is_told_above_the_form_and_at_no_field(sign_in):
	"""Its words hold 内容, which is also what this form calls a field."""
	officer = sign_in("tang.xf")
	officer.open("/app/petition/new")
	officer.fill(subject="反映路灯不亮", content="村口路灯不亮。")
	officer.field("contact_unknown").check()
	conflict = {
		"status": 417,
		"content_type": "application/json",
		"body": '{"exc_type": "TimestampMismatchError"}',
	}
	officer.page.route("**/api/resource/Petition", lambda route: route.fulfill(**conflict))
	officer.page.keyboard.press("Control+s")
	expect(officer.page.locator("#form-errors")).to_contain_text("请先载入最新内容")
	assert officer.page.locator("[aria-invalid=true]").count() == 0


def test_a_mended_field_loses_its_mark_at_once(clerk):
	clerk.open(NEW_CASE)
	clerk.page.keyboard.press("Control+s")
	clerk.fill(applicant_name="王小明")
	expect(clerk.field("applicant_name")).not_to_have_attribute("aria-invalid", "true")


def test_a_number_is_read_as_people_write_it_and_a_wrong_one_is_told(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(visits="１２")
	expect(clerk.field("visits")).to_have_value("12")
	clerk.fill(visits="两次")
	said = clerk.page.locator('[data-fieldbox="visits"] .field-error')
	expect(said).to_have_text("“两次”不是整数，请写成如 1200。")


# ---- links ----


def test_a_link_is_found_by_pinyin_initials(clerk):
	clerk.open(NEW_CASE)
	clerk.field("village").fill("zxc")
	option = clerk.page.locator('[role="option"]').first
	expect(option).to_contain_text("竹溪村")
	clerk.page.keyboard.press("Enter")
	expect(clerk.field("village")).to_have_value("竹溪村")


def test_a_record_is_made_in_place_by_who_may_and_comes_back_filled(administrator):
	administrator.open(NEW_CASE)
	administrator.link("township", "隆宫乡")
	administrator.field("village").fill("试验新村")
	administrator.page.locator(".combo-new").click()
	box = administrator.page.locator("dialog.quick-dialog[open]")
	expect(box.locator('[data-field="village_name"]')).to_have_value("试验新村")
	expect(box.locator('[data-field="township"]')).to_have_value("隆宫乡（演示）")
	administrator.picture("form-quick")
	assert serious_findings(administrator.page) == []
	box.get_by_role("button", name="保存").click()
	expect(box.locator(".field-error")).to_have_count(1)  # its code is asked for
	box.locator('[data-field="village_code"]').fill("98")
	box.get_by_role("button", name="保存").click()
	expect(box).to_have_count(0, timeout=PATIENCE)
	expect(administrator.field("village")).to_have_value("试验新村")


def test_who_may_not_make_a_record_is_offered_none(clerk):
	clerk.open(NEW_CASE)
	clerk.field("village").fill("没有的村")
	expect(clerk.page.locator(".combo-head")).to_be_visible()
	assert clerk.page.locator(".combo-new").count() == 0


# ---- drafts ----


def test_what_was_typed_is_offered_back_and_holds_no_secret_number(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(applicant_name="草稿人", address="竹溪村 9 号", id_number="330106199001011234")
	clerk.page.wait_for_timeout(1000)
	kept = clerk.page.evaluate("JSON.stringify(localStorage)")
	assert "草稿人" in kept and "330106199001011234" not in kept
	clerk.page.on("dialog", lambda dialog: dialog.accept())
	clerk.open(NEW_CASE)
	expect(clerk.page.locator("#form-draft")).to_contain_text("未保存的内容还在")
	clerk.picture("form-draft")
	clerk.page.get_by_role("button", name="恢复").click()
	expect(clerk.field("applicant_name")).to_have_value("草稿人")
	expect(clerk.field("address")).to_have_value("竹溪村 9 号")
	expect(clerk.field("id_number")).to_have_value("")


def test_a_discarded_draft_does_not_come_back(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(applicant_name="草稿人")
	clerk.page.wait_for_timeout(1000)
	clerk.page.on("dialog", lambda dialog: dialog.accept())
	clerk.open(NEW_CASE)
	clerk.page.get_by_role("button", name="丢弃").click()
	clerk.open(NEW_CASE)
	assert clerk.page.locator("#form-draft").count() == 0


def test_signing_out_leaves_no_draft_in_the_browser(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(applicant_name="草稿人")
	clerk.page.wait_for_timeout(1000)
	assert "草稿人" in clerk.page.evaluate("JSON.stringify(localStorage)")
	clerk.page.on("dialog", lambda dialog: dialog.accept())
	clerk.page.locator(".top-actions details.menu > summary").last.click()
	clerk.page.locator("[data-logout]").click()
	expect(clerk.page.locator("dialog[open]")).to_contain_text("退出登录后将会丢失")
	clerk.page.locator("dialog[open] .btn-danger").click()
	clerk.page.wait_for_url("**/login*")
	assert "草稿人" not in clerk.page.evaluate("JSON.stringify(localStorage)")


def test_leaving_by_a_link_of_the_page_is_asked_in_words(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(applicant_name="未保存")
	clerk.page.locator(".crumbs a").click()
	expect(clerk.page.locator("dialog[open]")).to_contain_text("有修改尚未保存")
	clerk.page.locator("dialog[open]").get_by_role("button", name="取消").click()
	assert clerk.page.url.endswith(NEW_CASE)


SIGN_OUT = """async () => {
	const token = JSON.parse(document.getElementById("desk-boot").textContent).csrf_token;
	await fetch("/api/method/logout", { method: "POST", headers: { "X-Frappe-CSRF-Token": token } });
}"""


def test_who_was_signed_out_elsewhere_signs_in_again_on_the_page_and_loses_nothing(clerk):
	clerk.open(NEW_CASE)
	clerk.fill(applicant_name="还在这里")
	# What is missing shall be the server's to say
	clerk.page.evaluate(
		"document.querySelectorAll('[aria-required=true]').forEach((input) => input.removeAttribute('aria-required'))"
	)
	clerk.page.evaluate(SIGN_OUT)
	clerk.page.keyboard.press("Control+s")
	box = clerk.page.locator("dialog[open]")
	expect(box).to_contain_text("您已退出登录")
	clerk.picture("form-again")
	box.locator("#again-password").fill(PASSWORD)
	box.get_by_role("button", name="登录").click()
	expect(box).to_have_count(0, timeout=PATIENCE)
	expect(clerk.page.locator("#form-errors")).to_contain_text("事项")
	expect(clerk.field("applicant_name")).to_have_value("还在这里")


# ---- keys ----


def test_the_list_of_keys_is_reached_by_key_and_by_mouse(clerk):
	clerk.open(NEW_CASE)
	clerk.page.locator("h1").click()
	clerk.page.keyboard.press("?")
	expect(clerk.page.locator("dialog[open]")).to_contain_text("Ctrl+S")
	assert serious_findings(clerk.page) == []
	clerk.page.keyboard.press("Escape")
	clerk.page.locator(".form-head details.menu > summary").click()
	clerk.page.get_by_role("button", name="键盘快捷键").click()
	expect(clerk.page.locator("dialog[open]")).to_contain_text("粘贴从电子表格复制的内容")


def test_a_table_is_filled_by_keyboard_alone(clerk):
	clerk.open(NEW_CASE)
	clerk.page.locator('[data-grid="materials"] [data-row-add]').focus()
	clerk.page.keyboard.press("Enter")
	clerk.page.keyboard.type("身份证")
	clerk.page.keyboard.press("Enter")
	clerk.page.keyboard.type("户口簿")
	clerk.page.keyboard.press("ArrowUp")
	expect(cell(clerk, "materials", 1, "material_name")).to_be_focused()
	clerk.page.keyboard.press("Alt+ArrowDown")
	expect(cell(clerk, "materials", 2, "material_name")).to_have_value("身份证")
	clerk.page.keyboard.press("Control+d")
	expect(cell(clerk, "materials", 3, "material_name")).to_have_value("身份证")
	clerk.page.keyboard.press("Control+Delete")
	expect(clerk.page.locator('[data-grid="materials"] tr[data-row]')).to_have_count(2)


# ---- blocks from a spreadsheet ----


def test_a_pasted_block_fills_cells_and_says_at_the_cell_what_it_cannot_read(clerk):
	clerk.open(NEW_CASE)
	clerk.page.locator('[data-grid="materials"] [data-row-add]').click()
	block = '身份证\t是\t已提供\n"户口簿\n（全本）"\t√\t不全\n申请书\t否\t缺少'
	cell(clerk, "materials", 1, "material_name").evaluate(PASTE, block)
	expect(cell(clerk, "materials", 3, "material_name")).to_have_value("申请书")
	expect(cell(clerk, "materials", 2, "material_name")).to_have_value("户口簿 （全本）")
	expect(cell(clerk, "materials", 1, "status")).to_have_value("Provided")
	expect(cell(clerk, "materials", 3, "is_required")).not_to_be_checked()
	wrong = cell(clerk, "materials", 2, "status")
	assert wrong.get_attribute("aria-invalid") == "true"
	expect(wrong.locator("xpath=ancestor::td//p")).to_contain_text("“不全”不在可选范围内")
	clerk.picture("form-paste", phone=True)


@pytest.mark.parametrize(
	("typed", "stored"),
	[
		("2026/3/1", "2026-03-01"),
		("2026年3月1日", "2026-03-01"),
		("２０２６．３．１", "2026-03-01"),
		("20260301", "2026-03-01"),
		("26-3-1", "2026-03-01"),
		("2026-02-30", None),
		("昨天", None),
	],
)
def test_dates_are_read_as_people_write_them(clerk, typed, stored):
	clerk.open(NEW_CASE)
	read = "async (text) => (await import(document.querySelector('script[src*=\"js/form.js\"]').src.replace('form.js', 'typed.js'))).dateOf(text) ?? null"
	assert clerk.page.evaluate(read, typed) == stored


@pytest.mark.parametrize(
	("typed", "stored"),
	[
		("1,234.50", 1234.5),
		("１，２３４．５０", 1234.5),
		("￥1,200元", 1200),
		("3.5万", 35000),
		("(120)", -120),
		("1,23", None),
		("十二", None),
	],
)
def test_numbers_are_read_as_people_write_them(clerk, typed, stored):
	clerk.open(NEW_CASE)
	read = "async (text) => (await import(document.querySelector('script[src*=\"js/form.js\"]').src.replace('form.js', 'typed.js'))).numberOf(text) ?? null"
	assert clerk.page.evaluate(read, typed) == stored


def test_five_hundred_pasted_rows_stay_quick(clerk):
	clerk.open(NEW_CASE)
	clerk.page.locator('[data-grid="materials"] [data-row-add]').click()
	block = "\n".join(f"材料 {number}\t是\t已提供\t无" for number in range(500))
	clerk.page.evaluate("window.started = performance.now()")
	cell(clerk, "materials", 1, "material_name").evaluate(PASTE, block)
	expect(clerk.page.locator('[data-grid="materials"] tr[data-row]')).to_have_count(500)
	clerk.page.locator(".toast").first.wait_for()
	assert clerk.page.evaluate("performance.now() - window.started") < 6000


# ---- papers ----


def newest_case(person) -> str:
	person.open("/app/service-case?status=Received")
	return person.page.locator(".list-table tbody a").first.get_attribute("href")


def test_a_picture_is_pasted_into_the_papers_of_a_record(administrator):
	administrator.open(newest_case(administrator))
	administrator.page.evaluate(PASTE_PICTURE, PIXEL)
	paper = administrator.page.locator("#attachments li").first
	expect(paper.locator("a")).to_contain_text("粘贴图片-", timeout=PATIENCE)
	assert paper.locator("a").get_attribute("href").startswith("/private/files/")
	expect(paper.locator("small")).to_contain_text("1 kB")
	assert administrator.page.evaluate("document.documentElement.scrollWidth") <= 1366
	assert paper.evaluate("node => node.getBoundingClientRect().right") <= 1366
	paper.evaluate("node => node.scrollIntoView({ block: 'center' })")
	administrator.picture("form-papers", phone=True)
	administrator.page.reload()
	expect(administrator.page.locator("#attachments img.thumb").first).to_be_visible()


def test_several_files_at_once_and_one_that_is_refused_says_why(administrator):
	administrator.open(newest_case(administrator))
	picture = base64.b64decode(PIXEL)
	files = [
		{"name": "身份证.png", "mimeType": "image/png", "buffer": picture},
		{"name": "空.txt", "mimeType": "text/plain", "buffer": b""},
	]
	administrator.page.locator("#attach-file").set_input_files(files)
	expect(administrator.page.locator("#attachments")).to_contain_text("身份证", timeout=PATIENCE)
	expect(administrator.page.locator("#attachments .field-error")).to_contain_text(
		"是空文件", timeout=PATIENCE
	)


def test_on_a_phone_the_camera_is_offered(clerk):
	clerk.page.set_viewport_size(PHONE)
	clerk.open(newest_case(clerk))
	if clerk.page.locator("#attach-photo").count():
		assert clerk.page.locator("#attach-photo").get_attribute("capture") == "environment"
	assert clerk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# ---- somebody who came before ----


def test_a_returning_applicant_is_recognised_and_his_data_taken_over(clerk):
	# the oldest case is the demo's own: the newest may be another test's, of somebody without a number
	clerk.open("/app/service-case?_sort=creation")
	clerk.page.locator(".list-table tbody a").first.click()
	clerk.form_is_ready()
	name = clerk.page.locator('[data-shown="applicant_name"], [data-field="applicant_name"]').first
	who = name.inner_text() or name.input_value()
	clerk.open(NEW_CASE)
	clerk.field("applicant_name").fill(who)
	clerk.page.keyboard.press("Tab")
	offer = clerk.page.locator(".same-person")
	expect(offer).to_contain_text("此人曾来办过事")
	clerk.picture("form-same-person")
	offer.get_by_role("button", name="带入信息").first.click()
	expect(offer).to_contain_text("号码按原记录加密保存")
	assert "*" in clerk.field("id_number").get_attribute("placeholder")
	assert clerk.field("id_number").input_value() == ""


# ---- in approval ----


def test_what_a_step_does_not_open_is_plain_text_and_the_form_says_so(clerk):
	clerk.open("/app/service-case?status=Delivered")
	clerk.page.locator(".list-table tbody a").first.click()
	clerk.form_is_ready()
	expect(clerk.page.locator(".form-why")).to_be_visible()
	assert clerk.page.locator('#form [data-field="applicant_name"]').count() == 0
	assert serious_findings(clerk.page) == []
