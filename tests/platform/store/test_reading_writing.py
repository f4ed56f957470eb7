"""frappe.db's values, and the doors SQL could be smuggled through. The contract suite states the rest."""

from __future__ import annotations

import datetime

import pytest

import frappe


def found(filters=None) -> str:
	return "".join(frappe.get_all("Thing", filters=filters, pluck="name", order_by="name"))


@pytest.mark.parametrize(
	("filters", "rows"),
	[
		({"title": "ANT"}, "a"),
		({"title": None}, "e"),
		({"note": ["is", "set"]}, "ade"),
		({"note": ["is", "not set"]}, "bc"),
		({"note": ["!=", "x"]}, "bcde"),
		({"note": ["like", "a\\_b"]}, ""),  # in lists a backslash is only a backslash, as v15.41 answered
		({"note": ["like", "50\\%"]}, ""),
		({"note": ["not in", ["x", "50%"]]}, "bce"),
		({"note": ["in", ["x", None]]}, "abc"),
		({"title": ["like", "Dog's"]}, "d"),
		({"pieces": ["in", "1,2"]}, "ab"),
		({"pieces": ["in", ["1", 5]]}, "ae"),
		({"pieces": ["is", "set"]}, "abcde"),
		({"amount": ["<", "20.5"]}, "ab"),
		({"day": None}, "c"),
		({"day": ["<", "2026-02-01"]}, "ac"),
		({"day": ["between", ["2026-02-10", datetime.date(2026, 3, 10)]]}, "bd"),
		({"moment": ["between", ["2026-03-10", "2026-03-10"]]}, "cd"),
		({"moment": ["between", ["2026-03-10 00:00:00", "2026-03-10 11:00:00"]]}, "d"),
		({"clock": [">", "08:00"]}, "c"),
		([["pieces", ">", 1], ["Thing", "pieces", "<", 4]], "bc"),
		([{"pieces": 1}], "a"),
		('{"pieces": 1}', "a"),
		('[["pieces", "=", 1]]', "a"),
		(["pieces", "=", 1], "a"),
	],
)
def test_filters_of_lists(things, filters, rows):
	assert found(filters) == rows


@pytest.mark.parametrize(
	("filters", "rows"),
	[
		("a", "a"),
		(["a", "c"], "ac"),
		({"note": ["is", "set"]}, "abde"),
		({"note": ["is", "not set"]}, "c"),
		({"note": ["!=", "x"]}, "bde"),
		({"note": None}, "c"),
		({"pieces": ["between", [2, 3]]}, "bc"),
		({"pieces": ["=>", 4]}, "de"),
		({"title": ["regex", "^[ab]"]}, "ab"),
		([["pieces", ">", 3], ["note", "50%"]], "d"),
	],
)
def test_filters_of_values_compare_columns_as_they_are(things, filters, rows):
	names = frappe.db.get_values("Thing", filters, "name", order_by="name asc", pluck=True)
	assert "".join(names) == rows


@pytest.mark.parametrize(
	("filters", "error", "message"),
	[
		({"pieces": ["~", 1]}, frappe.ValidationError, "="),
		({"name) or (1": 1}, frappe.DataError, "name"),
		({"name`": 1}, frappe.DataError, "name"),
		({"ifnull(name, '')": 1}, frappe.DataError, "name"),
		([["pieces"]], frappe.ValidationError, "4"),
		({"pieces": ["in", 1, 2]}, frappe.ValidationError, "pieces"),
		({"note": ["is", "maybe"]}, frappe.ValidationError, "maybe"),
		({"pieces": ["between", [1, 2]]}, frappe.ValidationError, "between"),
		({"day": ["timespan", "last eon"]}, frappe.ValidationError, "last eon"),
	],
)
def test_filters_that_mean_nothing_are_refused(things, filters, error, message):
	with pytest.raises(error, match=message):
		frappe.get_all("Thing", filters=filters)


@pytest.mark.parametrize(
	"field",
	[
		"(select password from __Auth)",
		"name, title",
		"name from `tabThing` --",
		"sum(pieces) /* x */",
		"name; drop table x",
		"ifnull(name, '')",
		"load_extension('x')",
		"case when 1 then name end",
		"`tabThing`.name union select 1",
		"count(name) filter (where 1)",
	],
)
def test_fields_that_are_more_than_fields_are_refused(things, field):
	with pytest.raises(frappe.DataError):
		frappe.get_all("Thing", fields=[field])
	if "ifnull" not in field:  # a function is refused to requests, not to server code
		with pytest.raises((frappe.DataError, frappe.db.OperationalError)):
			frappe.db.get_value("Thing", "a", [field])


