"""frappe.utils, formatting and small functions of `frappe`: tables of what goes in and what comes out."""

from __future__ import annotations

import datetime
from contextlib import contextmanager

import frappe
import frappe.utils
from frappe.utils import data

from tests.contract.transcripts.cases import Family

FAMILY = Family("utils")


def names() -> dict:
	"""Everything public of frappe.utils, and what the rows need beside it."""
	return {
		**vars(frappe.utils),
		"frappe": frappe,
		"data": data,
		"datetime": datetime,
		"date": datetime.date,
		"dt": datetime.datetime,
		"format_value": frappe.format_value,
		"inzh": in_language("zh"),
		"settings": settings,
	}


def in_language(language: str):
	"""Evaluate an expression, given as a function, in another language."""

	def run(function):
		frappe.local.lang = language
		try:
			return function()
		finally:
			frappe.local.lang = "en"

	return run


def settings(function, **values):
	"""Evaluate with other System Settings."""
	with changed(**values):
		return function()


@contextmanager
def changed(**values):
	frappe.db.set_single_value("System Settings", values)
	for key, value in values.items():
		frappe.db.set_default(key, value)
	frappe.clear_document_cache("System Settings", "System Settings")
	for name in ("system_settings",):
		if hasattr(frappe.local, name):
			setattr(frappe.local, name, None)
	frappe.db.value_cache.clear()
	try:
		yield
	finally:
		frappe.db.rollback()
		frappe.db.value_cache.clear()
		frappe.clear_cache()
		frappe.clear_document_cache("System Settings", "System Settings")


def calls(function: str, *values: str) -> list[str]:
	return [f"{function}({value})" for value in values]


ODD = ("None", "''", "' '", "'abc'", "0", "1", "-1", "'0'", "'1'", "1.5", "'1.5'", "-2.7", "'-2.7'", "True", "False", "'True'", "[]", "{}", "'1,234.5'", "'1e3'", "'٣'", "'0x10'", "b'7'", "float('inf')", "float('nan')", "10**20", "'１２'", "' 7 '", "'7 '", "'+7'", "'--7'", "'1_000'")  # fmt: skip

NUMBERS = [
	*calls("cint", *ODD),
	*calls("flt", *ODD),
	*calls("cstr", *ODD[:14]),
	*calls("sbool", "'yes'", "'no'", "'TRUE'", "'0'", "1", "None", "'on'"),
	*calls("cint", "'abc', 7", "None, 7", "'', 7"),
	*(f"flt({value}, {digits})" for value in ("0.5", "1.5", "2.5", "-2.5", "1.005", "2.675", "1.115", "1e-10", "123456789.987654321", "'1,234.5678'", "None", "0.285", "1.355", "-1.355", "8.345") for digits in (0, 2)),
	*(f"rounded({value}, {digits})" for value in ("1234.5678", "-0.5", "0.125", "0.375", "2.5", "3.5") for digits in (0, 1, 2)),
	*(f"rounded({value}, 2, rounding_method={method!r})" for value in ("1.005", "2.675", "-1.005", "0.125", "1.115") for method in ("Banker's Rounding", "Commercial Rounding", "Banker's Rounding (legacy)")),
	"rounded(1.5, 0, rounding_method='Nonsense')",
	"rounded('abc', 2)",
	"rounded(1234.5, -2)",
	*(f"remainder({a}, {b}, 2)" for a, b in ((10, 3), (1.1, 0.1), (-5, 3))),
	*(f"safe_div({a}, {b})" for a, b in ((1, 3), (1, 0), (7, 2))),
	*calls("floor", "2.7", "'2.7'", "-2.1", "None", "'abc'"),
	*calls("ceil", "2.1", "'2.1'", "-2.9", "None", "'abc'"),
	*calls("in_words", "0", "7", "21", "100", "1234", "1000000", "-5", "1.5", "'x'"),
	*(f"cast({kind!r}, {value})" for kind in ("Int", "Float", "Currency", "Percent", "Check", "Date", "Datetime", "Time", "Data", "Text", "Link") for value in ("None", "''", "'5'", "'2024-01-31'", "7.5")),
	*calls("data.get_number_format_info", "'#,###.##'", "'#.###,##'", "'# ###.##'", "'#,##,###.##'", "'#,###'", "'nothing'"),
]  # fmt: skip

