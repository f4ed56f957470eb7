"""Reports that people build themselves: what they show, to whom, and that v15 reads what was saved."""

from __future__ import annotations

import io
import json

import pytest
from openpyxl import load_workbook

from tests.platform.desk_served import download, page, person, post, served_desk
from tests.platform.web import messages

API = "frappe_standalone.core.desk.report_builder_api."
SAVE, DELETE = "frappe.desk.reportview.save_report", "frappe.desk.reportview.delete_report"
CASE = "Desk Case"


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	with served_desk(bare_site, tmp_path_factory.mktemp("builder")) as served:
		yield served


@pytest.fixture(scope="module")
def reader(desk):
	"""May read and report Desk Case, neither its level 1 nor its export."""
	return person(desk, "reader@example.com", "Trial Reader")


def asked(**settings) -> str:
	return json.dumps({"fields": [["name", CASE], ["status", CASE]], **settings})


def by_status(*measures, **more) -> dict:
	group = {
		"group_by": f"`tab{CASE}`.`status`",
		"aggregate_function": "count",
		"aggregate_on": f"`tab{CASE}`.`name`",
	}
	return {"group_by": group, "measures": list(measures), **more}


def preview(visitor, **settings):
	return post(visitor, API + "preview", doctype=CASE, settings=asked(**settings))


def built(desk, user: str = "Administrator", **settings):
	"""The report's answer, computed inside the site."""

	def build():
		from frappe_standalone.core.desk.report_builder import Built
		from frappe_standalone.core.desk.report_settings import read_settings

		return Built(read_settings(CASE, asked(**settings)))

	return desk.work(build, user)


def count(desk, **filters) -> int:
	def ask():
		import frappe

		return frappe.db.count(CASE, filters)

	return desk.work(ask)


def test_a_plain_report_shows_the_columns_asked_for_in_the_order_asked_for(desk):
	found = built(desk, fields=[["code", CASE], ["subject", CASE]], order_by=f"`tab{CASE}`.`code` asc")
	assert [column["source"] for column in found.columns] == ["code", "subject"]
	codes = [row["c0"] for row in found.rows]
	assert codes == sorted(codes) and len(codes) == count(desk)


def test_columns_of_a_table_stand_beside_those_of_the_record(desk):
	def add():
		import frappe

		doc = frappe.get_doc(CASE, "DC-00012")
		doc.append("rows", {"item": "身份证", "qty": 2})
		doc.append("rows", {"item": "户口簿", "qty": 1})
		doc.save()

	desk.work(add)
	found = built(
		desk, fields=[["name", CASE], ["item", "Desk Row"]], filters=[[CASE, "name", "=", "DC-00012"]]
	)
	assert {row["c1"] for row in found.rows} >= {"身份证", "户口簿"}


def test_groups_are_counted_each_figure_with_conditions_of_its_own(desk):
	every = {"function": "count", "label": "件数"}
	due = {"function": "count", "label": "有期限", "where": [["due_on", "is", "set"]]}
	found = built(desk, **by_status(every, due, add_totals_row=1))
	assert [column["label"] for column in found.columns[1:]] == ["件数", "有期限"]
	assert {row["m0"] for row in found.rows} == {count(desk, status=one) for one in ("Open", "Closed")} - {0}
	assert found.total["m0"] == count(desk)
	assert found.total["m1"] == count(desk, due_on=["is", "set"])


def test_sums_and_averages_agree_with_the_records(desk):
	found = built(
		desk, **by_status({"function": "sum", "field": "amount"}, {"function": "avg", "field": "amount"})
	)

	def amounts(status):
		import frappe

		return [float(one or 0) for one in frappe.get_all(CASE, {"status": status}, pluck="amount")]

	opened = next(row for row in found.rows if ["status", "=", "Open"] in row["drill"])
	values = desk.work(lambda: amounts("Open"))
	assert opened["m0"] == pytest.approx(sum(values))
	assert opened["m1"] == pytest.approx(sum(values) / len(values), abs=0.01)


def test_a_date_is_put_together_by_month(desk):
	group = {"group_by": f"`tab{CASE}`.`due_on`", "aggregate_function": "count"}
	found = built(desk, group_by=group, group_period="Month")
	filled = [row["group"] for row in found.rows if "年" in row["group"]]
	assert filled and filled == sorted(filled)
	assert sum(row["m0"] for row in found.rows) == count(desk)


