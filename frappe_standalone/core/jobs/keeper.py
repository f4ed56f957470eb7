"""What one process of a site does for all: the schedule, the work of dead processes, and pushing to Redis.

A lock says which process that is; when it dies, the next one takes over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from frappe_standalone.core.context import local
from frappe_standalone.core.db import LAZY, READ
from frappe_standalone.core.jobs import ledger
from frappe_standalone.core.jobs.recovery import recover
from frappe_standalone.core.jobs.schedule import tick
from frappe_standalone.core.jobs.wake import wake
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.runtime import site_context

TICK = 30.0  # seconds between looks at the schedule; cron's finest step is a minute
RECOVER = 5.0  # seconds between looks for jobs whose worker died
PUSH = 2.0  # seconds between looks for jobs that Redis has not got
CLEAN = 3600.0  # seconds between removals of old rows


def keep(site_dir: str | Path, stop_event: threading.Event) -> None:
	"""Do these until `stop_event` is set; one that fails is logged and tried again at its next time."""
	duties = duties_of(site_dir)
	due = dict.fromkeys(duties, 0.0)
	while not stop_event.is_set():
		for duty in duties:
			if time.monotonic() >= due[duty]:
				do(site_dir, duty)
				due[duty] = time.monotonic() + duties[duty]
		stop_event.wait(max(0.0, min(due.values()) - time.monotonic()))


def duties_of(site_dir: str | Path) -> dict[Callable[[str | Path], None], float]:
	"""What there is to do, with the seconds between two times."""
	duties = {undo_cut_off_upgrade: RECOVER, take_up: RECOVER, look_at_schedule: TICK, forget_old: CLEAN}
	with site_context(site_dir, mode=READ):
		return {**duties, push: PUSH} if local.conf.redis_queue else duties


def do(site_dir: str | Path, duty: Callable[[str | Path], None]) -> None:
	"""Do one duty."""
	try:
		duty(site_dir)
	except Exception:
		get_logger("jobs").exception("%s failed; it is tried again", duty.__name__)


def undo_cut_off_upgrade(site_dir: str | Path) -> None:
	"""Let people save again after an upgrade whose process died."""
	from frappe_standalone.core.upgrade import rollback

	if rollback.recover(Path(site_dir)):
		get_logger("jobs").warning("An upgrade that had been cut off was undone")


def take_up(site_dir: str | Path) -> None:
	"""Queue again what dead workers were doing."""
	if recover(site_dir):
		wake(str(Path(site_dir).absolute()))


def look_at_schedule(site_dir: str | Path) -> None:
	"""Queue what has become due."""
	with site_context(site_dir, mode=LAZY):
		tick()


def forget_old(site_dir: str | Path) -> None:
	"""Remove the rows of jobs that ended long ago."""
	with site_context(site_dir, mode=LAZY):
		ledger.forget_old()


def push(site_dir: str | Path) -> None:
	"""Send to Redis what it has not got."""
	from frappe_standalone.core.jobs.outbox import push_waiting

	push_waiting(site_dir)
