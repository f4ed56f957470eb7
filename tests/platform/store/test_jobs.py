"""Jobs: after the commit and never without it, once, with their errors kept; and the schedule."""

from __future__ import annotations

import datetime
import threading
import time

import pytest

import frappe

from frappe_standalone.core import error_log
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.jobs import cron, is_job_enqueued, run_pending, schedule, tick, work, worker
from frappe_standalone.core.jobs.arguments import UnsupportedArgument, dump, load
from frappe_standalone.core.runtime import site_context

ran: list[tuple] = []


def record(**arguments) -> None:
	"""A job that only says that it ran."""
	ran.append((frappe.session.user, arguments))


def write_then_fail() -> None:
	frappe.db.sql("insert into `tabThing` (name) values ('half')")
	raise ValueError("token=hunter2 went wrong")


def ask_again() -> None:
	ran.append(("again", {}))
	raise frappe.RetryBackgroundJobError("not yet")


@pytest.fixture(autouse=True)
def clean(monkeypatch):
	ran.clear()
	from frappe_standalone.core.jobs import enqueueing

	# these functions stand in a test, which no site has installed as an app
	monkeypatch.setattr(worker, "get_attr", lambda name: globals()[name.rsplit(".", 1)[1]])
	monkeypatch.setattr(worker, "log_error", lambda **kwargs: ran.append(("log", kwargs)))
	assert enqueueing.dotted(record).endswith("test_jobs.record")


def jobs(folder, columns: str = "status, attempts, error") -> list:
	with site_context(folder, mode=READ):
		return list(frappe.db.sql(f"select {columns} from `__Job` order by created"))


def test_a_job_runs_after_the_commit_as_the_user_who_asked(folder):
	with site_context(folder, user="clerk@example.org"):
		frappe.enqueue(record, day=datetime.date(2026, 3, 1), n=1)
		assert run_pending(folder) == 0
		frappe.db.commit()
	assert run_pending(folder) == 1
	assert ran == [("clerk@example.org", {"day": datetime.date(2026, 3, 1), "n": 1})]
	assert jobs(folder, "status") == [("finished",)]


def test_a_job_of_an_undone_transaction_never_runs(folder):
	with site_context(folder):
		frappe.enqueue(record)
		frappe.db.rollback()
		frappe.db.commit()
	assert run_pending(folder) == 0 and jobs(folder) == []


def test_now_runs_at_once_and_keeps_nothing(bare):
	assert frappe.enqueue(lambda x: x + 1, now=True, x=1) == 2
	assert frappe.enqueue(lambda x: x, is_async=False, x=3) == 3
	assert frappe.db.sql("select count(*) from `__Job`") == ((0,),)


def test_a_named_job_waits_only_once(folder):
	with site_context(folder):
		assert frappe.enqueue(record, job_id="one", deduplicate=True)
		assert frappe.enqueue(record, job_id="one", deduplicate=True) is None
		frappe.db.commit()
		assert is_job_enqueued("one")
	assert run_pending(folder) == 1
	with site_context(folder):
		assert not is_job_enqueued("one") and frappe.enqueue(record, job_id="one", deduplicate=True)
		with pytest.raises(frappe.ValidationError, match="job_id"):
			frappe.enqueue(record, deduplicate=True)


def test_a_failed_job_undoes_its_work_and_keeps_its_error(folder):
	with site_context(folder):
		frappe.enqueue(write_then_fail)
		frappe.db.commit()
	assert run_pending(folder) == 1
	[(status, attempts, error)] = jobs(folder)
	assert (status, attempts) == ("failed", 1)
	assert "ValueError" in error and "hunter2" not in error
	assert ran[0][0] == "log"
	with site_context(folder, mode=READ):
		assert not frappe.db.exists("Thing", "half")


def test_a_job_that_asks_for_it_is_tried_again_after_a_pause_and_given_up_in_the_end(folder):
	with site_context(folder):
		frappe.enqueue(ask_again)
		frappe.db.commit()
	pauses = []
	for _ in range(worker.RETRIES + 1):
		assert run_pending(folder) == 1
		[(due, ended)] = jobs(folder, "due, ended")
		pauses.append(due - time.time())
		with site_context(folder, mode=LAZY):
			frappe.db.sql("update `__Job` set due = 0")
			frappe.db.commit()
	assert run_pending(folder) == 0 and ended
	assert jobs(folder, "status, attempts") == [("failed", worker.RETRIES + 1)]
	assert [round(pause) for pause in pauses[:3]] == [2, 4, 8]


def test_jobs_come_in_order_and_some_in_front(folder):
	with site_context(folder):
		for n in range(3):
			frappe.enqueue(record, n=n)
		frappe.enqueue(record, n="first", at_front=True)
		frappe.db.commit()
	assert run_pending(folder) == 4
	assert [arguments["n"] for _user, arguments in ran] == ["first", 0, 1, 2]


def test_what_a_dead_worker_left_is_queued_again(folder):
	with site_context(folder, mode=LAZY):
		frappe.enqueue(record)
		frappe.db.commit()
		worker.claim()
	assert run_pending(folder) == 0
	worker.recover(folder)
	assert run_pending(folder) == 1 and jobs(folder, "attempts") == [(2,)]


