"""The timeline of a record: in words, to whom, page by page, and what people say to each other in it."""

from __future__ import annotations

import re

import pytest

from frappe_standalone.core.jobs.workers import run_pending
from tests.platform.desk_served import page, person, post, served_desk
from tests.platform.web import messages

TIMELINE = "/api/method/frappe_standalone.core.desk.comments.timeline?doctype=Desk Case&name="


@pytest.fixture(scope="module")
def desk(bare_site, tmp_path_factory):
	with served_desk(bare_site, tmp_path_factory.mktemp("timeline")) as served:
		yield served


@pytest.fixture(scope="module")
def reader(desk):
	return person(desk, "reader@example.com", "Trial Reader")


def told(visitor, name: str, **asked: str) -> str:
	"""The timeline's text, without marks."""
	query = "".join(f"&{key}={value}" for key, value in asked.items())
	status, body, _response = visitor.call("GET", TIMELINE + name + query)
	assert status == 200, body
	return re.sub(r"</?(?:b|q|div)(?: [^>]*)?>", "", body["message"])


def change(desk, name: str, rows=(), **values):
	def save():
		import frappe

		doc = frappe.get_doc("Desk Case", name)
		doc.update(values)
		for row in rows:
			doc.append("rows", row)
		doc.save(ignore_version=False)

	desk.work(save)


def comment(visitor, name: str, content: str):
	return post(
		visitor,
		"frappe.desk.form.utils.add_comment",
		reference_doctype="Desk Case",
		reference_name=name,
		content=content,
		comment_email="somebody@else.example",
		comment_by="Somebody Else",
	)


def notices_of(desk, user: str) -> list[str]:
	def read():
		import frappe

		return frappe.get_all("Notification Log", {"for_user": user, "type": "Mention"}, pluck="subject")

	return desk.work(read)


def test_changes_are_told_as_sentences_with_labels_titles_and_rows(desk):
	change(desk, "DC-00002", code="7")
	change(desk, "DC-00002", [{"item": "身份证", "qty": 1}], earlier="DC-00003")
	text = told(desk, "DC-00002")
	assert "Administrator 将 Trial Code 由 0002 改为 7" in text
	assert re.search(r"将 Earlier Case 设为 (?!DC-)", text), "a link is told by its title"
	assert "在Trial Rows中新增 身份证、1" in text
	assert "Administrator 创建了本记录" in text


def test_a_change_above_the_readers_level_and_a_secret_are_not_told(desk, reader):
	change(desk, "DC-00004", [{"item": "甲", "inner_remark": "内部"}], inner="内情", phone="13900000000")
	assert "内情" in told(desk, "DC-00004")
	for visitor in (desk, reader):
		assert "13900000000" not in told(visitor, "DC-00004")
	assert "内情" not in told(reader, "DC-00004") and "内部" not in told(reader, "DC-00004")


def test_who_may_not_read_the_record_reads_no_timeline(desk):
	stranger = person(desk, "stranger@example.com")
	assert stranger.call("GET", TIMELINE + "DC-00002")[0] == 403


def test_older_entries_come_page_by_page_and_each_once(desk):
	def say():
		import frappe

		for number in range(50):
			one = frappe.get_doc(
				doctype="Comment",
				comment_type="Comment",
				reference_doctype="Desk Case",
				reference_name="DC-00006",
				content=f"第{number:02d}条",
			).insert()
			moment = f"2026-01-{number // 4 + 1:02d} 08:{number % 4:02d}:00"
			frappe.db.set_value("Comment", one.name, "creation", moment, update_modified=False)

	desk.work(say)
	found, before, pages = [], None, 0
	while before != "":
		html = told(desk, "DC-00006", **({"before": before} if before else {}), kind="comment")
		found += re.findall(r"第\d\d条", html)
		older = re.search(r'data-older="([^"]+)"', html)
		before, pages = (older.group(1) if older else ""), pages + 1
	assert found == [f"第{number:02d}条" for number in reversed(range(50))]
	assert pages == 3


def test_one_kind_can_be_read_alone(desk):
	change(desk, "DC-00008", code="88")
	assert comment(desk, "DC-00008", "看过了")[0] == 200
	assert "看过了" not in told(desk, "DC-00008", kind="change")
	assert "改为 88" not in told(desk, "DC-00008", kind="comment")


def test_comments_stand_under_the_name_of_who_wrote_them(desk):
	status, body, _response = comment(desk, "DC-00003", "请核对 <script>alert(2)</script>")
	assert status == 200, body
	html = told(desk, "DC-00003")
	assert "请核对" in html
	assert "Somebody Else" not in html and "<script>alert" not in html


def test_a_colleague_called_with_an_at_sign_is_told_and_nobody_who_may_not_read(desk, reader):
	person(desk, "outside@example.com")
	marks = "".join(
		f'<span class="mention" data-id="{user}" data-value="x">@x</span>'
		for user in ("reader@example.com", "outside@example.com")
	)
	status, body, _response = comment(desk, "DC-00009", f"请看 {marks}")
	assert status == 200 and "未予提醒" in messages(body)[0]
	run_pending(desk.site_dir)
	assert len(notices_of(desk, "reader@example.com")) == 1
	assert notices_of(desk, "outside@example.com") == []
	rows = desk.call(
		"GET",
		"/api/method/frappe_standalone.core.desk.comments.colleagues?doctype=Desk Case&name=DC-00009&txt=reader",
	)[1]["message"]
	assert [row["id"] for row in rows] == ["reader@example.com"]


def test_only_ones_own_comment_is_changed_or_deleted(desk, reader):
	name = comment(desk, "DC-00010", "原话")[1]["message"]["name"]
	for method, more in (
		("frappe.desk.form.utils.update_comment", {"content": "改"}),
		("frappe_standalone.core.desk.comments.delete_comment", {}),
	):
		status, body, _response = post(reader, method, name=name, **more)
		assert status == 403 and "只有" in str(body)
	assert post(desk, "frappe.desk.form.utils.update_comment", name=name, content="新话")[0] == 200
	assert "新话" in told(desk, "DC-00010")
	assert post(desk, "frappe_standalone.core.desk.comments.delete_comment", name=name)[0] == 200
	assert "新话" not in told(desk, "DC-00010")


def test_a_page_of_the_timeline_costs_three_queries_beyond_the_record(desk, monkeypatch):
	from frappe_standalone.core.db import Database

	change(desk, "DC-00011", handler="reader@example.com", code="11")
	told(desk, "DC-00011")
	seen, plain = [], Database.execute

	def counted(self, statement, *args, **kwargs):
		seen.append(str(getattr(statement, "sql", statement)))
		return plain(self, statement, *args, **kwargs)

	monkeypatch.setattr(Database, "execute", counted)
	told(desk, "DC-00011")
	own = [
		query
		for query in seen
		if "tabDesk Case`" not in query.split("where")[0] and "tabDesk Row" not in query
	]
	assert len(own) <= 3, "\n".join(own)


def test_the_form_has_the_place_for_it(desk):
	html = page(desk, "/app/desk-case/DC-00002")
	assert 'id="timeline"' in html and "js/timeline.js" in html
