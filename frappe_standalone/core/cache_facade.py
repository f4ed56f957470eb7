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
	hset = staticmethod(kept.hset)
	hget = staticmethod(kept.hget)
	hdel = staticmethod(kept.hdel)
	hdel_keys = staticmethod(kept.hdel_keys)
	hexists = staticmethod(kept.hexists)
	hgetall = staticmethod(kept.hgetall)
	hkeys = staticmethod(kept.hkeys)
	incrby = staticmethod(kept.incrby)

	def __call__(self) -> Cache:
		return self

	def delete_key(self, *args: Any, **kwargs: Any) -> None:
		"""Forget one value or several."""
		kept.delete_value(*args, **kwargs)

	def set(self, name: str, value: Any) -> None:
		"""Keep a raw value, as Redis' SET."""
		kept.set_value(name, value)

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