def test_the_worker_is_woken_by_the_commit(folder):
	stop = threading.Event()
	thread = threading.Thread(target=work, args=(folder, stop, 30.0))
	thread.start()
	try:
		time.sleep(0.1)
		with site_context(folder):
			frappe.enqueue(record)
			frappe.db.commit()
		deadline = time.monotonic() + 5
		while not ran and time.monotonic() < deadline:
			time.sleep(0.01)
		assert ran
	finally:
		stop.set()
		with site_context(folder):
			frappe.enqueue(record)
			frappe.db.commit()
		thread.join(timeout=10)
	assert not thread.is_alive()


@pytest.mark.parametrize(
	"value",
	[
		None, "a", 1, 1.5, True, [1, "a"], {"a": {"b": 1}}, datetime.date(2026, 3, 1),
		datetime.datetime(2026, 3, 1, 8), datetime.timedelta(hours=1),
	],
)  # fmt: skip
def test_arguments_come_back_as_they_were(value):
	assert load(dump({"x": value})) == {"x": value}


def test_an_argument_that_cannot_be_kept_is_named():
	with pytest.raises(UnsupportedArgument, match="'worker'"):
		dump({"fine": 1, "worker": threading.Lock()})


def test_log_error_writes_to_the_log_file_where_the_database_may_not(folder):
	with site_context(folder, write=False):
		error_log.log_error("Title", "the text")
	assert "the text" in (folder / "logs" / "error.log").read_text(encoding="utf-8")


# The schedule


@pytest.mark.parametrize(
	("text", "after", "expected"),
	[
		("* * * * *", "2026-03-01 08:00:30", "2026-03-01 08:01"),
		("0 0 * * *", "2026-03-01 08:00", "2026-03-02 00:00"),
		("*/15 * * * *", "2026-03-01 08:50", "2026-03-01 09:00"),
		("30 8 * * mon-fri", "2026-03-06 09:00", "2026-03-09 08:30"),
		("0 0 * * 7", "2026-03-02 00:00", "2026-03-08 00:00"),
		("0 0 1 jan *", "2026-03-02 00:00", "2027-01-01 00:00"),
		("0 9-17/4 * * *", "2026-03-01 09:00", "2026-03-01 13:00"),
		("0 0 13 * fri", "2026-03-01 00:00", "2026-03-06 00:00"),
		("0 0 29 2 *", "2026-03-01 00:00", "2028-02-29 00:00"),
	],
)
def test_times_of_cron(text, after, expected):
	moment = datetime.datetime.fromisoformat
	assert cron.parse(text).after(moment(after)) == moment(expected)


@pytest.mark.parametrize("text", ["* * * *", "60 * * * *", "a * * * *", "5-1 * * * *", "* * * * mon-"])
def test_times_that_are_none_are_refused(text):
	with pytest.raises(cron.BadCron):
		cron.parse(text)


def test_a_time_that_never_comes_is_refused():
	with pytest.raises(cron.BadCron, match="never"):
		cron.parse("0 0 30 2 *").after(datetime.datetime(2026, 1, 1))


@pytest.fixture
def scheduled(bare, monkeypatch):
	events = {"daily": ["app.daily"], "cron": {"30 8 * * *": ["app.morning"]}, "hourly_long": ["app.long"]}
	monkeypatch.setattr(schedule, "get_hooks", lambda name, default: events)
	return events


def at(text: str) -> list[str]:
	return tick(datetime.datetime.fromisoformat(text))


def test_an_event_waits_for_its_next_time_and_runs_once_after_downtime(scheduled):
	assert at("2026-03-01 12:00") == []
	assert at("2026-03-01 12:59") == []
	assert at("2026-03-01 13:00") == ["app.long"]
	assert at("2026-03-01 13:01") == []
	frappe.db.sql("delete from `__Job`")
	assert sorted(at("2026-03-09 10:00")) == ["app.daily", "app.long", "app.morning"]
	frappe.db.sql("delete from `__Job`")
	assert at("2026-03-09 10:01") == []


def test_an_event_that_still_waits_is_not_queued_twice(scheduled):
	at("2026-03-01 12:00")
	assert at("2026-03-01 13:00") == ["app.long"]
	assert at("2026-03-01 14:00") == []


def test_the_schedule_can_be_paused(scheduled):
	at("2026-03-01 12:00")
	frappe.db.set_single_value("System Settings", "enable_scheduler", 0)
	assert at("2026-03-09 13:00") == []


def test_an_unknown_frequency_is_refused(scheduled):
	scheduled["fortnightly"] = ["app.f"]
	with pytest.raises(schedule.UnknownFrequency, match="fortnightly"):
		at("2026-03-01 12:00")


def test_rows_of_finished_jobs_go_after_a_week(folder):
	with site_context(folder):
		frappe.enqueue(record)
		frappe.enqueue(write_then_fail)
		frappe.db.commit()
	run_pending(folder)
	with site_context(folder, mode=LAZY):
		frappe.db.sql("update `__Job` set ended = ended - 8 * 86400")
		schedule.forget_old_jobs()
	assert jobs(folder, "status") == [("failed",)]