def test_what_is_saved_has_v15s_shape_and_is_read_back_unchanged(desk):
	sent = by_status(
		{"function": "count", "field": "", "label": "件数", "where": []}, chart_args={"chart_type": "bar"}
	)
	status, body, _response = post(
		desk,
		SAVE,
		name="按状态",
		doctype=CASE,
		report_settings=asked(filters=[[CASE, "status", "!=", "Draft"]], **sent),
	)
	assert status == 200, body

	def stored():
		import frappe

		return frappe.get_doc("Report", "按状态").as_dict()

	report = desk.work(stored)
	assert (report.report_type, report.is_standard, report.ref_doctype) == ("Report Builder", "No", CASE)
	kept = json.loads(report.json)
	assert kept["filters"] == [[CASE, "status", "!=", "Draft", False]]
	assert kept["fields"] == [["status", CASE], ["_aggregate_column", CASE]]
	assert kept["group_by"] == {
		"group_by": f"`tab{CASE}`.`status`",
		"aggregate_function": "count",
		"aggregate_on": f"`tab{CASE}`.`name`",
	}
	assert kept["chart_args"] == {"chart_type": "bar", "x_axis": "status", "y_axes": ["_aggregate_column"]}

	def again():
		from frappe_standalone.core.desk.report_settings import read_settings, write_settings

		return write_settings(read_settings(CASE, report.json))

	assert desk.work(again) == kept


def test_a_report_saved_by_v15_is_shown(desk):
	"""As v15.41's report view writes it: no key of ours."""

	def insert():
		import frappe

		settings = {
			"filters": [],
			"fields": [["status", CASE], ["_aggregate_column", CASE]],
			"order_by": "_aggregate_column desc",
			"add_totals_row": 0,
			"page_length": 20,
			"column_widths": {"status": 120},
			"group_by": {
				"group_by": f"`tab{CASE}`.`status`",
				"aggregate_function": "sum",
				"aggregate_on": f"`tab{CASE}`.`amount`",
			},
			"chart_args": None,
		}
		values = {"report_name": "From v15", "ref_doctype": CASE, "report_type": "Report Builder"}
		frappe.get_doc(
			{"doctype": "Report", "is_standard": "No", "json": json.dumps(settings), **values}
		).insert()

	desk.work(insert)
	assert "Amount" in page(desk, "/app/desk-case/view/report/From v15")
	assert desk.call("GET", "/app/query-report/From v15")[0] == 302
	status, body, _response = post(desk, "frappe.desk.query_report.run", report_name="From v15")
	assert status == 200 and len(body["message"]["result"]) >= 1


def test_a_column_above_the_readers_level_is_left_out_and_a_filter_on_it_refused(desk, reader):
	fields = [["name", CASE], ["inner", CASE], ["inner_remark", "Desk Row"]]
	found = built(desk, "reader@example.com", fields=fields)
	assert [column["source"] for column in found.columns] == ["name"]
	for filters in ([[CASE, "inner", "like", "%a%"]], [["Desk Row", "inner_remark", "like", "%a%"]]):
		status, body, _response = preview(reader, filters=filters)
		assert status == 403 and "无权查看的字段" in messages(body)[0]
	status, body, _response = preview(
		reader, **by_status({"function": "count", "where": [["inner", "like", "%a%"]]})
	)
	assert status == 403, "nor may a figure tell it"
	status, _body, _response = preview(reader, group_by={"group_by": f"`tab{CASE}`.`inner`"})
	assert status == 403


def test_a_secret_is_no_column(desk):
	assert [c["source"] for c in built(desk, fields=[["name", CASE], ["phone", CASE]]).columns] == ["name"]


def test_list_report_and_export_show_the_same_records(desk):
	def limit():
		import frappe

		frappe.get_doc(
			{
				"doctype": "User Permission",
				"user": "narrow@example.com",
				"allow": CASE,
				"for_value": "DC-00005",
			}
		).insert()

	narrow = person(desk, "narrow@example.com", "Trial Reader", "System Manager")
	desk.work(limit)
	rows = built(desk, "narrow@example.com").rows
	assert [row["c0"] for row in rows] == ["DC-00005"]
	content = download(narrow, API + "export_report", doctype=CASE, settings=asked(), title="导出")
	sheet = load_workbook(io.BytesIO(content)).active
	names = [row[0] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("DC-")]
	assert names == ["DC-00005"]


def test_who_may_not_report_or_export_is_told_whom_to_ask(desk, reader):
	stranger = person(desk, "stranger@example.com")
	assert preview(stranger)[0] == 403
	assert stranger.call("GET", "/app/desk-case/view/report")[0] == 403
	status, body, _response = post(reader, API + "export_report", doctype=CASE, settings=asked())
	assert status == 403 and "管理员" in messages(body)[0]