DATES = [
	*calls("getdate", "'2024-01-31'", "'2024-1-3'", "'31-01-2024'", "'01/31/2024'", "'2024/01/31'", "'20240131'", "'31.01.2024'", "'2024-01-31 10:00:00'", "'2024-01-31T10:00:00Z'", "'Jan 31, 2024'", "'2024-02-30'", "'0001-01-01'", "'0000-00-00'", "'2024'", "'10:00'", "20240131", "5", "dt(2024, 1, 31, 10)", "date(2024, 1, 31)", "True", "'2024年1月31日'", "[]", "None", "''", "'tomorrow'"),
	*calls("get_datetime", "'2024-01-31'", "'2024-01-31 10:11:12'", "'2024-01-31 10:11:12.345'", "'2024-01-31T10:11:12'", "'2024-01-31T10:11:12Z'", "'2024-01-31T10:11:12+08:00'", "'2024-01-31 10:11'", "'31-01-2024 10:11:12'", "'10:11:12'", "'0001-01-01 00:00:00.000000'", "'2024-01-31 25:00:00'", "'no'", "date(2024, 1, 31)", "dt(2024, 1, 31, 10)", "datetime.timedelta(hours=3)", "[2024, 1, 31, 10, 11, 12]", "(2024, 1, 31)", "''", "5"),
	*calls("get_time", "'10:11:12'", "'10:11'", "'10:11:12.5'", "'24:00'", "'no'", "dt(2024, 1, 31, 10)", "datetime.time(5)", "datetime.timedelta(hours=3)", "'2024-01-31 10:11:12'"),
	*calls("get_timedelta", "'10:11:12'", "'1 day, 2:00:00'", "'26:00:00'", "None", "''", "'no'", "datetime.time(5)"),
	*calls("to_timedelta", "'10:11:12'", "datetime.time(5)", "datetime.timedelta(hours=3)", "'10:11'", "5"),
	*calls("data.parse_timedelta", "'10:11:12'", "'1 day, 2:00:00'", "'2 days, 2:00:00.5'", "'x'"),
	*(f"add_days({day}, {number})" for day in ("'2024-02-28'", "date(2024, 2, 28)", "'2024-02-28 10:00:00'", "dt(2024, 2, 28, 10)") for number in (1, -59, 366, "'2'", 1.5)),
	*(f"add_months({day}, {number})" for day in ("'2024-01-31'", "date(2024, 3, 31)") for number in (1, -1, 12, 13)),
	*(f"add_years({day}, {number})" for day in ("'2024-02-29'", "date(2024, 2, 29)") for number in (1, -4)),
	"add_to_date('2024-01-31', years=1, months=1, weeks=1, days=1)",
	"add_to_date('2024-01-31 10:00:00', hours=15, minutes=70, seconds=70)",
	"add_to_date('2024-01-31', hours=25)",
	"add_to_date('2024-01-31', days=1, as_datetime=True)",
	"add_to_date('2024-01-31', days=1, as_string=True, as_datetime=True)",
	"add_to_date(date(2024, 1, 31), days=1, as_string=True)",
	"add_to_date(date(2024, 1, 31), hours=1)",
	"add_to_date(dt(2024, 1, 31, 10), days=1, as_string=True)",
	"add_to_date(None, days=1, as_string=True)",
	"add_to_date('no date', days=1)",
	"add_to_date('2024-01-31', months=-11)",
	*(f"date_diff({a}, {b})" for a, b in (("'2024-03-01'", "'2024-02-01'"), ("'2024-01-01'", "'2024-12-31'"), ("dt(2024, 1, 2, 1)", "dt(2024, 1, 1, 23)"), ("date(2024, 1, 2)", "'2024-01-01 23:00:00'"), ("None", "'2024-05-01'"))),
	*(f"month_diff({a}, {b})" for a, b in (("'2024-03-01'", "'2024-01-31'"), ("'2025-01-01'", "'2024-12-31'"), ("'2024-01-01'", "'2024-03-01'"))),
	*(f"time_diff_in_seconds({a}, {b})" for a, b in (("'2024-01-01 10:00:00'", "'2024-01-01 09:00:00'"), ("'2024-01-01'", "'2024-01-02'"))),
	"time_diff_in_hours('2024-01-01 10:20:00', '2024-01-01 09:00:00')",
	"time_diff('10:00:00', '09:30:00')",
	*(f"{name}({day})" for name in ("get_first_day", "get_last_day", "get_quarter_start", "get_quarter_ending", "get_year_start", "get_year_ending", "get_first_day_of_week", "get_last_day_of_week") for day in ("'2024-02-15'", "date(2024, 12, 31)", "'2024-03-03'")),
	"get_first_day('2024-02-15', d_years=1, d_months=-3)",
	"get_first_day('2024-02-15', as_str=True)",
	"get_quarter_start('2024-02-15', as_str=True)",
	"get_year_start('2024-02-15', as_str=True)",
	"get_first_day_of_week('2024-02-15', as_str=True)",
	*calls("is_last_day_of_the_month", "'2024-02-29'", "'2024-02-28'"),
	*calls("get_weekday", "dt(2024, 5, 15)", "dt(2024, 5, 19)"),
	*calls("data.get_datetime_str", "'2024-01-31'", "dt(2024, 1, 31, 10)", "date(2024, 1, 31)"),
	*calls("data.get_date_str", "'2024-01-31 10:00:00'", "dt(2024, 1, 31, 10)"),
	*calls("data.get_time_str", "'10:11:12'", "datetime.timedelta(hours=1, minutes=2)"),
	*calls("data.is_invalid_date_string", "'0001-01-01'", "'0000-00-00'", "'2024-01-01'", "''", "None"),
	*(f"get_timespan_date_range({span!r})" for span in ("last week", "last month", "last quarter", "last 6 months", "last year", "yesterday", "today", "tomorrow", "this week", "this month", "this quarter", "this year", "next week", "next month", "next quarter", "next 6 months", "next year", "last 7 days", "last 14 days", "last 30 days", "last 90 days", "next 7 days", "nonsense")),
	"nowdate(), today(), getdate()",
	"now()",
	"now_datetime()",
	"nowtime()[:5]",
	"get_timestamp('2024-01-31')",
	"convert_utc_to_timezone(dt(2024, 1, 31, 20), 'Asia/Shanghai').isoformat()",
	"convert_utc_to_system_timezone(dt(2024, 1, 31, 20)).isoformat()",
	"data.get_datetime_in_timezone('UTC').strftime('%Y-%m-%d %H')",
	"get_system_timezone()",
	*calls("pretty_date", "'2024-05-15 09:30:00.000000'", "'2024-05-15 05:00:00.000000'", "'2024-05-14 10:00:00.000000'", "'2024-05-10 10:00:00.000000'", "'2024-05-01 10:00:00.000000'", "'2024-04-01 10:00:00.000000'", "'2023-05-01 10:00:00.000000'", "dt(2020, 1, 1)", "dt(2024, 6, 1)", "None", "date(2024, 5, 14)"),
	*(f"inzh(lambda: pretty_date({moment!r}))" for moment in ("2024-05-15 09:30:00.0", "2024-05-15 05:00:00.0", "2024-05-14 10:00:00.0", "2024-05-01 10:00:00.0", "2020-01-01 00:00:00.0")),
]  # fmt: skip

