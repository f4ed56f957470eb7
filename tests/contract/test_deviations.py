"""Each row of "Behaviour that differs" in docs/deviations.md, as the standalone does it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import frappe

from tests.contract.deviations import BEHAVIOUR, REFUSED, listed
from tests.contract.forms import CLERK
from tests.contract.make import area, order
from tests.contract.trace import CALLS, HERE, forget, hooked

pytestmark = [pytest.mark.standalone, pytest.mark.usefixtures("site")]
TESTED: set[str] = set()
SCOPE, PATHS = ("contract/test_permission_scope.py",), ("platform/test_permission_paths.py",)
MIXED = "test_and_so_it_does_with_rows_hooks_and_every_mixture"
LIKE_MISSING = "test_what_is_closed_is_answered_like_what_does_not_exist"
# Rows whose proof needs more than one connection: the file, and a word that must stand in it.
TESTED_ELSEWHERE = {
	"Waiting for another writer": ("platform/store/test_transactions.py", "WriteQueueTimeout"),
	"The schedule of a site where nobody signs in": (
		"platform/test_schedule.py",
		"test_the_schedule_goes_on_where_nobody_signs_in",
	),
	"Filters and orders on fields of a closed permission level": (
		"security/test_oracles.py",
		"test_a_field_that_is_not_readable_is_no_filter_and_no_order",
	),
	"Links in rows, and user permissions": (*SCOPE, MIXED),
	"A rule of an app (`has_permission`) against a share": (*SCOPE, MIXED),
	"Only a share, and a user permission on the same form": (*SCOPE, "contradicted_by_v15"),
	"Rows of a child table in lists": (*PATHS, '"rows": lambda'),
	"Fields behind a link in lists": (*PATHS, '"a field behind a link": lambda'),
	"The right to select alone, and filters": (
		"platform/test_permission_decision.py",
		"test_who_may_only_choose_asks_by_what_a_link_box_shows",
	),
	"A record that is closed, and one that does not exist": (*PATHS, LIKE_MISSING),
	"`frappe.client.get` with filters": (*PATHS, '"client.get by filters": lambda'),
	"frappe.client.validate_link": (*PATHS, '"client.validate_link": lambda'),
	"The answer to a change over REST": (*PATHS, "test_what_one_changes_comes_back_without_closed_fields"),
	"Saving a record with other values": (*PATHS, '"change with lies": lambda'),
	"Fields above one's level in a single": (
		"platform/test_permission_decision.py",
		"test_a_closed_field_of_a_single_is_not_told",
	),
	"Files and tags of a document": (*PATHS, '"tags": lambda'),
	"Tracebacks in answers": (
		"platform/test_http_errors.py",
		"test_nobody_but_a_system_manager_gets_a_traceback",
	),
	"Calls without an argument, or with one the method does not take": (
		"security/test_hostile_values.py",
		"test_a_call_that_lacks_an_argument_is_told_so",
	),
	"Documents, filters and fields of a shape that nothing has": (
		"security/test_hostile_values.py",
		"test_filters_of_no_known_shape_are_refused",
	),
	"A field that does not exist in a list asked for over REST": (
		"security/test_hostile_values.py",
		"test_an_unknown_field_is_refused_by_its_name",
	),
	"A Notification with a condition that has a mistake": (
		"security/test_secrets_of_the_platform.py",
		"test_a_notification_with_a_broken_condition_is_not_saved",
	),
	"Secrets in templates and reports that administrators write": (
		"security/test_secrets_of_the_platform.py",
		"test_a_report_does_not_read_the_table_of_passwords",
	),
	"Records read by templates that people write (mails, notifications, prints)": (
		"security/test_secrets_of_the_platform.py",
		"test_what_a_clerk_writes_reads_what_a_clerk_may_read",
	),
	"Templates and expressions that people write": (
		"security/test_written_templates.py",
		"test_the_forms_that_all_share_in_memory_stay_as_they_are",
	),
	"Reports and their settings": (
		"security/test_desk.py",
		"test_what_a_private_report_asks_for_is_its_owners",
	),
	"Names of uploaded files": ("security/test_uploads.py", "test_a_name_is_made_safe_on_every_system"),
	"A File that points to private content of others": (
		"security/test_files.py",
		"test_a_file_of_ones_own_cannot_point_to_somebody_elses_private_content",
	),
}


def deviates(subject: str):
	"""Mark a test as the proof of one row."""
	TESTED.add(subject)
	return lambda test: test


@deviates("Double quotes in SQL")
def test_double_quotes_are_refused():
	with pytest.raises(frappe.ValidationError, match="(?i)quote"):
		frappe.db.sql('select name from `tabUser` where name = "Guest"')


@deviates("Upper and lower case")
def test_only_latin_letters_compare_without_case():
	area("Öst")
	area("West")
	assert frappe.db.exists("CT Area", "WEST")
	assert not frappe.db.exists("CT Area", "öst")


@deviates("Dates from SQL functions")
def test_dates_from_functions_are_text_until_getdate():
	order("a", day="2026-03-01")
	value = frappe.db.sql("select date(day) from `tabCT Order`")[0][0]
	assert value == "2026-03-01"
	assert frappe.utils.getdate(value) == datetime.date(2026, 3, 1)


@deviates("Division of whole numbers in raw SQL")
def test_raw_sql_cuts_quotients_and_the_query_builder_does_not():
	order("a", pieces=7)
	assert frappe.db.sql("select pieces / 2 from `tabCT Order`") == ((3,),)
	pieces = frappe.qb.Field("pieces")
	assert frappe.qb.from_("CT Order").select(pieces / 2).run() == ((3.5,),)


@deviates("Times in raw SQL")
def test_raw_sql_compares_times_as_texts_and_the_query_builder_knows_the_column():
	order("a", at_time="08:30:00")
	assert frappe.db.sql("select title from `tabCT Order` where at_time = '08:30:00'") == ()
	orders = frappe.qb.DocType("CT Order")
	assert frappe.qb.from_(orders).select(orders.title).where(orders.at_time == "08:30:00").run(
		pluck=True
	) == ["a"]
	assert frappe.get_all("CT Order", {"at_time": "08:30:00"}, pluck="title") == ["a"]


@deviates("A write in a GET request")
def test_a_write_in_a_get_request_is_refused(rest, committed):
	area("North", head="a")
	with hooked(has_permission={"CT Area": [f"{HERE}.write_while_reading"]}):
		status, body = rest.call("GET", "/api/resource/CT%20Area/North", CLERK)
	assert (status, body["exc_type"]) == (405, "WriteInReadRequest")


@deviates("Signing out by GET")
def test_a_link_cannot_sign_anybody_out(rest):
	status, body = rest.call("GET", "/api/method/logout", CLERK)
	assert (status, body["exc_type"]) == (403, "PermissionError")


@deviates("`between` on other columns than dates in `frappe.db.get_value` and `count`")
def test_between_numbers_works_where_it_works_on_v15():
	order("a", pieces=3)
	assert frappe.db.count("CT Order", {"pieces": ("between", [2, 4])}) == 1


@deviates("An empty value for a date in `get_all`")
def test_an_empty_date_means_empty():
	order("a", day=None)
	order("b", day=frappe.utils.nowdate())
	assert frappe.get_all("CT Order", {"day": ""}, pluck="title") == ["a"]


@deviates("None as a filter in `get_all`")
def test_none_means_empty():
	order("a", note=None)
	order("b", note="x")
	assert frappe.get_all("CT Order", {"note": None}, pluck="title") == ["a"]


@deviates("frappe.enqueue")
def test_a_job_waits_for_the_commit(committed, platform):
	from frappe_standalone.core.jobs import run_pending

	forget()
	frappe.enqueue(f"{HERE}.job", text="undone")
	frappe.db.rollback()
	frappe.enqueue(f"{HERE}.job", text="done")
	assert CALLS == []
	frappe.db.commit()
	platform.stop()
	run_pending(platform.site_dir)
	platform.connect()
	assert CALLS == [("job", "done")]


@deviates("frappe.publish_realtime")
def test_nothing_is_pushed():
	assert frappe.publish_realtime("event", {"a": 1}) is None


@deviates("A Link whose values are fetched")
def test_a_dangling_link_with_fetched_values_is_refused():
	with pytest.raises(frappe.LinkValidationError):
		order("a", area="Nowhere")


@deviates("A print as PDF")
def test_a_pdf_is_refused_and_an_attached_print_is_html():
	doc = order("Round Table")
	with pytest.raises(frappe.NotSupported, match=r"frappe\.get_print\(as_pdf=…\)"):
		frappe.get_print("CT Order", doc.name, as_pdf=True)
	assert frappe.attach_print("CT Order", doc.name)["fname"] == f"{doc.name}.html"


@deviates("frappe.desk.reportview.build_match_conditions(as_condition=False)")
def test_conditions_come_as_sql_only():
	from frappe.desk.reportview import build_match_conditions

	with pytest.raises(frappe.NotSupported, match="as_condition=False"):
		build_match_conditions("CT Order", as_condition=False)


@deviates("frappe.utils.telemetry.capture")
def test_nothing_is_reported():
	from frappe.utils.telemetry import capture

	assert capture("event", "app") is None


def test_a_refused_name_says_what_the_list_says():
	"""One wording for the list, the error and `township check-app`."""
	from frappe_standalone.core.instead import instead_of

	for name, words in listed(REFUSED).items():
		assert instead_of(name) == words, name


def test_every_row_has_its_test():
	assert set(listed(BEHAVIOUR)) == TESTED | set(TESTED_ELSEWHERE)
	for module, word in TESTED_ELSEWHERE.values():
		assert word in (Path(__file__).resolve().parents[1] / module).read_text(encoding="utf-8")
