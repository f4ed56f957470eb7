"""frappe.utils: what each function gives for given arguments, as run on v15.41.0.

Each row is an expression over frappe.utils and its value.
"""

from __future__ import annotations

import datetime

import pytest

import frappe
import frappe.utils
import frappe.utils.data

pytestmark = pytest.mark.usefixtures("site")

NUMBERS_AND_CASTS = [
	('cint("3")', 3),
	('cint("3.7")', 3),
	('cint("abc")', 0),
	('cint("abc", default=5)', 5),
	('cint("")', 0),
	('cint("1,000")', 0),
	('cint(" 7 ")', 7),
	('cint("-4")', -4),
	('flt("1.5")', 1.5),
	('flt("1,234.5")', 1234.5),
	("flt(None)", 0.0),
	('flt("")', 0.0),
	('flt("abc")', 0.0),
	('flt("1.005", 2)', 1.0),
	("flt(2.675, 2)", 2.68),
	("flt(0.5, 0)", 0.0),
	("flt(1.5, 0)", 2.0),
	("flt(2.5, 0)", 2.0),
	("flt(-1.5, 0)", -2.0),
	("flt(1.255, 2)", 1.26),
	("flt(1.245, 2)", 1.24),
	('flt("12345678.9")', 12345678.9),
	("flt(True)", 1.0),
	("rounded(2.5)", 2.0),
	("rounded(3.5)", 4.0),
	("rounded(1.005, 2)", 1.0),
	("rounded(-2.5)", -2.0),
	("rounded(2.345, 2)", 2.34),
	("rounded(2.355, 2)", 2.36),
	("cstr(None)", ""),
	("cstr(1)", "1"),
	('cstr("ä")', "ä"),
	('cstr(b"a")', "a"),
	('sbool("true")', True),
	('sbool("False")', False),
	('sbool("maybe")', "maybe"),
	('sbool("1")', True),
	("floor(2.7)", 2),
	("ceil(2.1)", 3),
	('floor("2.7")', 2),
	('ceil("-2.1")', -2),
	("in_words(123)", "one hundred and twenty three"),
	('cast("Int", "3")', 3),
	('cast("Float", "3.5")', 3.5),
	('cast("Check", "1")', 1),
	('cast("Date", "2026-03-01")', datetime.date(2026, 3, 1)),
	('cast("Datetime", "2026-03-01 10:00:00")', datetime.datetime(2026, 3, 1, 10, 0)),
	('cast("Time", "10:00:00")', datetime.timedelta(seconds=36000)),
	('cast("Data", None)', ""),
	('cast("Int", None)', 0),
	('parse_val("a")', "a"),
	("parse_val(datetime.date(2026, 3, 1))", "2026-03-01"),
	("parse_val(datetime.timedelta(hours=1))", "1:00"),
]

