"""frappe.qb: the forms of use that apps need, and the types that come back."""

from __future__ import annotations

import datetime

import pytest
from pypika import Table
from pypika.terms import ValueWrapper

import frappe
from frappe.query_builder import Case, Criterion, DocType, Order
from frappe.query_builder.custom import ConstantColumn
from frappe.query_builder.functions import Avg, Coalesce, Count, Date, IfNull, Max, Min, Sum
from frappe.query_builder.terms import SubQuery

from tests.contract.make import area, order

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture(autouse=True)
def orders(site):
	area("North", rank=1)
	order("ant", 1, pieces=1, amount=10, area="North", day="2026-01-10", moment="2026-01-10 08:00:00")
	order("bee", 2, pieces=2, amount=20, area="North", day="2026-02-10", note="n")
	order("cat", 0, pieces=3, amount=30, day="2026-02-11", at_time="10:30:00")


# DocType() needs a site, which a module being imported does not have yet.
ORDERS = Table("tabCT Order")
LINES = Table("tabCT Line")
AREAS = Table("tabCT Area")


def run(query, **how):
	return query.run(**how)


def test_run_gives_tuples_dicts_lists_or_one_column():
	query = (
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title, ORDERS.pieces)
		.where(ORDERS.pieces < 3)
		.orderby(ORDERS.pieces)
	)
	assert query.run() == (("ant", 1), ("bee", 2))
	assert query.run(as_dict=True) == [{"title": "ant", "pieces": 1}, {"title": "bee", "pieces": 2}]
	assert isinstance(query.run(as_dict=True)[0], frappe._dict)
	assert query.run(as_list=True) == [["ant", 1], ["bee", 2]]
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).orderby(ORDERS.pieces).run(pluck=True) == [
		"ant",
		"bee",
		"cat",
	]
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.pieces == 99).run() == ()
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.pieces == 99).run(as_dict=True) == []


def test_from_takes_a_name():
	assert frappe.qb.from_("CT Order").select("title").where(ORDERS.pieces == 1).run() == (("ant",),)


def test_types_of_columns():
	row = (
		frappe.qb.from_(ORDERS)
		.select(ORDERS.day, ORDERS.moment, ORDERS.amount, ORDERS.pieces, ORDERS.note, ORDERS.creation)
		.where(ORDERS.title == "ant")
		.run(as_dict=True)[0]
	)
	assert row.day == datetime.date(2026, 1, 10)
	assert row.moment == datetime.datetime(2026, 1, 10, 8)
	assert (row.amount, row.pieces, row.note) == (10.0, 1, None)
	assert isinstance(row.creation, datetime.datetime)
	time = frappe.qb.from_(ORDERS).select(ORDERS.at_time).where(ORDERS.title == "cat").run()[0][0]
	assert time == datetime.timedelta(hours=10, minutes=30)


def test_values_may_be_dates_and_text():
	by_date = frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.day == datetime.date(2026, 2, 10))
	assert by_date.run() == (("bee",),)
	by_text = (
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title)
		.where(ORDERS.day[datetime.date(2026, 2, 1) : "2026-02-28"])
	)
	assert sorted(by_text.run(pluck=True)) == ["bee", "cat"]
	quoted = frappe.qb.from_(ORDERS).select(ValueWrapper("it's").as_("x")).where(ORDERS.pieces == 1)
	assert quoted.run() == (("it's",),)


def test_conditions():
	assert run(frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.title.like("a%")), pluck=True) == [
		"ant"
	]
	assert run(
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title)
		.where(ORDERS.title.isin(["ant", "cat"]))
		.orderby(ORDERS.title),
		pluck=True,
	) == [
		"ant",
		"cat",
	]
	assert run(
		frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.pieces.notin([1, 2])), pluck=True
	) == ["cat"]
	assert run(
		frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.note.isnull()).orderby(ORDERS.title),
		pluck=True,
	) == [
		"ant",
		"cat",
	]
	assert run(frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.note.isnotnull()), pluck=True) == [
		"bee"
	]
	assert run(
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title)
		.where((ORDERS.pieces == 1) | (ORDERS.pieces == 3))
		.orderby(ORDERS.pieces),
		pluck=True,
	) == ["ant", "cat"]
	assert run(
		frappe.qb.from_(ORDERS).select(ORDERS.title).where((ORDERS.pieces > 1) & ~(ORDERS.pieces == 2)),
		pluck=True,
	) == ["cat"]
	assert run(
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title)
		.where(Criterion.any([ORDERS.pieces == 1, ORDERS.pieces == 2]))
		.orderby(ORDERS.pieces),
		pluck=True,
	) == ["ant", "bee"]
	assert run(
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title)
		.where(Criterion.all([ORDERS.pieces >= 1, ORDERS.pieces <= 1])),
		pluck=True,
	) == ["ant"]
	assert run(frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.title == "ANT"), pluck=True) == [
		"ant"
	]


def test_joins():
	joined = (
		frappe.qb.from_(ORDERS)
		.inner_join(LINES)
		.on(LINES.parent == ORDERS.name)
		.select(ORDERS.title, LINES.item)
		.orderby(ORDERS.pieces)
		.orderby(LINES.idx)
		.run()
	)
	assert joined == (("ant", "item 1"), ("bee", "item 1"), ("bee", "item 2"))
	left = (
		frappe.qb.from_(ORDERS)
		.left_join(AREAS)
		.on(AREAS.name == ORDERS.area)
		.select(ORDERS.title, AREAS.rank)
		.orderby(ORDERS.pieces)
		.run()
	)
	assert left == (("ant", 1), ("bee", 1), ("cat", None))


