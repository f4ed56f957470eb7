"""What apps write SQL and trees with: conditions as text, nodes, events of a calendar, virtual fields."""

from __future__ import annotations

import json

import pytest

import frappe
from frappe.desk.calendar import get_event_conditions, get_events, update_event
from frappe.desk.reportview import build_match_conditions, get_filters_cond, get_match_cond
from frappe.desk.treeview import get_all_nodes, get_children, make_tree_args
from frappe.permissions import add_user_permission

from tests.contract.forms import CLERK, STRANGER
from tests.contract.make import area, as_user, order, paper

pytestmark = pytest.mark.usefixtures("site")


def titles(condition: str) -> list[str]:
	"""The orders an app's own SQL finds with a condition."""
	query = f"select title from `tabCT Order` where docstatus < 2 {condition} order by title"
	return [row[0] for row in frappe.db.sql(query)]


@pytest.fixture
def orders(site):
	area("North")
	order("ant", pieces=1, area="North", day="2026-01-10", moment="2026-01-10 08:00:00")
	order("bee", pieces=2, area="North", day="2026-02-10", note="50% off")
	order("cat", pieces=3, day="2026-03-10")


@pytest.mark.usefixtures("orders")
@pytest.mark.parametrize(
	("filters", "found"),
	[
		({"title": "ant"}, ["ant"]),
		({"title": "!ant"}, ["bee", "cat"]),
		({"pieces": [">", 1]}, ["bee", "cat"]),
		({"title": ["in", ["ant", "cat"]], "pieces": ["<", 3]}, ["ant"]),
		({"day": ["between", ["2026-01-01", "2026-02-28"]]}, ["ant", "bee"]),
		([["CT Order", "title", "like", "%a%"]], ["ant", "cat"]),
		('{"area": "North"}', ["ant", "bee"]),
	],
)
def test_filters_become_a_condition_for_sql(filters, found):
	assert titles(get_filters_cond("CT Order", filters, [])) == found


def test_without_filters_there_is_no_condition():
	assert get_filters_cond("CT Order", {}, []) == ""
	assert get_filters_cond("CT Order", None, ["1=1"]) == ""


@pytest.mark.usefixtures("orders")
def test_the_conditions_of_the_caller_come_first():
	given = ["`tabCT Order`.pieces < 3"]
	condition = get_filters_cond("CT Order", {"area": "North"}, given)
	assert condition.startswith(" and `tabCT Order`.pieces < 3 and ")
	assert titles(condition) == ["ant", "bee"]


@pytest.mark.usefixtures("orders")
def test_what_the_user_may_see_becomes_a_condition():
	area("South")
	order("dog", area="South")
	add_user_permission("CT Area", "North", CLERK)
	with as_user(CLERK):
		assert titles(get_match_cond("CT Order")) == ["ant", "bee", "cat"]
		both = get_filters_cond("CT Order", {"pieces": [">", 0]}, [], with_match_conditions=True)
		assert titles(both) == ["ant", "bee", "cat"]
		assert titles(get_event_conditions("CT Order", {"title": "dog"})) in ([], ["dog"])
		assert build_match_conditions("CT Order") in get_match_cond("CT Order")
	assert get_match_cond("CT Order") == ""
	assert titles(get_match_cond("CT Order")) == ["ant", "bee", "cat", "dog"]


def test_a_calendar_is_refused_to_who_may_not_read():
	with as_user(STRANGER), pytest.raises(frappe.PermissionError):
		get_event_conditions("CT Order")


@pytest.mark.usefixtures("orders")
def test_events_are_the_records_that_touch_a_time():
	field_map = json.dumps({"start": "day", "end": "day", "title": "title"})
	found = get_events("CT Order", "2026-01-01", "2026-02-28", field_map)
	assert sorted(row.title for row in found) == ["ant", "bee"]
	assert set(found[0]) == {"day", "title", "name"}