DATES = [
	("cint(3.7)", 3),
	("cint(None)", 0),
	("cint(True)", 1),
	('getdate("2026-03-01")', datetime.date(2026, 3, 1)),
	('getdate("2026-03-01 10:00:00")', datetime.date(2026, 3, 1)),
	("getdate(datetime.datetime(2026, 3, 1, 10))", datetime.date(2026, 3, 1)),
	("getdate(datetime.date(2026, 3, 1))", datetime.date(2026, 3, 1)),
	('getdate("0001-01-01")', None),
	('getdate("01-03-2026")', datetime.date(2026, 1, 3)),
	('getdate("2026/03/05")', datetime.date(2026, 3, 5)),
	('get_datetime("2026-03-01 10:11:12")', datetime.datetime(2026, 3, 1, 10, 11, 12)),
	('get_datetime("2026-03-01 10:11:12.345678")', datetime.datetime(2026, 3, 1, 10, 11, 12, 345678)),
	('get_datetime("2026-03-01")', datetime.datetime(2026, 3, 1, 0, 0)),
	("get_datetime(datetime.date(2026, 3, 1))", datetime.datetime(2026, 3, 1, 0, 0)),
	('get_datetime("")', None),
	('get_datetime("0001-01-01 00:00:00.000000")', None),
	('get_time("10:11:12")', datetime.time(10, 11, 12)),
	('get_time("10:11")', datetime.time(10, 11)),
	("get_time(datetime.datetime(2026, 3, 1, 10, 11, 12))", datetime.time(10, 11, 12)),
	('get_timedelta("10:11:12")', datetime.timedelta(seconds=36672)),
	('get_timedelta("1 day, 2:00:00")', datetime.timedelta(days=1, seconds=7200)),
	("get_timedelta(None)", datetime.timedelta(0)),
	('to_timedelta("10:11:12")', datetime.timedelta(seconds=36672)),
	('add_days("2026-02-27", 2)', "2026-03-01"),
	("add_days(datetime.date(2026, 2, 27), 2)", datetime.date(2026, 3, 1)),
	('add_days("2026-02-27 10:00:00", 2)', "2026-03-01 10:00:00.000000"),
	('add_days("2026-03-01", -1)', "2026-02-28"),
	('add_months("2026-01-31", 1)', "2026-02-28"),
	("add_months(datetime.date(2026, 1, 31), 1)", datetime.date(2026, 2, 28)),
	('add_years("2024-02-29", 1)', "2025-02-28"),
	('add_to_date("2026-01-31", months=1)', "2026-02-28"),
	('add_to_date("2026-01-31", days=1, as_string=True)', "2026-02-01"),
	('add_to_date("2026-01-31 10:00:00", hours=15)', "2026-02-01 01:00:00.000000"),
	('add_to_date("2026-01-31 10:00:00", hours=15, as_string=True)', "2026-02-01 01:00:00.000000"),
	(
		'add_to_date("2026-01-31 10:00:00", minutes=5, as_string=True, as_datetime=True)',
		"2026-01-31 10:05:00.000000",
	),
	("add_to_date(datetime.datetime(2026, 1, 31, 10), seconds=1)", datetime.datetime(2026, 1, 31, 10, 0, 1)),
	("add_to_date(datetime.date(2026, 1, 31), weeks=1)", datetime.date(2026, 2, 7)),
	('add_to_date("2026-01-31", hours=1, as_string=True, as_datetime=True)', "2026-01-31 01:00:00.000000"),
	('date_diff("2026-03-01", "2026-02-27")', 2),
	('date_diff(datetime.date(2026, 3, 1), "2026-03-05")', -4),
	('date_diff("2026-03-01 23:00:00", "2026-02-28 01:00:00")', 1),
	('month_diff("2026-03-31", "2026-01-01")', 3),
	('month_diff("2026-03-01", "2026-03-31")', 1),
	('time_diff("2026-03-01 10:00:00", "2026-03-01 09:30:00")', datetime.timedelta(seconds=1800)),
	('time_diff_in_seconds("2026-03-01 10:00:00", "2026-03-01 09:30:00")', 1800.0),
	('time_diff_in_hours("2026-03-01 10:00:00", "2026-03-01 09:30:00")', 0.5),
	('get_first_day("2026-02-15")', datetime.date(2026, 2, 1)),
	('get_first_day("2026-02-15", d_months=1)', datetime.date(2026, 3, 1)),
	('get_first_day("2026-02-15", d_years=-1)', datetime.date(2025, 2, 1)),
	('get_first_day("2026-02-15", as_str=True)', "2026-02-01"),
	('get_last_day("2024-02-15")', datetime.date(2024, 2, 29)),
	('get_last_day("2026-12-01")', datetime.date(2026, 12, 31)),
	('get_quarter_start("2026-05-20")', datetime.date(2026, 4, 1)),
	('get_quarter_ending("2026-05-20")', datetime.date(2026, 6, 30)),
	('get_year_start("2026-05-20")', datetime.date(2026, 1, 1)),
	('get_year_ending("2026-05-20")', datetime.date(2026, 12, 31)),
	('get_first_day_of_week("2026-03-04")', datetime.date(2026, 3, 1)),
	('get_last_day_of_week("2026-03-04")', datetime.date(2026, 3, 7)),
	('is_last_day_of_the_month("2026-02-28")', True),
	("get_weekday(datetime.datetime(2026, 3, 4))", "Wednesday"),
	("get_weekdays()", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
	("get_datetime_str(datetime.datetime(2026, 3, 1, 10, 11, 12, 345678))", "2026-03-01 10:11:12.345678"),
	('get_datetime_str("2026-03-01 10:11:12")', "2026-03-01 10:11:12.000000"),
	('get_date_str("2026-03-01 10:11:12")', "2026-03-01"),
	('get_time_str("10:11:12")', "10:11:12"),
	("nowdate() == now()[:10]", True),
	("today() == nowdate()", True),
	("len(nowtime())", 15),
	("len(now())", 26),
	("now_datetime().tzinfo", None),
	("DATE_FORMAT", "%Y-%m-%d"),
	("TIME_FORMAT", "%H:%M:%S.%f"),
	("DATETIME_FORMAT", "%Y-%m-%d %H:%M:%S.%f"),
	('get_timespan_date_range("last month")[0].day', 1),
	(
		'convert_utc_to_timezone(datetime.datetime(2026, 3, 1, 0, 0), "Asia/Shanghai").isoformat()',
		"2026-03-01T08:00:00+08:00",
	),
	('get_timestamp("2026-03-01") > 0', True),
]

FORMATTING = [
	('formatdate("2026-03-01")', "2026-03-01"),
	('formatdate("2026-03-01", "dd.MM.yyyy")', "01.03.2026"),
	('formatdate("2026-03-01", "yyyy年M月d日")', "2026年3月1日"),
	('formatdate("2026-03-01", "d MMMM YYYY")', "1 March 2026"),
	('formatdate(datetime.date(2026, 3, 1), "MMM d")', "Mar 1"),
	("formatdate(None)", ""),
	('formatdate("")', ""),
	('format_date("2026-03-01", "yyyy-MM-dd")', "2026-03-01"),
	('format_datetime("2026-03-01 10:11:12")', "2026-03-01 10:11:12"),
	('format_datetime("2026-03-01 10:11:12", "yyyy-MM-dd HH:mm")', "2026-03-01 10:11"),
	("format_datetime(None)", None),
	('format_time("10:11:12")', "10:11:12"),
	('format_time("10:11:12", "HH:mm")', "10:11"),
	("format_duration(3661)", "1h 1m 1s"),
	("format_duration(90061)", "1d 1h 1m 1s"),
	("format_duration(90061, hide_days=True)", "25h 1m 1s"),
	("format_duration(0)", ""),
	('duration_to_seconds("1d 1h 1m 1s")', 90061),
	('duration_to_seconds("45m")', 2700),
	("get_user_date_format()", "yyyy-mm-dd"),
	("get_user_time_format()", "HH:mm:ss"),
	('global_date_format("2026-03-01")', "March 1, 2026"),
	("fmt_money(1234567.891)", "1,234,567.89"),
	("fmt_money(1234.5, precision=2)", "1,234.50"),
	("fmt_money(-1234.5, precision=2)", "-1,234.50"),
	("fmt_money(0)", "0.00"),
	('format_value(1234.5, {"fieldtype": "Float"})', "1,234.50"),
	('format_value(1234.5, {"fieldtype": "Currency"})', "1,234.50"),
	('format_value(12.5, {"fieldtype": "Percent"})', "12.5%"),
	('format_value(1234567, {"fieldtype": "Int"})', 1234567),
	('format_value("2026-03-01", {"fieldtype": "Date"})', "2026-03-01"),
	('format_value("2026-03-01 10:11:12", {"fieldtype": "Datetime"})', "2026-03-01 10:11:12"),
	('format_value("10:11:12", {"fieldtype": "Time"})', "10:11:12"),
	('format_value(None, {"fieldtype": "Data"})', ""),
	('format_value("a", {"fieldtype": "Data"})', "a"),
	('format_value(3661, {"fieldtype": "Duration"})', "1h 1m 1s"),
	("pretty_date(add_to_date(now_datetime(), minutes=-5))", "5 minutes ago"),
	("pretty_date(add_to_date(now_datetime(), hours=-3))", "3 hours ago"),
	("pretty_date(add_to_date(now_datetime(), days=-1))", "1 day ago"),
	("pretty_date(add_to_date(now_datetime(), days=-10))", "1 week ago"),
	('pretty_date("")', ""),
]

TEXT = [
	('comma_and(["a", "b", "c"])', "'a', 'b' and 'c'"),
	('comma_and(["a", "b"], add_quotes=False)', "a and b"),
	('comma_and(["a"])', "a"),
	("comma_and([])", ""),
	('comma_or(["a", "b", "c"])', "'a', 'b' or 'c'"),
	('comma_sep(["a", "b"], "{0} xor {1}")', "'a' xor 'b'"),
	('strip_html("<b>a</b> c")', "a c"),
	('strip_html_tags("<p>a<br>b</p>")', "ab"),
	("escape_html(\"<a href='x'>\")", "&lt;a href=&apos;x&apos;&gt;"),
	('strip("  a ")', "a"),
	('strip(",a,", ",")', "a"),
	('validate_email_address("a@example.org")', "a@example.org"),
	('validate_email_address("a@example.org, b@example.org")', "a@example.org, b@example.org"),
	('validate_email_address("nobody")', ""),
	('validate_email_address("Li <li@example.org>")', "li@example.org"),
	('validate_phone_number("0571-88881234")', True),
	('validate_phone_number("abc")', False),
	('validate_url("https://example.org/x")', True),
	('validate_url("example")', False),
	('validate_url("ftp://example.org", valid_schemes=["https"])', False),
	('get_url_to_form("CT Order", "A 1").split("://", 1)[1].split("/", 1)[1]', "app/ct-order/A%201"),
	('get_url_to_list("CT Order").split("://", 1)[1].split("/", 1)[1]', "app/ct-order"),
	('get_url_to_report("CT Report").split("://", 1)[1].split("/", 1)[1]', "app/query-report/CT%20Report"),
	('get_link_to_form("CT Order", "A 1").split("/app/")[1]', 'ct-order/A%201">A 1</a>'),
	('get_link_to_form("CT Order", "A 1", "label").split("/app/")[1]', 'ct-order/A%201">label</a>'),
	('get_url("/x").endswith("/x")', True),
	('get_abbr("Wang Xiao Ming")', "WX"),
	('get_abbr("Wang Xiao Ming", 3)', "WXM"),
	('get_site_name("town.localhost:8000")', "town.localhost"),
	('get_fullname("Administrator")', "Administrator"),
	('extract_email_id("Li <li@example.org>")', "li@example.org"),
]

COMPARING_AND_LISTS = [
	("has_common([1, 2], [2, 3])", {2}),
	("unique([1, 2, 1])", [1, 2]),
	("list(create_batch([1, 2, 3], 2))", [[1, 2], [3]]),
	('compare(1, "=", "1")', False),
	('compare(5, ">", 4)', True),
	('compare("2026-03-01", ">", "2026-02-01", "Date")', True),
	('compare("a", "in", ["a", "b"])', True),
	('compare("abc", "like", "%b%")', True),
	('compare(None, "is", "not set")', True),
	('compare("x", "is", "set")', True),
	('evaluate_filters({"a": 1, "doctype": "CT Area"}, {"rank": 1})', False),
	('remove_blanks({"a": "", "b": 1})', {"b": 1}),
]


def value_of(expression: str):
	used = compile(expression, "row", "eval").co_names
	names = {name: getattr(frappe.utils, name) for name in used if hasattr(frappe.utils, name)}
	if "format_value" in used:
		names["format_value"] = frappe.format_value
	return eval(expression, {**names, "datetime": datetime})


def check(expression: str, expected) -> None:
	value = value_of(expression)
	assert value == expected
	assert isinstance(value, type(expected)) and isinstance(value, bool) == isinstance(expected, bool)


@pytest.mark.parametrize(("expression", "expected"), NUMBERS_AND_CASTS)
def test_numbers_and_casts(expression, expected):
	check(expression, expected)


@pytest.mark.parametrize(("expression", "expected"), DATES)
def test_dates(expression, expected):
	check(expression, expected)


@pytest.mark.parametrize(("expression", "expected"), FORMATTING)
def test_formatting(expression, expected):
	check(expression, expected)


@pytest.mark.parametrize(("expression", "expected"), TEXT)
def test_text(expression, expected):
	check(expression, expected)


@pytest.mark.parametrize(("expression", "expected"), COMPARING_AND_LISTS)
def test_comparing_and_lists(expression, expected):
	check(expression, expected)


@pytest.mark.parametrize("text", ["no date", "2026-02-30"])
def test_what_is_no_date_is_refused(text):
	with pytest.raises(frappe.ValidationError, match="is not a valid date string"):
		frappe.utils.getdate(text)


def test_nothing_means_today_or_now():
	assert frappe.utils.getdate() == frappe.utils.getdate("") == frappe.utils.now_datetime().date()
	assert frappe.utils.get_datetime().replace(microsecond=0) - frappe.utils.now_datetime().replace(
		microsecond=0
	) <= datetime.timedelta(seconds=1)
	assert frappe.utils.nowdate() == frappe.utils.today()


def test_now_is_in_the_sites_time_zone():
	from zoneinfo import ZoneInfo

	zone = ZoneInfo(frappe.utils.get_system_timezone())
	expected = datetime.datetime.now(zone).replace(tzinfo=None)
	assert abs(frappe.utils.now_datetime() - expected) < datetime.timedelta(seconds=5)


def test_a_frozen_date_in_flags_moves_now_but_not_now_datetime():
	frappe.flags.current_date = "2020-05-05"
	try:
		assert frappe.utils.now()[:10] == "2020-05-05"
		assert frappe.utils.now_datetime().date() != datetime.date(2020, 5, 5)
		assert frappe.utils.nowdate() != "2020-05-05"
	finally:
		frappe.flags.current_date = None


def test_banker_and_commercial_rounding():
	assert frappe.utils.rounded(2.5, 0, "Banker's Rounding") == 2.0
	assert frappe.utils.rounded(2.5, 0, "Commercial Rounding") == 3.0
	assert frappe.utils.flt(2.345, 2, "Commercial Rounding") == 2.35
	assert frappe.utils.flt(2.345, 2, "Banker's Rounding") == 2.34


def test_validate_email_address_can_throw():
	with pytest.raises(frappe.InvalidEmailAddressError):
		frappe.utils.validate_email_address("nobody", throw=True)


def test_random_string():
	assert len(frappe.utils.random_string(8)) == 8
