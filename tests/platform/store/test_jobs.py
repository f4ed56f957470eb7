"""Jobs: after the commit and never without it, once, with their errors kept; and the schedule."""

from __future__ import annotations

import datetime
import threading
import time

import pytest

import frappe

from frappe_standalone.core import error_log
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.jobs import (
	cron,
	execution,
	holding,
	is_job_enqueued,
	ledger,
	queues,
	recovery,
	run_pending,
	work,
)
from frappe_standalone.core.jobs.arguments import UnsupportedArgument, dump, load
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.utils.dates import now_datetime

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
	monkeypatch.setattr(execution, "get_attr", lambda name: globals()[name.rsplit(".", 1)[1]])
	monkeypatch.setattr(execution, "log_error", lambda **kwargs: ran.append(("log", kwargs)))
	assert enqueueing.dotted(record).endswith("test_jobs.record")


def jobs(folder, columns: str = "status, attempts, exc_info") -> list:
	with site_context(folder, mode=READ):
		return list(frappe.db.sql(f"select {columns} from `tabRQ Job` order by rowid"))


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
	assert frappe.db.sql("select count(*) from `tabRQ Job`") == ((0,),)


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
	for _ in range(execution.RETRIES + 1):
		assert run_pending(folder) == 1
		[(due, ended)] = jobs(folder, "due_at, ended_at")
		pauses.append((due - now_datetime()).total_seconds() if due else 0)
		with site_context(folder, mode=LAZY):
			frappe.db.sql("update `tabRQ Job` set due_at = null")
			frappe.db.commit()
	assert run_pending(folder) == 0 and ended
	assert jobs(folder, "status, attempts") == [("failed", execution.RETRIES + 1)]
	assert [round(pause) for pause in pauses[:3]] == [2, 4, 8]


def test_jobs_come_in_order_and_what_is_put_at_the_front_last_comes_first(folder):
	with site_context(folder):
		for n in range(3):
			frappe.enqueue(record, n=n)
		frappe.enqueue(record, n="front", at_front=True)
		frappe.enqueue(record, n="very front", at_front=True)
		frappe.db.commit()
	assert run_pending(folder) == 5
	assert [arguments["n"] for _user, arguments in ran] == ["very front", "front", 0, 1, 2]


def test_a_worker_takes_only_jobs_of_its_queues(folder):
	with site_context(folder):
		frappe.enqueue(record, n=1, queue="long")
		frappe.enqueue(record, n=2, queue="short")
		frappe.db.commit()
	assert run_pending(folder, ["short", "default"]) == 1
	assert ran == [("Administrator", {"n": 2})]
	assert run_pending(folder, ["long"]) == 1


def test_the_queue_sets_how_long_a_job_may_take_unless_it_says_so_itself(folder):
	with site_context(folder):
		frappe.local.conf.workers = {"maps": {"timeout": 7}}
		for queue, timeout in (("short", None), ("long", None), ("maps", None), ("default", 12)):
			frappe.enqueue(record, queue=queue, timeout=timeout)
		frappe.db.commit()
	assert jobs(folder, "timeout") == [(300,), (1500,), (7,), (12,)]


def test_an_unknown_queue_is_refused(bare):
	with pytest.raises(frappe.ValidationError, match="short, default, long"):
		frappe.enqueue(record, queue="fast")


def test_long_jobs_have_a_worker_of_their_own(bare):
	assert queues.lanes() == [["short", "default"], ["long"]]


# Stopping


def sleep_in_steps() -> None:
	"""A job that takes a minute, in Python."""
	frappe.db.sql("insert into `tabThing` (name) values ('half')")
	for _ in range(6000):
		time.sleep(0.01)


def count_in_sqlite() -> None:
	"""A job of one statement that takes minutes."""
	frappe.db.sql(
		"with recursive n(x) as (select 1 union all select x + 1 from n where x < 1000000000) select max(x) from n"
	)


