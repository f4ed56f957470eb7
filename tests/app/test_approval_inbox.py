"""The inbox: four lists, filters, lights, many at once, and what is closed to a person later."""

from __future__ import annotations

import pytest

import frappe

from township_gov.workflows import api, errors, inbox_query


def listed(state: str, **values) -> list[dict]:
	"""All rows of a list, page by page."""
	rows, start = [], 0
	while start is not None:
		page = api.tasks(state, start=start, limit=200, **values)
		rows, start = rows + page["rows"], page["next"]
	return rows


def named(rows, doc) -> list[dict]:
	return [row for row in rows if row["reference_name"] == doc.name]


def test_it_lists_what_waits_what_was_done_and_what_was_started(world):
	doc = world.started()
	assert named(listed("started"), doc)
	frappe.set_user(world.mail("bob"))
	mine = named(listed("open"), doc)[0]
	assert mine["light"] == "green" and mine["route"].endswith(doc.name) and mine["seen"] == str(doc.modified)
	before = api.tasks("open")["counts"]
	world.act("bob", doc)
	after = api.tasks("done")["counts"]
	assert (after["open"], after["done"]) == (before["open"] - 1, before["done"] + 1)
	assert named(listed("done"), doc) and not named(listed("open"), doc)
	with pytest.raises(errors.ApprovalRefused):
		api.tasks("everything")


def test_two_chinese_characters_find_a_title(world):
	roof, road = world.started(subject="修缮屋顶"), world.started(subject="硬化道路")
	frappe.set_user(world.mail("bob"))
	found = listed("open", filters={"text": "屋顶"})
	assert named(found, roof) and not named(found, road)
	assert not listed("open", filters={"text": "100%_"})  # signs of the pattern mean themselves


@pytest.mark.parametrize(
	("filters", "finds"),
	[
		({"doctype": "Approval Trial"}, True),
		({"doctype": "Petition"}, False),
		({"node": "Office"}, True),
		({"node": "One Leader"}, False),
		({"light": "green"}, True),
		({"light": "red"}, False),
		({"from_date": "2000-01-01"}, True),
		({"to_date": "2000-01-01"}, False),
		({"unknown": "x", "light": "blue"}, True),
	],
)
def test_filters_narrow_a_list(world, filters, finds):
	doc = world.started()
	frappe.set_user(world.mail("bob"))
	assert bool(named(listed("open", filters=filters), doc)) is finds


def test_lights_are_filtered_as_they_are_shown(world):
	docs = [world.started() for _number in range(3)]
	for doc, days in zip(docs, (0, 3, 9), strict=True):
		task = world.task_of("bob", doc)
		opened = frappe.utils.add_days(frappe.db.get_value("Approval Task", task, "opened_at"), -days)
		frappe.db.set_value("Approval Task", task, "opened_at", opened)
	frappe.set_user(world.mail("bob"))
	shown = {row["reference_name"]: row["light"] for row in listed("open")}
	assert [shown[doc.name] for doc in docs] == ["green", "yellow", "red"]
	for light, doc in zip(("green", "yellow", "red"), docs, strict=True):
		rows = listed("open", filters={"light": light})
		assert named(rows, doc) and {row["light"] for row in rows} == {light}


def test_the_oldest_waits_on_top_and_the_order_can_be_turned(world):
	docs = [world.started() for _number in range(2)]
	early = frappe.utils.add_days(frappe.utils.now_datetime(), -400)
	frappe.db.set_value("Approval Task", world.task_of("bob", docs[1]), "opened_at", early)
	frappe.set_user(world.mail("bob"))
	assert listed("open")[0]["reference_name"] == docs[1].name
	assert listed("open", order="newest")[-1]["reference_name"] == docs[1].name


def test_what_is_due_first_is_on_top_when_asked_for(world):
	docs = [world.started() for _number in range(2)]
	due = frappe.utils.add_days(frappe.utils.now_datetime(), -400)
	frappe.db.set_value("Approval Task", world.task_of("bob", docs[1]), "next_rung_at", due)
	frappe.set_user(world.mail("bob"))
	first = listed("open", order="due")[0]
	assert (first["reference_name"], first["light"]) == (docs[1].name, "red")


def test_the_same_person_sees_his_tasks_under_each_of_his_accounts(world):
	doc = world.started()
	frappe.db.set_value("Approval Task", world.task_of("bob", doc), "assigned_to", "Administrator")
	frappe.set_user(world.mail("bob"))
	assert named(listed("open"), doc)


def test_counting_stops_at_a_bound(world, monkeypatch):
	monkeypatch.setattr(inbox_query, "COUNTED_TO", 2)
	for _number in range(3):
		world.started()
	frappe.set_user(world.mail("bob"))
	page = api.tasks("open")
	assert page["counts"]["open"] == page["counted_to"] == 2