def test_an_export_is_recorded(desk):
	download(desk, API + "export_report", doctype=CASE, settings=asked(), title="台账")

	def logged():
		import frappe

		return frappe.get_all("Access Log", {"export_from": "台账"}, pluck="method")

	assert desk.work(logged) == [str(count(desk))]


def test_a_new_report_is_ones_own_until_it_is_shared(desk, reader):
	other = person(desk, "other@example.com", "Trial Reader")
	assert post(reader, SAVE, name="我的台账", doctype=CASE, report_settings=asked())[0] == 200
	address = "/app/desk-case/view/report/我的台账"
	assert reader.call("GET", address)[0] == 200
	assert other.call("GET", address)[0] == 403
	status, body, _response = post(other, SAVE, name="我的台账", doctype=CASE, report_settings=asked())
	assert (status == 403 and "换一个名称" in messages(body)[0]) or "其他名称" in messages(body)[0]
	assert post(reader, API + "share_report", name="我的台账", roles=["Trial Reader"])[0] == 200
	assert other.call("GET", address)[0] == 200
	assert post(other, DELETE, name="我的台账")[0] == 403
	assert post(reader, DELETE, name="我的台账")[0] == 200
	assert reader.call("GET", address)[0] == 403  # as one that is not there for him


def test_a_report_of_the_program_is_never_overwritten(desk):
	status, body, _response = post(desk, SAVE, name="Desk Figures", doctype=CASE, report_settings=asked())
	assert status == 417 and "系统自带" in messages(body)[0]


def test_it_prints_with_unit_period_and_the_lines_for_names(desk):
	html = page(
		desk,
		"/app/desk-case/view/report?_print=1&_settings="
		+ asked(filters=[[CASE, "due_on", ">=", "2026-01-01"]], **by_status({"function": "count"})),
	)
	for words in ("填报单位：", "统计期间：2026-01-01 至", "填表人：", "审核人：", "填报日期："):
		assert words in html
	assert "css/report_print.css" in html


def test_nothing_but_fields_and_known_words_reaches_the_query(desk):
	for settings in (
		{"filters": [[CASE, "name", "= 1 or", "x"]]},
		{"filters": [[CASE, "name) or (1=1", "=", "x"]]},
		{"filters": "x"},
		by_status({"function": "max", "field": "amount"}),
		by_status({"function": "sum", "field": "subject"}),
	):
		status, body, _response = preview(desk, **settings)
		assert status in (403, 417), body
	assert preview(desk, order_by="(select 1) desc", fields=[["name`; drop", CASE]])[0] == 200


def test_the_page_costs_few_queries(desk, monkeypatch):
	from frappe_standalone.core.db import Database

	page(desk, "/app/desk-case/view/report")
	seen, plain = [], Database.execute

	def counted(self, statement, *args, **kwargs):
		seen.append(str(getattr(statement, "sql", statement)))
		return plain(self, statement, *args, **kwargs)

	monkeypatch.setattr(Database, "execute", counted)
	page(desk, "/app/desk-case/view/report")
	assert len(seen) <= 12


# ---- links to records that the reader may not open ----

NOTE, SECRET_FILE = "Desk Note", "Desk Secret File"


@pytest.fixture(scope="module")
def notes(desk):
	"""Notes that link to files; whoever reads notes need not read files."""

	def make():
		import frappe

		custom = {"doctype": "DocType", "module": "Custom", "custom": 1}
		frappe.get_doc(
			{
				**custom,
				"name": SECRET_FILE,
				"autoname": "SF-.###",
				"title_field": "heading",
				"show_title_field_in_link": 1,
				"fields": [{"fieldname": "heading", "label": "Heading", "fieldtype": "Data"}],
				"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1}],
			}
		).insert()
		row = {**custom, "name": "Desk Note Row", "istable": 1}
		frappe.get_doc(
			{**row, "fields": [{"fieldname": "item", "label": "Item", "fieldtype": "Data"}]}
		).insert()
		frappe.get_doc(
			{
				**custom,
				"name": NOTE,
				"autoname": "DN-.###",
				"fields": [
					{"fieldname": "about", "label": "About", "fieldtype": "Link", "options": SECRET_FILE},
					{"fieldname": "pages", "label": "Pages", "fieldtype": "Int"},
					{"fieldname": "rows", "label": "Rows", "fieldtype": "Table", "options": "Desk Note Row"},
				],
				"permissions": [
					{"role": "System Manager", "read": 1, "write": 1, "create": 1, "report": 1},
					{"role": "Trial Reader", "read": 1, "report": 1, "export": 1},
				],
			}
		).insert()
		files = [frappe.get_doc(doctype=SECRET_FILE, heading=f"密件之{n}").insert().name for n in "甲乙"]
		for number in range(4):
			rows = [{"item": "复印件"}, {"item": "复印件二"}]
			frappe.get_doc(doctype=NOTE, about=files[number % 2], pages=10, rows=rows).insert()

	desk.work(make)


