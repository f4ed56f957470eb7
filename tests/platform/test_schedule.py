"""The schedule: `scheduler_events` as rows, jobs when their time has come, one after downtime, a log of each run."""

from __future__ import annotations

import datetime

import pytest

import frappe

from frappe_standalone.core.install import jobs as install_jobs
from frappe_standalone.core.install.jobs import UnknownFrequency, sync_jobs
from frappe_standalone.core.jobs import run_pending, schedule, tick
from frappe_standalone.core.jobs.cron import BadCron
from frappe_standalone.core.runtime import site_context

DAILY, NIGHTLY = "tiny_app.trace.daily", "tiny_app.trace.nightly"


@pytest.fixture
def scheduled(tiny, monkeypatch):
	"""Three events of our own on a connected site, seen for the first time on 1 March 2026 at noon."""
	events = {"daily": [DAILY], "cron": {"30 8 * * *": [NIGHTLY]}, "hourly_long": ["tiny_app.trace.add"]}
	ask_for(monkeypatch, events)
	frappe.db.set_value("Scheduled Job Type", {}, "creation", "2026-03-01 12:00:00", update_modified=False)
	return events


def ask_for(monkeypatch, events: dict) -> None:
	monkeypatch.setattr(install_jobs, "get_hooks", lambda name: events)
	sync_jobs()


def at(text: str) -> list[str]:
	"""What a tick at this moment queues; here without its commit, so that the test can be undone."""
	with pytest.MonkeyPatch.context() as patch:
		patch.setattr(frappe.db, "commit", lambda: None)
		return tick(datetime.datetime.fromisoformat(text))


def done() -> None:
	frappe.db.delete("RQ Job")


def test_an_event_waits_for_its_next_time_and_runs_exactly_once_after_downtime(scheduled):
	assert at("2026-03-01 12:00") == []
	assert at("2026-03-01 12:59") == []
	assert at("2026-03-01 13:00") == ["tiny_app.trace.add"]
	assert at("2026-03-01 13:01") == []
	done()
	assert sorted(at("2026-03-09 10:00")) == ["tiny_app.trace.add", DAILY, NIGHTLY]
	done()
	assert at("2026-03-09 10:01") == []
	assert at("2026-03-09 11:00") == ["tiny_app.trace.add"]


def test_an_event_that_still_waits_is_not_queued_twice_and_comes_at_once_when_it_is_done(scheduled):
	assert at("2026-03-01 13:00") == ["tiny_app.trace.add"]
	assert at("2026-03-01 15:00") == []
	done()
	assert at("2026-03-01 15:01") == ["tiny_app.trace.add"]
	done()
	assert at("2026-03-01 15:02") == []


def test_the_row_says_when_it_ran_and_when_it_comes_next(scheduled):
	at("2026-03-05 13:30")
	row = frappe.get_doc("Scheduled Job Type", {"method": NIGHTLY})
	assert row.last_execution == datetime.datetime(2026, 3, 5, 13, 30)
	assert row.next_execution == datetime.datetime(2026, 3, 6, 8, 30)


def test_long_events_go_to_the_long_queue(scheduled):
	at("2026-03-01 13:00")
	assert frappe.db.get_value("RQ Job", {"job_name": "trace.add"}, ["queue", "timeout"]) == (
		"long",
		1500,
	)


@pytest.mark.parametrize("switch", ["pause_scheduler", "disable_scheduler", "maintenance_mode"])
def test_the_schedule_can_be_paused_in_the_configuration(scheduled, switch):
	frappe.local.conf[switch] = 1
	assert at("2026-03-09 13:00") == []
	frappe.local.conf[switch] = 0
	assert len(at("2026-03-09 13:00")) == 3


def test_the_schedule_can_be_paused_in_the_settings(scheduled):
	frappe.db.set_single_value("System Settings", "enable_scheduler", 0)
	assert at("2026-03-09 13:00") == []


def test_the_schedule_goes_on_where_nobody_signs_in(scheduled):
	"""Legal clocks run through Spring Festival; v15 stops after four days."""
	frappe.db.set_single_value("System Settings", "dormant_days", 1)
	frappe.db.set_value("User", {}, "last_active", "2020-01-01 00:00:00", update_modified=False)
	assert at("2026-03-01 13:00") == ["tiny_app.trace.add"]


def test_a_stopped_event_does_not_run(scheduled):
	row = frappe.get_doc("Scheduled Job Type", {"method": NIGHTLY})
	row.stopped = 1
	row.save()
	assert row.next_execution is None
	assert NIGHTLY not in at("2026-03-09 10:00")


