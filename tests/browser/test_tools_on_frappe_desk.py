"""The app's pages under Frappe's own frame: nothing on the console, no failed request, Chinese, nothing cut, legible."""

from __future__ import annotations

import pytest

from tests.browser.reader import Reader, report
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
