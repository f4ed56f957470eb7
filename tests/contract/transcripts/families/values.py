"""What becomes of a value of each field type: in memory, in the database, and when it is read again."""

from __future__ import annotations

import datetime
from decimal import Decimal

import frappe

from tests.contract.transcripts.cases import Family
from tests.contract.transcripts.odd import odd, setup

FAMILY = Family("values", setup)


def kept(field: str, value) -> dict:
	"""What becomes of a value: in memory after the insert, in the database, and when read again."""
	doc = odd(**{field: value}).insert()
	return {
		"in memory": doc.get(field),
		"stored": frappe.db.get_value("CT Odd", doc.name, field),
		"read": frappe.get_doc("CT Odd", doc.name).get(field),
	}


VALUES = {
	"day": [
		"2024-01-31", "2024-1-3", "31-01-2024", "01/31/2024", "2024/01/31", "20240131", "2024-01-31 10:00:00", "2024-02-30", "0000-00-00",
		"0001-01-01", "today", "", " ", None, 0, "no date", "2024-01", "31 Jan 2024", "2024-01-31T10:00:00", "9999-12-31", "99999-01-01",
		datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 10, 11, 12), 20240131, "2024年1月31日",
	],
	"moment": [
		"2024-01-31 10:11:12", "2024-01-31 10:11:12.345678", "2024-01-31 10:11", "2024-01-31", "2024-01-31T10:11:12", "2024-01-31T10:11:12Z",
		"2024-01-31T10:11:12+08:00", "2024-01-31 25:00:00", "", None, "now", "no moment", datetime.date(2024, 1, 31),
		datetime.datetime(2024, 1, 31, 10, 11, 12, 5), "10:11:12", "31-01-2024 10:11:12", "2024-01-31 24:00:00",
	],
	"at_time": ["10:11:12", "10:11", "9:05:00", "25:00:00", "", None, "no time", datetime.time(10, 11), datetime.timedelta(hours=26), "10:11:12.5", "00:00:00", "2024-01-31 10:11:12", 36000],
	"whole": [5, "5", "5.7", 5.7, "-3", "", None, "abc", True, "1,000", 2**31 - 1, -(2**31), 2**31, 10**11, "٣", " 7 ", Decimal("4.6")],
	"broken": [1.5, "1.5", "1,234.5", "", None, "abc", 1e10, -0.0, 0.1 + 0.2, 1.123456789123, Decimal("1.25"), "1e3", True],
	"exact": [1.23456, "1.2345", 1.9995, None],
	"money": [1.005, 1.015, "12,345.678", -0.001, 1e12, None, "", "abc"],
	"fine_money": [1.23456, 1.00005, None],
	"part": [33.333333333, "50%", 150, -5, None],
	"yes": [1, 0, True, False, "1", "0", "", None, "yes", 2, -1, "true"],
	"kind": ["A", "B", "", None, "C", "a", " A ", "Second choice", 0, "A\nB"],
	"free": ["anything", "", None],
	"lasting": [3600, "3600", 0, None, "1h", 1.5, -60, "abc"],
	"stars": [0.5, 1, 0, 1.5, "0.4", 5, -1, None],
	"colour": ["#ff0000", "red", "", None, "#zzz"],
	"script": ["<script>1 < 2</script>", "", None],
	"rich": ["<p>a</p>", "<script>alert(1)</script>b", "<p onclick='x'>a</p>", "plain", "<img src=x onerror=y>", "", None],
	"extra": ['{"a": 1}', "{}", "[1, 2]", "null", "no json", {"a": 1}, [1, 2], "", None, 5],
	"phone": ["+86-13800000000", "13800000000", "no phone", "", None],
	"call": ["0571-88881234", "no phone", "+1 (5) 6", "", None, "1" * 30],
	"mail": ["a@example.org", "nobody", "a@example.org, b@example.org", "A <a@example.org>", "", None, "a@b", " a@example.org "],
	"site": ["https://example.org", "example.org", "ftp://x", "javascript:alert(1)", "", None, "/local", "http://"],
	"person": ["Wang Xiao", "<b>", "1", "", None, "a" * 141, "Zoë", "王小明"],
	"long": ["x" * 1000, "x" * 1001],
	"five": ["12345", "123456", "一二三四五", "一二三四五六", 12345, 123456],
	"title": ["x" * 140, "x" * 141, 5, 5.5, True, "<b>x</b>", "<script>x</script>", " blank ", "", "a\nb", "'\"`\\", "😀", "a < b", "&amp;", "<img src=x>", ["x"], {"a": 1}],
	"small": ["x" * 70000, "line\nbreak", "<b>x</b>", "", None],
	"wide": ["x" * 100000, None],
	"never_less": [0, 1, -1, "-0.5", -0.0, None, "abc"],
	"never_less_int": [0, 1, -1, "-1", None],
	"area": ["East", "east", " East", "Nowhere", "", None, 0, 5],
	"of_type": ["CT Area", "ct area", "Nowhere", "", None],
	"of_name": ["East"],
	"by_user": ["x", "", None],
	"by_value": ["x", "", None],
	"by_number": [0, 5, "", None],
	"by_check": [0, 1, None],
	"by_choice": ["Two", "Three", "", None],
	"by_today": ["2024-01-01", "", None],
	"docstatus": [0, "0", 1, 2, 3, None, "x", True],
	"idx": [7, None],
	"owner": ["somebody@example.org", None, ""],
	"creation": ["2020-01-01 00:00:00", None],
	"modified": ["2020-01-01 00:00:00", None],
	"modified_by": ["somebody@example.org"],
	"name": ["CT Mine", None],
	"no_such_field": ["x"],
	"doctype": ["CT Odd"],
}  # fmt: skip


def shown(value) -> str:
	text = repr(value)
	return text if len(text) <= 40 else f"{text[:30]} … {len(text)}"


for _field, _values in VALUES.items():
	for _value in _values:
		if _field in ("docstatus", "doctype", "no_such_field"):

			def _run(field=_field, value=_value):
				doc = odd(**{field: value}).insert()
				return [doc.get(field), frappe.db.get_value("CT Odd", doc.name, "docstatus")]

		else:

			def _run(field=_field, value=_value):
				answer = kept(field, value)
				if field in ("small", "wide", "long", "title") and isinstance(value, str) and len(value) > 99:
					return {key: len(text) for key, text in answer.items()}
				return answer

		FAMILY.add(f"{_field} = {shown(_value)}", _run)