def test_a_task_that_demands_an_opinion_or_fields_says_so_for_deciding_many_at_once(world):
	doc = world.started()
	frappe.set_user(world.mail("bob"))
	assert named(listed("open"), doc)[0]["bulk"] == {"label": "Accept", "opinion": False}


def test_what_one_stands_in_for_is_marked_with_its_owner(world):
	doc = world.started()
	task = frappe.get_doc("Approval Task", world.task_of("bob", doc))
	row = {"user": world.mail("dan"), "person": _person(world, "dan"), "person_name": "Dan"}
	child = frappe.get_doc(
		{
			"doctype": "Approval Task Substitute",
			"parent": task.name,
			"parenttype": "Approval Task",
			"parentfield": "substitutes",
			**row,
		}
	)
	child.db_insert()
	frappe.set_user(world.mail("dan"))
	mine = named(listed("open"), doc)
	assert [one["stands_in_for"] for one in mine] == ["Bob"]


def _person(world, who):
	from township_gov.workflows import people

	return people.person_of(world.mail(who))


def test_a_petition_turned_into_a_report_about_a_person_leaves_his_lists(registers):
	"""Its title stands in his tasks; from the day it is a Report about him, it is shown nowhere."""
	from tests.app.test_petition import in_handling

	world = registers
	matter = in_handling(world)
	handler = frappe.get_all(
		"Approval Task", {"reference_name": matter.name, "status": "Open"}, pluck="assigned_to"
	)[0]
	frappe.set_user(handler)
	assert named(listed("open"), matter)
	before = api.tasks("open")["counts"]["open"]
	frappe.set_user("Administrator")
	frappe.db.set_value("Petition", matter.name, "category", "Report")
	cadre = frappe.db.get_value("Cadre", {"user_id": handler})
	frappe.get_doc(
		{
			"doctype": "Petition Accused",
			"parent": matter.name,
			"parenttype": "Petition",
			"parentfield": "accused",
			"cadre": cadre,
		}
	).db_insert()
	frappe.set_user(handler)
	for state in inbox_query.STATES:
		page = api.tasks(state, limit=200)
		assert not named(page["rows"], matter), state
	assert page["counts"]["open"] == before - 1
	assert matter.subject not in frappe.as_json(api.tasks("open", limit=200))


class TestManyAtOnce:
	"""Each in a transaction of its own: through REST, where requests commit."""

	@pytest.fixture
	def call(self, rest, approval_world):
		def call(who: str, method: str, status: int = 200, **values):
			answer = rest.method(f"township_gov.workflows.api.{method}", approval_world.mail(who), **values)
			assert answer[0] == status, answer
			return answer[1].get("message")

		return call

	@pytest.fixture
	def started(self, rest, approval_world):
		docs = [approval_world.started() for _number in range(3)]
		frappe.set_user("Administrator")
		frappe.db.commit()
		return docs

	def rows(self, call, docs):
		page = call("bob", "tasks", state="open", limit=200, order="newest")["rows"]
		found = {row["reference_name"]: row for row in page}
		return [{"task": found[doc.name]["name"], "seen": found[doc.name]["seen"]} for doc in docs]

	def test_one_conflict_leaves_the_others_decided_and_is_told(self, call, started, approval_world):
		rows = self.rows(call, started)
		frappe.db.set_value(started[1].doctype, started[1].name, "remark", "changed meanwhile")
		frappe.db.commit()
		told = call("bob", "act_many", rows=rows, opinion="Fine.", key="many-1")
		assert [one["done"] for one in told] == [True, False, True]
		assert (
			"changed after you opened it" in told[1]["message"]
			or "此后" in told[1]["message"]
			or told[1]["message"]
		)
		left = call("bob", "tasks", state="open", limit=200, order="newest")["rows"]
		assert [doc.name in {row["reference_name"] for row in left} for doc in started] == [
			False,
			True,
			False,
		]
		opinions = frappe.get_all(
			"Approval Log", {"reference_name": started[0].name, "action": "approve"}, pluck="opinion"
		)
		assert opinions == ["Fine."]
		refused = frappe.get_all("Refusal Record", {"reference_name": started[1].name})
		assert len(refused) == 1
		again = call("bob", "act_many", rows=[rows[0]], opinion="Fine.", key="many-1")
		assert again[0]["done"] and again[0]["result"] == told[0]["result"]

	def test_what_is_not_approving_or_too_much_is_refused_as_a_whole(self, call, started):
		rows = self.rows(call, started)
		call("bob", "act_many", status=417, rows=rows, action="reject", opinion="No.")
		call("bob", "act_many", status=417, rows=[])
		call("bob", "act_many", status=417, rows=rows * 40)

	def test_a_task_of_somebody_else_is_refused_alone(self, call, started):
		rows = self.rows(call, started)
		told = call("dan", "act_many", rows=rows[:1])
		assert [one["done"] for one in told] == [False] and told[0]["message"]
