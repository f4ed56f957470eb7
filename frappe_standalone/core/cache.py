"""`frappe.cache`: values kept per process and site, dropped in all of them when somebody changes what they come from.

Values are stored pickled, as v15 does in Redis, so nobody can change what another request reads. Deletions
inside a transaction are repeated after its commit, here and (by the journal of `core.db.cache_journal`) in every
other process.
"""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from frappe_standalone.core.cache_store import EVERYTHING, Drop, Entry, Store, matcher
from frappe_standalone.core.context import local

Generator = Callable[[], Any]
MOST_VALUES = 2000  # the oldest go first; a document takes about 3 KB

_stores: dict[str, Store] = {}
_stores_lock = threading.Lock()


def store() -> Store:
	"""The store of the current site."""
	return store_of(local.site_path)


def store_of(site_path: str) -> Store:
	"""The store of a site, by its folder."""
	if site_path not in _stores:
		with _stores_lock:
			_stores.setdefault(site_path, Store())
	return _stores[site_path]


def refresh(read_journal: Callable[[int], list[Entry]]) -> None:
	"""Drop what others dropped. Called when a connection opens and when a transaction begins."""
	kept = store()
	since = kept.seen  # before the journal is read: what others apply meanwhile stays applied
	now_seen = kept.catch_up(since, read_journal(since))
	if now_seen != getattr(local, "cache_seen", now_seen):
		_forget_here(kept.dropped_after(local.cache_seen))
	local.cache_seen = now_seen


def _forget_here(dropped: list[tuple[str, Any]] | None) -> None:
	"""Forget what this request has taken from the store and others have dropped since; None: all of it."""
	local.role_permissions, local.new_doc_templates = {}, {}
	if dropped is None:
		local.cache = {}
		return
	for key, _inner in dropped:
		local.cache.pop(key, None)
		local.cache.pop(("live", key), None)


# Deletions of the running transaction, see the module's docstring


def pending() -> dict[Drop, None]:
	"""What was deleted since the last commit or rollback, in order."""
	if not hasattr(local, "cache_deletions"):
		local.cache_deletions = {}
	return local.cache_deletions


def committed(entries: list[Entry]) -> None:
	"""Repeat the deletions, now that others read the committed data; `entries` is how the journal has them."""
	kept = store()
	if entries:
		kept.apply(entries)
		local.cache_seen = entries[-1][0]
	else:  # a request that only reads tells nobody
		for drop in pending():
			kept.drop(drop)
	local.cache_deletions = {}
	for (name, inner), data in unshared().items():
		_share(name, inner, data)
	local.cache_unshared = {}


def rolled_back() -> None:
	"""Forget what this request computed from data that is undone now."""
	local.cache_deletions = {}
	local.cache_unshared = {}
	local.cache = {}


# What is computed from the database. Once the transaction has written, others must not see it before the commit.


def unshared() -> dict[tuple[str, Any], bytes]:
	"""What was computed since the first write of the transaction: (key, key of the hash or None) → pickled value."""
	if not hasattr(local, "cache_unshared"):
		local.cache_unshared = {}
	return local.cache_unshared


def _keep_computed(name: str, inner: Any, value: Any) -> None:
	"""Keep a value, now or after the commit, unless it may be out of date."""
	database = getattr(local, "db", None)
	data = pickle.dumps(value)
	if database is not None and database.transaction_writes:
		unshared()[name, inner] = data
	else:
		_share(name, inner, data)


def _share(name: str, inner: Any, data: bytes) -> None:
	kept = store()
	with kept.lock:
		if not kept.may_keep(getattr(local, "cache_seen", 0), name, inner):
			return
		if inner is None:
			kept.values[name] = (data, None)
			while len(kept.values) > MOST_VALUES:
				del kept.values[next(iter(kept.values))]
		else:
			kept.hashes.setdefault(name, {})[inner] = data


def _drop(drop: Drop) -> None:
	"""Forget something now, and once more after the commit."""
	store().drop(drop)
	pending()[drop] = None
	for key, inner in list(unshared()):
		if drop.beginning or (key == drop.key and drop.inner in (None, inner)):
			del unshared()[key, inner]


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
	unshared().pop((name, None), None)
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
			_keep_computed(name, None, value)
		local.cache[name] = value
	return value


def delete_value(
	keys: str | Iterable[str], user: str | bool | None = None, make_keys: bool = True, shared: bool = False
) -> None:
	"""Forget one value or several."""
	for key in [keys] if isinstance(keys, str) else list(keys or ()):
		name = make_key(key, user, shared) if make_keys else key
		local.cache.pop(name, None)
		_drop(Drop(name))


def delete_keys(key: str) -> None:
	"""Forget all values and hashes whose key begins with `key` (a `*` stands for anything)."""
	for name in get_keys(key):
		local.cache.pop(name, None)
	_drop(Drop(key, beginning=True))


def get_keys(key: str) -> list[str]:
	"""All keys that begin with `key`; a `*` stands for anything."""
	mine = filter(matcher(key), [name for name in local.cache if isinstance(name, str)])
	return sorted({*mine, *store().keys(key)})


def exists(*names: str, user: str | bool | None = None, shared: bool = False) -> int:
	"""How many of these values are kept."""
	return sum(_read(make_key(name, user, shared)) is not None for name in names)


# Hashes: one value per key under a common name


def hset(name: str, key: Any, value: Any, shared: bool = False) -> None:
	"""Keep a value under a key of the hash `name`."""
	if key is None:
		return
	local.cache.setdefault(name, {})[key] = value
	unshared().pop((name, key), None)
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
		_keep_computed(name, key, value)
		return value
	return mine.get(key)


def hdel(name: str, key: Any, shared: bool = False) -> None:
	"""Forget one key of a hash."""
	if isinstance(mine := local.cache.get(name), dict):
		mine.pop(key, None)
	_drop(Drop(name, key))


def hdel_keys(name_starts_with: str, key: Any) -> None:
	"""Forget one key of all hashes whose name begins so; others, who may know more of them, forget those hashes."""
	for name in get_keys(name_starts_with):
		hdel(name, key)
	pending()[Drop(name_starts_with, beginning=True)] = None


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
	found = store().live.get(name, {}).get(key)
	if found is None or _dropped_here(name, key):
		found = generator()
		_share_live(name, key, found)
	local.cache.setdefault(("live", name), {})[key] = found
	return found


def _share_live(name: str, key: Any, found: Any) -> None:
	kept = store()
	with kept.lock:
		if kept.may_keep(getattr(local, "cache_seen", 0), name, key) and not _dropped_here(name, key):
			kept.live.setdefault(name, {})[key] = found


def _dropped_here(name: str, key: Any) -> bool:
	"""True if this transaction changed what the object is made of, so that it may not be shared before the commit.

	To wait for the commit after any write would be useless here: metadata is read in nearly every writing transaction,
	and whoever changes it drops it.
	"""
	gone = pending()
	return Drop(name, key) in gone or Drop(name) in gone or EVERYTHING in gone


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
	_drop(EVERYTHING)
