"""Reading many: get_all, get_list, get_value, count, exists, and every form of filter."""

from __future__ import annotations

import datetime

import pytest

import frappe

from tests.contract.make import area, order

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(autouse=True)
def orders(site):
	"""Five orders with known values; two areas."""
	area("North", rank=1)
	area("South", rank=2)
	return [
		order("ant", 1, pieces=1, amount=10, area="North", day="2026-01-10", note="a_b", status="Open"),
		order("bee", 2, pieces=2, amount=20, area="South", day="2026-02-10", note="aXb", status="Working"),
		order("cat", 0, pieces=3, amount=30, area="North", day="2026-03-10", note="", status="Closed"),
		order(
			"dog", 0, pieces=4, amount=40, day=None, note=None, status="Open", moment="2026-03-10 12:00:00"
		),
		order("Eel", 0, pieces=5, amount=50, day="2026-03-11", note="50% off", moment="2026-03-10 00:00:00"),
	]


def titles(filters=None, **more) -> list[str]:
	return frappe.get_all("CT Order", filters=filters, pluck="title", order_by="pieces asc", **more)


@pytest.mark.parametrize(
	("filters", "expected"),
	[
		(None, "ant bee cat dog Eel"),
		({}, "ant bee cat dog Eel"),
		({"title": "bee"}, "bee"),
		({"title": "BEE"}, "bee"),
		({"pieces": 3}, "cat"),
		({"pieces": "3"}, "cat"),
		({"pieces": ("=", 3)}, "cat"),
		({"pieces": ["!=", 3]}, "ant bee dog Eel"),
		({"pieces": (">", 3)}, "dog Eel"),
		({"pieces": ("<", 3)}, "ant bee"),
		({"pieces": (">=", 4)}, "dog Eel"),
		({"pieces": ("<=", 2)}, "ant bee"),
		({"pieces": ("in", [1, 5])}, "ant Eel"),
		({"pieces": ("in", (1, 5))}, "ant Eel"),
		({"pieces": ("in", "1, 5")}, "ant Eel"),
		({"pieces": ("in", [])}, ""),
		({"pieces": ("not in", [1, 5])}, "bee cat dog"),
		({"pieces": ("not in", [])}, "ant bee cat dog Eel"),
		({"title": ("like", "%a%")}, "ant cat"),
		({"title": ("like", "e")}, ""),
		({"title": ("like", "e%")}, "Eel"),
		({"title": ("not like", "%a%")}, "bee dog Eel"),
		({"note": ("like", "%a_b%")}, "ant bee"),
		({"note": ("is", "set")}, "ant bee Eel"),
		({"note": ("is", "not set")}, "cat dog"),
		({"note": ""}, "cat dog"),
		({"note": ("!=", "")}, "ant bee Eel"),
		({"note": ("!=", "a_b")}, "bee cat dog Eel"),
		({"note": ("in", ["a_b", ""])}, "ant cat dog"),
		({"note": ("not in", ["a_b"])}, "bee cat dog Eel"),
		({"area": ("is", "not set")}, "dog Eel"),
		({"area": ("not in", ["North"])}, "bee dog Eel"),
		({"day": "2026-03-10"}, "cat"),
		({"day": datetime.date(2026, 3, 10)}, "cat"),
		({"day": (">", "2026-02-10")}, "cat Eel"),
		({"day": (">=", datetime.date(2026, 2, 10))}, "bee cat Eel"),
		({"day": ("<", "2026-02-10")}, "ant dog"),
		({"day": ("between", ["2026-02-10", "2026-03-10"])}, "bee cat"),
		({"day": ("is", "set")}, "ant bee cat Eel"),
		({"day": ("is", "not set")}, "dog"),
		({"day": ("in", ["2026-01-10", "2026-02-10"])}, "ant bee"),
		({"moment": ("between", ["2026-03-10", "2026-03-10"])}, "dog Eel"),
		({"moment": (">", "2026-03-10")}, "dog"),
		({"moment": ("<", "2026-03-10 12:00:00")}, "ant bee cat Eel"),
		('{"title": "ant"}', "ant"),
		('[["title", "=", "ant"]]', "ant"),
		({"status": "Open", "area": "North"}, "ant"),
		({"status": ("in", ["Working", "Closed"])}, "bee cat"),
		({"docstatus": 0}, "ant bee cat dog Eel"),
		({"docstatus": ("<", 1), "pieces": (">", 4)}, "Eel"),
		({"amount": (">", 25.5)}, "cat dog Eel"),
		({"done": 1}, ""),
		([["pieces", ">", 3]], "dog Eel"),
		([["pieces", ">", 1], ["pieces", "<", 4]], "bee cat"),
		([["CT Order", "pieces", "=", 2]], "bee"),
		([["CT Order", "pieces", "=", 2, False]], "bee"),
		([["CT Line", "item", "=", "item 2"]], "bee"),
		([{"status": "Open"}, {"pieces": 4}], "dog"),
		([["title", "in", ["ant", "cat"]]], "ant cat"),
		([["note", "is", "set"], ["pieces", ">", 2]], "Eel"),
	],
)
def test_filters(filters, expected):
	assert titles(filters) == expected.split()


