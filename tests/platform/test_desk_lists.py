"""Lists as a clerk works with them: filters in words, saved filters, columns, many at once, files, board, calendar."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from urllib.parse import quote

import pytest

from tests.platform.desk_records import make_records
from tests.platform.web import Web, messages

LIST, BULK = "/app/desk-case", "frappe_standalone.core.desk.list_bulk"


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	"""A site with the desk's test records and Administrator signed in."""
	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("lists") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.work(prepare)
	visitor.sign_in()
	yield visitor
	POOL.close()
	close_stores()


def prepare() -> None:
	"""The desk's records; one with table rows, a long number and a text that looks like a formula."""
	import frappe

	make_records()
	doctype = frappe.get_doc("DocType", "Desk Case")
	next(row for row in doctype.permissions if row.role == "Trial Reader").share = 0
	doctype.save()
	doc = frappe.get_doc("Desk Case", "DC-00003")
	doc.code = "331126199001011234"
	doc.set("rows", [])
	doc.extend("rows", [{"item": "=1+1", "qty": 2}, {"item": "身份证复印件", "qty": 1}])
	doc.save()
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": "Desk Trip",
			"module": "Custom",
			"custom": 1,
			"autoname": "hash",
			"title_field": "place",
			"fields": [
				{"fieldname": "place", "label": "Place", "fieldtype": "Data", "in_list_view": 1},
				{"fieldname": "from_date", "label": "From Date", "fieldtype": "Date", "in_list_view": 1},
				{"fieldname": "to_date", "label": "To Date", "fieldtype": "Date", "in_list_view": 1},
			],
			"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
		}
	).insert()
	for place, first, last in (("庆元", "2026-03-30", "2026-04-02"), ("丽水", "2026-04-20", None)):
		frappe.get_doc({"doctype": "Desk Trip", "place": place, "from_date": first, "to_date": last}).insert()


@pytest.fixture(scope="module")
def reader(desk):
	"""Somebody who may read Desk Case and nothing more."""
	password = desk.add_user("list-reader@example.com", "Trial Reader")
	visitor = desk.another()
	visitor.sign_in("list-reader@example.com", password)
	return visitor


def post(visitor, method: str, **arguments):
	"""Call a whitelisted method with the token that the pages carry."""
	html = visitor.call("GET", "/app")[1]
	token = json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]
	return visitor.call("POST", f"/api/method/{method}", {"X-Frappe-CSRF-Token": token}, json=arguments)


def page(visitor, address: str) -> str:
	status, body, _response = visitor.call("GET", address)
	assert status == 200, f"{address}: {status}"
	return body


def rows(html: str) -> list[str]:
	return re.findall(r'<tr data-name="([^"]+)"', html)


def chips(html: str) -> list[str]:
	found = re.findall(r'data-edit-filter="\d+"[^>]*><span>(.*?)</span> <b>(.*?)</b>', html)
	return [" ".join(chip) for chip in found]


def address(**filters) -> str:
	parts = [
		f"{key}={quote(value if isinstance(value, str) else json.dumps(value))}"
		for key, value in filters.items()
	]
	return f"{LIST}?{'&'.join(parts)}"


# ---- filters ----


@pytest.mark.parametrize(
	("filters", "words"),
	[
		({"creation": ["timespan", "today"]}, "创建时间 今天"),
		({"creation": ["timespan", "last 30 days"]}, "创建时间 近 30 天"),
		({"amount": ["between", ["10", "20"]]}, "金额 10 至 20"),
		({"amount": [">=", "10"]}, "金额 ≥ 10"),
		({"due_on": ["is", "not set"]}, "为空"),
		({"code": ["like", "%0003%"]}, "含“0003”"),
		({"status": ["!=", "Open"]}, "状态 不是"),
	],
)
def test_every_filter_stands_as_a_chip_in_words(desk, filters, words):
	html = page(desk, address(**filters))
	assert len(chips(html)) == 1
	shown = chips(html)[0]
	assert words.split()[-1] in shown, shown


def test_a_chip_leads_to_the_list_without_its_filter(desk):
	html = page(desk, address(status="Open", amount=[">=", "100"]))
	assert len(chips(html)) == 2
	without = re.findall(r'<a href="([^"]+)" aria-label="去掉筛选', html)
	assert without[0].startswith(f"{LIST}?amount=") and without[1] == f"{LIST}?status=Open"


