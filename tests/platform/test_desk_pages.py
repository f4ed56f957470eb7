"""The desk's pages, served by the real application: what they show, to whom, at which cost."""

from __future__ import annotations

import io
import json
import re

import pytest

from tests.platform.desk_records import SECRET, make_records
from tests.platform.web import Web

PAGES = [
	"/app",
	"/app/desk-trial",
	"/app/desk-case",
	"/app/desk-case?status=Open&_q=救助&_sort=due_on&_limit=50",
	"/app/desk-case/DC-00001",
	"/app/desk-case/new",
	"/app/query-report/Desk Figures",
	"/printview?doctype=Desk Case&name=DC-00001",
	"/app/data-import",
	"/app/user",
]
MOST_QUERIES = 12
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	"""A site with the desk's test records and Administrator signed in."""
	import shutil

	from frappe_standalone.core.db.pool import POOL
	from frappe_standalone.core.http.session_store import close_stores

	target = tmp_path_factory.mktemp("desk") / "site"
	shutil.copytree(bare_site, target)
	visitor = Web(target)
	visitor.work(make_records)
	visitor.sign_in()
	yield visitor
	POOL.close()
	close_stores()


@pytest.fixture(scope="module")
def reader(desk):
	"""Somebody who may read Desk Case and nothing more."""
	password = desk.add_user("reader@example.com", "Trial Reader")
	visitor = desk.another()
	visitor.sign_in("reader@example.com", password)
	return visitor


def token_of(visitor) -> str:
	html = visitor.call("GET", "/app")[1]
	return json.loads(re.search(r'id="desk-boot">(.*?)</script>', html).group(1))["csrf_token"]


def post(visitor, method: str, **arguments):
	"""Call a whitelisted method as the desk's own code does, with the token that its pages carry."""
	headers = {"X-Frappe-CSRF-Token": token_of(visitor)}
	return visitor.call("POST", f"/api/method/{method}", headers, json=arguments)


def page(visitor, address: str) -> str:
	status, body, _response = visitor.call("GET", address)
	assert status == 200, f"{address}: {status}"
	return body


def test_guests_are_sent_to_the_sign_in_page_and_back(desk):
	status, _body, response = desk.another().call("GET", "/app/desk-case?status=Open")
	assert status == 302
	assert response.headers["Location"] == "/login?redirect-to=/app/desk-case%3Fstatus%3DOpen"


def test_the_sign_in_page_is_chinese_and_english_is_a_click_away(desk):
	guest = desk.another()
	assert "用户名或邮箱" in page(guest, "/login")
	assert "User name or email" in page(guest, "/login?_lang=en")
	assert "User name or email" in page(guest, "/login")


@pytest.mark.parametrize(
	"target", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x"]
)
def test_signing_in_never_leads_to_another_server(desk, target):
	assert 'data-next="/app"' in page(desk.another(), f"/login?redirect-to={target}")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_chinese_escaped_and_self_contained(desk, address):
	html = page(desk, address)
	assert '<html lang="zh-CN">' in html
	assert "<script>alert" not in html
	assert SECRET not in html
	assert re.findall(r"(?:src|href|action)=\"(?:https?:)?//[^\"]+", html) == []
	assert not re.search(r"<[^>]+\son\w+=", html)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_few_queries_and_few_bytes(desk, queries, address):
	page(desk, address)
	del queries[:]
	html = page(desk, address)
	assert len(queries) <= MOST_QUERIES, "\n".join(query[:160] for query in queries)
	assert len(html.encode()) + weight_of_assets(desk, html) <= MOST_BYTES


def weight_of_assets(desk, html: str) -> int:
	addresses = set(re.findall(r"(?:src|href)=\"(/desk-static/[^\"]+)\"", html))
	return sum(len(desk.call("GET", address)[2].get_data()) for address in addresses)


def test_static_files_may_be_kept_for_a_year(desk):
	html = page(desk, "/app")
	style = re.search(r"/desk-static/\w+/desk\.css", html).group()
	response = desk.call("GET", style)[2]
	assert "immutable" in response.headers["Cache-Control"]
	assert desk.call("GET", "/desk-static/x/../rendering.py")[0] == 404


# ---- lists ----


def rows(html: str) -> list[str]:
	return re.findall(r'<tr data-name="([^"]+)"', html)