@pytest.mark.parametrize(
	"order",
	["(select 1)", "name; drop table x", "sleep(9)", "name union select 1", "case when 1 then 2 end", 'x"y'],
)
def test_orders_that_are_more_than_orders_are_refused(things, order):
	with pytest.raises(frappe.ValidationError):
		frappe.get_all("Thing", order_by=order)
	with pytest.raises(frappe.ValidationError):
		frappe.get_all("Thing", group_by=order)


def test_fields_and_filters_may_change_places(things):
	assert frappe.get_all("Thing", {"name": "a"}, ["title", "pieces"]) == [{"title": "ant", "pieces": 1}]
	assert frappe.get_all("Thing", ["title", "pieces"], {"name": "a"}) == [{"title": "ant", "pieces": 1}]


def test_an_order_by_an_alias_of_a_date(things):
	rows = frappe.get_all(
		"Thing", fields=["note", "max(day) as last"], group_by="note", order_by="last desc", as_list=True
	)
	assert rows[0] == ("a_b", datetime.date(2026, 3, 11))


def test_a_query_can_be_shown_instead_of_run(things):
	shown = frappe.get_all("Thing", filters={"title": "it's"}, run=False, order_by=None)
	assert shown == "select `tabThing`.`name` from `tabThing` where `tabThing`.`title` = 'it''s'"
	assert frappe.db.sql(shown) == ()


def test_get_value_forms(things):
	assert frappe.db.get_value("Thing", "a", ["title", "pieces"]) == ("ant", 1)
	assert frappe.db.get_value("Thing", "a", "title, pieces") == ("ant", 1)
	assert frappe.db.get_value("Thing", "a", "max(moment)") == datetime.datetime(2026, 1, 10, 8)
	assert frappe.db.get_value("Thing", {"pieces": [">", 1]}) == "e"  # the one changed last
	assert frappe.db.get_value("Nothing", "a", "title", ignore=True) is None
	assert frappe.db.get_values("Thing", [], "name") == {}


def test_cached_values_last_until_something_changes(things):
	assert frappe.db.get_value("Thing", "a", "title", cache=True) == "ant"
	frappe.db.sql("update `tabThing` set title = 'fox' where name = 'a'")
	assert frappe.db.get_value("Thing", "a", "title", cache=True) == "ant"
	frappe.db.set_value("Thing", "a", "pieces", 9)
	assert frappe.db.get_value("Thing", "a", "title", cache=True) == "fox"


def test_aggregates_of_the_builder(things):
	assert frappe.qb.sum("Thing", "pieces") == 15
	assert frappe.qb.max("Thing", "pieces", {"pieces": ["<", 4]}) == 3
	assert frappe.qb.min("Thing", "pieces", {"pieces": [">", 99]}) == 0


def test_defaults_with_several_values(bare):
	frappe.defaults.add_user_default("k", "1", "u")
	frappe.defaults.add_user_default("k", "2", "u")
	assert frappe.defaults.get_user_default("k", "u") == "1"
	assert frappe.defaults.get_user_default_as_list("k", "u") == ["1", "2"]
	frappe.db.set_default("K Y", "v")
	frappe.defaults.set_user_default("K Y", None, "u")
	assert frappe.db.get_default("K Y") == "v"


def test_the_builder_writes_dates_as_the_column_stores_them(things):
	thing = frappe.qb.DocType("Thing")
	frappe.qb.update(thing).set(thing.moment, "2026-05-05 05:05").where(thing.name == "a").run()
	assert frappe.db.get_value("Thing", {"moment": datetime.datetime(2026, 5, 5, 5, 5)}) == "a"
	frappe.qb.into(thing).columns(thing.name, thing.day).insert("q", datetime.datetime(2026, 5, 5, 9)).run()
	assert frappe.db.get_value("Thing", "q", "day") == datetime.date(2026, 5, 5)
	frappe.qb.into(thing).columns("name", "title").insert(("q", "again")).ignore().run()
	assert frappe.db.get_value("Thing", "q", "title") is None
