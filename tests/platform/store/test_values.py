"""Values come back from the database in the types v15 gives."""

from __future__ import annotations

import datetime
import decimal
import enum

import pytest

import frappe

from frappe_standalone.core.db import values

DAY = datetime.date(2026, 3, 10)
MOMENT = datetime.datetime(2026, 3, 10, 12, 0, 0, 500000)


class Colour(enum.Enum):
	RED = "red"


@pytest.mark.parametrize(
	("field", "stored", "read"),
	[
		("day", "2026-03-10", DAY),
		("day", DAY, DAY),
		("day", MOMENT, DAY),
		("day", "2026-03-10 12:00:00", DAY),
		("day", "10 March 2026", DAY),
		("day", "", None),
		("day", None, None),
		("moment", "2026-03-10 12:00:00.5", MOMENT),
		("moment", "2026-03-10T12:00:00.500000", MOMENT),
		("moment", MOMENT, MOMENT),
		("moment", DAY, datetime.datetime(2026, 3, 10)),
		("moment", "2026-03-10", datetime.datetime(2026, 3, 10)),
		("clock", "8:05", datetime.timedelta(hours=8, minutes=5)),
		("clock", datetime.time(8, 5), datetime.timedelta(hours=8, minutes=5)),
		("clock", datetime.timedelta(hours=8, microseconds=1), datetime.timedelta(hours=8, microseconds=1)),
		("clock", "-01:30:00", -datetime.timedelta(hours=1, minutes=30)),
		("pieces", True, 1),
		("amount", decimal.Decimal("1.50"), 1.5),
		("title", Colour.RED, "red"),
		("note", "2026-03-10 12:00:00", "2026-03-10 12:00:00"),
	],
)
def test_what_is_stored_is_read_in_its_type(bare, field, stored, read):
	frappe.db.bulk_insert("Thing", ["name", field], [("x", stored)])
	assert frappe.db.get_value("Thing", "x", field) == read
	frappe.db.set_value("Thing", "x", field, stored, update_modified=False)
	found = frappe.db.get_value("Thing", "x", field)
	assert found == read and type(found) is type(read)


def test_equal_moments_are_equal_texts_however_they_were_written(things):
	for written in ("2026-03-10", "2026-03-10 00:00:00", datetime.datetime(2026, 3, 10)):
		assert frappe.db.get_value("Thing", {"moment": written}) == "d"
		assert frappe.get_all("Thing", {"moment": written}, pluck="name") == ["d"]


@pytest.mark.parametrize("value", [["a"], {"a": 1}, object()])
def test_what_no_column_holds_is_refused(value):
	with pytest.raises(values.UnsupportedValue, match="cannot be stored"):
		values.bind(value)


@pytest.mark.parametrize("text", ["it's", "a'); drop table x; --", "50%", "\\", "", "a\0b", "中文"])
def test_an_escaped_text_reads_as_itself(bare, text):
	assert frappe.db.sql(f"select {frappe.db.escape(text, percent=False)}")[0][0] == text.replace("\0", "")


def test_functions_of_mariadb(bare):
	expected = {
		"concat('a', 1, 'b')": "a1b",
		"concat('a', null)": None,
		"concat_ws('-', 'a', null, 'b')": "a-b",
		"if(1 > 2, 'yes', 'no')": "no",
		"left('abc', 2)": "ab",
		"right('abc', 2)": "bc",
		"locate('B', 'abc')": 2,
		"date_format('2026-03-10 08:05:00', '%Y-%m-%d %H:%i')": "2026-03-10 08:05",
		"datediff('2026-03-10', '2026-03-01')": 9,
		"year('2026-03-10')": 2026,
		"quarter('2026-05-10')": 2,
		"dayofweek('2026-03-08')": 1,
		"last_day('2026-02-10')": "2026-02-28",
		"timestamp('2026-03-10', '08:00')": "2026-03-10 08:00:00.000000",
		"adddate('2026-02-28', 1)": "2026-03-01",
		"truncate(1.999, 1)": 1.9,
		"greatest(1, 3, 2)": 3,
		"'Abc' regexp '^a'": 1,
		"ifnull(null, 'x')": "x",
		"length(now())": 19,
		"curdate() = substr(now(), 1, 10)": 1,
	}
	found = {sql: frappe.db.sql(f"select {sql}")[0][0] for sql in expected}
	assert found == expected
