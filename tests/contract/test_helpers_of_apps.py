"""Helpers that apps of others use: money, dates, CSV, XLSX, addresses, users, records, locks."""

from __future__ import annotations

import datetime

import pytest

import frappe
from frappe.core.utils import find, find_all, get_parent_doc, ljust_list
from frappe.desk.page.setup_wizard.setup_wizard import make_records
from frappe.utils import csvutils, dateutils, xlsxutils
from frappe.utils import user as users
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.make_random import get_random
from frappe.utils.synchronization import filelock

from tests.contract.forms import CLERK, HEAD, MANAGER_USER
from tests.contract.make import area, order

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
	("amount", "words"),
	[
		(0, "USD Zero only."),
		(0.25, "Twenty Five Cent only."),
		(12, "USD Twelve only."),
		(1234.5, "USD One Thousand, Two Hundred And Thirty Four and Fifty Cent only."),
		(-1, ""),
		("many", ""),
	],
)
def test_money_in_words(amount, words):
	frappe.db.set_value("Currency", "USD", {"fraction": "Cent", "number_format": "#,###.##"})
	frappe.clear_cache()
	assert frappe.utils.money_in_words(amount, "USD") == words


def test_amounts_are_rounded_to_the_smallest_coin():
	frappe.db.set_value("Currency", "USD", "smallest_currency_fraction_value", 0.05)
	frappe.clear_cache()
	assert frappe.utils.round_based_on_smallest_currency_fraction(1.02, "USD") == 1.0
	assert frappe.utils.round_based_on_smallest_currency_fraction(1.04, "USD") == 1.05


def test_dates_as_people_type_them():
	frappe.local.user_date_format = "dd-mm-yyyy"
	try:
		assert dateutils.get_user_date_format() == "dd-mm-yyyy"
		assert dateutils.user_to_str("03-02-2026") == "2026-02-03"
		assert dateutils.parse_date("03-02-2026 10:00") == "2026-02-03"
		assert dateutils.parse_date("2026-02-03") == "2026-02-03"
		with pytest.raises(ValueError, match="must be in format dd-mm-yyyy"):
			dateutils.user_to_str("2026-02-03")
		with pytest.raises(Exception, match="Cannot understand date"):
			dateutils.parse_date("the day after")
	finally:
		frappe.local.user_date_format = None


def test_periods_of_reports():
	day = "2026-05-20"
	assert [dateutils.get_period(day, grain) for grain in ("Daily", "Monthly", "Quarterly", "Yearly")] == [
		"20-05-26",
		"May 2026",
		"Quarter 2 2026",
		"2026",
	]
	assert dateutils.get_period_beginning(day, "Quarterly") == datetime.date(2026, 4, 1)
	assert dateutils.get_period_ending(day, "Monthly") == datetime.date(2026, 5, 31)
	assert dateutils.get_dates_from_timegrain("2026-01-05", "2026-03-05", "Monthly") == [
		datetime.date(2026, 1, 31),
		datetime.date(2026, 2, 28),
		datetime.date(2026, 3, 31),
	]
	assert dateutils.get_from_date_from_timespan(datetime.date(2026, 5, 20), "Last Month") == datetime.date(
		2026, 4, 20
	)
	assert dateutils.datetime_in_user_format("") == ""


def test_days_of_the_week():
	sunday = datetime.date(2026, 3, 1)
	assert frappe.utils.get_normalized_weekday_index(sunday) == 0
	first = frappe.utils.get_start_of_week_index()
	assert frappe.utils.get_week_start_offset_days(sunday) == (0 - first) % 7


def test_csv_is_written_with_quoted_texts():
	assert csvutils.to_csv([["a", 1], ['b"c', 2.5]]) == '"a",1\r\n"b""c",2.5\r\n'
	writer = csvutils.UnicodeWriter()
	writer.writerow(["甲"])
	assert writer.getvalue() == '"甲"\r\n'
	csvutils.build_csv_response([["x"]], "list")
	assert (frappe.response["type"], frappe.response["doctype"]) == ("csv", "list")


def test_rows_of_csv_become_records():
	row = {"doctype": "CT Order", "title": "imported", "pieces": "3", "day": "2026-02-03", "amount": "1.5"}
	csvutils.check_record(row)
	assert (row["pieces"], row["amount"], row["day"]) == (3, 1.5, "2026-02-03")
	assert csvutils.import_doc(row, "CT Order", False, 0).startswith("Inserted row (#1) <a href=")
	name = frappe.db.get_value("CT Order", {"title": "imported"})
	again = {"doctype": "CT Order", "name": name, "title": "changed"}
	assert csvutils.import_doc(again, "CT Order", False, 1) == (
		f'Ignored row (#2) <a href="/app/Form/CT Order/{name}">{name}</a> (exists)'
	)
	assert csvutils.import_doc(again, "CT Order", True, 2).startswith("Updated row (#3)")
	assert frappe.db.get_value("CT Order", name, "title") == "changed"