FORMATS = [
	*calls("formatdate", "'2024-01-31'", "'2024-01-31', 'dd-mm-yyyy'", "'2024-01-31', 'dd MMM yyyy'", "'2024-01-31', 'MMMM d, y'", "'2024-01-31', 'EEEE'", "date(2024, 1, 31)", "dt(2024, 1, 31, 10)", "'no date'", "None", "''", "'2024-01-31', 'yy/M/d'", "'2024-01-31', parse_day_first=True", "'01-02-2024', parse_day_first=True", "'2024-01-31', \"QQQ yyyy\""),
	*(f"inzh(lambda: formatdate('2024-01-31', {form!r}))" for form in ("yyyy-MM-dd", "MMMM", "EEEE", "MMM d", "long", "yyyy年M月d日")),
	*(f"settings(lambda: formatdate('2024-01-31'), date_format={form!r})" for form in ("dd-mm-yyyy", "mm/dd/yyyy", "dd.mm.yyyy", "yyyy-mm-dd", "dd/mm/yyyy")),
	*calls("format_datetime", "'2024-01-31 10:11:12'", "'2024-01-31 10:11:12', 'dd.MM.yyyy HH:mm'", "'2024-01-31'", "dt(2024, 1, 31, 10)", "None", "''", "'no'", "'2024-01-31 10:11:12', 'short'"),
	*calls("format_time", "'10:11:12'", "'10:11:12', 'HH:mm'", "'1:2:3'", "None", "''", "datetime.timedelta(hours=1)", "datetime.time(13, 14)", "'no'"),
	"settings(lambda: format_time('10:11:12'), time_format='HH:mm')",
	"settings(lambda: format_datetime('2024-01-31 10:11:12'), time_format='HH:mm', date_format='dd.mm.yyyy')",
	*calls("data.format_timedelta", "datetime.timedelta(hours=1, minutes=2, seconds=3)", "datetime.timedelta(days=1, hours=2)", "datetime.timedelta(seconds=1.5)"),
	*calls("format_duration", "0", "59", "60", "3600", "86400", "90061", "None", "'3661'", "1.9", "90061, hide_days=True", "-60"),
	*calls("duration_to_seconds", "'1d 2h 3m 4s'", "'2h'", "'4s'", "'1h 1h'", "'no'", "''"),
	*calls("data.validate_duration_format", "'1d 2h'", "'no'", "'1x'"),
	*calls("global_date_format", "'2024-01-31'", "date(2024, 1, 31)", "'2024-01-31', 'short'"),
	*calls("fmt_money", "1234567.891", "0", "-5.5", "None", "'1234.5'", "'abc'", "1234.5, precision=0", "1234.5, precision=3", "1234.5, currency='CNY'", "1234.5, currency='USD'", "0.005", "1e15", "1234567.891, format='#.###,##'", "1234567.891, format='#,##,###.##'", "1234567.891, format='# ###,##'", "1234567.891, format=\"#'###.##\"", "1234567.891, format='#,###'", "-1234567, format='#,##,###.##'"),
	*(f"settings(lambda: fmt_money(1234567.891), number_format={form!r})" for form in ("#.###,##", "# ###.##", "#,##,###.##", "#,###.###", "#,###")),
	*(f"settings(lambda: rounded({value}, 2), rounding_method={method!r})" for value in (1.005, 2.675) for method in ("Commercial Rounding", "Banker's Rounding")),
	*(f"settings(lambda: flt({value}, 2), rounding_method={method!r})" for value in (1.005, 2.675) for method in ("Commercial Rounding", "Banker's Rounding")),
	*(f"settings(lambda: str(get_first_day_of_week('2024-05-15')), first_day_of_the_week={day!r})" for day in ("Monday", "Saturday")),
	*(f"format_value({value}, {{'fieldtype': {kind!r}}})" for kind, values in {
		"Data": ("'a'", "None", "'<b>'", "5"), "Int": ("1234567", "None", "'5'", "0"), "Float": ("1234.56789", "None", "0", "'1.5'"), "Currency": ("1234.56789", "None", "0", "-5"),
		"Percent": ("12.345", "None", "0"), "Check": ("1", "0", "None"), "Date": ("'2024-01-31'", "None", "''"), "Datetime": ("'2024-01-31 10:11:12'", "None"), "Time": ("'10:11:12'", "None"),
		"Text": ("'a\\nb'", "None"), "Small Text": ("'a\\nb'", "'<b>x</b>'"), "Text Editor": ("'<p>a</p>'",), "Long Text": ("'a\\nb'",), "Duration": ("3661", "None", "0"), "Select": ("'A'",), "Link": ("'East'",),
		"Table MultiSelect": ("None",), "Rating": ("0.6",), "Markdown Editor": ("'# a'",), "Password": ("'***'",), "Code": ("'x < 1'",),
	}.items() for value in values if (kind, value) != ("Markdown Editor", "'# a'")),
	"format_value(1234.5678, {'fieldtype': 'Float', 'precision': 1})",
	"format_value(1234.5678, {'fieldtype': 'Currency', 'precision': '3'})",
	"format_value(1234.5678, {'fieldtype': 'Currency', 'options': 'currency'}, frappe._dict(currency='USD', doctype='CT Area'))",
	"format_value(1234.5678, 'Float')",
	"format_value('2024-01-31', 'Date')",
	"format_value('Open', {'fieldtype': 'Select', 'options': 'Open'}, translated=True)",
	"inzh(lambda: format_value('Open', {'fieldtype': 'Select', 'options': 'Open'}, translated=True))",
	"inzh(lambda: format_value(3661, 'Duration'))",
	"settings(lambda: format_value(1234.56789, {'fieldtype': 'Float'}), float_precision='5')",
	"settings(lambda: format_value(1234.56789, {'fieldtype': 'Currency'}), currency_precision='4')",
]  # fmt: skip