def test_groups_and_functions():
	grouped = (
		frappe.qb.from_(ORDERS)
		.select(
			ORDERS.area,
			Count(ORDERS.name).as_("number"),
			Sum(ORDERS.amount).as_("total"),
			Avg(ORDERS.amount).as_("mean"),
		)
		.groupby(ORDERS.area)
		.orderby(ORDERS.area, order=Order.desc)
		.run(as_dict=True)
	)
	assert grouped == [
		{"area": "North", "number": 2, "total": 30.0, "mean": 15.0},
		{"area": None, "number": 1, "total": 30.0, "mean": 30.0},
	]
	assert frappe.qb.from_(ORDERS).select(Max(ORDERS.pieces), Min(ORDERS.pieces), Count("*")).run() == (
		(3, 1, 3),
	)
	assert frappe.qb.from_(ORDERS).select(IfNull(ORDERS.note, "-"), Coalesce(ORDERS.area, "none")).orderby(
		ORDERS.pieces
	).run() == (
		("-", "North"),
		("n", "North"),
		("-", "none"),
	)


def test_having_distinct_limit_offset():
	having = frappe.qb.from_(ORDERS).select(ORDERS.area).groupby(ORDERS.area).having(Count(ORDERS.name) > 1)
	assert having.run(pluck=True) == ["North"]
	assert frappe.qb.from_(ORDERS).select(ORDERS.area).distinct().where(ORDERS.area.isnotnull()).run() == (
		("North",),
	)
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).orderby(ORDERS.pieces).limit(1).offset(1).run() == (
		("bee",),
	)
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).orderby(ORDERS.pieces, order=frappe.qb.desc).limit(
		1
	).run() == (("cat",),)


def test_date_of_a_datetime():
	found = frappe.qb.from_(ORDERS).select(ORDERS.title).where(Date(ORDERS.moment) == "2026-01-10").run()
	assert found == (("ant",),)
	value = frappe.qb.from_(ORDERS).select(Date(ORDERS.moment)).where(ORDERS.title == "ant").run()[0][0]
	assert frappe.utils.getdate(value) == datetime.date(2026, 1, 10)


def test_case_and_constants():
	size = Case().when(ORDERS.pieces > 2, "many").else_("few")
	rows = (
		frappe.qb.from_(ORDERS)
		.select(ORDERS.title, size.as_("size"), ConstantColumn("x").as_("c"))
		.orderby(ORDERS.pieces)
		.run()
	)
	assert rows == (("ant", "few", "x"), ("bee", "few", "x"), ("cat", "many", "x"))


def test_arithmetic():
	doubled = frappe.qb.from_(ORDERS).select((ORDERS.amount * 2 + 1).as_("d")).where(ORDERS.pieces == 1).run()
	assert doubled == ((21.0,),)


def test_sub_queries():
	inner = frappe.qb.from_(LINES).select(LINES.parent)
	assert frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.name.isin(inner)).orderby(
		ORDERS.pieces
	).run(pluck=True) == [
		"ant",
		"bee",
	]
	number = SubQuery(frappe.qb.from_(LINES).select(Count(LINES.name)).where(LINES.parent == ORDERS.name))
	assert frappe.qb.from_(ORDERS).select(ORDERS.title, number).orderby(ORDERS.pieces).run() == (
		("ant", 1),
		("bee", 2),
		("cat", 0),
	)


def test_union():
	first = frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.pieces == 1)
	second = frappe.qb.from_(ORDERS).select(ORDERS.title).where(ORDERS.pieces == 2)
	assert sorted((first + second).run(pluck=True)) == ["ant", "bee"]


def test_update_insert_and_delete():
	frappe.qb.update(ORDERS).set(ORDERS.note, "changed").set(ORDERS.pieces, ORDERS.pieces + 10).where(
		ORDERS.title == "ant"
	).run()
	assert frappe.db.get_value("CT Order", {"title": "ant"}, ["note", "pieces"]) == ("changed", 11)
	frappe.qb.into(AREAS).columns("name", "area_name").insert("Q1", "Q1").insert("Q2", "Q2").run()
	assert frappe.db.count("CT Area", {"name": ("in", ["Q1", "Q2"])}) == 2
	frappe.qb.from_(AREAS).where(AREAS.name == "Q1").delete().run()
	assert not frappe.db.exists("CT Area", "Q1")


def test_get_query_takes_filters_like_get_all():
	query = frappe.qb.get_query(
		"CT Order", fields=["title", "pieces"], filters={"pieces": (">", 1)}, order_by="pieces asc"
	)
	assert query.run() == (("bee", 2), ("cat", 3))
	assert frappe.qb.get_query("CT Order", fields=["title"], filters={"title": "ant"}).run(as_dict=True) == [
		{"title": "ant"}
	]
	assert frappe.qb.get_query("CT Order", fields=["title"], limit=1, order_by="pieces desc").run() == (
		("cat",),
	)


def test_doctype_gives_the_table_with_its_prefix():
	assert "`tabCT Order`" in str(frappe.qb.from_(ORDERS).select(ORDERS.title))
	assert frappe.qb.DocType("CT Order") == ORDERS
	assert DocType("CT Order") == ORDERS
	assert frappe.qb.Field("title").name == "title"
	assert frappe.qb.terms is not None


def test_what_the_builder_quotes_is_a_name_and_what_it_does_not_know_is_an_error():
	with pytest.raises(Exception, match="(?i)no_such"):
		frappe.qb.from_(ORDERS).select(ORDERS.no_such).run()
