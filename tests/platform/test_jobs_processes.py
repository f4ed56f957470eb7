"""Workers in processes of their own: they share the work, and one that is killed loses nothing."""

from __future__ import annotations

import os
import signal

import pytest

import frappe

from frappe_standalone.core.runtime import site_context
from tests.platform.tiny_app.work import lines
from tests.platform.workers import ask, rows, statuses, township, wait_for

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def test_several_workers_share_the_jobs_and_each_runs_once(tiny_dir):
	ask(tiny_dir, *[("note_process", {"text": n}) for n in range(40)])
	with township("worker", tiny_dir), township("worker", tiny_dir), township("worker", tiny_dir):
		wait_for(lambda: statuses(tiny_dir) == {"finished"})
	numbers, processes = zip(*(line.split() for line in lines(tiny_dir)), strict=True)
	assert sorted(map(int, numbers)) == list(range(40))
	assert len(set(processes)) > 1


def test_a_burst_worker_ends_when_nothing_waits(tiny_dir):
	ask(tiny_dir, ("note", {"text": "a"}), ("note", {"text": "b", "queue": "long"}))
	with township("worker", tiny_dir, "--queue", "short,default", "--burst") as process:
		assert process.wait(timeout=20) == 0
	assert lines(tiny_dir) == ["a Administrator"]


def test_a_worker_refuses_a_queue_that_is_none(tiny_dir):
	with township("worker", tiny_dir, "--queue", "fast") as process:
		output, _ = process.communicate(timeout=20)
	assert process.returncode == 1 and "short, default, long" in output


def test_the_job_of_a_killed_worker_is_taken_up_by_another(tiny_dir):
	ask(tiny_dir, ("slow", {"text": "a", "seconds": 2}))
	with township("schedule", tiny_dir), township("worker", tiny_dir) as first:
		wait_for(lambda: lines(tiny_dir))
		os.kill(first.pid, signal.SIGKILL)
		with township("worker", tiny_dir):
			wait_for(lambda: statuses(tiny_dir) == {"finished"})
	assert rows(tiny_dir) == [("finished", 2)]
	assert [line.split()[0] for line in lines(tiny_dir)] == ["begun", "begun", "ended"]


def test_a_worker_told_to_stop_ends_its_job_first(tiny_dir):
	ask(tiny_dir, ("slow", {"text": "a", "seconds": 1}), ("note", {"text": "b"}))
	with township("worker", tiny_dir) as process:
		wait_for(lambda: lines(tiny_dir))
		process.terminate()
		assert process.wait(timeout=20) == 0
	assert rows(tiny_dir, "status") == [("finished",), ("queued",)]


def test_only_one_process_keeps_the_schedule_and_the_next_takes_over(tiny_dir):
	"""After ten days without anybody: three processes, one run."""
	with site_context(tiny_dir):
		frappe.db.set_value(
			"Scheduled Job Type", "trace.daily", "creation", "2026-01-01", update_modified=False
		)
		frappe.db.set_value("Scheduled Job Type", "trace.nightly", "stopped", 1)
		frappe.db.commit()
	with (
		township("schedule", tiny_dir) as first,
		township("schedule", tiny_dir),
		township("schedule", tiny_dir),
	):
		wait_for(lambda: rows(tiny_dir))
		os.kill(first.pid, signal.SIGKILL)
		ask(tiny_dir, ("slow", {"text": "a", "seconds": 1}))
		with township("worker", tiny_dir) as worker:
			wait_for(lambda: lines(tiny_dir))
			os.kill(worker.pid, signal.SIGKILL)
		wait_for(lambda: rows(tiny_dir)[-1][0] == "queued")
	assert rows(tiny_dir, "job_name") == [("trace.daily",), ("tiny_app.work.slow",)]