def test_rows_of_child_tables_can_be_filtered_and_may_repeat_the_parent():
	found = frappe.get_all(
		"CT Order", filters=[["CT Line", "qty", ">=", 1]], pluck="title", order_by="pieces"
	)
	assert found == ["ant", "bee", "bee"]
	once = frappe.get_all(
		"CT Order", filters=[["CT Line", "qty", ">=", 1]], pluck="title", order_by="pieces", distinct=True
	)
	assert sorted(once) == ["ant", "bee"]


def test_the_name_is_a_field_like_others():
	name = frappe.db.get_value("CT Order", {"title": "cat"})
	assert titles({"name": name}) == ["cat"]
	assert titles({"name": ("in", [name])}) == ["cat"]


def test_or_filters_widen_and_filters_narrow():
	assert titles(or_filters={"title": "ant", "pieces": 5}) == ["ant", "Eel"]
	assert titles(or_filters=[["title", "=", "ant"], ["pieces", ">", 4]]) == ["ant", "Eel"]
	assert titles({"status": "Open"}, or_filters={"title": "ant", "pieces": 3}) == ["ant"]


def test_filters_on_linked_documents_and_fields_of_them():
	found = frappe.get_all(
		"CT Order", filters={"pieces": 2}, fields=["title", "area.rank as area_rank", "area.area_name"]
	)
	assert found == [{"title": "bee", "area_rank": 2, "area_name": "South"}]


def test_fields_of_child_rows():
	found = frappe.get_all("CT Order", filters={"title": "bee"}, fields=["title", "lines.item"])
	assert sorted(row.item for row in found) == ["item 1", "item 2"]
	named = frappe.get_all(
		"CT Order",
		filters={"title": "bee"},
		fields=["`tabCT Line`.item as thing"],
		order_by="`tabCT Line`.idx",
	)
	assert [row.thing for row in named] == ["item 1", "item 2"]


def test_without_fields_only_the_name_comes():
	row = frappe.get_all("CT Order", limit=1)[0]
	assert list(row) == ["name"]
	assert isinstance(row, frappe._dict)


def test_all_fields():
	row = frappe.get_all("CT Order", fields=["*"], filters={"title": "dog"})[0]
	assert row.title == "dog" and row.moment == datetime.datetime(2026, 3, 10, 12)
	assert "_user_tags" in row and "lines" not in row


def test_fields_can_be_text_a_list_and_aliased():
	assert frappe.get_all("CT Order", fields="title", filters={"title": "ant"}) == [{"title": "ant"}]
	assert frappe.get_all("CT Order", fields=["title as t", "pieces"], filters={"title": "ant"}) == [
		{"t": "ant", "pieces": 1}
	]
	assert frappe.get_all("CT Order", fields='["title"]', filters={"title": "ant"}) == [{"title": "ant"}]