@pytest.mark.parametrize("method", [sleep_in_steps, count_in_sqlite])
def test_a_job_that_takes_too_long_is_stopped_has_failed_and_is_undone(folder, method):
	with site_context(folder):
		frappe.enqueue(method, timeout=1)
		frappe.db.commit()
	began = time.monotonic()
	assert run_pending(folder) == 1
	assert time.monotonic() - began < 10
	[(status, attempts, error)] = jobs(folder)
	assert (status, attempts) == ("failed", 1)
	assert error.startswith("The job took more than its 1 seconds and was stopped.")
	with site_context(folder, mode=READ):
		assert not frappe.db.exists("Thing", "half")


def test_a_job_that_ends_in_time_is_not_touched_afterwards(folder):
	with site_context(folder):
		frappe.enqueue(record, timeout=1)
		frappe.db.commit()
	assert run_pending(folder) == 1
	time.sleep(1.2)
	assert jobs(folder, "status") == [("finished",)]


def test_a_running_job_is_stopped_when_an_administrator_asks_for_it(folder):
	with site_context(folder):
		frappe.enqueue(sleep_in_steps)
		frappe.db.commit()
	thread = threading.Thread(target=run_pending, args=(folder,))
	thread.start()
	wait_for(lambda: jobs(folder, "status") == [("started",)])
	holding.ask_to_stop(folder, jobs(folder, "name")[0][0])  # no turn to write is needed, which the job holds
	thread.join(timeout=10)
	assert not thread.is_alive()
	assert jobs(folder) == [("canceled", 1, "Stopped by an administrator.")]


def wait_for(condition, seconds: float = 10) -> None:
	deadline = time.monotonic() + seconds
	while not condition():
		assert time.monotonic() < deadline, "it did not come true in time"
		time.sleep(0.02)


# Dead workers


def claimed(folder, times: int = 1) -> str:
	"""The name of a job that a worker claimed, and held no more, so often."""
	with site_context(folder, mode=LAZY):
		name = frappe.enqueue(record).id
		frappe.db.commit()
		for _ in range(times):
			ledger.requeue(name, ledger.get(name).attempts)
			frappe.db.commit()
			ledger.claim(name)
	return name


def test_what_a_dead_worker_left_is_queued_again(folder):
	claimed(folder)
	assert run_pending(folder) == 0
	assert recovery.recover(folder) == 1
	assert jobs(folder) == [("queued", 1, "The worker stopped while this job ran.")]
	assert run_pending(folder) == 1 and jobs(folder, "status, attempts") == [("finished", 2)]
	assert recovery.recover(folder) == 0


def test_what_a_living_worker_runs_is_left_alone(folder):
	name = claimed(folder)
	with holding.held(folder, name) as is_ours:
		assert is_ours and recovery.recover(folder) == 0
	assert recovery.recover(folder) == 1


def test_a_job_that_killed_its_worker_too_often_is_given_up(folder):
	claimed(folder, times=execution.RETRIES + 1)
	assert recovery.recover(folder) == 1
	[(status, attempts, error)] = jobs(folder)
	assert (status, attempts) == ("failed", execution.RETRIES + 1) and "6 times" in error


def test_a_job_to_be_stopped_whose_worker_died_stays_stopped(folder):
	name = claimed(folder)
	holding.ask_to_stop(folder, name)
	recovery.recover(folder)
	assert jobs(folder, "status") == [("canceled",)]


def test_two_workers_never_run_the_same_job(folder):
	with site_context(folder):
		names = [frappe.enqueue(record, n=n).id for n in range(30)]
		frappe.db.commit()
	threads = [
		threading.Thread(target=lambda: [execution.run(folder, name) for name in names]) for _ in range(4)
	]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	assert sorted(arguments["n"] for _user, arguments in ran) == list(range(30))
	assert set(jobs(folder, "status, attempts")) == {("finished", 1)}
	assert list((folder / "runtime" / "jobs").iterdir()) == []


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


def test_rows_of_finished_jobs_go_after_a_week(folder):
	with site_context(folder):
		frappe.enqueue(record)
		frappe.enqueue(write_then_fail)
		frappe.db.commit()
	run_pending(folder)
	with site_context(folder, mode=LAZY):
		frappe.db.sql("update `tabRQ Job` set ended_at = %s", (now_datetime() - datetime.timedelta(days=8),))
		ledger.forget_old()
	assert jobs(folder, "status") == [("failed",)]
