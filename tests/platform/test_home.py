"""The home of a role, and how an administrator arranges it without code."""

from __future__ import annotations

import json

import pytest

from tests.platform.desk_served import page, person, post, served_desk
from tests.platform.web import messages

EDIT = "frappe_standalone.core.desk.home_editing."
HOME = "Trial Reader Home"
CASE = "Desk Case"


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	with served_desk(bare_site, tmp_path_factory.mktemp("home")) as served:
		yield served


@pytest.fixture(scope="module")
def reader(desk):
	return person(desk, "reader@example.com", "Trial Reader")


@pytest.fixture(scope="module")
def home(desk):
	"""A home for Trial Readers with one block of each kind."""
	status, body, _response = post(desk, EDIT + "make_home", role="Trial Reader")
	assert (status, body["message"]) == (200, HOME)
	card = post(
		desk,
		EDIT + "make_number_card",
		label="待办",
		doctype=CASE,
		filters=[[CASE, "status", "=", "Open"]],
		color="red",
	)[1]["message"]
	chart = post(desk, EDIT + "make_chart", label="按状态统计", doctype=CASE, group_by="status")[1]["message"]
	timed = post(
		desk,
		EDIT + "make_chart",
		label="每月新增",
		doctype=CASE,
		group_by="creation",
		interval="Monthly",
		chart_type="Line",
	)[1]["message"]
	blocks = [
		{"kind": "header", "text": "今天", "col": 12},
		{"kind": "number_card", "col": 3, "row": {"number_card_name": card, "label": card}},
		{
			"kind": "shortcut",
			"col": 3,
			"row": {"type": "DocType", "link_to": CASE, "doc_view": "List", "label": "全部案件"},
		},
		{
			"kind": "quick_list",
			"col": 6,
			"row": {
				"document_type": CASE,
				"label": "我经手的",
				"quick_list_filter": '[["Desk Case", "owner", "!=", frappe.session.user]]',
			},
		},
		{"kind": "chart", "col": 6, "row": {"chart_name": chart, "label": chart}},
		{"kind": "chart", "col": 6, "row": {"chart_name": timed, "label": timed}},
		{
			"kind": "shortcut",
			"col": 3,
			"row": {"type": "DocType", "link_to": "Error Log", "doc_view": "List", "label": "用户台账"},
		},
	]
	status, body, _response = post(desk, EDIT + "save_home", name=HOME, blocks=json.dumps(blocks))
	assert status == 200, body
	return blocks


def stored(desk):
	def read():
		import frappe

		return frappe.get_doc("Workspace", HOME).as_dict()

	return desk.work(read)


def test_people_open_the_home_of_their_role(reader, home):
	html = page(reader, "/app")
	for words in ("今天", "待办", "全部案件", "我经手的", "按状态统计", "每月新增"):
		assert words in html, words
	assert html.count("<svg viewBox") >= 2, "charts are drawn on the server"
	assert "http" not in html.split('class="blocks')[1].split("</main>")[0]


def test_what_somebody_may_not_open_is_not_on_his_home(reader, home):
	assert "用户台账" not in page(reader, "/app")


def test_a_home_is_no_entry_of_the_menu(reader, home):
	assert "trial-reader-home" not in page(reader, "/app")


def test_others_keep_the_boards(desk, home):
	other = person(desk, "other@example.com", "System Manager")
	assert "今天" not in page(other, "/app")


def test_what_was_arranged_is_kept_in_v15s_form(desk, home):
	doc = stored(desk)
	content = json.loads(doc.content)
	assert [block["type"] for block in content] == [block["kind"] for block in home]
	assert [block["data"]["col"] for block in content] == [block["col"] for block in home]
	assert content[1]["data"]["number_card_name"] == doc.number_cards[0].label == "待办"
	assert content[3]["data"]["quick_list_name"] == doc.quick_lists[0].label
	assert doc.public == 1 and [row.role for row in doc.roles] == ["Trial Reader"]


def test_the_editor_gives_back_what_it_was_given(desk, home):
	def read():
		from frappe_standalone.core.desk.home_editing import editable
		from frappe_standalone.core.desk.workspaces import all_workspaces

		return editable(next(space for space in all_workspaces() if space["name"] == HOME))

	blocks = desk.work(read)
	assert [(one["kind"], one["col"]) for one in blocks] == [(one["kind"], one["col"]) for one in home]
	assert blocks[2]["row"]["link_to"] == CASE
	assert page(desk, f"/app/home-editor?home={HOME}").count("按状态统计") >= 1