def test_aggregates():
	rows = frappe.get_all(
		"CT Order",
		fields=["status", "count(name) as number", "sum(amount) as total"],
		group_by="status",
		order_by="status",
	)
	assert [(row.status, row.number, row.total) for row in rows] == [
		("Closed", 1, 30.0),
		("Open", 3, 100.0),
		("Working", 1, 20.0),
	]
	assert frappe.get_all("CT Order", fields=["max(pieces) as top", "min(day) as first"]) == [
		{"top": 5, "first": datetime.date(2026, 1, 10)}
	]


def test_values_come_with_their_types():
	row = frappe.get_all(
		"CT Order", filters={"title": "ant"}, fields=["day", "amount", "pieces", "done", "creation", "note"]
	)[0]
	assert row.day == datetime.date(2026, 1, 10)
	assert (row.amount, row.pieces, row.done, row.note) == (10.0, 1, 0, "a_b")
	assert isinstance(row.amount, float) and isinstance(row.creation, datetime.datetime)


def test_order_limit_and_start():
	assert titles(limit=2) == ["ant", "bee"]
	assert titles(limit_page_length=2) == ["ant", "bee"]
	assert titles(limit_start=3, limit_page_length=5) == ["dog", "Eel"]
	assert titles(start=1, page_length=2) == ["bee", "cat"]
	assert frappe.get_all("CT Order", pluck="title", order_by="status desc, pieces asc") == [
		"bee",
		"ant",
		"dog",
		"Eel",
		"cat",
	]
	assert frappe.get_all("CT Order", pluck="title", order_by="title") == ["ant", "bee", "cat", "dog", "Eel"]


def test_get_all_has_no_limit_and_get_list_has_none_either():
	for number in range(25):
		area(f"Area {number}")
	assert len(frappe.get_all("CT Area")) == 27
	assert len(frappe.get_list("CT Area")) == 27
	assert len(frappe.get_list("CT Area", limit=20)) == 20


def test_the_default_order_is_the_forms_sort_field():
	for number, title in enumerate(["dog", "ant", "bee", "cat", "Eel"]):
		frappe.db.set_value(
			"CT Order", {"title": title}, "modified", f"2026-01-0{number + 1} 00:00:00", update_modified=False
		)
	assert frappe.get_all("CT Order", pluck="title") == ["Eel", "cat", "bee", "ant", "dog"]


def test_as_list():
	assert frappe.get_all(
		"CT Order", fields=["title", "pieces"], as_list=True, order_by="pieces", limit=1
	) == (("ant", 1),)


def test_pluck_of_another_field_and_distinct():
	assert frappe.get_all(
		"CT Order", pluck="area", filters={"area": ("is", "set")}, distinct=True, order_by="area"
	) == [
		"North",
		"South",
	]


def test_parent_doctype_lists_rows():
	rows = frappe.get_all(
		"CT Line", filters={"parenttype": "CT Order"}, fields=["item"], order_by="item, name"
	)
	assert [row.item for row in rows] == ["item 1", "item 1", "item 2"]


def test_an_unknown_field_in_filters_is_an_error():
	with pytest.raises(Exception, match="(?i)unknown column|no such column|field not permitted"):
		frappe.get_all("CT Order", filters={"no_such_field": 1})


@pytest.mark.parametrize(
	"fields",
	[["title, (select 1)"], ["(select password from __Auth) as x"]],
)
def test_fields_that_are_sql_are_refused(fields):
	with pytest.raises(frappe.DataError):
		frappe.get_list("CT Order", fields=fields)


@pytest.mark.parametrize(
	"order_by", ["title, (select name from tabUser)", "title; drop table x", "title union select 1"]
)
def test_orders_that_are_sql_are_refused(order_by):
	with pytest.raises(Exception, match="(?i)sub-query|illegal|syntax"):
		frappe.get_list("CT Order", order_by=order_by)


def test_group_by_that_is_sql_is_refused():
	with pytest.raises(frappe.ValidationError):
		frappe.get_list("CT Order", group_by="(select name from tabUser)")


def test_between_is_for_dates_only():
	with pytest.raises(Exception, match="(?i)syntax|between"):
		titles({"pieces": ("between", [2, 4])})


# get_value and friends