def test_a_list_is_filtered_sorted_and_paged_by_its_address(desk):
	assert len(rows(page(desk, "/app/desk-case"))) == 20
	assert len(rows(page(desk, "/app/desk-case?_start=20"))) == 5
	assert len(rows(page(desk, "/app/desk-case?status=Closed"))) == 5
	assert rows(page(desk, "/app/desk-case?_sort=code"))[:2] == ["DC-00001", "DC-00002"]
	assert rows(page(desk, '/app/desk-case?code=["in",["0003","0004"]]&_sort=code')) == [
		"DC-00003",
		"DC-00004",
	]
	assert rows(page(desk, '/app/desk-case?amount=[">=",250]')) == ["DC-00025"]


def test_a_list_finds_two_chinese_characters(desk):
	assert rows(page(desk, "/app/desk-case?_q=审批")) == ["DC-00001"]


def test_a_list_counts_by_light_and_says_how_many_there_are(desk):
	html = page(desk, "/app/desk-case")
	assert re.findall(r"<b>(\d+)</b>", html)[:4] == ["25", "8", "9", "8"]
	assert "第 1–20 条，共 25 条" in html


@pytest.mark.parametrize(
	"query",
	["nonsense=1", "phone=x", 'subject=["exec","x"]', "name` or 1=1=1"],
	ids=["field", "secret", "operator", "sql"],
)
def test_a_list_refuses_filters_that_are_not_open(desk, query):
	status, body, _response = desk.call("GET", f"/app/desk-case?{query}")
	assert status == 417
	assert "列表不能按" in body


def test_a_reader_cannot_filter_by_a_field_of_a_higher_level(reader):
	assert reader.call("GET", "/app/desk-case?inner=inner words")[0] == 417


# ---- forms ----


def test_a_form_ties_labels_to_inputs_and_marks_what_is_needed(desk):
	html = page(desk, "/app/desk-case/new")
	assert re.search(r'<label class="field-label" id="f-subject-label" for="f-subject">', html)
	assert re.search(r'<input id="f-subject"[^>]*aria-required="true"', html)
	assert re.search(r'id="f-due_on"[^>]*aria-describedby="f-due_on-hint"', html)
	assert '<p class="field-hint" id="f-due_on-hint">' in html


def test_conditions_hide_on_the_server_and_travel_to_the_browser(desk):
	hidden = page(desk, "/app/desk-case/DC-00001")
	assert re.search(r'data-fieldbox="reason" data-rules=\'[^\']*"show"[^\']*\' hidden', hidden)
	assert not re.search(r'data-fieldbox="reason"[^>]*hidden', page(desk, "/app/desk-case/DC-00005"))


def test_a_new_form_takes_values_from_its_address_but_no_secrets(desk):
	html = page(desk, "/app/desk-case/new?subject=来自地址&phone=123456&handler=Administrator")
	assert 'value="来自地址"' in html
	assert 'value="123456"' not in html


def test_a_new_form_shows_the_time_that_its_field_asks_for_and_not_the_present_one(desk):
	html = page(desk, "/app/desk-case/new")
	assert re.search(r'<input id="f-opens_at"[^>]*value="08:30', html)


def test_a_reader_sees_paper_without_the_closed_levels(reader):
	html = page(reader, "/app/desk-case/DC-00001")
	assert 'class="card paper' in html
	assert "inner words" not in html
	assert 'data-action="save"' not in html and 'data-action="delete"' not in html
	assert reader.call("GET", "/app/desk-case/new")[0] == 403


def test_what_is_missing_or_closed_is_told_kindly(desk, reader):
	status, body, _response = desk.call("GET", "/app/desk-case/DC-99999")
	assert status == 404 and "首页" in body
	status, body, _response = desk.call("GET", "/app/no-such-thing")
	assert status == 404 and "没有名为" in body
	status, body, _response = reader.call("GET", "/app/user-permission")
	assert status == 403 and "管理员" in body


# ---- search, bulk work, export ----


def call(visitor, method: str, **arguments):
	status, body, _response = post(visitor, method, **arguments)
	assert status == 200, body
	return body.get("message")


def test_a_link_is_found_by_title_and_by_search_fields(desk):
	by_title = call(desk, "frappe.desk.search.search_link", doctype="Desk Case", txt="审批")
	assert [row["value"] for row in by_title] == ["DC-00001"]
	by_code = call(desk, "frappe.desk.search.search_link", doctype="Desk Case", txt="0004")
	assert [row["value"] for row in by_code] == ["DC-00004"]
	narrowed = call(
		desk, "frappe.desk.search.search_link", doctype="Desk Case", txt="救助", filters={"status": "Closed"}
	)
	assert {row["value"] for row in narrowed} <= {"DC-00005", "DC-00010", "DC-00015", "DC-00020", "DC-00025"}