def test_a_period_in_days_ends_today_and_begins_so_many_days_ago(desk):
	assert len(rows(page(desk, address(creation=["timespan", "last 7 days"]) + "&_limit=100"))) == 25
	assert rows(page(desk, address(creation=["timespan", "next 7 days"], amount=["<", "0"]))) == []
	assert rows(page(desk, address(creation=["timespan", "last month"]))) == []


def test_a_list_is_filtered_by_tag_and_by_whom_a_record_is_assigned_to(desk):
	post(desk, f"{BULK}.tag", doctype="Desk Case", names=["DC-00002"], tag="急件")
	post(desk, f"{BULK}.assign", doctype="Desk Case", names=["DC-00004"], user="Administrator")
	html = page(desk, address(_user_tags="急件"))
	assert rows(html) == ["DC-00002"]
	assert '<span class="tag">急件</span>' in html
	assert rows(page(desk, address(_assign="Administrator"))) == ["DC-00004"]
	post(desk, f"{BULK}.tag", doctype="Desk Case", names=["DC-00002"], tag="急件", remove=1)
	assert rows(page(desk, address(_user_tags="急件"))) == []


def test_the_dialogs_learn_fields_options_and_periods_but_nothing_closed(desk, reader):
	told = desk.call("GET", "/api/method/frappe_standalone.core.desk.list_fields.describe?doctype=Desk Case")[
		1
	]
	fields = {df["fieldname"]: df for df in told["message"]["fields"]}
	assert fields["due_on"]["kind"] == "date" and fields["amount"]["kind"] == "number"
	assert fields["handler"]["target"] == "User"
	assert ["Open", "待办"] in fields["status"]["options"] or fields["status"]["options"][0][0] == "Open"
	assert "phone" not in fields
	assert ["last quarter", "上季度"] in told["message"]["spans"]
	theirs = reader.call(
		"GET", "/api/method/frappe_standalone.core.desk.list_fields.describe?doctype=Desk Case"
	)[1]
	names = {df["fieldname"] for df in theirs["message"]["fields"]}
	assert "inner" not in names
	assert not any(df.get("editable") for df in theirs["message"]["fields"])


# ---- saved filters ----


def save_filter(visitor, name: str, user: str, filters: list):
	html = visitor.call("GET", "/app")[1]
	token = json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]
	values = {
		"filter_name": name,
		"reference_doctype": "Desk Case",
		"for_user": user,
		"filters": json.dumps([["Desk Case", *row] for row in filters]),
	}
	return visitor.call("POST", "/api/resource/List Filter", {"X-Frappe-CSRF-Token": token}, json=values)


def test_a_saved_filter_is_its_owners_and_a_shared_one_everybodys(desk, reader):
	assert save_filter(desk, "大额办件", "Administrator", [["amount", ">=", "200"]])[0] == 200
	assert save_filter(desk, "已关闭的", "", [["status", "=", "Closed"]])[0] == 200
	mine, theirs = page(desk, LIST), page(reader, LIST)
	assert "大额办件" in mine and "已关闭的" in mine
	assert "大额办件" not in theirs and "已关闭的" in theirs
	assert f'href="{LIST}?amount=%5B%22%3E%3D%22%2C+%22200%22%5D"' in mine


def test_who_may_not_share_is_told_whom_to_ask(reader):
	status, body, _response = save_filter(reader, "大家的", "", [["status", "=", "Open"]])
	assert status == 403
	assert "您不能共享" in messages(body)[0] and "管理员" in messages(body)[0]
	status, _body, _response = save_filter(reader, "别人的", "Administrator", [["status", "=", "Open"]])
	assert status == 403


def test_a_list_opens_with_its_default_filter_and_shows_all_when_asked(desk):
	name = save_filter(desk, "默认", "Administrator", [["status", "=", "Closed"]])[1]["data"]["name"]
	settings = "frappe.model.utils.user_settings.save"
	post(desk, settings, doctype="Desk Case", user_settings=json.dumps({"List": {"default_filter": name}}))
	status, _body, response = desk.call("GET", LIST)
	assert (status, response.headers["Location"]) == (302, f"{LIST}?status=Closed")
	assert len(rows(page(desk, f"{LIST}?_all=1"))) == 20
	post(desk, settings, doctype="Desk Case", user_settings=json.dumps({"List": {"default_filter": ""}}))
	assert desk.call("GET", LIST)[0] == 200


# ---- columns ----


def heads(html: str) -> list[str]:
	return [re.sub("<.*?>", "", head) for head in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html)]


