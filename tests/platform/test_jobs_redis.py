"""RQ on Redis: real workers, a real redis-server; the site's file stays the one place that knows the jobs."""

from __future__ import annotations

import os
import signal
import time

import pytest

import frappe

from frappe_standalone.core.jobs import outbox, redis_queue
from frappe_standalone.core.jobs.outbox import push_waiting
from frappe_standalone.core.runtime import site_context
from frappe_standalone.core.site import update_config
from tests.platform.tiny_app.work import lines
from tests.platform.workers import Redis, ask, require_redis, rows, statuses, township, wait_for

pytestmark = pytest.mark.skipif(os.name == "nt", reason="RQ forks its workers")


@pytest.fixture
def redis(tmp_path):
	"""A running Redis of the test's own."""
	require_redis()
	server = Redis(tmp_path)
	server.start()
	yield server
	server.stop()
	redis_queue._connection.cache_clear()
	outbox._down.clear()


@pytest.fixture
def site(tiny_dir, redis):
	"""A site whose jobs go to that Redis."""
	update_config(tiny_dir, redis_queue=redis.url)
	return tiny_dir


def test_jobs_are_run_by_rq_workers_as_the_user_who_asked(site):
	with township("worker", site), township("worker", site):
		with site_context(site, user="Guest"):
			for number in range(20):
				frappe.enqueue(
					"tiny_app.work.note", text=number, queue=("short", "default", "long")[number % 3]
				)
			assert statuses_inside() == {"queued"}
			frappe.db.commit()
		wait_for(lambda: statuses(site) == {"finished"})
	assert sorted(lines(site)) == sorted(f"{number} Guest" for number in range(20))
	assert set(rows(site)) == {("finished", 1)}


def statuses_inside() -> set[str]:
	return set(frappe.db.sql("select status from `tabRQ Job`", pluck=True))


def test_a_job_of_an_undone_transaction_never_reaches_redis(site):
	with site_context(site):
		frappe.enqueue("tiny_app.work.note", text="undone")
		frappe.db.rollback()
		frappe.enqueue("tiny_app.work.note", text="done")
		frappe.db.commit()
	with township("worker", site, "--burst") as worker:
		worker.wait(timeout=20)
	assert lines(site) == ["done Administrator"]


def test_a_failed_job_is_undone_and_keeps_its_error(site):
	ask(site, ("fail", {"text": "x"}))
	with township("worker", site):
		wait_for(lambda: statuses(site) == {"failed"})
	with site_context(site):
		assert "no such luck: x" in frappe.get_last_doc("RQ Job").exc_info
		assert "no such luck: x" in frappe.get_last_doc("Error Log").error
		assert not frappe.db.exists("Role", "Half x")


def test_a_job_that_asks_for_it_is_tried_again_after_its_pause(site):
	ask(site, ("fail_twice", {"text": "x"}))
	began = time.monotonic()
	with township("schedule", site), township("worker", site):
		wait_for(lambda: statuses(site) == {"finished"}, 30)
	assert rows(site) == [("finished", 3)]
	assert time.monotonic() - began >= 6  # pauses of 2 and 4 seconds


def test_while_redis_is_down_work_goes_on_and_its_jobs_are_sent_when_it_is_back(site, redis):
	redis.stop()
	began = time.monotonic()
	ask(site, ("note", {"text": "a"}))
	ask(site, ("note", {"text": "b"}))
	assert time.monotonic() - began < 5
	assert rows(site) == [("queued", 0), ("queued", 0)]
	assert push_waiting(site) == 0
	told = outbox.outage(site)
	assert f"Redis at 127.0.0.1:{redis.port} does not answer" in told and "No job is lost" in told
	with site_context(site):
		doc = frappe.get_last_doc("RQ Job")
		doc.run_method("onload")
		assert doc.exc_info == told
	with township("schedule", site), township("worker", site):
		redis.start()
		with township("worker", site):
			wait_for(lambda: statuses(site) == {"finished"})
	assert sorted(lines(site)) == ["a Administrator", "b Administrator"]
	assert outbox.outage(site) == ""


def test_a_redis_that_lost_everything_gets_it_again(site, redis):
	ask(site, *[("note", {"text": number}) for number in range(5)])
	redis.stop()
	redis.start()
	with township("schedule", site), township("worker", site):
		wait_for(lambda: statuses(site) == {"finished"})
	assert len(lines(site)) == 5


def test_a_worker_whose_redis_dies_in_the_middle_of_a_job_goes_on_afterwards(site, redis):
	with township("schedule", site), township("worker", site) as worker:
		ask(site, ("slow", {"text": "a", "seconds": 2}))
		wait_for(lambda: lines(site))
		redis.stop()
		wait_for(lambda: statuses(site) == {"finished"})
		ask(site, ("note", {"text": "b"}))
		redis.start()
		wait_for(lambda: statuses(site) == {"finished"}, 180)
		assert worker.poll() is None
	assert rows(site) == [("finished", 1), ("finished", 1)]


def test_a_running_worker_survives_a_restart_of_redis(site, redis):
	with township("schedule", site), township("worker", site):
		ask(site, ("note", {"text": "before"}))
		wait_for(lambda: statuses(site) == {"finished"})
		redis.stop()
		ask(site, ("note", {"text": "while"}))
		time.sleep(1)
		redis.start()
		wait_for(lambda: statuses(site) == {"finished"}, 180)
	assert lines(site) == ["before Administrator", "while Administrator"]


def test_the_job_of_a_killed_work_horse_is_run_again(site):
	ask(site, ("slow", {"text": "a", "seconds": 2}))
	with township("schedule", site), township("worker", site):
		wait_for(lambda: lines(site))
		os.kill(int(lines(site)[0].split()[2]), signal.SIGKILL)
		wait_for(lambda: statuses(site) == {"finished"}, 120)
	assert rows(site) == [("finished", 2)]


def test_the_job_of_a_killed_worker_is_run_by_another(site):
	ask(site, ("slow", {"text": "a", "seconds": 2}))
	with township("schedule", site), township("worker", site) as first:
		wait_for(lambda: lines(site))
		os.kill(first.pid, signal.SIGKILL)
		os.kill(int(lines(site)[0].split()[2]), signal.SIGKILL)
		with township("worker", site):
			wait_for(lambda: statuses(site) == {"finished"}, 120)
	assert rows(site) == [("finished", 2)]


def test_a_job_that_python_cannot_break_off_is_ended_by_rq(site, monkeypatch):
	monkeypatch.setattr(redis_queue, "GRACE", 1)
	ask(site, ("asleep", {"text": "a", "timeout": 1}))
	with township("worker", site):
		wait_for(lambda: statuses(site) == {"failed"})
	[(status, attempts, error)] = rows(site, "status, attempts, exc_info")
	assert attempts == 1 and error.startswith("The job took more than its 1 seconds")


def test_names_sent_twice_run_once(site, redis):
	ask(site, ("note", {"text": "a"}))
	with site_context(site):
		job = frappe.db.sql("select * from `tabRQ Job`", as_dict=True)[0]
		redis_queue.send(site, job, redis_queue.connect(frappe.local.conf))
	with township("worker", site, "--burst") as worker:
		worker.wait(timeout=20)
	assert lines(site) == ["a Administrator"]


def test_a_worker_says_that_redis_does_not_answer(site, redis):
	redis.stop()
	with township("worker", site) as worker:
		output, _ = worker.communicate(timeout=30)
	assert worker.returncode == 1
	assert f"Redis at 127.0.0.1:{redis.port} does not answer" in output and "redis_queue" in output
