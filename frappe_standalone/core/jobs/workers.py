"""Run the jobs of a site, one after the other: in threads of the server, in a process of its own, or at once."""

from __future__ import annotations

import threading
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.db import READ
from frappe_standalone.core.jobs import ledger, queues
from frappe_standalone.core.jobs.execution import run
from frappe_standalone.core.jobs.keeper import keep
from frappe_standalone.core.jobs.wake import event_of, forget
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.runtime import site_context

POLL = 1.0  # seconds between looks when nobody wakes the worker
AFTER_ERROR = 5.0  # seconds of rest when the site itself could not be opened


def work(site_dir: str | Path, stop_event: threading.Event, poll: float = POLL) -> None:
	"""Run jobs and the schedule until `stop_event` is set. Only one process of a site does the schedule at a time."""
	site_dir = Path(site_dir).absolute()
	with site_context(site_dir, mode=READ):
		lanes = [] if local.conf.redis_queue else queues.lanes()
	threads = [
		threading.Thread(
			target=run_queues, args=(site_dir, lane, stop_event, poll), name=f"jobs {lane[-1]}", daemon=True
		)
		for lane in lanes
	]
	for thread in threads:
		thread.start()
	try:
		keep(site_dir, stop_event)
	finally:
		for thread in threads:
			thread.join()


def run_queues(
	site_dir: str | Path, names: list[str], stop_event: threading.Event, poll: float = POLL
) -> None:
	"""Run the jobs of these queues until `stop_event` is set; a job that runs is ended first."""
	woken = event_of(str(Path(site_dir).absolute()))
	try:
		while not stop_event.is_set():
			try:
				ran = run_next(site_dir, names)
			except Exception:
				get_logger("jobs").exception("A worker could not take a job; it goes on")
				stop_event.wait(AFTER_ERROR)
				continue
			if not ran:
				woken.wait(poll)
				woken.clear()
	finally:
		forget(str(Path(site_dir).absolute()), woken)


def run_pending(site_dir: str | Path, names: list[str] | None = None) -> int:
	"""Run every job that is due and return how many ran: for commands and tests."""
	count = 0
	while run_next(site_dir, names):
		count += 1
	return count


def run_next(site_dir: str | Path, names: list[str] | None = None) -> bool:
	"""Run the job that is next; False if none is due."""
	with site_context(site_dir, mode=READ):
		name = ledger.next_due(names or list(queues.timeouts()))
	return bool(name) and (run(site_dir, name) or True)