def test_columns_order_width_and_rows_are_each_users_own(desk, reader):
	chosen = {
		"fields": [{"fieldname": "amount", "width": 90}, {"fieldname": "status"}, {"fieldname": "inner"}],
		"page_length": 50,
		"sort": "name",
	}
	for visitor in (desk, reader):
		save = "frappe.model.utils.user_settings.save"
		post(visitor, save, doctype="Desk Case", user_settings=json.dumps({"List": chosen}))
	mine = page(desk, LIST)
	assert len(heads(mine)) == 4 and len(rows(mine)) == 25
	assert rows(mine)[0] == "DC-00001"
	assert "nth-child(3) { min-width: 90px; max-width: 90px; }" in mine
	assert len(heads(page(reader, LIST))) == 3  # without the column of a closed level
	for visitor in (desk, reader):
		nothing = {"fields": [], "page_length": None, "sort": None}
		post(visitor, save, doctype="Desk Case", user_settings=json.dumps({"List": nothing}))
	assert len(rows(page(desk, LIST))) == 20


# ---- counts ----


def test_a_count_that_takes_too_long_is_given_up(desk):
	def count():
		import frappe

		from frappe_standalone.core.desk.list_counts import in_time

		endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
		return in_time(lambda: frappe.db.sql(endless), 0.05), in_time(lambda: frappe.db.sql("select 7"))[0][0]

	assert desk.work(count) == (None, 7)


def test_a_list_says_more_than_so_many_where_counting_was_given_up(desk, monkeypatch):
	from frappe_standalone.core.desk import list_lights, list_model

	monkeypatch.setattr(list_model, "capped", lambda *args: None)
	monkeypatch.setattr(list_lights, "in_time", lambda ask: None)
	html = page(desk, LIST)
	assert "共 20+ 条" in html
	assert re.search(r'class="facet"[^>]*>.*?</span></a>', html)  # the lights stand without numbers


# ---- many at once ----


def test_one_field_of_many_is_set_by_each_ones_own_save(desk):
	names = ["DC-00010", "DC-99999", "DC-00011"]
	answer = post(desk, f"{BULK}.edit", doctype="Desk Case", names=names, fieldname="code", value="甲")[1][
		"message"
	]
	assert [row["ok"] for row in answer] == [True, False, True]
	assert "DC-99999" in answer[1]["message"]
	assert len(rows(page(desk, address(code="甲")))) == 2


def test_a_value_that_the_rules_refuse_is_told_for_each_record(desk):
	names = ["DC-00010", "DC-00011"]
	answer = post(desk, f"{BULK}.edit", doctype="Desk Case", names=names, fieldname="status", value="无")[1][
		"message"
	]
	assert [row["ok"] for row in answer] == [False, False]
	assert all(row["message"] and "<" not in row["message"] for row in answer)


@pytest.mark.parametrize("fieldname", ["phone", "owner", "docstatus", "rows", "nonsense"])
def test_no_secret_table_or_standard_field_is_set_for_many(desk, fieldname):
	status, body, _response = post(
		desk, f"{BULK}.edit", doctype="Desk Case", names=["DC-00010"], fieldname=fieldname, value="x"
	)
	assert status == 403
	assert "不能批量修改" in messages(body)[0]


def test_a_reader_changes_nothing_in_bulk(reader):
	names = ["DC-00012"]
	assert (
		post(reader, f"{BULK}.edit", doctype="Desk Case", names=names, fieldname="code", value="x")[0] == 403
	)
	assert not post(reader, f"{BULK}.delete", doctype="Desk Case", names=names)[1]["message"][0]["ok"]
	assert not post(reader, f"{BULK}.tag", doctype="Desk Case", names=names, tag="x")[1]["message"][0]["ok"]
	tag = "frappe.desk.doctype.tag.tag.add_tag"
	assert post(reader, tag, tag="x", dt="Desk Case", dn="DC-00012")[0] == 403


def test_of_many_those_are_deleted_that_may_be(desk):
	answer = post(desk, f"{BULK}.delete", doctype="Desk Case", names=["DC-00025", "DC-00024"])[1]["message"]
	assert [row["ok"] for row in answer] == [False, True]
	assert "DC-00023" in answer[0]["message"]  # which still names it


