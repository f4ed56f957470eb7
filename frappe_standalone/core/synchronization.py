"""One process at a time: a lock by name that ends with its holder, however that ends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frappe_standalone.core.apps import get_site_path
from frappe_standalone.core.context import local
from frappe_standalone.core.http.single_holder import SingleHolder
from frappe_standalone.core.translate import _

PAUSE = 0.05  # seconds between two attempts


class LockTimeoutError(Exception):
	"""Somebody else held the lock for too long."""


@contextmanager
def filelock(lock_name: str, *, timeout: float = 30, is_global: bool = False) -> Iterator[None]:
	"""Hold a lock while the body runs.

	Args:
		timeout: seconds to wait for it.
		is_global: for all sites beside this one, instead of this site only.

	Raises:
		LockTimeoutError: after waiting in vain.
	"""
	folder = Path(local.sites_path, "config") if is_global else Path(get_site_path("locks"))
	holder = SingleHolder(folder / f"{lock_name}.lock")
	deadline = time.monotonic() + timeout
	while not holder.acquire():
		if time.monotonic() >= deadline:
			raise LockTimeoutError(
				_("Another process holds the lock {0} ({1}). Wait until it is done and try again.").format(
					lock_name, holder.path
				)
			)
		time.sleep(PAUSE)
	try:
		yield
	finally:
		holder.release()
