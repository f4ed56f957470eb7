"""The way of a job's name from the site's file to Redis.

The row is written with the work that asked for it. After the commit its name is sent; if Redis does not answer then,
the row stays as it is, and the keeper of the site sends it later. So a job is in Redis at least once, and since only
one worker can claim its row, it does not matter how often.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from frappe_standalone.core.context import local
from frappe_standalone.core.db import READ
from frappe_standalone.core.jobs import ledger, redis_queue
from frappe_standalone.core.logger import get_logger
from frappe_standalone.core.runtime import site_context

BATCH = 1000  # jobs asked about in Redis at once
SAY_AGAIN = 60.0  # seconds between two lines in the log about the same outage
LEAVE_ALONE = 5.0  # seconds in which requests do not try a Redis that has just not answered

_down: dict[str, tuple[float, float]] = {}  # site → when sending last failed, when that was last logged
TELLING = (redis_queue.RedisUnreachable, redis_queue.RedisLibraryMissing)
NEVER = (float("-inf"), float("-inf"))


def push_or_leave(site_dir: str, conf: Any, job: dict[str, Any]) -> bool:
	"""Send one job after its commit; False if it stays for the keeper. Never raises: the work is committed."""
	failed, _said = _down.get(site_dir, NEVER)
	if time.monotonic() - failed < LEAVE_ALONE:
		return False
	try:
		redis_queue.send(site_dir, job, redis_queue.connect(conf))
	except Exception as error:  # whatever is wrong with Redis, the row waits and is sent later
		note_outage(site_dir, conf, error)
		return False
	return True


def push_waiting(site_dir: str | Path) -> int:
	"""Send what waits and is not in Redis; returns how many jobs that were. For the keeper.

	Raises:
		RedisLibraryMissing
	"""
	site_dir = str(Path(site_dir).absolute())
	with site_context(site_dir, mode=READ):
		jobs, conf = ledger.all_due(BATCH), local.conf
	connection = redis_queue.connect(conf)
	try:
		redis_queue.ping(conf, connection)
		lost = redis_queue.missing(site_dir, jobs, connection)
		for job in lost:
			redis_queue.send(site_dir, job, connection)
	except redis_queue.outages() as error:
		note_outage(site_dir, conf, error)
		return 0
	note_return(site_dir, len(lost))
	return len(lost)


def outage_file(site_dir: str | Path) -> Path:
	"""Holds the words about a Redis that does not answer, for the desk; absent while it does."""
	return Path(site_dir) / "runtime" / "redis.down"


def outage(site_dir: str | Path) -> str:
	"""What is wrong with Redis at present; empty if nothing is."""
	path = outage_file(site_dir)
	return path.read_text(encoding="utf-8") if path.exists() else ""


def note_outage(site_dir: str, conf: Any, error: Exception) -> None:
	"""Say once a minute in the log, and in the desk, that jobs wait for Redis."""
	now, (_failed, said) = time.monotonic(), _down.get(site_dir, NEVER)
	words = str(error if isinstance(error, TELLING) else redis_queue.why_unreachable(conf, error))
	if now - said >= SAY_AGAIN:
		get_logger("jobs").error(words)
		said = now
	_down[site_dir] = (now, said)
	path = outage_file(site_dir)
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text(words, encoding="utf-8")


def note_return(site_dir: str, sent: int) -> None:
	"""Redis answers: if it did not before, say so."""
	_down.pop(site_dir, None)
	if outage(site_dir):
		outage_file(site_dir).unlink(missing_ok=True)
		get_logger("jobs").warning("Redis answers again; %s jobs were sent", sent)