def test_a_request_takes_twenty_and_all_found_are_five_hundred(desk):
	status, body, _response = post(desk, f"{BULK}.delete", doctype="Desk Case", names=["x"] * 21)
	assert status == 417 and "20" in messages(body)[0]
	found = post(desk, f"{BULK}.names", doctype="Desk Case", filters=[["status", "=", "Closed"]])[1][
		"message"
	]
	assert len(found["names"]) == 5 and found["more"] is None


def test_v15s_bulk_act_returns_those_that_refused(desk):
	method = "frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs"
	data = {
		"doctype": "Desk Case",
		"docnames": ["DC-00013", "DC-99999"],
		"action": "update",
		"data": {"code": "乙"},
	}
	assert post(desk, method, **data)[1]["message"] == ["DC-99999"]
	assert len(rows(page(desk, address(code="乙")))) == 1


def test_many_are_printed_on_one_page_each_on_its_sheet(desk, reader):
	names = quote(json.dumps(["DC-00001", "DC-00002", "DC-99999"]))
	html = page(desk, f"/printview/many?doctype=Desk Case&names={names}")
	assert html.count('class="sheet print-format"') == 2
	assert "DC-99999" in html and "不能打印" in html
	assert reader.call("GET", f"/printview/many?doctype=Desk Case&names={names}")[0] == 403


# ---- files ----


def export(visitor, **arguments):
	"""The file's answer; a workbook is no text, so this goes past `call`."""
	html = visitor.call("GET", "/app")[1]
	token = json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]
	sent = {"doctype": "Desk Case", "fields": ["name", "code", "amount", "due_on"], **arguments}
	path = "/api/method/frappe.desk.reportview.export_query"
	response = visitor.client.post(path, json=sent, headers={"X-Frappe-CSRF-Token": token}, buffered=True)
	assert response.status_code == 200
	return response


def test_text_opens_rightly_keeps_long_numbers_and_runs_nothing(desk):
	fields = ["name", "code", "amount", "rows.item", "rows.qty"]
	response = export(desk, fields=fields, file_format_type="CSV", selected_items=["DC-00003"])
	content = response.get_data()
	assert content.startswith(b"\xef\xbb\xbf")
	lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
	assert lines[0][:2] == ["编号", "Trial Code"]
	assert lines[1] == ["DC-00003", "\t331126199001011234", "30.0", "'=1+1", "2"]
	# words again, so that lines can be filtered; numbers once, so that a sum is right
	assert lines[2] == ["DC-00003", "\t331126199001011234", "", "身份证复印件", "1"]


def test_a_workbook_has_the_lines_of_a_table_and_dates_as_dates(desk):
	import datetime

	import openpyxl

	response = export(desk, fields=["name", "due_on", "rows.item"], filters=[["name", "=", "DC-00003"]])
	sheet = openpyxl.load_workbook(io.BytesIO(response.get_data())).active
	cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
	assert cells[-2][0] == "DC-00003" and isinstance(cells[-2][1], datetime.datetime)
	assert [row[2] for row in cells[-2:]] == ["=1+1", "身份证复印件"]
	assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_file_that_was_cut_says_so(desk, monkeypatch):
	import openpyxl

	from frappe_standalone.core.desk import list_export

	monkeypatch.setattr(list_export, "LIMIT", 3)
	sheet = openpyxl.load_workbook(io.BytesIO(export(desk).get_data())).active
	texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
	assert any("只含前 3 条" in text for text in texts)
	assert sum(text.startswith("DC-") for text in texts) == 3


def test_no_column_leaves_that_its_reader_may_not_read(desk):
	fields = ["name", "phone", "rows.nonsense", "rows.parent"]
	response = export(desk, fields=fields, file_format_type="CSV")
	assert response.get_data().decode("utf-8-sig").splitlines()[0] == "编号"


# ---- board and calendar ----


def test_a_board_has_a_column_for_each_status_and_moves_by_the_records_rules(desk):
	html = page(desk, f"{LIST}/view/kanban")
	assert re.findall(r'data-value="(\w+)"', html)[:2] == ["Open", "Closed"]
	assert 'draggable="true"' in html and "data-move-card" in html
	move = "frappe_standalone.core.desk.kanban.move"
	card = {"doctype": "Desk Case", "name": "DC-00014", "fieldname": "status"}
	assert post(desk, move, **card, value="Closed")[1]["message"] == {"name": "DC-00014", "value": "Closed"}
	assert post(desk, move, **card, value="Elsewhere")[0] == 417
	assert post(desk, move, **{**card, "fieldname": "phone"}, value="x")[0] == 403


