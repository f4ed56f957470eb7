"""The permission manager and the page that says why, as System Managers and others meet them."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.platform.closed_records import (
	CASE,
	HIS,
	MAKER,
	NORTH,
	ROLES,
	SOUTH,
	STRANGER,
	ZONED,
	make_limits,
	make_records,
)
from tests.platform.test_cli_commands import township
from tests.platform.web import Web, messages

WHY = "/api/method/frappe_standalone.core.desk.why.why"
MANAGER = "/api/method/frappe_standalone.core.desk.permission_manager."
EFFECT = "/api/method/frappe_standalone.core.desk.permission_effect.effect"


@pytest.fixture(scope="module")
def people(bare_site, tmp_path_factory):
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("pages") / "site"
	shutil.copytree(bare_site, target)
	admin = Web(target)
	admin.work(make_records)
	visitors = {}
	for email, roles in {**ROLES, "manager@example.com": ["System Manager"]}.items():
		password = admin.add_user(email, "Desk Worker", *roles)
		visitors[email] = admin.another()
		visitors[email].sign_in(email, password)
	admin.work(make_limits)
	admin.work(english)
	yield visitors
	POOL.close()
	close_stores()


def english():
	import frappe

	for name in frappe.get_all("User", pluck="name"):
		frappe.db.set_value("User", name, "language", "en")
	frappe.clear_cache()


@pytest.fixture
def manager(people):
	return people["manager@example.com"]


def token_of(visitor) -> str:
	html = visitor.call("GET", "/app")[1]
	return json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]


def why(visitor, **question):
	return visitor.call("GET", WHY, query_string={"doctype": CASE, **question})


def texts(answer, part="reasons") -> str:
	return "\n".join(entry["text"] for entry in answer[1]["message"][part])


def change(visitor, method, **values):
	headers = {"X-Frappe-CSRF-Token": token_of(visitor)}
	return visitor.call("POST", MANAGER + method, headers, json=values)


def test_a_rule_is_named_by_its_number_in_the_permission_manager(manager):
	answer = why(manager, user=ZONED, name=NORTH, action="write")
	assert answer[1]["message"]["allowed"]
	number = re.search(
		r"Rule (\d+) of the permission manager gives the role Case Reader", texts(answer)
	).group(1)
	page = manager.call("GET", "/app/permission-manager", query_string={"doctype": CASE})[1]
	row = re.search(rf'<td class="num muted">{number}</td>\s*<th[^>]*>([^<]+)', page).group(1)
	assert row.strip() == "Case Reader"


def test_a_user_permission_is_named_with_the_field_it_looks_at(manager):
	answer = why(manager, user=ZONED, name=SOUTH)
	assert not answer[1]["message"]["allowed"]
	assert "user permissions on Case Zone leave out South, which this record has in “Zone”" in texts(answer)
	assert "can add a user permission on Case Zone South" in texts(answer, "remedies")


def test_who_may_change_his_own_only_is_told_whose_it_is(manager):
	assert "He made this record himself" in texts(why(manager, user=MAKER, name=HIS, action="write"))
	refused = why(manager, user=MAKER, name=NORTH, action="write")
	assert not refused[1]["message"]["allowed"]
	assert "This record was made by Administrator" in texts(refused)


def test_without_a_rule_the_roles_that_have_one_are_named(manager):
	answer = why(manager, user=STRANGER)
	assert "No rule of the permission manager gives “read” on Closed Case" in texts(answer)
	remedy = texts(answer, "remedies")
	assert "Case Reader" in remedy and "permission manager" in remedy


def test_a_share_is_a_reason(manager):
	answer = why(manager, user="guested@example.com", name=SOUTH, action="write")
	assert answer[1]["message"]["allowed"] and "shared with him" in texts(answer)


def test_closed_fields_are_named(manager):
	assert "Inner" in texts(why(manager, user=ZONED, name=NORTH))


def test_a_disabled_account_may_do_nothing(people, manager):
	people[STRANGER].work(lambda: set_enabled(STRANGER, 0))
	try:
		assert "account is disabled" in texts(why(manager, user=STRANGER))
	finally:
		people[STRANGER].work(lambda: set_enabled(STRANGER, 1))


def set_enabled(user, value):
	import frappe

	frappe.db.set_value("User", user, "enabled", value)


def test_one_asks_about_oneself_and_a_manager_about_everybody(people):
	assert why(people[ZONED], user=ZONED, name=NORTH)[0] == 200
	status, body, _response = why(people[ZONED], user=MAKER, name=NORTH)
	assert status == 403 and body["exc_type"] == "MayNotAskError"


def test_nobody_is_told_about_a_record_he_may_not_open(people):
	status, body, _response = why(people[ZONED], user=ZONED, name=SOUTH)
	assert status == 403
	assert "South" not in json.dumps(messages(body))


@pytest.mark.parametrize(
	("question", "words"),
	[
		({"user": "nobody@example.com"}, "There is no user"),
		({"user": ZONED, "doctype": "Nothing"}, "There is no form"),
		({"user": ZONED, "action": "fly"}, "There is no right fly"),
	],
)
def test_a_question_that_makes_no_sense_is_refused_with_words(manager, question, words):
	status, body, _response = why(manager, **question)
	assert status in (404, 417) and words in messages(body)[0]


def test_the_answer_of_the_page_is_the_answer_of_the_method(manager):
	query = {"user": ZONED, "doctype": CASE, "name": SOUTH, "action": "read"}
	status, html, _response = manager.call("GET", "/app/permission-check", query_string=query)
	assert status == 200
	assert "may not “read” Closed Case" in html and "leave out South" in html


def test_the_pages_of_lists_and_users_lead_there(people, manager):
	assert "/app/permission-manager?doctype=Closed%20Case" in manager.call("GET", "/app/closed-case")[1]
	assert "/app/permission-check?user=" in manager.call("GET", f"/app/user/{ZONED}")[1]
	assert "permission-manager" not in people[ZONED].call("GET", "/app/closed-case")[1]


@pytest.mark.parametrize("method", ["add", "update", "remove", "reset"])
def test_only_system_managers_change_rules(people, method):
	values = {"doctype": CASE, "role": "Case Reader", "permlevel": 0, "right": "delete", "value": 1}
	assert change(people[ZONED], method, **values)[0] == 403
	assert people[ZONED].call("GET", "/app/permission-manager")[0] == 403


def test_a_rule_is_added_ticked_removed_and_everything_reset(people, manager):
	stranger = people[STRANGER]

	def sees():
		return stranger.call("GET", "/api/resource/Closed Case")[0] == 200

	rule = {"doctype": CASE, "role": "Desk Worker", "permlevel": 0}
	assert not sees()
	assert change(manager, "add", **rule)[0] == 200
	assert sees()
	assert change(manager, "add", **rule)[1]["exc_type"] == "RuleExistsError"
	assert not why(manager, user=STRANGER, action="write")[1]["message"]["allowed"]
	assert change(manager, "update", **rule, right="write", value=1)[0] == 200
	assert why(manager, user=STRANGER, action="write")[1]["message"]["allowed"]
	assert "changed here" in manager.call("GET", "/app/permission-manager", query_string={"doctype": CASE})[1]
	assert change(manager, "remove", **rule)[0] == 200
	assert not sees()
	assert change(manager, "add", **rule)[0] == 200
	assert change(manager, "reset", doctype=CASE)[0] == 200
	assert not sees()
	assert why(manager, user=ZONED, name=NORTH)[1]["message"]["allowed"]


def test_the_last_rule_stays(people, manager):
	people[STRANGER].work(make_lonely)
	only = {"doctype": "Lonely Form", "role": "System Manager", "permlevel": 0}
	assert change(manager, "remove", **only)[1]["exc_type"] == "LastRuleError"


def make_lonely():
	import frappe

	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": "Lonely Form",
			"module": "Custom",
			"custom": 1,
			"fields": [{"fieldname": "title", "label": "Title", "fieldtype": "Data"}],
			"permissions": [{"role": "System Manager", "read": 1}],
		}
	).insert()


def test_a_change_of_rules_is_kept_in_the_history(people, manager):
	rule = {"doctype": CASE, "role": "Case Reader", "permlevel": 0}
	change(manager, "update", **rule, right="print", value=0)
	people[STRANGER].work(lambda: assert_versioned())
	change(manager, "reset", doctype=CASE)


def assert_versioned():
	import frappe

	assert any(
		'"print"' in data
		for data in frappe.get_all("Version", {"ref_doctype": "Custom DocPerm"}, pluck="data")
	)


def test_the_command_line_answers_too(people):
	result = township("why", people[ZONED].site_dir, ZONED, CASE, SOUTH)
	assert result.returncode == 0, result.stderr
	assert result.stdout.splitlines()[0] == "No"
	assert "- His user permissions on Case Zone leave out South" in result.stdout


def test_a_tick_says_whom_it_concerns_before_it_holds(manager):
	asked = {"doctype": CASE, "role": "System Manager", "right": "delete", "value": 0}
	assert "Take the right" in manager.call("GET", EFFECT, query_string=asked)[1]["message"]
	assert "Give" in manager.call("GET", EFFECT, query_string={**asked, "value": 1})[1]["message"]


def test_whom_a_tick_concerns_is_told_to_system_managers_only(people):
	asked = {"doctype": CASE, "role": "System Manager", "right": "delete", "value": 0}
	assert people[ZONED].call("GET", EFFECT, query_string=asked)[0] == 403


def test_levels_are_named_by_what_they_cover(manager):
	page = manager.call("GET", "/app/permission-manager", query_string={"doctype": CASE})[1]
	assert "the whole record" in page
