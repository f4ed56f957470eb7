"""v15's placeholders become SQLite's."""

from __future__ import annotations

import pytest

from frappe_standalone.core.db.parameters import MissingParameter, prepare
from frappe_standalone.core.errors import AmbiguousQuotes


def shown(query: str, values=None) -> str:
	"""The statement with its values in place."""
	statement = prepare(query, values)
	sql = statement.sql
	if isinstance(statement.values, tuple):  # plain values in order go as they are
		for value in statement.values:
			sql = sql.replace("?", repr(value), 1)
		return sql
	for name in sorted(statement.values, key=len, reverse=True):
		sql = sql.replace(f":{name}", repr(statement.values[name]))
	return sql


@pytest.mark.parametrize(
	("query", "values", "expected"),
	[
		("select 1", None, "select 1"),
		("select a where b like 'x%'", None, "select a where b like 'x%'"),
		("select a where b like 'x%%' and c = %s", (1,), "select a where b like 'x%' and c = 1"),
		("a = %s", "it's", 'a = "it\'s"'),
		("a = %s and b = %s", ("x", 2), "a = 'x' and b = 2"),
		("a = %s and b = %s", ["x", 2], "a = 'x' and b = 2"),
		("a = %(x)s or b = %(x)s", {"x": 1, "unused": 2}, "a = 1 or b = 1"),
		("a in %s", ((1, 2),), "a in (1, 2)"),
		("a in %(x)s", {"x": ["p", "q"]}, "a in ('p', 'q')"),
		("a in %(x)s", {"x": []}, "a in ()"),
		("a = '%s' and b = %s", (1,), "a = '%s' and b = 1"),
		("select `a%s`, %s", (1,), "select `a%s`, 1"),
		("select left(a, 2), 'left(x)' from b left join (select 1)", None,
		 "select left_(a, 2), 'left(x)' from b left join (select 1)"),
		("select 1 -- %s\n, %s", (2,), "select 1  \n, 2"),
		("select 1 /* it's %s */ , %s", (2,), "select 1   , 2"),
		("select a from b for update", None, "select a from b"),
		("select a from b FOR UPDATE NOWAIT", None, "select a from b"),
		("truncate table `tabX`", None, "delete from `tabX`"),
	],
)  # fmt: skip
def test_queries(query, values, expected):
	assert shown(query, values) == expected


@pytest.mark.parametrize(("query", "values"), [("a = %s and b = %s", (1,)), ("a = %(x)s", {"y": 1})])
def test_a_value_that_is_missing_is_named(query, values):
	with pytest.raises(MissingParameter, match="given"):
		prepare(query, values)


@pytest.mark.parametrize("query", ['select "name" from `tabX`', 'select 1 where a = "it"'])
def test_double_quotes_are_refused_because_they_mean_different_things(query):
	with pytest.raises(AmbiguousQuotes, match="single quotes"):
		prepare(query)


def test_double_quotes_inside_a_text_are_a_text():
	assert prepare("select 'say \"hi\"'").sql == "select 'say \"hi\"'"


@pytest.mark.parametrize(
	("query", "writes", "is_ddl"),
	[
		("select 1", False, False),
		("  (select 1)", False, False),
		("with x as (select 1) select * from x", False, False),
		("with x as (select 1) insert into y select * from x", True, False),
		("Update `tabX` set a = 1", True, False),
		("replace into x values (1)", True, False),
		("create table x (a)", True, True),
		("pragma table_info(x)", False, False),
	],
)
def test_what_a_statement_is(query, writes, is_ddl):
	statement = prepare(query)
	assert (statement.writes, statement.is_ddl) == (writes, is_ddl)


def test_a_reader_that_locks_says_so():
	assert prepare("select a from b for update").locks