def test_get_value_of_one_field_by_name_or_filters():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	assert name.startswith("CTO-")
	assert frappe.db.get_value("CT Order", name, "title") == "bee"
	assert frappe.db.get_value("CT Order", {"pieces": (">", 4)}, "title") == "Eel"
	assert frappe.db.get_value("CT Order", [["pieces", ">", 4]], "title") == "Eel"
	assert frappe.db.get_value("CT Order", "no such", "title") is None
	assert frappe.get_value("CT Order", name, "title") == "bee"


def test_get_value_of_several_fields():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	assert frappe.db.get_value("CT Order", name, ["title", "pieces"]) == ("bee", 2)
	row = frappe.db.get_value("CT Order", name, ["title", "pieces"], as_dict=True)
	assert row == {"title": "bee", "pieces": 2} and isinstance(row, frappe._dict)
	assert frappe.db.get_value("CT Order", "no such", ["title", "pieces"]) is None
	assert frappe.db.get_value("CT Order", name, "*", as_dict=True).title == "bee"
	assert frappe.db.get_value("CT Order", name, ["title"]) == "bee"


def test_get_value_types_and_order():
	assert frappe.db.get_value("CT Order", {"title": "ant"}, "day") == datetime.date(2026, 1, 10)
	assert frappe.db.get_value("CT Order", {"status": "Open"}, "title", order_by="pieces desc") == "Eel"
	assert frappe.db.get_value("CT Order", {"title": "ant"}, "title as t", as_dict=True) == {"t": "ant"}
	assert frappe.db.get_value("CT Order", {"area": None}, "title", order_by="pieces asc") == "dog"
	assert frappe.db.get_value("CT Order", {"title": ["like", "c%"]}, "title") == "cat"


def test_get_value_orders_downwards_unless_told():
	assert frappe.db.get_value("CT Order", {"status": "Open"}, "title", order_by="pieces") == "Eel"
	assert frappe.db.get_value("CT Order", {"status": "Open"}, "title", order_by="pieces asc") == "ant"


def test_get_value_for_update():
	name = frappe.db.get_value("CT Order", {"title": "bee"}, for_update=True)
	assert frappe.db.get_value("CT Order", name, "title", cache=True) == "bee"


def test_get_values():
	rows = frappe.db.get_values("CT Order", {"pieces": ("<", 3)}, ["title", "pieces"], order_by="pieces asc")
	assert rows == (("ant", 1), ("bee", 2))
	dicts = frappe.db.get_values(
		"CT Order", {"pieces": ("<", 3)}, ["title"], as_dict=True, order_by="pieces asc"
	)
	assert dicts == [{"title": "ant"}, {"title": "bee"}]
	assert frappe.db.get_values("CT Order", {"pieces": 1}, "title", pluck=True) == ["ant"]


def test_count():
	assert frappe.db.count("CT Order") == 5
	assert frappe.db.count("CT Order", {"status": "Open"}) == 3
	assert frappe.db.count("CT Order", [["pieces", ">", 3]]) == 2
	assert frappe.db.count("CT Order", {"title": "none"}) == 0


def test_exists_gives_the_name_or_none():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	assert frappe.db.exists("CT Order", name) == name
	assert frappe.db.exists("CT Order", {"title": "bee"}) == name
	assert frappe.db.exists({"doctype": "CT Order", "title": "bee"}) == name
	assert frappe.db.exists("CT Order", {"title": ("like", "b%")}) == name
	assert frappe.db.exists("CT Order", "no such") is None
	assert frappe.db.exists("CT Order", {"title": "no such"}) is None
	assert frappe.db.exists("CT Order", None) is None
	assert frappe.db.exists("DocType", "CT Order") == "CT Order"
	assert frappe.db.exists("CT Settings", "CT Settings") == "CT Settings"
	assert frappe.db.a_row_exists("CT Order")


def test_existence_of_tables_and_columns():
	assert frappe.db.table_exists("CT Order") and not frappe.db.table_exists("No Such Form")
	assert frappe.db.has_column("CT Order", "title") and not frappe.db.has_column("CT Order", "nothing")
	assert "pieces" in frappe.db.get_table_columns("CT Order")
	assert "lines" not in frappe.db.get_table_columns("CT Order")


# Writing through frappe.db