def test_a_column_of_a_board_begins_with_what_is_due_first_and_one_without_a_date_waits(desk):
	import frappe

	def made() -> list[str]:
		late, soon, undated = (
			frappe.get_doc(
				{"doctype": "Desk Case", "subject": "板上", "status": "Open", "due_on": due, "code": "板"}
			)
			for due in ("2031-05-02", "2031-05-01", None)
		)
		names = [doc.insert().name for doc in (undated, late, soon)]
		if undated.due_on:  # the field may have a default
			undated.db_set("due_on", None)
		return names

	undated, late, soon = desk.work(made)

	def cards(html: str) -> list[str]:
		return re.findall(r'class="board-card" data-name="([^"]+)"', html)

	assert cards(page(desk, f"{LIST}/view/kanban?code=板")) == [soon, late, undated]
	assert cards(page(desk, f"{LIST}/view/kanban?code=板&_sort=-name")) == [soon, late, undated]


def test_who_may_only_read_sees_why_no_card_moves(reader):
	html = page(reader, f"{LIST}/view/kanban")
	assert "不能修改" in html
	assert 'draggable="true"' not in html
	card = {"doctype": "Desk Case", "name": "DC-00014", "fieldname": "status", "value": "Open"}
	assert post(reader, "frappe_standalone.core.desk.kanban.move", **card)[0] == 403


def test_a_board_is_under_the_lists_filters(desk):
	html = page(desk, f"{LIST}/view/kanban?amount={quote(json.dumps(['>=', '200']))}")
	assert len(re.findall(r'class="board-card"', html)) <= 6
	assert "≥ 200" in html


def test_a_saved_board_has_its_own_columns_and_may_be_private(desk, reader):
	quick = "frappe.desk.doctype.kanban_board.kanban_board.quick_kanban_board"
	board = post(desk, quick, doctype="Desk Case", board_name="灯", field_name="light")[1]["message"]
	assert [row["column_name"] for row in board["columns"]] == ["Green", "Yellow", "Red"]
	archive = "frappe.desk.doctype.kanban_board.kanban_board.archive_restore_column"
	post(desk, archive, board_name="灯", column_title="Green", status="Archived")
	html = page(desk, f"{LIST}/view/kanban/{quote('灯')}")
	assert re.findall(r'class="board-column[^"]*" data-value="(\w+)"', html) == ["Yellow", "Red"]
	desk.work(lambda: __import__("frappe").db.set_value("Kanban Board", "灯", "private", 1))
	assert reader.call("GET", f"{LIST}/view/kanban/{quote('灯')}")[0] == 403


def days(html: str) -> dict[str, list[str]]:
	"""Day → the entries that stand on it."""
	cells = re.findall(r'datetime="([\d-]+)"(.*?)</td>', html, re.DOTALL)
	return {
		day: re.findall(r'class="cal-entry[^"]*"[^>]*>(?:<b>.*?</b> )?([^<]+)', body) for day, body in cells
	}


def test_what_lasts_stands_on_each_of_its_days(desk):
	march, april = (days(page(desk, f"/app/desk-trip/view/calendar?_month=2026-0{n}")) for n in (3, 4))
	assert [day for day, found in march.items() if "庆元" in found] == ["2026-03-30", "2026-03-31"]
	assert [day for day, found in april.items() if "庆元" in found] == ["2026-04-01", "2026-04-02"]
	assert [day for day, found in april.items() if "丽水" in found] == ["2026-04-20"]


def test_a_week_and_other_dates_have_addresses(desk):
	html = page(desk, "/app/desk-trip/view/calendar?_show=week&_month=2026-04-01")
	assert list(days(html)) == [f"2026-{day}" for day in "03-30 03-31 04-01 04-02 04-03 04-04 04-05".split()]
	assert "庆元" in days(html)["2026-04-02"]
	html = page(desk, "/app/desk-trip/view/calendar?_start_field=to_date&_month=2026-04")
	assert [day for day, found in days(html).items() if found] == ["2026-04-02"]


def test_a_list_without_status_or_dates_has_neither_view(desk):
	html = page(desk, "/app/desk-trip")
	assert "/view/calendar" in html and "/view/kanban" not in html
	assert desk.call("GET", "/app/desk-trip/view/kanban")[0] == 302


# ---- the box in the top bar ----


