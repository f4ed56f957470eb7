"""What one process remembers of one site, and what it has heard of other processes' commits.

A commit writes the keys it dropped into a journal, numbered, in its own transaction (`core.db.cache_journal`). Every
process reads the entries it has not seen whenever a connection opens or a transaction begins, and drops the same
keys. A request remembers the last entry at its beginning: what it computes may be kept only if nobody dropped that
key since then, because it may still read what was there before.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import Any, NamedTuple

REMEMBERED = 1000  # dropped keys whose number is known one by one


class Drop(NamedTuple):
	"""What was dropped."""

	key: str
	inner: Any = None  # one key of the hash `key`; None for all of it
	beginning: bool = False  # all keys that begin with `key`, where `*` stands for anything


EVERYTHING = Drop("", beginning=True)
Entry = tuple[int, Drop]


class Store:
	"""Values, hashes and live objects of one site; safe to use from several threads."""

	def __init__(self) -> None:
		self.lock = threading.RLock()
		self.values: dict[str, tuple[bytes, float | None]] = {}
		self.hashes: dict[str, dict[Any, bytes]] = {}
		self.live: dict[str, dict[Any, Any]] = {}
		self.seen = 0  # the last journal entry that was applied here
		self.dropped: dict[tuple[str, Any], int] = {}  # the last entry that dropped a key, oldest first
		self.floor = 0  # whoever began before this entry may keep nothing

	def clear(self) -> None:
		with self.lock:
			self.values.clear()
			self.hashes.clear()
			self.live.clear()

	def delete(self, key: str) -> None:
		with self.lock:
			self.values.pop(key, None)
			self.hashes.pop(key, None)
			self.live.pop(key, None)

	def delete_hash(self, name: str, key: Any) -> None:
		with self.lock:
			for hashes in (self.hashes, self.live):
				if name in hashes:
					hashes[name].pop(key, None)

	def keys(self, beginning: str) -> list[str]:
		"""The keys that begin so; a `*` stands for anything."""
		with self.lock:
			return list(filter(matcher(beginning), {*self.values, *self.hashes, *self.live}))

	def drop(self, drop: Drop) -> None:
		"""Forget what a transaction dropped."""
		if drop == EVERYTHING:
			self.clear()
		elif drop.beginning:
			for key in self.keys(drop.key):
				self.delete(key)
		elif drop.inner is None:
			self.delete(drop.key)
		else:
			self.delete_hash(drop.key, drop.inner)

	def apply(self, entries: Iterable[Entry]) -> None:
		"""Forget what committed transactions dropped, and that it was dropped with these numbers."""
		with self.lock:
			for number, drop in entries:
				self.drop(drop)
				if drop.beginning:
					self.dropped.clear()
					self.floor = number
				else:
					self.dropped.pop((drop.key, drop.inner), None)
					self.dropped[drop.key, drop.inner] = number
				self.seen = max(self.seen, number)
			while len(self.dropped) > REMEMBERED:
				self.floor = self.dropped.pop(next(iter(self.dropped)))

	def catch_up(self, since: int, entries: list[Entry]) -> int:
		"""Apply what was read from the journal; return the number of its last entry.

		Args:
			since: what `seen` was before reading.
			entries: of the journal, from `since` on. If they do not follow it, the journal has been cut or the
				file replaced, and everything is forgotten.
		"""
		last = entries[-1][0] if entries else 0
		with self.lock:
			if entries and entries[0][0] in (since, since + 1):
				self.apply(entry for entry in entries if entry[0] > self.seen)
			elif last != since:
				self.clear()
				self.dropped.clear()
				self.seen = self.floor = last
		return last

	def dropped_after(self, seen: int) -> list[tuple[str, Any]] | None:
		"""The keys dropped by entries after this number; None if they are not known one by one."""
		with self.lock:
			if not self.floor <= seen <= self.seen:
				return None
			found = []
			for key, number in reversed(self.dropped.items()):
				if number <= seen:
					break
				found.append(key)
			return found

	def may_keep(self, seen: int, key: str, inner: Any = None) -> bool:
		"""False if what was computed by a request that began at `seen` may already be out of date."""
		if not self.floor <= seen <= self.seen:
			return False
		return max(self.dropped.get((key, None), 0), self.dropped.get((key, inner), 0)) <= seen


def matcher(beginning: str) -> Any:
	"""A function that tells whether a key begins so; a `*` stands for anything."""
	return re.compile(".*".join(re.escape(part) for part in beginning.split("*"))).match
