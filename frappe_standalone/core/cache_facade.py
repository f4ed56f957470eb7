"""`frappe.cache`: an object to call methods on, or to call, as v15 has it."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache as kept
from frappe_standalone.core.unsupported import NotSupported


class Cache:
	"""v15's cache methods; see `core.cache` for what they do."""

	set_value = staticmethod(kept.set_value)
	get_value = staticmethod(kept.get_value)
	delete_value = staticmethod(kept.delete_value)
	delete_keys = staticmethod(kept.delete_keys)
	get_keys = staticmethod(kept.get_keys)
	exists = staticmethod(kept.exists)
	hget = staticmethod(kept.hget)
	hdel = staticmethod(kept.hdel)
	hdel_keys = staticmethod(kept.hdel_keys)
	hexists = staticmethod(kept.hexists)
	hgetall = staticmethod(kept.hgetall)
	hkeys = staticmethod(kept.hkeys)

	def __call__(self) -> Cache:
		return self

	def delete_key(self, *args: Any, **kwargs: Any) -> None:
		"""Forget one value or several."""
		kept.delete_value(*args, **kwargs)

	def hset(self, name: str, key: Any, value: Any, shared: bool = False, *args: Any, **kwargs: Any) -> None:
		"""Keep a value under a key of the hash `name`."""
		kept.hset(name, key, value, shared)

	def incrby(self, name: str, amount: int = 1) -> int:
		"""Add to a counter and return it."""
		return kept.incrby(name, amount)

	def set(
		self,
		name: str,
		value: Any,
		ex: float | None = None,
		px: float | None = None,
		nx: bool = False,
		xx: bool = False,
		keepttl: bool = False,
		get: bool = False,
		exat: Any = None,
		pxat: Any = None,
	) -> bool | None:
		"""Keep a raw value, as Redis' SET; None if `nx` (only a new key) or `xx` (only a known one) forbade it.

		Args:
			ex: seconds, `px`: milliseconds to keep it.
		"""
		if keepttl or get or exat or pxat:
			raise NotSupported("frappe.cache.set(keepttl, get, exat or pxat)")
		known = bool(kept.exists(name))
		if (nx and known) or (xx and not known):
			return None
		kept.set_value(name, value, expires_in_sec=ex or (px / 1000 if px else None))
		return True

	def get(self, name: str) -> Any:
		"""A raw value, as Redis' GET."""
		return kept.get_value(name, expires=True)

	def setex(self, name: str, time: float, value: Any) -> None:
		"""Keep a raw value for some seconds, as Redis' SETEX."""
		kept.set_value(name, value, expires_in_sec=time)

	def delete(self, *names: str) -> None:
		"""Forget raw values, as Redis' DEL."""
		kept.delete_value(names)

	def __getattr__(self, name: str) -> Any:
		if name.startswith("__"):
			raise AttributeError(name)
		raise NotSupported(f"frappe.cache.{name}")


cache = Cache()
