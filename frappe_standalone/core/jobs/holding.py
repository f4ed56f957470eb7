"""Files beside the database for what must not wait for its writers: who runs a job, and that it shall stop.

Each running job has a lock, held by the process that runs it. The system frees it when that process dies, however it
dies; so a free lock of a started job says that nobody runs it any more, without heartbeats and without waiting. A job
that writes holds the turn to write, so the wish to stop it is a file too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from frappe_standalone.core.http.single_holder import SingleHolder


def lock_of(site_dir: str | Path, name: str) -> SingleHolder:
	"""The lock of a job."""
	return SingleHolder(file_of(site_dir, name, "lock"))


def file_of(site_dir: str | Path, name: str, kind: str) -> Path:
	"""A file about a job; names of jobs are made of letters and digits."""
	return Path(site_dir) / "runtime" / "jobs" / f"{name}.{kind}"


def ask_to_stop(site_dir: str | Path, name: str) -> None:
	"""Have a running job stopped."""
	mark = file_of(site_dir, name, "stop")
	mark.parent.mkdir(parents=True, exist_ok=True)
	mark.touch()


def is_to_be_stopped(site_dir: str | Path, name: str) -> bool:
	"""True once somebody asked for it."""
	return file_of(site_dir, name, "stop").exists()


def forget_stop(site_dir: str | Path, name: str) -> None:
	"""A new attempt begins: the wish was about the last one."""
	file_of(site_dir, name, "stop").unlink(missing_ok=True)


@contextlib.contextmanager
def held(site_dir: str | Path, name: str) -> Iterator[bool]:
	"""Hold a job while it runs; gives False where another worker holds it."""
	lock = lock_of(site_dir, name)
	if not lock.acquire():
		yield False
		return
	try:
		yield True
	finally:
		remove(lock)


def is_abandoned(site_dir: str | Path, name: str) -> bool:
	"""True if no living worker holds this job."""
	lock = lock_of(site_dir, name)
	if not lock.acquire():
		return False
	remove(lock)
	return True


def remove(lock: SingleHolder) -> None:
	"""Free a lock and take its file away."""
	with contextlib.suppress(OSError):  # Windows keeps an open file; the next holder uses it again
		lock.path.unlink(missing_ok=True)
	lock.release()