def test_rows_that_break_rules_are_refused():
	with pytest.raises(frappe.ValidationError, match="is required"):
		csvutils.check_record({"doctype": "CT Order", "title": ""})
	with pytest.raises(frappe.ValidationError, match="must be one of"):
		csvutils.check_record({"doctype": "CT Order", "title": "x", "status": "Elsewhere"})


def test_xlsx_there_and_back():
	rows = [["Name", "Count"], ["<b>甲</b>", 2], ["plain\x0b", None]]
	file = xlsxutils.make_xlsx(rows, "A/B", column_widths=[20])
	read = xlsxutils.read_xlsx_file_from_attached_file(fcontent=file.getvalue())
	assert read[0] == ["Name", "Count"]
	assert read[1][1] == 2
	assert "甲" in read[1][0] and "<" not in read[1][0]
	assert read[2][0] == "plain"
	assert xlsxutils.read_xlsx_file_from_attached_file() is None


def test_addresses_inside_html_become_whole():
	url = frappe.utils.get_url()
	html = '<a href="/app">x</a><img src="files/a b.png"><a href="mailto:a@b.c"></a><a href="http://o.org">'
	whole = frappe.utils.expand_relative_urls(html)
	assert f'href="{url}/app"' in whole
	assert "mailto:a@b.c" in whole and f"{url}/mailto" not in whole
	assert 'href="http://o.org"' in whole
	assert frappe.utils.scrub_urls(html) == whole
	style = frappe.utils.expand_relative_urls("<p style=\"background: url('/a.png')\">")
	assert f"url('{url}/a.png') !important" in style
	assert frappe.utils.url_contains_port("http://host:8000") and not frappe.utils.url_contains_port(
		"http://h"
	)


def test_small_texts():
	assert frappe.utils.get_string_between("<", "a <b@c> d", ">") == "b@c"
	assert frappe.utils.get_string_between("<", "nothing", ">") == "nothing"
	assert frappe.utils.get_name_from_email_string("Ann Ö <a@b.c>", "a@b.c", "x") == "Ann Ö"
	assert frappe.utils.get_name_from_email_string("a@b.c", "a@b.c", "x") == "a@b.c"
	assert frappe.utils.dict_to_str({"a": "x y", "b": None}) == "a=x%20y&b="
	frappe.utils.validate_json_string('{"a": 1}')
	with pytest.raises(frappe.ValidationError):
		frappe.utils.validate_json_string("{a}")
	link = frappe.get_desk_link("CT Order", "X 1")
	assert link == '<a href="/app/Form/CT Order/X 1" style="font-weight: bold;">CT Order X 1</a>'


def test_hooks_that_are_functions():
	def fallback():
		return "own"

	assert frappe.utils.get_hook_method("no_such_hook", fallback) is fallback
	assert frappe.utils.get_hook_method("no_such_hook") is None
	assert frappe.utils.call_hook_method("no_such_hook", 1, a=2) is None


def test_who_works_here():
	assert MANAGER_USER in users.get_system_managers(only_name=True)
	assert any(
		f"<{MANAGER_USER}>" in each for each in users.get_system_managers()
	) or MANAGER_USER in "".join(users.get_system_managers())
	listed = {row["email"]: row for row in users.get_users()}
	assert listed[MANAGER_USER]["is_system_manager"] is True
	assert listed[CLERK]["is_system_manager"] is False
	assert "Administrator" not in listed
	assert CLERK in [row.name for row in users.get_enabled_system_users()]
	assert users.is_website_user(CLERK) is False
	assert users.get_fullname_and_avatar(CLERK).name == CLERK
	from frappe.core.doctype.user.user import get_system_users

	assert CLERK not in get_system_users(exclude_users=CLERK)
	assert HEAD in get_system_users(exclude_users=[CLERK])


def test_a_role_is_given():
	users.add_role(CLERK, "CT Auditor")
	assert "CT Auditor" in frappe.get_roles(CLERK)


def test_lists_of_dictionaries():
	rows = [{"n": 1}, {"n": 2}, {"n": 2}]
	assert find(rows, lambda row: row["n"] == 2) is rows[1]
	assert find(rows, lambda row: row["n"] == 3) is None
	assert find_all(rows, lambda row: row["n"] == 2) == rows[1:]
	assert ljust_list([1], 3) == [1, None, None] and ljust_list([1, 2], 1) == [1, 2]
	doc = order("ant")
	comment = doc.add_comment("Comment", "hello")
	assert get_parent_doc(comment).name == doc.name