@pytest.mark.usefixtures("orders")
def test_an_event_is_moved():
	name = frappe.db.get_value("CT Order", {"title": "ant"})
	args = {"doctype": "CT Order", "name": name, "day": "2026-05-01", "made_on": "2026-05-02"}
	update_event(json.dumps(args), json.dumps({"start": "day", "end": "made_on"}))
	moved = frappe.get_doc("CT Order", name)
	assert (str(moved.day), str(moved.made_on)) == ("2026-05-01", "2026-05-02")


@pytest.fixture
def tree(site):
	def node(name: str, parent: str = "", **more):
		values = {"doctype": "CT Tree", "tree_name": name, "parent_ct_tree": parent, **more}
		return frappe.get_doc(values).insert()

	node("CT Root", is_group=1)
	node("CT Branch", "CT Root", is_group=1)
	node("CT Twig", "CT Branch")


@pytest.mark.usefixtures("tree")
def test_a_tree_is_read_level_by_level():
	assert get_children("CT Tree", "CT Root") == [
		{"value": "CT Branch", "title": "CT Branch", "expandable": 1}
	]
	assert [row.value for row in get_children("CT Tree", "CT Branch")] == ["CT Twig"]
	assert get_children("CT Tree", "CT Twig") == []


@pytest.mark.usefixtures("tree")
def test_all_nodes_of_a_tree():
	levels = get_all_nodes("CT Tree", "All", "CT Root", "frappe.desk.treeview.get_children")
	assert [(level["parent"], [row["value"] for row in level["data"]]) for level in levels] == [
		("All", ["CT Branch"]),
		("CT Branch", ["CT Twig"]),
	]


def test_only_whitelisted_functions_read_trees():
	with pytest.raises(frappe.PermissionError):
		get_all_nodes("CT Tree", "All", "", "frappe.utils.today")


def test_the_values_of_a_new_node():
	args = make_tree_args(doctype="CT Tree", is_root="false", parent="CT Root", cmd="x", tree_name="CT New")
	assert args == {
		"doctype": "CT Tree",
		"is_root": False,
		"parent": "CT Root",
		"parent_ct_tree": "CT Root",
		"tree_name": "CT New",
	}
	assert make_tree_args(doctype="CT Tree", is_root="true").is_root is True


def test_a_virtual_field_has_no_column_and_a_value_in_the_document():
	leaf = frappe.get_doc({"doctype": "CT Leaf", "title": "green"}).insert()
	assert leaf.as_dict().loud_title == "GREEN"
	assert frappe.get_doc("CT Leaf", leaf.name).as_dict().loud_title == "GREEN"
	assert not frappe.db.has_column("CT Leaf", "loud_title")
	assert "loud_title" not in leaf.get_valid_dict(ignore_virtual=True)
	leaf.title = "red"
	assert leaf.save().as_dict().loud_title == "RED"


def test_a_list_of_all_columns_leaves_virtual_fields_out():
	leaf = frappe.get_doc({"doctype": "CT Leaf", "title": "green"}).insert()
	with as_user(CLERK):
		(row,) = frappe.get_list("CT Leaf", fields=["*"], filters={"name": leaf.name})
	assert row.title == "green"
	assert "loud_title" not in row


def test_the_rows_of_one_table_are_written_alone():
	doc = order("ant", 2)
	doc.lines[0].item = "changed"
	doc.lines = doc.lines[:1]
	doc.update_child_table("lines")
	assert frappe.get_all("CT Line", filters={"parent": doc.name}, pluck="item") == ["changed"]
	doc.append("lines", {"item": "more"})
	doc.update_children()
	assert sorted(frappe.get_all("CT Line", filters={"parent": doc.name}, pluck="item")) == [
		"changed",
		"more",
	]


def test_labels_and_columns_of_a_document():
	doc = paper()
	assert doc.get_label_from_fieldname("other_area") == "Other Area"
	assert doc.get_label_from_fieldname("nothing") is None
	assert {"name", "title", "other_area"} <= set(doc.get_valid_columns())