@pytest.mark.parametrize(
	("frequency", "expected"),
	[
		("all", "2026-03-01 12:04"), ("hourly", "2026-03-01 13:00"), ("hourly_long", "2026-03-01 13:00"),
		("daily", "2026-03-02 00:00"), ("daily_long", "2026-03-02 00:00"), ("weekly", "2026-03-08 00:00"),
		("weekly_long", "2026-03-08 00:00"), ("monthly", "2026-04-01 00:00"), ("monthly_long", "2026-04-01 00:00"),
		("yearly", "2027-01-01 00:00"), ("annual", "2027-01-01 00:00"),
	],
)  # fmt: skip
def test_every_frequency_of_v15_has_its_time(tiny, monkeypatch, frequency, expected):
	ask_for(monkeypatch, {frequency: [DAILY]})
	row = frappe.get_doc("Scheduled Job Type", {"method": DAILY}).as_dict()
	row.creation = datetime.datetime(2026, 3, 1, 12)
	assert schedule.next_time(row) == datetime.datetime.fromisoformat(expected)


def test_how_often_all_comes_is_set_in_the_configuration(tiny):
	frappe.local.conf.scheduler_interval = 600
	row = {"frequency": "All", "cron_format": None, "last_execution": datetime.datetime(2026, 3, 1, 12)}
	assert schedule.next_time(row) == datetime.datetime(2026, 3, 1, 12, 10)


# Rows


def test_names_are_v15s_and_two_times_of_one_method_are_two_rows(tiny, monkeypatch):
	ask_for(monkeypatch, {"daily": [DAILY], "cron": {"0 8 * * *": [DAILY], "0 9 * * *": [DAILY]}})
	names = frappe.get_all("Scheduled Job Type", {"method": DAILY}, order_by="name", pluck="name")
	assert names == ["trace.daily", "trace.daily-2", "trace.daily-3"]
	assert frappe.get_all("Scheduled Job Type", {"method": NIGHTLY}) == []


def test_a_row_whose_time_the_app_changes_stays_stopped(tiny, monkeypatch):
	frappe.db.set_value("Scheduled Job Type", {"method": NIGHTLY}, "stopped", 1)
	ask_for(monkeypatch, {"weekly": [NIGHTLY]})
	assert frappe.get_all("Scheduled Job Type", fields=["method", "frequency", "cron_format", "stopped"]) == [
		{"method": NIGHTLY, "frequency": "Weekly", "cron_format": None, "stopped": 1}
	]


def test_an_unknown_frequency_a_bad_time_and_a_missing_method_are_refused(tiny, monkeypatch):
	with pytest.raises(UnknownFrequency, match="'fortnightly'. Use cron, or one of: all, hourly"):
		ask_for(monkeypatch, {"fortnightly": [DAILY]})
	with pytest.raises(BadCron):
		ask_for(monkeypatch, {"cron": {"every day": [DAILY]}})
	with pytest.raises(AttributeError):
		ask_for(monkeypatch, {"daily": ["tiny_app.trace.nowhere"]})


# Runs


def failing() -> None:
	frappe.get_doc(doctype="Role", role_name="Half Done").insert()
	raise ValueError("no such luck")


def run(folder, method: str) -> None:
	with site_context(folder):
		row = frappe.get_doc("Scheduled Job Type", {"method": method})
		schedule.queue(row)
		frappe.db.commit()
	assert run_pending(folder) == 1


def test_a_run_leaves_its_result_and_a_line_in_the_log(tiny_dir):
	run(tiny_dir, DAILY)
	with site_context(tiny_dir):
		assert frappe.db.get_value("Scheduled Job Type", "trace.daily", ["last_status", "last_error"]) == (
			"Complete",
			None,
		)
		assert frappe.get_all("Scheduled Job Log", fields=["scheduled_job_type", "status"]) == [
			{"scheduled_job_type": "trace.daily", "status": "Complete"}
		]
		assert frappe.get_all("RQ Job", fields=["job_name", "status"]) == [
			{"job_name": "trace.daily", "status": "finished"}
		]


def test_a_failed_run_is_undone_and_shows_its_error_everywhere(tiny_dir, monkeypatch):
	from tiny_app import trace

	monkeypatch.setattr(trace, "daily", failing)
	run(tiny_dir, DAILY)
	with site_context(tiny_dir):
		assert not frappe.db.exists("Role", "Half Done")
		row = frappe.get_doc("Scheduled Job Type", "trace.daily")
		assert row.last_status == "Failed" and "no such luck" in row.last_error
		assert "no such luck" in frappe.get_last_doc("Scheduled Job Log").details
		job = frappe.get_last_doc("RQ Job")
		assert job.status == "failed" and "no such luck" in job.exc_info
		assert "no such luck" in frappe.get_last_doc("Error Log").error


def test_a_method_that_an_upgrade_took_away_is_no_error(tiny_dir):
	with site_context(tiny_dir):
		schedule.queue(frappe.get_doc("Scheduled Job Type", "trace.daily"))
		frappe.delete_doc("Scheduled Job Type", "trace.daily", force=True)
		frappe.db.commit()
	assert run_pending(tiny_dir) == 1
	with site_context(tiny_dir):
		assert frappe.get_last_doc("RQ Job").status == "finished"
