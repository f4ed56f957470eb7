"""Accounts from a list of staff: who is new, who is there, what is wrong; a one-time password is good for one thing."""

from __future__ import annotations

import base64
import re
from types import SimpleNamespace

import pytest

import frappe
from frappe.utils.password import check_password

from tests.app.registers_world import CODE
from township_gov.administration import first_sign_in, staff_accounts, staff_list
from township_gov.administration.staff_list import UnreadableListError

HEADS = "姓名\t手机号\t内设机构\t岗位\t角色组合\t登录名\n"
LIST = HEADS + "王新人\t１３９０５７８８８８１\t\t\t窗口岗\twang.xr\n李新人\t13905788882\t\t\t窗口岗\t\n"


@pytest.fixture
def office(registers):
	"""The township of the registers' tests with one role profile; English words."""
	before, frappe.local.lang = frappe.local.lang, "en"
	frappe.set_user("Administrator")
	profile = frappe.new_doc("Role Profile", role_profile="窗口岗")
	profile.append("roles", {"role": "Window Clerk"})
	# v15 locks a profile until a job has told its users
	testing, frappe.flags.in_test = frappe.flags.in_test, True
	profile.insert()
	frappe.flags.in_test = testing
	yield registers
	frappe.local.lang = before
	for user in ("wang.xr@town.example", "yg001@town.example"):
		frappe.cache.hdel("township_first_sign_in", user)
		frappe.clear_cache(user=user)


def planned(text):
	return staff_accounts.plan(staff_list.read(text), CODE, "town.example")


def made(text=LIST):
	"""Check and create as the page does; returns what it shows."""
	shown = staff_accounts.check(CODE, "town.example", text)["html"]
	people = frappe.utils.parse_json(
		__import__("html").unescape(re.search(r'name="people" value="([^"]*)"', shown)[1])
	)
	return staff_accounts.create(CODE, "town.example", people)["html"]


def passwords(html):
	return re.findall(r'class="adm-code">([^<]+)<', html)


def test_new_people_get_an_account_by_their_sign_in_name_or_a_number(office):
	assert [(one.state, one.account) for one in planned(LIST)] == [
		("new", "wang.xr@town.example"),
		("new", "yg001@town.example"),
	]


def test_checking_writes_nothing(office):
	staff_accounts.check(CODE, "town.example", LIST)
	assert not frappe.db.exists("User", "wang.xr@town.example")


def test_the_accounts_have_their_profile_their_township_and_a_password_shown_once(office):
	first, second = passwords(made())
	user = frappe.get_doc("User", "wang.xr@town.example")
	assert [row.role for row in user.roles] == ["Window Clerk"]
	assert user.role_profile_name == "窗口岗" and user.full_name == "王新人"
	assert frappe.db.exists("User Permission", {"user": user.name, "allow": "Township", "for_value": CODE})
	assert check_password(user.name, first) == user.name and first != second and len(first) == 12
	kept = frappe.get_all("Audit Entry", {"record_name": user.name}, pluck="details", limit=0)
	assert not any(first in str(text) for text in kept)


def test_who_is_there_already_is_told_apart_and_left_alone(office):
	made()
	again = planned(LIST.replace("李新人\t13905788882\t\t\t窗口岗\t", "李新人\t\t\t\t窗口岗\tyg001"))
	assert [one.state for one in again] == ["there", "there"]


def test_the_same_list_twice_makes_nobody_twice(office):
	made()
	assert [one.state for one in planned(LIST)] == ["there", "there"]


def test_a_cadre_without_an_account_is_linked_and_one_with_an_account_is_there(office):
	cadre = frappe.get_doc("Cadre", office.cadre("luo"))
	listed = HEADS + f"{cadre.employee_name}\t\t\t\t窗口岗\tluo.new\n"
	[there] = planned(listed)
	assert (there.state, there.account) == ("there", cadre.user_id)
	frappe.db.set_value("Cadre", cadre.name, "user_id", None)
	[new] = planned(listed)
	assert (new.state, new.cadre) == ("new", cadre.name)
	made(listed)
	assert frappe.db.get_value("Cadre", cadre.name, "user_id") == "luo.new@town.example"