def test_two_characters_find_records_forms_and_reports(desk, reader):
	def labels(visitor, text):
		found = visitor.call(
			"GET", "/api/method/frappe_standalone.core.desk.api.find", query_string={"text": text}
		)[1]
		return {group["label"]: [item["label"] for item in group["items"]] for group in found["message"]}

	assert any("宅基地审批" in label for label in labels(desk, "审批").get("Desk Case", []))
	assert "Desk Figures" in labels(desk, "figures")["页面"]
	assert "用户" in labels(desk, "用户")["页面"]
	assert "Desk Figures" not in labels(reader, "figures").get("页面", [])


def numbered() -> None:
	"""A form with a field called `number`, and a choice of more options than one query joins."""
	import frappe

	from frappe_standalone.core.doctype.kanban_board import kanban_board

	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": "Desk Numbered",
			"module": "Custom",
			"custom": 1,
			"autoname": "hash",
			"fields": [
				{"fieldname": "number", "label": "Number", "fieldtype": "Data", "in_list_view": 1},
				{
					"fieldname": "kind",
					"label": "Kind",
					"fieldtype": "Select",
					"options": "\n".join(f"类{n}" for n in range(600)),
					"in_list_view": 1,
				},
			],
			"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
		}
	).insert()
	frappe.get_doc({"doctype": "Desk Numbered", "number": "十七", "kind": "类599"}).insert()
	kanban_board.quick_kanban_board("Desk Numbered", "Many", "kind")


def test_a_board_opens_for_a_field_called_number_and_for_600_options(desk):
	desk.work(numbered)
	html = page(desk, "/app/desk-numbered/view/kanban/Many")
	assert "十七" in html and "类599" in html
	assert "十七" in page(desk, "/app/desk-numbered?kind=类599")


# ---- rows of tables, several records, nobody ----


def test_a_list_is_filtered_by_the_rows_of_its_table_each_record_once(desk):
	html = page(desk, address(**{"Desk Row.item": ["like", "%证%"]}))
	assert rows(html) == ["DC-00003"]
	assert chips(html) == ["试用行：物品 含“证”"] or "含“证”" in chips(html)[0]
	both = page(desk, address(**{"Desk Row.qty": [">=", "1"]}) + "&_limit=100&_sort=name")
	assert rows(both) == sorted(set(rows(both))) and len(rows(both)) >= 24
	assert rows(page(desk, address(**{"Desk Row.qty": ["between", ["7", "8"]]}) + "&_sort=name")) == [
		"DC-00007",
		"DC-00008",
	]


@pytest.mark.parametrize("view", ["/view/kanban", "/view/calendar"])
def test_board_and_calendar_follow_the_rows_of_a_table(desk, view):
	html = page(desk, f"{LIST}{view}?{quote('Desk Row.item')}={quote(json.dumps(['like', '%证%']))}")
	assert "含“证”" in html and "DC-00004" not in html


def test_all_found_by_rows_are_each_named_once(desk):
	status, body, _response = post(
		desk, f"{BULK}.names", doctype="Desk Case", filters=[["Desk Row", "qty", ">=", 1]]
	)
	names = body["message"]["names"]
	assert status == 200 and len(names) == len(set(names)) and "DC-00003" in names


@pytest.mark.parametrize("column", ["inner_remark", "nothing", "parent"])
def test_a_column_that_the_reader_may_not_see_filters_nothing(reader, column):
	status, body, _response = reader.call("GET", f"{LIST}?{quote(f'Desk Row.{column}')}=x")
	assert status == 417 and "列表不能按" in body


def test_a_list_is_filtered_by_several_linked_records(desk):
	html = page(desk, address(handler=["in", ["Administrator", "Guest"]]) + "&_limit=100")
	assert len(rows(html)) > 20 and "Administrator" in chips(html)[0]


def test_a_list_shows_what_nobody_has(desk):
	before = rows(page(desk, address(_assign=["is", "not set"]) + "&_limit=100"))
	assert "DC-00006" in before
	post(desk, f"{BULK}.assign", doctype="Desk Case", names=["DC-00006"], user="Administrator")
	assert "DC-00006" not in rows(page(desk, address(_assign=["is", "not set"]) + "&_limit=100"))
	assert "DC-00006" in rows(page(desk, address(_assign=["is", "set"])))
	post(
		desk,
		"frappe.desk.form.assign_to.remove",
		doctype="Desk Case",
		name="DC-00006",
		assign_to="Administrator",
	)
	assert "DC-00006" in rows(page(desk, address(_assign=["is", "not set"]) + "&_limit=100"))
