"""SQLite knows how values are spread, and a page of a list is found before its rows are read."""

import frappe

from frappe_standalone.core.db import statistics
from frappe_standalone.core.hooks import get_hooks
from frappe_standalone.core.query.listing import ListQuery

FIELDS = ("name", "title", "pieces", "modified")


def fill(count: int = 400) -> None:
	rows = [
		(f"T{n:04}", ("open", "shut")[n % 40 == 0], n, f"2026-01-01 00:00:00.{n:06}") for n in range(count)
	]
	frappe.db.bulk_insert("Thing", FIELDS, rows)


def plan(sql: str) -> str:
	return " ".join(row[3] for row in frappe.db.sql(f"explain query plan {sql}"))


def page(filters: dict, **kwargs) -> list:
	return frappe.get_all("Thing", filters=filters, fields=FIELDS, order_by="modified desc", **kwargs)


def test_the_spread_decides_between_two_indexes(bare):
	fill()
	for columns in (["title"], ["pieces"]):
		frappe.db.add_index("Thing", columns)
	statistics.refresh()

	assert "pieces_index" in plan("select * from tabThing where title = 'open' and pieces = 7")


def test_an_index_over_several_fields_is_used_for_all_of_them(bare):
	fill()
	frappe.db.add_index("Thing", ["title", "pieces"])
	statistics.refresh()

	assert "(title=? AND pieces>?)" in plan("select * from tabThing where title = 'open' and pieces > 7")


def test_it_is_looked_at_daily():
	assert "frappe_standalone.core.db.statistics.refresh" in str(
		get_hooks("scheduler_events", app_name="frappe")
	)


def test_pages_put_together_are_the_whole_list(bare):
	fill()
	whole = page({"title": "open"})
	pages = [page({"title": "open"}, limit_start=start, limit=100) for start in range(0, 400, 100)]

	assert [row for part in pages for row in part] == whole
	assert [row.pieces for row in whole] == sorted((row.pieces for row in whole), reverse=True)


def test_a_page_is_sorted_by_the_index_alone(bare):
	fill()
	frappe.db.add_index("Thing", ["title", "pieces", "modified"])
	sql = frappe.get_all(
		"Thing",
		filters={"title": "open", "pieces": (">", 100)},
		fields=FIELDS,
		order_by="modified desc",
		limit=5,
		run=False,
	)

	assert "USING COVERING INDEX" in plan(sql)


def test_only_plain_pages_are_found_that_way(bare):
	def sorted_page(fields, **sorting):
		query = ListQuery("Thing", "Administrator", True, None, False)
		query.select(fields, keep_places=False)
		query.filter({"title": "open"}, None)
		query.sort(**({"order_by": "modified desc", "group_by": None, "distinct": False} | sorting))
		return query.is_sorted_page()

	assert sorted_page(["name"])
	assert not sorted_page(["name"], distinct=True)
	assert not sorted_page(["distinct title"])
	assert not sorted_page(["title", "count(*) as n"], group_by="title")
	assert not sorted_page(["name", "pieces as modified"]), "sorted by an alias"
	assert not sorted_page(["name"], order_by=None)
