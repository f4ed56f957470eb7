"""What the contract suite leaves out of frappe.utils: markup of people, CSV, words, zones."""

from __future__ import annotations

import datetime

import pytest

import frappe
from frappe.utils.csvutils import read_csv_content
from frappe.utils.html_utils import clean_html, sanitize_html

from frappe_standalone.core.utils import dates


@pytest.mark.parametrize(
	("given", "kept"),
	[
		("plain < text", "plain < text"),
		('{"a": "<b>"}', '{"a": "<b>"}'),
		("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
		('<img src="x" onerror="alert(1)">', '<img src="x">'),
		('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
		('<img src="data:image/png;base64,AA">', '<img src="data:image/png;base64,AA">'),
		('<img src="data:image/svg+xml;base64,AA">', "<img>"),
		('<a href="data:text/html,x">x</a>', '<a rel="noopener noreferrer">x</a>'),
		('<p style="color:red;position:fixed">x</p>', '<p style="color:red">x</p>'),
		("<iframe src='https://evil'></iframe>x<b>y</b>", "x<b>y</b>"),
		(None, None),
		(5, 5),
	],
)
def test_markup_of_people_keeps_only_harmless_parts(given, kept):
	assert sanitize_html(given) == kept


def test_clean_html_keeps_paragraphs_only():
	assert clean_html('<p class="x">a<a href="y">b</a></p>') == "<p>ab</p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_spreadsheets_write(bare, encoding):
	assert read_csv_content('姓名, 岗位\n"王, 芳",窗口\n\n'.encode(encoding)) == [
		["姓名", "岗位"],
		["王, 芳", "窗口"],
	]


def test_csv_in_no_known_encoding_is_refused(bare):
	with pytest.raises(frappe.ValidationError, match="CSV"):
		read_csv_content(b"\xff\xff\xff")


@pytest.mark.parametrize(
	("number", "words"),
	[
		(0, "zero"),
		(21, "twenty one"),
		(105, "one hundred and five"),
		(1001, "one thousand and one"),
		(1234567, "one million, two hundred and thirty four thousand, five hundred and sixty seven"),
		(-3, "minus three"),
	],
)
def test_numbers_in_words(number, words):
	assert frappe.utils.in_words(number) == words


def test_a_time_zone_is_found_where_the_system_has_none(monkeypatch):
	from zoneinfo import ZoneInfoNotFoundError

	def none(name):
		raise ZoneInfoNotFoundError(name)

	monkeypatch.setattr(dates, "ZoneInfo", none)
	dates.zone.cache_clear()
	moment = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
	assert moment.astimezone(dates.zone("Asia/Shanghai")).hour == 8
	assert dates.zone("Moon/Base") is datetime.timezone.utc
	dates.zone.cache_clear()


def test_relative_times_speak_the_users_language(bare):
	moment = frappe.utils.add_to_date(frappe.utils.now_datetime(), hours=-3)
	frappe.local.lang = "zh"
	assert frappe.utils.pretty_date(moment) == "3小时前"
	assert frappe.utils.global_date_format("2026-03-01") == "2026年3月1日"
	assert frappe.utils.format_date("2026-03-01", "EEEE") == "星期日"


def test_typed_arguments_of_whitelisted_functions(bare):
	@frappe.whitelist()
	def takes(number: int, flag: bool = False, names: list | None = None, price: float = 1.0):
		return number, flag, names, price

	assert takes("3", flag="1", names=["a"], price=2) == ("3", "1", ["a"], 2), "unchecked outside requests"
	frappe.flags.in_test = True
	assert takes("3", flag="1", names=None, price="2.5") == (3, True, None, 2.5)
	with pytest.raises(frappe.exceptions.FrappeTypeError, match="number"):
		takes("three")
	with pytest.raises(frappe.exceptions.FrappeTypeError, match="names"):
		takes(1, names="a")