def test_the_box_in_the_top_bar_finds_pages_and_records(desk):
	groups = call(desk, "frappe_standalone.core.desk.api.find", text="审批")
	assert [item["url"] for group in groups for item in group["items"]] == ["/app/desk-case/DC-00001"]
	assert call(desk, "frappe_standalone.core.desk.api.find", text="Desk Fig")[0]["items"][0]["url"].endswith(
		"/Desk%20Figures"
	)


def export(visitor, **arguments):
	"""The first sheet of an exported list."""
	from openpyxl import load_workbook

	response = visitor.client.post(
		"/api/method/frappe.desk.reportview.export_query",
		json=arguments,
		headers={"X-Frappe-CSRF-Token": token_of(visitor)},
	)
	assert response.status_code == 200, response.get_data(as_text=True)
	return load_workbook(io.BytesIO(response.get_data())).active


def test_a_list_is_exported_with_title_text_codes_and_a_frozen_head(desk):
	sheet = export(
		desk,
		doctype="Desk Case",
		fields=json.dumps(["name", "code", "amount", "phone"]),
		filters=json.dumps([["code", "=", "0009"]]),
	)
	cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
	assert cells[0][0] == "Desk Case"
	assert cells[-1] == ["DC-00009", "0009", 90]
	assert sheet.freeze_panes == f"A{len(cells)}"


def test_nothing_in_an_export_is_a_formula(desk):
	def tempt():
		import frappe

		frappe.db.set_value("Desk Case", "DC-00011", "code", "=1+1")

	desk.work(tempt)
	sheet = export(
		desk, doctype="Desk Case", fields=json.dumps(["code"]), filters=json.dumps({"name": "DC-00011"})
	)
	last = sheet.cell(sheet.max_row, 1)
	assert (last.value, last.data_type) == ("=1+1", "s")


def test_export_and_deletion_need_their_rights(reader):
	export = post(reader, "frappe.desk.reportview.export_query", **{"doctype": "Desk Case"})
	assert export[0] == 403
	items = {"doctype": "Desk Case", "items": json.dumps(["DC-00001"])}
	assert post(reader, "frappe.desk.reportview.delete_items", **items)[0] == 403


def test_deleting_several_is_all_or_nothing(desk):
	names = json.dumps(["DC-00024", "DC-00025"])  # 25 is the earlier case of 23
	refused = post(desk, "frappe.desk.reportview.delete_items", doctype="Desk Case", items=names)
	assert refused[0] == 417
	assert rows(page(desk, '/app/desk-case?name=["in",["DC-00024","DC-00025"]]')) != []


# ---- reports and prints ----


def test_a_report_shows_its_rows_and_their_total(desk):
	html = page(desk, "/app/query-report/Desk Figures")
	assert "合计" in html and "3,250.00" in html
	answer = call(desk, "frappe.desk.query_report.run", report_name="Desk Figures")
	assert answer["result"][-1] == ["合计", 25, 3250]


def test_a_report_belongs_to_its_roles(reader):
	assert reader.call("GET", "/app/query-report/Desk Figures")[0] == 403
	run = post(reader, "frappe.desk.query_report.run", **{"report_name": "Desk Figures"})
	assert run[0] == 403


def test_a_print_format_is_rendered_in_the_readers_language_without_secrets(desk):
	html = page(desk, "/printview?doctype=Desk Case&name=DC-00002&format=Desk Slip")
	assert "<h1>临时救助 2</h1>" in html and "••••••" in html
	standard = page(desk, "/printview?doctype=Desk Case&name=DC-00002&format=Standard")
	assert "材料 2" in standard and "Trial Subject" in standard


def test_a_print_format_runs_in_a_sandbox(desk):
	def spoil():
		import frappe

		doc = frappe.get_doc("Print Format", "Desk Slip")
		frappe.get_doc(
			{**doc.as_dict(), "name": "Desk Probe", "html": "{{ doc.__class__.__mro__ }}{{ ''.__class__ }}"}
		).insert()

	desk.work(spoil)
	status, body, _response = desk.call("GET", "/printview?doctype=Desk Case&name=DC-00002&format=Desk Probe")
	assert status == 417 and "打印格式" in body


def test_printing_needs_its_right(reader):
	assert reader.call("GET", "/printview?doctype=Desk Case&name=DC-00002")[0] == 403
