"""Transactions: when they begin, how they end, and what runs around their end."""

from __future__ import annotations

import os
import random
import re
import sqlite3
import string
from collections.abc import Iterator
from contextlib import contextmanager

from frappe_standalone.core import cache
from frappe_standalone.core.cache_store import Entry
from frappe_standalone.core.callbacks import CallbackManager
from frappe_standalone.core.context import local
from frappe_standalone.core.db import cache_journal
from frappe_standalone.core.db.faults import is_fault_of_site
from frappe_standalone.core.db.ticket import TOO_LONG, WriteQueue
from frappe_standalone.core.errors import WriteQueueTimeout
from frappe_standalone.core.translate import _
from frappe_standalone.core.upgrade import mark

READ = "read"  # a request that only reads: one snapshot, every write refused
WRITE = "write"  # a request that may write: the turn is taken with its first statement
LAZY = "lazy"  # consoles and tests: reads are single statements, the turn is taken with the first write

SAVEPOINT = re.compile(r"^\w+$")


class BadSavepointName(ValueError):
	"""A savepoint's name must be a word."""


class Transactions:
	"""The part of `frappe.db` that begins and ends transactions."""

	connection: sqlite3.Connection
	queue: WriteQueue
	mode: str

	def __init__(self) -> None:
		self.before_commit = CallbackManager()
		self.after_commit = CallbackManager()
		self.before_rollback = CallbackManager()
		self.after_rollback = CallbackManager()
		self.transaction_writes = 0
		self.value_cache: dict = {}
		self.holds_turn = False
		self.changed_schema = False
		self.broken = False

	def set_mode(self, mode: str) -> None:
		"""Change when the turn to write is taken; the running transaction is undone first."""
		if self.connection.in_transaction:
			self._end("ROLLBACK")
		self.mode = mode
		self.connection.execute(f"PRAGMA query_only = {int(mode == READ)}")

	def begin(self, *, read_only: bool = False) -> None:
		"""Begin now instead of with the next statement."""
		self.ensure_transaction(writing=not read_only)

	def ensure_transaction(self, writing: bool) -> None:
		"""Begin a transaction if the mode asks for one and none is running."""
		if self.connection.in_transaction:
			return
		if (
			self.holds_turn
		):  # SQLite ended the transaction by itself (disk full): the turn goes on to the next
			self._release()
		self.seen_tables = None
		if self.mode == READ:
			self.connection.execute("BEGIN")
			self.refresh_cache()
		elif writing or self.mode == WRITE:
			self._take_turn()
			self.holds_turn = True
			try:
				self._refuse_during_upgrade()
				self.connection.execute("BEGIN IMMEDIATE")
			except BaseException as error:
				self._note_fault(error)
				self._release()
				raise
			self.refresh_cache()

	def _refuse_during_upgrade(self) -> None:
		"""Looked at with the turn in hand: after the mark was written nobody writes but the upgrade."""
		if mark.is_closed_to_us(os.path.dirname(self.path)):
			from frappe_standalone.core.faults import SiteUpgrading

			raise SiteUpgrading

	def _take_turn(self) -> None:
		try:
			self.queue.acquire()
		except WriteQueueTimeout as error:
			mode, self.mode = self.mode, LAZY  # the text is looked up without waiting for the turn once more
			try:
				raise WriteQueueTimeout(_(TOO_LONG).format(f"{error.seconds:g}"), error.seconds) from error
			finally:
				self.mode = mode

	def commit(self) -> None:
		"""Make everything since the last commit permanent, then run `after_commit`."""
		self.before_rollback.reset()
		self.after_rollback.reset()
		self.before_commit.run()
		entries = self._record_cache_drops()
		self._end("COMMIT")
		cache.committed(entries)
		self.after_commit.run()

	def rollback(self, *, save_point: str | None = None) -> None:
		"""Undo everything since the last commit (or since a savepoint), then run `after_rollback`."""
		if save_point:
			self.connection.execute(f"ROLLBACK TO SAVEPOINT `{savepoint_name(save_point)}`")
			self.value_cache.clear()
			local.cache, local.cache_unshared = {}, {}
			if self.changed_schema:
				self.forget_columns()
			return
		self.before_commit.reset()
		self.after_commit.reset()
		self.before_rollback.run()
		self._end("ROLLBACK")
		cache.rolled_back()
		self.after_rollback.run()

	def savepoint(self, save_point: str) -> None:
		"""Mark a place that `rollback(save_point=…)` returns to."""
		self.ensure_transaction(writing=True)
		self.connection.execute(f"SAVEPOINT `{savepoint_name(save_point)}`")

	def release_savepoint(self, save_point: str) -> None:
		"""Forget a savepoint and keep what was done since."""
		self.connection.execute(f"RELEASE SAVEPOINT `{savepoint_name(save_point)}`")

	def refresh_cache(self) -> None:
		"""Drop from the cache what other processes have changed so far."""
		cache.refresh(self._read_cache_drops)

	def _read_cache_drops(self, since: int) -> list[Entry]:
		return cache_journal.read(self.connection, since) if self.table_exists(cache_journal.TABLE) else []

	def _record_cache_drops(self) -> list[Entry]:
		"""Write what was deleted from the cache for other processes; nothing in a read, or before the table is."""
		drops = list(cache.pending())
		if self.mode == READ or not drops or not self.table_exists(cache_journal.TABLE):
			return []
		self.ensure_transaction(writing=True)
		return cache_journal.write(self.connection, drops)

	def _end(self, how: str) -> None:
		try:
			if self.connection.in_transaction:
				self.connection.execute(how)
		except sqlite3.Error as error:
			self._note_fault(error)
			raise
		finally:
			if how == "ROLLBACK":
				self.value_cache.clear()
			if self.changed_schema:
				self.forget_columns()
			self.changed_schema = False
			self.transaction_writes = 0
			try:
				if self.connection.in_transaction:  # COMMIT failed: nothing of it may stay half done
					self.connection.execute("ROLLBACK")
			finally:
				self._release()

	def _note_fault(self, error: BaseException) -> None:
		"""Remember that the disk or the file failed: the connections to it are opened anew next time."""
		self.broken = self.broken or is_fault_of_site(error)

	def _release(self) -> None:
		if self.holds_turn:
			self.holds_turn = False
			self.queue.release()


def savepoint_name(name: str) -> str:
	"""The name, if it is a word and nothing else."""
	if not SAVEPOINT.match(name):
		raise BadSavepointName(f"A savepoint is named by one word, not {name!r}.")
	return name


@contextmanager
def savepoint(catch: type | tuple[type, ...] = Exception) -> Iterator[None]:
	"""Undo a block, and go on, when it raises `catch`. Works as a decorator too."""
	name = "".join(random.sample(string.ascii_lowercase, 10))
	local.db.savepoint(name)
	try:
		yield
	except catch:
		local.db.rollback(save_point=name)
	else:
		local.db.release_savepoint(name)