TEXTS = [
	*calls("comma_and", "['a']", "['a', 'b']", "['a', 'b', 'c']", "[]", "'text'", "['a', 'b'], add_quotes=False", "(1, 2)", "[None, 'a']", "['a', '']"),
	*calls("comma_or", "['a', 'b']", "['a', 'b', 'c'], add_quotes=False"),
	*(f"inzh(lambda: comma_{word}(['甲', '乙', '丙'], add_quotes=False))" for word in ("and", "or")),
	*calls("strip_html", "'<b>a</b>'", "'a &amp; b'", "'a < b'", "''", "'<p>a</p><p>b</p>'"),
	*calls("strip_html_tags", "'<b>a</b>'", "'<br/>a'", "'a < b > c'"),
	*calls("escape_html", "'<a href=\"x\">'", "\"it's\"", "'&amp;'", "5", "''"),
	*calls("frappe.utils.is_html", "'<b>a</b>'", "'a'", "'a < b'", "''"),
	*calls("strip", "' a '", "'xax', 'x'", "None", "''"),
	*calls("data.slug", "'CT Order'", "'Service Case'", "'市 政府'"),
	*calls("frappe.scrub", "'Service Case-Type'", "'A  B'", "'a.b'", "'市政府'", "''"),
	*calls("frappe.unscrub", "'service_case_type'", "'a-b'", "'A'"),
	*calls("validate_email_address", "'a@b.cn'", "'a@b'", "'a'", "''", "None", "'A <a@b.cn>'", "'a@b.cn,c@d.cn'", "'a@b.cn, x'", "'a b@c.cn'", "'a@b.cn;c@d.cn'", "'王@b.cn'", "'undisclosed-recipient'", "'x', throw=True", "'a@-b.cn'", "'.a@b.cn'", "'a@b..cn'"),
	*calls("validate_phone_number", "'+86 571 88881234'", "'13800000000'", "'abc'", "''", "None", "'1'", "'(0571)8888-1234'", "'1' * 21", "'abc', throw=True", "'12 34#5*'"),
	*calls("validate_name", "'Wang'", "'<b>'", "''", "'a1'", "'1', throw=True"),
	*calls("validate_url", "'https://a.cn'", "'http://a.cn:80/x?y#z'", "'a.cn'", "'ftp://a.cn'", "'javascript:x'", "''", "None", "'https://a.cn', valid_schemes=['http']", "'x', throw=True", "'http:///x'", "'mailto:a@b.cn'", "'//a.cn'", "['https://a.cn']"),
	*calls("get_abbr", "'Wang Xiao Ming'", "'wang'", "''", "'王 小明'", "'a b c', 3"),
	*calls("extract_email_id", "'A <a@b.cn>'", "'a@b.cn'", "'x'"),
	*calls("split_emails", "'a@b.cn, c@d.cn'", "'a@b.cn\\nc@d.cn'", "''", "'\"A, B\" <a@b.cn>, c@d.cn'"),
	*calls("parse_addr", "'A <a@b.cn>'", "'a@b.cn'", "'x'", "''"),
	*calls("data.quoted", "'a b/c'", "'市'", "'a&b=c'"),
	*calls("data.get_url_to_form", "'CT Order', 'A/1'"),
	*calls("data.get_url_to_list", "'CT Order'"),
	*calls("data.get_absolute_url", "'CT Order', 'A 1'"),
	*calls("data.get_link_to_form", "'CT Order', 'A 1'", "'CT Order', 'A 1', 'label'"),
	*calls("data.get_url_to_report", "'CT R'", "'CT R', 'Report Builder', 'CT Order'"),
	*calls("sql_like", "'abc', 'a%'", "'abc', '%C'", "'abc', 'b'", "'', '%'"),
	*calls("frappe.utils.squashify", "['a']", "['a', 'b']", "'a'"),
	*calls("new_line_sep", "['a', 'b']"),
	*calls("filter_strip_join", "[' a ', '', None, 'b'], ', '"),
	*calls("is_subset", "['a'], ['a', 'b']", "['c'], ['a']", "[], []"),
	*calls("has_common", "['a'], ['a', 'b']", "['c'], ['a']"),
	*calls("unique", "['b', 'a', 'b']"),
	*calls("remove_blanks", "{'a': '', 'b': None, 'c': 0, 'd': [], 'e': 1}"),
	*calls("dict_with_keys", "{'a': 1, 'b': 2}, ['a']"),
	*calls("frappe.utils.dictify", "frappe._dict(a=frappe._dict(b=1))", "[frappe._dict(a=1)]"),
	*calls("list_to_str", "['a', 'b']", "[1, 2]"),
	*calls("make_filter_tuple", "'CT Area', 'rank', 5", "'CT Area', 'rank', ['>', 5]", "'CT Area', 'rank', ('in', [5])"),
	*calls("make_filter_dict", "[['CT Area', 'rank', '=', 5]]"),
	*calls("sanitize_html", "'<script>x</script>a'", "'<b>a</b>'", "'<a href=\"javascript:x\">a</a>'", "'plain'", "'<p onclick=\"x\">a</p>'", "'{\"a\": \"<script>\"}'", "'<img src=\"x\" onerror=\"y\">'", "'<iframe src=\"x\"></iframe>'", "'<p style=\"color: red\">a</p>'", "None", "''", "5"),
	*calls("frappe.utils.html_utils.clean_html", "'<script>x</script><b>a</b>'", "'<p>a<br>b</p>'"),
	*calls("compare", "5, '>', 4", "'5', '>', 4, 'Int'", "'a', 'in', 'a,b'", "'a', 'not in', ['b']", "None, '=', ''", "'abc', 'like', 'b'", "'abc', 'not like', '%b%'", "5, '^', 4", "'2024-01-02', '>', '2024-01-01', 'Date'", "'x', 'is', 'set'", "'', 'is', 'set'", "0, 'is', 'set'", "1, '!=', 2", "'a', '=', 'A'", "3, '<=', 3", "'2024-01-02', 'between', ['2024-01-01', '2024-01-03'], 'Date'"),
	*calls("evaluate_filters", "{'a': 1}, {'a': 1}", "{'a': 1}, [['X', 'a', '>', 0]]", "{'a': 1, 'doctype': 'CT Area'}, [['a', '=', 2]]", "{'rank': 5, 'doctype': 'CT Area'}, {'rank': ['>', 3]}"),
	*calls("frappe.parse_json", "'{\"a\": 1}'", "'[1]'", "'x'", "None", "{'a': 1}", "5", "'5'"),
	*calls("frappe.as_json", "{'b': 1, 'a': None}", "[dt(2024, 1, 31, 10)]", "{'t': datetime.timedelta(hours=1), 'd': date(2024, 1, 31)}", "{'a': 1}, indent=0", "{'x': {1, 2}}", "'市'", "{'d': __import__('decimal').Decimal('1.5')}"),
	*calls("safe_json_loads", "'1', 'x', '[2]'"),
	*calls("frappe.safe_eval", "'1 + 1'", "'a > 1', None, {'a': 2}", "'[x for x in [1, 2]]'", "'x'", "'__import__(\"os\")'", "'().__class__'", "'\"a\".upper()'", "'1 if True else 2'", "'lambda: 1'", "'round(2.6)'", "'int(\"3\")'", "'len([1])'", "'sum([1])'", "'max(1, 2)'", "'abs(-1)'", "'str(1)'", "'frappe.session'", "''"),
	*calls("frappe.utils.data.sha256_hash", "'a'"),
	*calls("frappe.bold", "'x'"),
	*calls("frappe.safe_decode", "b'\\xe5\\xb8\\x82'", "'a'"),
	*calls("frappe.safe_encode", "'市'"),
	*calls("data.parse_val", "True", "None", "dt(2024, 1, 31, 10)", "datetime.time(10)", "1.5", "datetime.timedelta(hours=25, minutes=5)"),
	*calls("get_formatted_email", "'Administrator'"),
	*calls("frappe.utils.groupby_metric", "{'a': {'x': 1}, 'b': {'x': 2}}, 'x'"),
	"list(create_batch([1, 2, 3], 2))",
	"frappe._dict(a=1).b, frappe._dict(a=1).a",
	"frappe._dict({'a': 1}).update({'b': 2})",
	"frappe.get_attr('frappe.utils.nothing')",
	"frappe.get_attr('nothing.at.all')",
	"frappe.get_attr('frappe')",
	"frappe.render_template('{{ a }} {{ b }}', {'a': '<b>'})",
	"frappe.render_template('{{ a|upper }}', {'a': 'x'})",
	"frappe.render_template('{% if a %}yes{% endif %}', {'a': 0})",
	"frappe.render_template('{{ a.b.c }}', {'a': {}})",
	"frappe.render_template('{{ a ', {})",
	"frappe.render_template('{{ frappe.utils.flt(\"1.5\") }}', {})",
	"frappe.render_template('{{ _(\"Save\") }}', {})",
	"inzh(lambda: frappe.render_template('{{ _(\"Save\") }}', {}))",
	"frappe.render_template('{{ frappe.session.user }}', {})",
	"frappe.render_template('{{ frappe.format(5, \"Float\") }}', {})",
	"frappe.render_template('{{ a | json }}', {'a': {'x': 1}})",
	"frappe.render_template('{{ \"<b>\" | striptags }}', {})",
	"frappe.render_template('', {})",
]  # fmt: skip

for rows in (NUMBERS, DATES, FORMATS, TEXTS):
	FAMILY.expressions(dict.fromkeys(rows), names)