def ask_notes(visitor, **settings):
	sent = json.dumps({"fields": [["name", NOTE], ["about", NOTE]], **settings})
	return post(visitor, API + "preview", doctype=NOTE, settings=sent)


ABOUT = {"group_by": f"`tab{NOTE}`.`about`", "aggregate_function": "count"}


@pytest.mark.parametrize("settings", [{}, {"group_by": ABOUT}], ids=["column", "group"])
def test_a_link_to_what_the_reader_may_not_open_shows_its_name_and_never_its_title(
	desk, reader, notes, settings
):
	status, body, _response = ask_notes(desk, **settings)
	assert status == 200 and "密件之甲" in json.dumps(body, ensure_ascii=False)
	status, body, _response = ask_notes(reader, **settings)
	text = json.dumps(body, ensure_ascii=False)
	assert status == 200 and "SF-001" in text and "密件之" not in text


@pytest.mark.parametrize(
	"settings",
	[
		{"filters": [[SECRET_FILE, "heading", "like", "%甲%"]]},
		{"filters": [[NOTE, "about.heading", "like", "%甲%"]]},
		{"group_by": {"group_by": f"`tab{SECRET_FILE}`.`heading`", "aggregate_function": "count"}},
		{
			"group_by": ABOUT,
			"measures": [{"function": "count", "where": [[SECRET_FILE, "heading", "like", "%甲%"]]}],
		},
	],
	ids=["filter", "through the link", "group", "figure"],
)
def test_fields_behind_the_link_are_refused_in_words(reader, notes, settings):
	status, body, response = ask_notes(reader, **settings)
	assert status == 403 and "无权查看" in " ".join(messages(body)), messages(body)


@pytest.mark.parametrize(
	"settings",
	[
		{"fields": [["name", NOTE], ["heading", SECRET_FILE]]},
		{"order_by": f"`tab{SECRET_FILE}`.`heading` asc"},
	],
	ids=["column", "order"],
)
def test_columns_behind_the_link_are_left_out(reader, notes, settings):
	status, body, _response = ask_notes(reader, **settings)
	assert status == 200 and "密件之" not in json.dumps(body, ensure_ascii=False)


def test_a_file_shows_no_title_either(reader, notes):
	sent = json.dumps({"fields": [["name", NOTE], ["about", NOTE]]})
	book = load_workbook(
		io.BytesIO(download(reader, API + "export_report", doctype=NOTE, settings=sent, title="登记"))
	)
	cells = [str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value]
	assert "SF-001" in cells and not any("密件之" in text for text in cells)


def test_a_condition_on_rows_counts_each_record_once(desk, notes):
	def build():
		from frappe_standalone.core.desk.report_builder import Built
		from frappe_standalone.core.desk.report_settings import read_settings

		measures = [{"function": "count"}, {"function": "sum", "field": "pages"}]
		sent = {
			"group_by": ABOUT,
			"measures": measures,
			"filters": [["Desk Note Row", "item", "like", "%复印件%"]],
		}
		return Built(read_settings(NOTE, json.dumps(sent)))

	assert [(row["m0"], row["m1"]) for row in desk.work(build).rows] == [(2, 20), (2, 20)]


@pytest.mark.parametrize(("direction", "first"), [("asc", "DN-001"), ("desc", "DN-004")])
def test_a_list_narrowed_by_rows_keeps_its_order(desk, notes, direction, first):
	def build():
		from frappe_standalone.core.desk.report_builder import Built
		from frappe_standalone.core.desk.report_settings import read_settings

		sent = {
			"fields": [["about", NOTE], ["name", NOTE]],
			"order_by": f"`tab{NOTE}`.`name` {direction}",
			"filters": [["Desk Note Row", "item", "like", "%复印件%"]],
		}
		return Built(read_settings(NOTE, json.dumps(sent)))

	rows = desk.work(build).rows
	assert rows[0]["c1"] == first and len(rows) == 4
	assert set(rows[0]) == {"c0", "c1"}