@pytest.mark.parametrize(
	("line", "words"),
	[
		("\t13905788881\t\t\t窗口岗\tx.y", "name is missing"),
		("王\t139\t\t\t窗口岗\tx.y", "no telephone number"),
		("王\t\t没有的科室\t\t窗口岗\tx.y", "no office 没有的科室"),
		("王\t\t\t没有的岗位\t窗口岗\tx.y", "no post 没有的岗位"),
		("王\t\t\t\t\tx.y", "role profile is missing"),
		("王\t\t\t\t领导岗\tx.y", "no role profile 领导岗"),
		("王\t\t\t\t窗口岗\t13905788881", "no telephone number"),
		("王\t\t\t\t窗口岗\t王 某", "no sign-in name"),
	],
)
def test_what_is_wrong_with_a_line_is_told(office, line, words):
	[one] = planned(HEADS + line + "\n")
	assert one.state == "wrong" and words in one.note


def test_one_account_twice_in_a_list_is_told(office):
	first, second = planned(HEADS + "王一\t\t\t\t窗口岗\twang\n王二\t\t\t\t窗口岗\twang\n")
	assert (first.state, second.state) == ("new", "wrong") and "line 2" in second.note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_is_read_like_a_pasted_list(office, encoding):
	content = base64.b64encode(LIST.replace("\t", ",").encode(encoding)).decode()
	assert [one.full_name for one in staff_list.read(file_content=content)] == ["王新人", "李新人"]


def test_the_template_is_read_back(office):
	import io

	from openpyxl import load_workbook

	from township_gov.administration.staff_template import workbook

	book = load_workbook(io.BytesIO(workbook()))
	sheet = book.active
	assert [cell.value for cell in sheet[1]] == ["姓名*", "手机号", "内设机构", "岗位", "角色组合*", "登录名"]
	assert "窗口岗" in [cell.value for cell in book["选项"]["E"]]
	sheet["A2"], sheet["B2"], sheet["E2"] = "王新人", 13905788881, "窗口岗"
	stream = io.BytesIO()
	book.save(stream)
	[one] = staff_list.read(file_content=base64.b64encode(stream.getvalue()).decode())
	assert (one.full_name, one.phone, one.profile) == ("王新人", "13905788881", "窗口岗")


def test_a_list_without_names_or_people_is_refused(office):
	for text in ("", "手机号\t角色组合\n139\tx\n", HEADS):
		with pytest.raises(UnreadableListError):
			staff_list.read(text)


def test_only_who_may_make_users_opens_it(office):
	office.act_as("xu")
	for work in (lambda: staff_accounts.check(CODE, "", LIST), lambda: staff_accounts.create(CODE, "", "[]")):
		with pytest.raises(frappe.PermissionError):
			work()


# the first sign-in ------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(office):
	"""Somebody who has just got his slip, and its password."""
	password = passwords(made())[0]
	frappe.set_user("wang.xr@town.example")
	before = getattr(frappe.local, "request", None)
	yield password
	frappe.local.request = before
	frappe.set_user("Administrator")


def ask(path, method="GET"):
	frappe.local.request = SimpleNamespace(path=path, method=method)
	first_sign_in.before_request()


@pytest.mark.parametrize("path", ["/app", "/app/service-case", "/approvals", "/printview"])
def test_pages_lead_to_the_page_that_changes_it(newcomer, path):
	from werkzeug.exceptions import HTTPException

	with pytest.raises(HTTPException) as refused:
		ask(path)
	assert refused.value.response.status_code == 302
	assert refused.value.response.headers["Location"].endswith("/first-password")


@pytest.mark.parametrize(
	"path", ["/api/method/frappe.client.get_list", "/api/resource/User", "/api/v2/document/User"]
)
def test_rest_is_closed_until_then(newcomer, path):
	with pytest.raises(first_sign_in.OwnPasswordFirstError):
		ask(path, "POST")


@pytest.mark.parametrize("path", ["/first-password", "/assets/x.js", "/login", "/api/method/logout"])
def test_what_is_needed_to_change_it_is_open(newcomer, path):
	ask(path)


def test_the_same_password_and_two_different_ones_are_refused(newcomer):
	with pytest.raises(first_sign_in.SamePasswordError):
		first_sign_in.change(newcomer, newcomer, newcomer)
	with pytest.raises(first_sign_in.SamePasswordError):
		first_sign_in.change(newcomer, "Guan-Shan-2026", "Guan-Shan-2027")


def test_nobody_else_is_asked(office):
	office.act_as("xu")
	ask("/app")


@pytest.mark.parametrize(
	"people", ["", "{", "[" * 3000, "{}x", "[1]", [["a"]], [{"full_name": {}}], [{"line": "x"}]]
)
def test_a_list_that_did_not_arrive_whole_makes_no_account(office, people):
	before = frappe.db.count("User")
	with pytest.raises(frappe.ValidationError):
		staff_accounts.create(CODE, "town.example", people)
	assert frappe.db.count("User") == before
