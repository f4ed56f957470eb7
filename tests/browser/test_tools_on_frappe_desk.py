"""The app's pages under Frappe's own frame: nothing on the console, no failed request, Chinese, nothing cut, legible."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE
from tests.browser.reader import Reader, latin_words, report
from tests.browser.test_every_tool_speaks_chinese import TOOLS

pytestmark = pytest.mark.browser

OF_RECORDS = (
	"/flow-foresight?flow=Vehicle%20Approval",
	"/rule-settings?key=X4.limit",
	"/role-profiles?user=chen.ck%40longgong.example",
	"/notification-rules?form=Petition",
	"/pending-upgrades?name=Print%20Format-Petition%20Notice",
)
# Forms and flows of other tests, which a site that is kept still has
MADE_BY_TESTS = frozenset(("Panel", "Trial", "Tabs", "Flow"))
# These list forms that somebody made here, and Frappe's own, by the names they have
LISTS_OF_FORMS = ("/flow-designer:", "/form-package:", "/permission-why:")


def test_every_page_of_the_app_is_sound_on_frappe_desk(township, sign_in):
	if township.is_standalone:
		pytest.skip("the standalone's pages are read in test_every_tool_speaks_chinese")
	person = sign_in("Administrator")
	reader = Reader(person.page, township.url, names=MADE_BY_TESTS)
	person.page.on(
		"response",
		lambda answer: answer.status >= 400 and "socket.io" not in answer.url and reader.note(answer.url),
	)
	mine = [page for page in TOOLS if not page.startswith("/app/") and page != "/flow-foresight"]
	for page in (*mine, *OF_RECORDS):
		reader.look_at(page)
	reader.faults = [
		fault for fault in reader.faults if not (fault.startswith(LISTS_OF_FORMS) and ": Latin" in fault)
	]
	report(reader)


def test_homes_and_lists_tell_what_is_stored_in_english_in_chinese(township, sign_in):
	if township.is_standalone:
		pytest.skip("Frappe's own lists and home pages")
	person = sign_in("admin.xz")
	said: list[str] = []
	person.page.on("console", lambda message: said.append(message.text))
	person.open("/app/administrator-home")
	person.page.wait_for_load_state("networkidle")
	expect(person.page.locator(".chart-container svg text").first).to_be_attached(timeout=PATIENCE)
	titles = person.page.locator(".quick-list-item .title").all_inner_texts()
	labels = person.page.locator(".chart-container svg text").all_text_contents()
	assert not [text for text in titles + labels if latin_words(text) and not MADE_BY_TESTS & {*text.split()}]
	assert labels and not [text for text in said if "valid color" in text]
	for slug in ("approval-flow-version", "approval-notification", "audit-entry", "rule-setting"):
		person.open(f"/app/{slug}")
		rows = person.page.locator(".list-row .list-subject .level-item.ellipsis:visible")
		expect(rows.first).to_be_visible()
		texts = [text for text in rows.all_inner_texts() if not MADE_BY_TESTS & {*text.split()}]
		assert texts and not [text for text in texts if latin_words(text) and "Trip" not in text], slug


def test_nobody_is_led_to_pages_of_the_system_manager(township, sign_in):
	if township.is_standalone:
		pytest.skip("the standalone has no menu of Frappe's")
	person = sign_in("admin.xz")
	person.open("/app/township-system")
	expect(person.page.get_by_role("link", name="查某人的权限").first).to_be_visible()
	shown = person.page.locator(".shortcut-widget-box:visible").all_inner_texts()
	assert len(shown) >= 4 and not [text for text in shown if "按名单建立账号" in text or "修改表单" in text]
	menu = person.page.locator(".desk-sidebar .item-anchor:visible").all_inner_texts()
	assert menu and not {"工具", "集成", "构建", "网站"} & {text.strip() for text in menu}
