"""`frappe.cache`: values kept per process and site, dropped everywhere when another process changes metadata.

Values are stored pickled, as v15 does in Redis, so nobody can change what another request reads. Deletions
inside a transaction are repeated after its commit, and the commit raises a counter in the database; every
process compares the counter when it connects and starts empty if it moved.
"""

from __future__ import annotations

import pickle
import re
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from frappe_standalone.core.context import local

Generator = Callable[[], Any]
EVERYTHING = "*"


class Store:
	"""What one process remembers of one site."""

	def __init__(self) -> None:
		self.lock = threading.RLock()
		self.version = 0
		self.values: dict[str, tuple[bytes, float | None]] = {}
		self.hashes: dict[str, dict[Any, bytes]] = {}
		self.live: dict[str, dict[Any, Any]] = {}

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


_stores: dict[str, Store] = {}
_stores_lock = threading.Lock()


def store() -> Store:
	"""The store of the current site."""
	return store_of(local.site_path)


def store_of(site_path: str) -> Store:
	"""The store of a site, by its folder."""
	with _stores_lock:
		return _stores.setdefault(str(site_path), Store())


def refresh() -> None:
	"""Start empty if another process changed what may be cached. Called when a context connects."""
	current = local.cache_seen = local.db.cache_version()
	kept = store()
	if kept.version != current:
		kept.clear()
		kept.version = current


# Deletions of the running transaction, see the module's docstring


def pending() -> dict[tuple[str, Any], None]:
	"""What was deleted since the last commit or rollback, in order: (key, key inside the hash or None)."""
	if not hasattr(local, "cache_deletions"):
		local.cache_deletions = {}
	return local.cache_deletions


def committed(version: int | None) -> None:
	"""Repeat the deletions, now that others read the committed data; `version` is the raised counter."""
	kept = store()
	for key, inner in pending():
		if key == EVERYTHING:
			kept.clear()
		elif inner is None:
			kept.delete(key)
		else:
			kept.delete_hash(key, inner)
	local.cache_deletions = {}
	if version is not None and kept.version == version - 1:
		kept.version = local.cache_seen = version


def rolled_back() -> None:
	"""Forget what this request computed from data that is undone now."""
	local.cache_deletions = {}
	local.cache = {}


def shares_results() -> bool:
	"""False while uncommitted changes could be part of what is computed from the database."""
	database = getattr(local, "db", None)
	return database is None or (is_current() and not database.transaction_writes)


def is_current() -> bool:
	"""False once somebody committed a deletion: this request may still read what was there before."""
	return getattr(local, "cache_seen", None) == store().version


# Values


def make_key(key: str, user: str | bool | None = None, shared: bool = False) -> str:
	"""The key as it is stored; `user=True` means the current user."""
	if user:
		return f"user:{local.session.user if user is True else user}:{key}"
	return str(key)


def set_value(
	key: str,
	val: Any,
	user: str | bool | None = None,
	expires_in_sec: float | None = None,
	shared: bool = False,
) -> None:
	"""Keep a value, for `expires_in_sec` seconds or for as long as the process lives."""
	name = make_key(key, user, shared)
	if not expires_in_sec:
		local.cache[name] = val
	_put(name, val, expires_in_sec)


def _put(name: str, val: Any, expires_in_sec: float | None = None) -> None:
	expiry = time.monotonic() + expires_in_sec if expires_in_sec else None
	kept = store()
	with kept.lock:
		kept.values[name] = (pickle.dumps(val), expiry)


def _read(name: str) -> Any:
	kept = store()
	with kept.lock:
		data, expiry = kept.values.get(name, (None, None))
		if expiry is not None and expiry <= time.monotonic():
			del kept.values[name]
			return None
	return None if data is None else pickle.loads(data)  # our own process wrote it


def get_value(
	key: str,
	generator: Generator | None = None,
	user: str | bool | None = None,
	expires: bool = False,
	shared: bool = False,
) -> Any:
	"""A kept value; if there is none, `generator` makes it.

	Args:
		expires: set for keys with an expiry: the value is then never kept for the length of a request.
	"""
	name = make_key(key, user, shared)
	if name in local.cache:
		return local.cache[name]
	value = _read(name)
	if not expires:
		if value is None and generator:
			value = generator()
			if shares_results():
				_put(name, value)
		local.cache[name] = value
	return value


def delete_value(
	keys: str | Iterable[str], user: str | bool | None = None, make_keys: bool = True, shared: bool = False
) -> None:
	"""Forget one value or several."""
	for key in [keys] if isinstance(keys, str) else list(keys or ()):
		name = make_key(key, user, shared) if make_keys else key
		local.cache.pop(name, None)
		store().delete(name)
		pending()[(name, None)] = None


