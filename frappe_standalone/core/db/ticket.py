"""The turn to write: first come, first served among threads, one process at a time.

SQLite lets one transaction write. Its own waiting is a lottery in which a writer can lose for seconds, so a
transaction takes a ticket here before `BEGIN IMMEDIATE`. Threads of one process queue in order. Between processes
two lock files decide: one for the turn, one for the place of the next. A process gives the place up only when its
turn has come, so one with many writers cannot take turn after turn while another waits.
"""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from pathlib import Path

from frappe_standalone.core.errors import WriteQueueTimeout

try:
	import fcntl
except ImportError:  # Windows
	fcntl = None
	import msvcrt

WAIT = 20.0  # seconds until the answer is 503; a clerk presses Save again rather than stare longer
TOO_LONG = "Others have been saving for more than {0} seconds. Nothing was changed: please try again."
POLL_TURN = 0.0005  # seconds between attempts of the one process that is next: nobody writes while it sleeps
POLL_PLACE = 0.004  # seconds between attempts of those behind it: a place is free for as long as a turn takes


class WriteQueue:
	"""The writers of one database."""

	def __init__(self, path: str):
		self.turn_path = f"{path}.lock"
		self.place_path = f"{path}.next"
		self.guard = threading.Lock()
		self.waiting: deque[threading.Event] = deque()
		self.busy = False
		self.file: int | None = None
		self.pid = os.getpid()

	def acquire(self, timeout: float = WAIT) -> None:
		"""Wait for the turn.

		Raises:
			WriteQueueTimeout: after `timeout` seconds.
		"""
		deadline = time.monotonic() + timeout
		self._take_turn(deadline, timeout)
		try:
			self._lock_file(deadline, timeout)
		except BaseException:
			self._pass_on()
			raise

	def release(self) -> None:
		"""End the turn: the longest waiting thread is next."""
		self._unlock_file()
		self._pass_on()

	def _take_turn(self, deadline: float, timeout: float) -> None:
		with self.guard:
			self._forget_after_fork()
			if not self.busy:
				self.busy = True
				return
			mine = threading.Event()
			self.waiting.append(mine)
		if mine.wait(max(0.0, deadline - time.monotonic())):
			return
		with self.guard:
			if not mine.is_set():
				self.waiting.remove(mine)
				raise too_long(timeout)
		# The turn came in the moment of giving up: it is ours.

	def _pass_on(self) -> None:
		with self.guard:
			if self.waiting:
				self.waiting.popleft().set()
			else:
				self.busy = False

	def _lock_file(self, deadline: float, timeout: float) -> None:
		place = lock(self.place_path, POLL_PLACE, deadline, timeout)
		try:
			self.file = lock(self.turn_path, POLL_TURN, deadline, timeout)
		finally:
			give_back(place)

	def _unlock_file(self) -> None:
		if self.file is not None:
			give_back(self.file)
			self.file = None

	def _forget_after_fork(self) -> None:
		"""A forked child inherits neither the turn nor the queue."""
		if self.pid != os.getpid():
			self.pid = os.getpid()
			self.waiting.clear()
			self.busy = False
			self.file = None


def too_long(timeout: float) -> WriteQueueTimeout:
	"""The error of a writer whose turn did not come."""
	return WriteQueueTimeout(TOO_LONG.format(f"{timeout:g}"), timeout)


def lock(path: str, pause: float, deadline: float, timeout: float) -> int:
	"""Lock a file for this process and return its descriptor.

	Raises:
		WriteQueueTimeout: if another process still has it at `deadline`.
	"""
	descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
	while not try_lock(descriptor):
		if time.monotonic() >= deadline:
			os.close(descriptor)
			raise too_long(timeout)
		time.sleep(pause)
	return descriptor


def give_back(descriptor: int) -> None:
	"""Unlock a file and close it."""
	unlock(descriptor)
	os.close(descriptor)


def try_lock(descriptor: int) -> bool:
	"""Lock the file for this process; False if another one has it."""
	try:
		if fcntl:
			fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
		else:
			msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
	except OSError:
		return False
	return True


def unlock(descriptor: int) -> None:
	"""Give the lock back."""
	if fcntl:
		fcntl.flock(descriptor, fcntl.LOCK_UN)
	else:
		msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)


_queues: dict[str, WriteQueue] = {}
_queues_lock = threading.Lock()


def queue_for(path: str) -> WriteQueue:
	"""The queue of a database file: one per process."""
	key = str(Path(path).absolute())
	with _queues_lock:
		if key not in _queues:
			_queues[key] = WriteQueue(key)
		return _queues[key]