def test_set_value_changes_modified_unless_told_not_to():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	frappe.db.set_value("CT Order", name, "modified", "2020-01-01 00:00:00", update_modified=False)
	frappe.db.set_value("CT Order", name, "note", "quiet", update_modified=False)
	assert frappe.db.get_value("CT Order", name, "modified") == datetime.datetime(2020, 1, 1)
	frappe.db.set_value("CT Order", name, "note", "loud")
	assert frappe.db.get_value("CT Order", name, "modified") > datetime.datetime(2020, 1, 2)
	assert frappe.db.get_value("CT Order", name, "modified_by") == "Administrator"


def test_set_value_with_a_dict_and_with_filters():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	frappe.db.set_value("CT Order", name, {"note": "n", "pieces": 9})
	assert frappe.db.get_value("CT Order", name, ["note", "pieces"]) == ("n", 9)
	frappe.db.set_value("CT Order", {"status": "Open"}, "note", "bulk")
	assert frappe.db.count("CT Order", {"note": "bulk"}) == 3
	frappe.db.set_value("CT Order", name, "note", None)
	assert frappe.db.get_value("CT Order", name, "note") is None


def test_set_value_with_given_modified():
	name = frappe.db.get_value("CT Order", {"title": "bee"})
	frappe.db.set_value("CT Order", name, "note", "x", modified="2021-05-05 05:05:05", modified_by="Guest")
	assert frappe.db.get_value("CT Order", name, ["modified", "modified_by"]) == (
		datetime.datetime(2021, 5, 5, 5, 5, 5),
		"Guest",
	)


def test_delete_rows():
	frappe.db.delete("CT Order", {"pieces": ("<", 3)})
	assert titles() == ["cat", "dog", "Eel"]
	frappe.db.delete("CT Order", {"title": ("in", ["cat", "dog"])})
	assert titles() == ["Eel"]


def test_bulk_insert():
	frappe.db.bulk_insert(
		"CT Area", ["name", "area_name", "rank"], [("B1", "B1", 1), ("B2", "B2", 2)], ignore_duplicates=True
	)
	frappe.db.bulk_insert("CT Area", ["name", "area_name", "rank"], [("B1", "B1", 9)], ignore_duplicates=True)
	assert frappe.db.get_value("CT Area", "B1", "rank") == 1


# Raw SQL


def test_sql_gives_tuples_dicts_or_one_column():
	query = "select title, pieces from `tabCT Order` where pieces < %s order by pieces"
	assert frappe.db.sql(query, 3) == (("ant", 1), ("bee", 2))
	assert frappe.db.sql(query, (3,), as_dict=True) == [
		{"title": "ant", "pieces": 1},
		{"title": "bee", "pieces": 2},
	]
	assert frappe.db.sql(query, (2,), as_list=True) == [["ant", 1]]
	named = "select title from `tabCT Order` where pieces = %(number)s"
	assert frappe.db.sql(named, {"number": 3}, pluck=True) == ["cat"]
	assert frappe.db.sql_list(
		"select title from `tabCT Order` where pieces in %s order by pieces", ((1, 2),)
	) == [
		"ant",
		"bee",
	]
	assert frappe.db.sql("select name from `tabCT Order` where pieces = 99") == ()


def test_sql_like_with_a_percent_sign():
	assert frappe.db.sql("select title from `tabCT Order` where title like 'a%'") == (("ant",),)
	assert frappe.db.sql("select title from `tabCT Order` where title like %s", ("a%",)) == (("ant",),)
	assert frappe.db.sql("select title from `tabCT Order` where title like 'a%%' and pieces=%s", (1,)) == (
		("ant",),
	)


def test_escape():
	assert frappe.db.escape("it's") in ("'it\\'s'", "'it''s'")
	text = "it's"
	assert frappe.db.sql(f"select {frappe.db.escape(text)}")[0][0] == text


def test_multisql_takes_the_dialect_by_name():
	found = frappe.db.multisql(
		{
			"mariadb": "select title from `tabCT Order` where pieces=1",
			"sqlite": "select title from `tabCT Order` where pieces=1",
		}
	)
	assert found == (("ant",),)