def test_only_workspace_managers_arrange_homes(desk, reader, home):
	assert reader.call("GET", "/app/home-editor")[0] == 403
	for method, arguments in (
		("save_home", {"name": HOME, "blocks": "[]"}),
		("make_home", {"role": "Trial Reader"}),
		("make_number_card", {"label": "x", "doctype": CASE}),
		("make_chart", {"label": "x", "doctype": CASE, "group_by": "status"}),
		("fields_of", {"doctype": CASE}),
	):
		status, body, _response = post(reader, EDIT + method, **arguments)
		assert status == 403, method
		assert "联系系统管理员" in messages(body)[0]


@pytest.mark.parametrize(
	("block", "words"),
	[
		({"kind": "shortcut", "row": {"type": "URL", "url": "//evil.example", "label": "x"}}, "没有去处"),
		(
			{"kind": "shortcut", "row": {"type": "URL", "url": "javascript:alert(1)", "label": "x"}},
			"没有去处",
		),
		({"kind": "shortcut", "row": {"type": "DocType", "link_to": "No Such", "label": "x"}}, "没有去处"),
		({"kind": "number_card", "row": {"number_card_name": "gone"}}, "已不存在"),
		({"kind": "chart", "row": {"chart_name": "gone"}}, "已不存在"),
		({"kind": "quick_list", "row": {"document_type": "gone"}}, "没有选择表单"),
		({"kind": "custom_block", "row": {}}, "无法识别"),
	],
)
def test_a_block_that_leads_nowhere_is_refused_in_words(desk, home, block, words):
	before = stored(desk).content
	status, body, _response = post(desk, EDIT + "save_home", name=HOME, blocks=json.dumps([block]))
	assert status == 417 and words in messages(body)[0]
	assert stored(desk).content == before


def test_no_workspace_but_a_home_is_changed_here(desk, home):
	status, body, _response = post(desk, EDIT + "save_home", name="Desk Trial", blocks="[]")
	assert status == 417 and "不是首页" in messages(body)[0]


def test_a_name_that_is_taken_is_not_overwritten(desk, home):
	status, body, _response = post(desk, EDIT + "make_number_card", label="待办", doctype=CASE)
	assert status == 417 and "已被使用" in messages(body)[0]


def test_months_without_records_are_shown_as_nothing():
	import datetime

	from frappe_standalone.core.desk.dashboards import intervals

	day = datetime.date
	assert intervals(day(2025, 11, 20), day(2026, 2, 3), "Monthly") == [
		day(2025, 11, 1), day(2025, 12, 1), day(2026, 1, 1), day(2026, 2, 1),
	]  # fmt: skip
	assert intervals(day(2026, 1, 1), day(2026, 12, 31), "Quarterly")[-1] == day(2026, 10, 1)
	assert len(intervals(day(2026, 1, 1), day(2026, 1, 31), "Daily")) == 31
	assert intervals(day(2024, 2, 29), day(2026, 1, 1), "Yearly") == [
		day(2024, 1, 1),
		day(2025, 1, 1),
		day(2026, 1, 1),
	]


def test_v15s_own_forms_of_cards_and_charts_work_to_the_end(desk, home):
	"""A card and a chart saved through REST, as the generated forms do, are drawn on a workspace."""
	token = desk.call("GET", "/app")[1]
	assert token
	card = {"label": "REST 卡", "type": "Document Type", "document_type": CASE, "function": "Sum"}
	card |= {"aggregate_function_based_on": "amount", "filters_json": "[]", "is_public": 1}
	chart = {"chart_name": "REST 图", "chart_type": "Sum", "document_type": CASE, "based_on": "due_on"}
	chart |= {
		"value_based_on": "amount",
		"timeseries": 1,
		"time_interval": "Monthly",
		"timespan": "Select Date Range",
	}
	chart |= {"from_date": "2020-01-01", "to_date": "2030-01-01", "type": "Line", "filters_json": "[]"}
	for doctype, values in (("Number Card", card), ("Dashboard Chart", chart)):
		status, body, _response = post(desk, "frappe.client.insert", doc={"doctype": doctype, **values})
		assert status == 200, body

	def drawn():
		from frappe_standalone.core.desk.dashboards import chart_svg
		from frappe_standalone.core.desk.number_cards import card_tiles

		return card_tiles(["REST 卡"]), chart_svg("REST 图")

	tiles, svg = desk.work(drawn)
	assert tiles["REST 卡"]["value"] and "polyline" in svg
