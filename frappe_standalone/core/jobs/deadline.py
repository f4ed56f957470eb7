"""Stop a running job: when its time is over, or because an administrator asked for it.

Python cannot end a thread from outside, but it can raise an exception in it between two of its steps; a statement
that SQLite is working on is interrupted. A job that waits in foreign code (a network call) is stopped when that returns.
"""

from __future__ import annotations

import ctypes
import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType

logger = logging.getLogger("frappe_standalone.jobs")

LOOK = 1.0  # seconds between looks whether somebody asked to stop


class JobTimeout(Exception):
	"""The job took longer than it may."""


class JobStopped(Exception):
	"""An administrator stopped the job."""


class Deadline:
	"""While the block runs, a second thread watches the clock and asks `is_stopped`.

	Args:
		seconds: how long the block may take.
		is_stopped: says whether somebody wants it to stop; called about once a second, from the second thread.
		interrupt: called before the exception is raised, to end what the block waits for.
	"""

	def __init__(self, seconds: float, is_stopped: Callable[[], bool], interrupt: Callable[[], None]):
		self.seconds, self.is_stopped, self.interrupt = seconds, is_stopped, interrupt
		self.lock = threading.Lock()
		self.over = threading.Event()
		self.raised: type[Exception] | None = None

	def __enter__(self) -> Deadline:
		self.thread_id = threading.get_ident()
		self.watcher = threading.Thread(target=self._watch, name="job deadline", daemon=True)
		self.watcher.start()
		return self

	def __exit__(
		self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
	) -> None:
		with self.lock:
			self.over.set()
			if self.raised and not isinstance(error, self.raised):
				_raise_in(self.thread_id, None)
		if self.raised and not isinstance(error, self.raised):
			raise self.raised from error

	def _watch(self) -> None:
		end = time.monotonic() + self.seconds
		while True:
			left = end - time.monotonic()
			if left > 0 and self.over.wait(min(left, LOOK)):
				return
			why = JobTimeout if time.monotonic() >= end else self._asked()
			if why:
				self._stop(why)
				return

	def _asked(self) -> type[Exception] | None:
		try:
			return JobStopped if self.is_stopped() else None
		except Exception:
			logger.exception("Nobody could say whether the job is to stop; it is asked again")
			return None

	def _stop(self, why: type[Exception]) -> None:
		with self.lock:
			if not self.over.is_set():
				self.raised = why
				_raise_in(self.thread_id, why)
				self.interrupt()


def _raise_in(thread_id: int, error: type[Exception] | None) -> None:
	"""Raise an exception in a thread at its next step; None takes one back that has not come yet."""
	target = ctypes.py_object(error) if error else None
	ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), target)
