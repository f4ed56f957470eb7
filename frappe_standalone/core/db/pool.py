"""Idle connections, kept because reading the schema of a hundred tables anew costs milliseconds."""

from __future__ import annotations

import atexit
import os
import sqlite3
import threading

from frappe_standalone.core.db.connection import open_connection

KEEP_IDLE = 4  # per site; as many as are busy at once (READING_AT_ONCE and a writer), each takes some MB

Identity = tuple[int, int]


class Pool:
	"""The idle connections of this process, by database file."""

	def __init__(self) -> None:
		self.lock = threading.Lock()
		self.idle: dict[str, list[tuple[Identity, sqlite3.Connection]]] = {}
		self.pid = os.getpid()

	def take(self, path: str, create: bool = False) -> sqlite3.Connection:
		"""A connection nobody else uses. A replaced file (restore, copied test site) is opened anew."""
		with self.lock:
			self._forget_after_fork()
			waiting = self.idle.get(path, [])
			current = identity(path)
			while waiting:
				known, connection = waiting.pop()
				if known == current:
					return connection
				connection.close()
		return open_connection(path, create)

	def give_back(self, path: str, connection: sqlite3.Connection) -> None:
		"""Keep a connection for the next one who asks; its transaction must be over."""
		current = identity(path)
		with self.lock:
			self._forget_after_fork()
			waiting = self.idle.setdefault(path, [])
			if current and len(waiting) < KEEP_IDLE:
				waiting.append((current, connection))
				return
		connection.close()

	def close(self, path: str | None = None) -> None:
		"""Close the idle connections of one file, or of all: before a file is replaced, and at exit."""
		with self.lock:
			self._forget_after_fork()
			for key in [path] if path else list(self.idle):
				for _known, connection in self.idle.pop(key, []):
					connection.close()

	def _forget_after_fork(self) -> None:
		"""SQLite connections must not cross a fork: the child starts with none and closes none."""
		if self.pid != os.getpid():
			self.pid = os.getpid()
			self.idle = {}


def identity(path: str) -> Identity | None:
	"""What tells one file from another one put in its place; None if there is none."""
	try:
		found = os.stat(path)
	except FileNotFoundError:
		return None
	return found.st_dev, found.st_ino


POOL = Pool()
atexit.register(POOL.close)