def delete_keys(key: str) -> None:
	"""Forget all values and hashes whose key begins with `key` (a `*` stands for anything)."""
	delete_value(get_keys(key), make_keys=False)


def get_keys(key: str) -> list[str]:
	"""All keys that begin with `key`; a `*` stands for anything."""
	pattern = re.compile(".*".join(re.escape(part) for part in key.split("*")))
	kept = store()
	with kept.lock:
		names = {*kept.values, *kept.hashes, *kept.live, *(k for k in local.cache if isinstance(k, str))}
	return sorted(name for name in names if pattern.match(name))


def exists(*names: str, user: str | bool | None = None, shared: bool = False) -> int:
	"""How many of these values are kept."""
	return sum(_read(make_key(name, user, shared)) is not None for name in names)


# Hashes: one value per key under a common name


def hset(name: str, key: Any, value: Any, shared: bool = False) -> None:
	"""Keep a value under a key of the hash `name`."""
	if key is None:
		return
	local.cache.setdefault(name, {})[key] = value
	_hput(name, key, value)


def _hput(name: str, key: Any, value: Any) -> None:
	kept = store()
	with kept.lock:
		kept.hashes.setdefault(name, {})[key] = pickle.dumps(value)


def hget(name: str, key: Any, generator: Generator | None = None, shared: bool = False) -> Any:
	"""The value under a key of the hash `name`; if there is none, `generator` makes it."""
	if not key:
		return None
	mine = local.cache.setdefault(name, {})
	if key in mine:
		return mine[key]
	data = store().hashes.get(name, {}).get(key)
	if data is not None:
		mine[key] = pickle.loads(data)
	elif generator:
		value = generator()
		local.cache.setdefault(name, {})[key] = value  # the generator may have emptied local.cache
		if shares_results():
			_hput(name, key, value)
		return value
	return mine.get(key)


def hdel(name: str, key: Any, shared: bool = False) -> None:
	"""Forget one key of a hash."""
	if isinstance(mine := local.cache.get(name), dict):
		mine.pop(key, None)
	store().delete_hash(name, key)
	pending()[(name, key)] = None


def hdel_keys(name_starts_with: str, key: Any) -> None:
	"""Forget one key of all hashes whose name begins so."""
	for name in get_keys(name_starts_with):
		hdel(name, key)


def hexists(name: str, key: Any, shared: bool = False) -> bool:
	"""True if the hash has the key."""
	return key in store().hashes.get(name, {})


def hgetall(name: str) -> dict:
	"""All values of a hash."""
	return {key: pickle.loads(data) for key, data in store().hashes.get(name, {}).items()}


def hkeys(name: str) -> list:
	"""All keys of a hash."""
	return list(store().hashes.get(name, {}))


# Live objects: shared by all threads without a copy, so whoever reads them must not change them


def get_live(name: str, key: Any, generator: Generator) -> Any:
	"""An object kept as it is (not copied), made by `generator` on first use; deleted like any other key."""
	mine = local.cache.setdefault(("live", name), {})
	if key in mine:
		return mine[key]
	kept = store()
	found = kept.live.get(name, {}).get(key)
	if found is None or _dropped_here(name, key):
		found = generator()
		if is_current() and not _dropped_here(name, key):
			with kept.lock:
				kept.live.setdefault(name, {})[key] = found
	local.cache.setdefault(("live", name), {})[key] = found
	return found


def _dropped_here(name: str, key: Any) -> bool:
	"""True if this transaction changed what the object is made of, so that it may not be shared before the commit.

	Stricter than `shares_results` would be useless here: metadata is read in nearly every writing transaction,
	and whoever changes it drops it.
	"""
	gone = pending()
	return (name, key) in gone or (name, None) in gone or (EVERYTHING, None) in gone


def drop_live(name: str, key: Any = None) -> None:
	"""Forget one live object, or all of a name."""
	if key is None:
		local.cache.pop(("live", name), None)
		delete_value(name)
	else:
		local.cache.get(("live", name), {}).pop(key, None)
		hdel(name, key)


def incrby(key: str, amount: int = 1, expires_in_sec: float | None = None) -> int:
	"""Add to a counter of this process and return it; an expiry counts from the first addition."""
	kept = store()
	with kept.lock:
		count = (_read(key) or 0) + amount
		_data, expiry = kept.values.get(key, (None, None))
		if expiry is None and expires_in_sec:
			expiry = time.monotonic() + expires_in_sec
		kept.values[key] = (pickle.dumps(count), expiry)
	return count


def clear() -> None:
	"""Forget everything, here and (after the commit) in other processes."""
	local.cache = {}
	store().clear()
	pending()[(EVERYTHING, None)] = None
