"""Decorators that keep results of functions, v15's `frappe.utils.caching`."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import local

HOUR = 3600
_site_results: dict[str, dict[str, OrderedDict]] = {}
_lock = threading.Lock()


def key_of(args: tuple, kwargs: dict) -> int | None:
	"""One number for the arguments; None if they cannot be told apart by hash."""
	try:
		return hash((args, frozenset(kwargs.items())))
	except TypeError:
		return None


def request_cache(func: Callable) -> Callable:
	"""Call once per request with the same arguments."""

	@wraps(func)
	def wrapper(*args: Any, **kwargs: Any) -> Any:
		key = key_of(args, kwargs)
		if key is None or not getattr(local, "initialised", None):
			return func(*args, **kwargs)
		kept = local.cache.setdefault(("request_cache", func), {})
		if key not in kept:
			kept[key] = func(*args, **kwargs)
		return kept[key]

	return wrapper


def site_cache(ttl: Any = None, maxsize: int | None = None) -> Callable:
	"""Call once per site and process with the same arguments, for `ttl` seconds; `clear_cache()` forgets."""

	def decorate(func: Callable) -> Callable:
		name = f"{func.__module__}.{func.__qualname__}"
		lifetime = None if callable(ttl) else ttl

		@wraps(func)
		def wrapper(*args: Any, **kwargs: Any) -> Any:
			key = key_of(args, kwargs)
			if key is None or not getattr(local, "initialised", None):
				return func(*args, **kwargs)
			with _lock:
				kept = _site_results.setdefault(name, {}).setdefault(local.site_path, OrderedDict())
				value, until = kept.get(key, (None, 0.0))
			if until > time.monotonic():
				return value
			value = func(*args, **kwargs)
			with _lock:
				kept[key] = (value, time.monotonic() + lifetime if lifetime else float("inf"))
				while maxsize and len(kept) > maxsize:
					kept.popitem(last=False)
			return value

		wrapper.clear_cache = lambda: _site_results.pop(name, None)
		return wrapper

	return decorate(ttl) if callable(ttl) else decorate


def redis_cache(ttl: Any = HOUR, user: str | bool | None = None, shared: bool = False) -> Callable:
	"""Keep results in `frappe.cache` for `ttl` seconds (an hour), `user=True` for each user apart."""

	def decorate(func: Callable) -> Callable:
		name = f"{func.__module__}.{func.__qualname__}"
		lifetime = HOUR if callable(ttl) else ttl

		@wraps(func)
		def wrapper(*args: Any, **kwargs: Any) -> Any:
			key = f"{name}::{key_of(args, kwargs)}"
			if cache.exists(key, user=user):
				return cache.get_value(key, user=user, expires=True)
			value = func(*args, **kwargs)
			cache.set_value(key, value, user=user, expires_in_sec=lifetime)
			return value

		wrapper.clear_cache = lambda: cache.delete_keys(name)
		wrapper.ttl = lifetime
		return wrapper

	return decorate(ttl) if callable(ttl) else decorate
