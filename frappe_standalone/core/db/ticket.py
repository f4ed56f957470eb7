"""The turn to write: first come, first served, among all threads of all processes.

SQLite lets one transaction write. Its own waiting is a lottery in which a writer can lose for seconds, so a
transaction draws a number here before `BEGIN IMMEDIATE`. Who has a number keeps a byte of the file `<database>.turns`
locked, the byte at the place of that number; the turn is his before whom no byte is locked. The system frees the
bytes of a process that ends, however it ends, so nobody waits for the dead.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from frappe_standalone.core.db import byte_locks
from frappe_standalone.core.errors import WriteQueueTimeout

WAIT = 20.0  # seconds until the answer is 503; a clerk presses Save again rather than stare longer
TOO_LONG = "Others have been saving for more than {0} seconds. Nothing was changed: please try again."
DRAWING = 0  # the byte locked for the moment of drawing a number
COUNTER, SERVING, NUMBER = (
	8,
	16,
	8,
)  # where the last number drawn and the one at its turn stand, in so many bytes
PLACES = 1024  # the byte of number 0
SHORTEST, LONGEST = 0.00015, 0.01  # seconds between two looks
SHARE = 0.05  # who is next looks again after this share of the time the turn has lasted
A_TURN = 0.001  # seconds a turn takes at least, for those further behind


class WriteQueue:
	"""The writers of one database."""

	def __init__(self, path: str):
		self.path = f"{path}.turns"
		self.ticket: int | None = None  # the file as opened by the thread whose turn it is
		self.waiting = 0  # threads of this process that wait
		self.guard = threading.Lock()
		self.pid = os.getpid()

	@property
	def busy(self) -> bool:
		"""True if a thread of this process has the turn."""
		return self.ticket is not None and self.pid == os.getpid()

	def acquire(self, timeout: float = WAIT) -> None:
		"""Wait for the turn.

		Raises:
			WriteQueueTimeout: after `timeout` seconds.
		"""
		ticket = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
		try:
			number = draw(ticket, timeout)
			self._count(1)
			try:
				await_turn(ticket, number, timeout)
			finally:
				self._count(-1)
		except BaseException:
			byte_locks.close(ticket)
			raise
		self.ticket = ticket

	def release(self) -> None:
		"""End the turn: the next number is served."""
		ticket, self.ticket = self.ticket, None
		if ticket is not None:
			byte_locks.close(ticket)

	def _count(self, step: int) -> None:
		with self.guard:
			if self.pid != os.getpid():  # a forked child inherits neither the turn nor those who wait
				self.pid, self.waiting, self.ticket = os.getpid(), 0, None
			self.waiting += step


def draw(ticket: int, timeout: float) -> int:
	"""Draw the next number and lock its byte.

	Raises:
		WriteQueueTimeout: if somebody was stopped in the middle of drawing.
	"""
	deadline = time.monotonic() + timeout
	while not byte_locks.lock(ticket, DRAWING, 1):
		if time.monotonic() >= deadline:
			raise too_long(timeout)
		time.sleep(SHORTEST)
	number = read_number(ticket, COUNTER) + 1
	write_number(ticket, COUNTER, number)
	byte_locks.lock(ticket, PLACES + number, 1)
	byte_locks.unlock(ticket, DRAWING, 1)
	return number


def await_turn(ticket: int, number: int, timeout: float) -> None:
	"""Wait until nobody has a lower number.

	Raises:
		WriteQueueTimeout: after `timeout` seconds.
	"""
	begun = since = time.monotonic()
	served = 0
	while not byte_locks.is_free(ticket, PLACES, number):
		now = time.monotonic()
		if now - begun >= timeout:
			raise too_long(timeout)
		serving = read_number(ticket, SERVING)
		if serving != served:
			served, since = serving, now
		ahead = number - served
		pause = (now - since) * SHARE if ahead == 1 else (ahead - 1) * A_TURN
		time.sleep(min(max(pause, SHORTEST), LONGEST))
	write_number(ticket, SERVING, number)


def read_number(ticket: int, place: int) -> int:
	"""A number kept in the file; 0 in a new one."""
	os.lseek(ticket, place, os.SEEK_SET)
	return int.from_bytes(os.read(ticket, NUMBER), "little")


def write_number(ticket: int, place: int, number: int) -> None:
	"""Keep a number in the file."""
	os.lseek(ticket, place, os.SEEK_SET)
	os.write(ticket, number.to_bytes(NUMBER, "little"))


def too_long(timeout: float) -> WriteQueueTimeout:
	"""The error of a writer whose turn did not come."""
	return WriteQueueTimeout(TOO_LONG.format(f"{timeout:g}"), timeout)


_queues: dict[str, WriteQueue] = {}
_queues_lock = threading.Lock()


def queue_for(path: str) -> WriteQueue:
	"""The queue of a database file: one per process."""
	key = str(Path(path).absolute())
	with _queues_lock:
		if key not in _queues:
			_queues[key] = WriteQueue(key)
		return _queues[key]