def test_records_are_made_once_and_a_bad_one_stops_nobody(capsys):
	known: list[str] = []
	make_records(
		[
			{"doctype": "CT Area", "area_name": "CT Made"},
			{"doctype": "CT Area", "area_name": "CT Made"},
			{"doctype": "CT Area", "area_name": "CT Never", "__condition": lambda: False},
			{"doctype": "CT Order", "status": "Elsewhere", "title": "bad"},
			{
				"doctype": "CT Order",
				"status": "Elsewhere",
				"title": "foreseen",
				"__exception": {
					"exception": frappe.ValidationError,
					"handler": lambda: known.append("foreseen"),
				},
			},
		]
	)
	assert frappe.db.count("CT Area", {"area_name": ["in", ["CT Made", "CT Never"]]}) == 1
	assert not frappe.db.exists("CT Order", {"title": ["in", ["bad", "foreseen"]]})
	assert known == ["foreseen"]
	assert "Document Insert Error" in capsys.readouterr().out
	assert known == ["foreseen"]


def test_any_record():
	assert get_random("CT Area") is None
	area("North", rank=1)
	area("South", rank=2)
	assert get_random("CT Area", {"rank": 2}) == "South"
	assert get_random("CT Area", doc=True).doctype == "CT Area"


def test_a_lock_by_name_is_held_by_one():
	with filelock("ct_lock"):
		with pytest.raises(LockTimeoutError), filelock("ct_lock", timeout=0.1):
			pass
	with filelock("ct_lock", timeout=0.1):
		pass


def test_test_records_of_a_form_without_any():
	assert frappe.get_test_records("Role") == frappe.get_test_records("Role")
	assert frappe.get_doctype_app("User") == "frappe"


def test_a_bar_is_drawn(capsys):
	frappe.utils.update_progress_bar("Doing", 0, 2)
	shown = capsys.readouterr().out
	assert "Doing" in shown


def test_what_a_link_brings_along():
	from frappe.model.utils import get_fetch_values

	area("North", head="Ann")
	assert get_fetch_values("CT Order", "area", "North") == {"area_head": "Ann", "kept_head": "Ann"}
	assert get_fetch_values("CT Order", "area", None) == {"area_head": None, "kept_head": None}
	assert get_fetch_values("CT Order", "area", "Nowhere") == {"area_head": None, "kept_head": None}
	assert get_fetch_values("CT Order", "ref_type", "ToDo") == {}


def test_who_is_mentioned():
	from frappe.desk.notifications import extract_mentions

	html = (
		'<p><span class="mention" data-id="a@b.c">A</span> and '
		'<span class="ql mention" data-id="d@e.f" data-value="D">D</span><b data-id="x">x</b></p>'
	)
	assert extract_mentions(html) == ["a@b.c", "d@e.f"]
	assert extract_mentions("nobody") == []


def test_whether_the_schedule_runs():
	from frappe.utils.scheduler import is_scheduler_disabled, is_scheduler_inactive

	frappe.db.set_single_value("System Settings", "enable_scheduler", 0)
	frappe.clear_cache()
	assert is_scheduler_disabled() is True
	frappe.db.set_single_value("System Settings", "enable_scheduler", 1)
	frappe.clear_cache()
	assert is_scheduler_disabled(verbose=False) is bool(frappe.conf.disable_scheduler)
	frappe.db.set_single_value("System Settings", "enable_scheduler", 0)
	frappe.clear_cache()
	assert is_scheduler_inactive(verbose=False) is True


def test_where_a_file_stands():
	from frappe.utils.file_manager import get_file_path, safe_b64decode

	assert get_file_path("../secret") is None
	assert get_file_path("ct-none.txt").endswith("/public/files/ct-none.txt")
	assert get_file_path("/private/files/a/ct.txt").endswith("/private/files/a/ct.txt")
	with pytest.raises(frappe.ValidationError):
		get_file_path("https://elsewhere/ct.txt")
	assert safe_b64decode(b"aGk") == b"hi"


def test_a_form_gets_what_its_controller_adds():
	from frappe.desk.form.load import run_onload

	doc = order("ant")
	run_onload(doc)
	# An installed app may add of its own to every form, as links do
	assert set(doc.get("__onload")) <= {"links"}


def test_rows_are_compared_with_those_before():
	doc = frappe.get_doc("CT Order", order("ant", 2).name)
	doc.load_doc_before_save()
	assert doc.is_child_table_same("lines") is True
	doc.lines[1].qty = 5
	assert doc.is_child_table_same("lines") is False
