"""Wake the worker of this process when a job was committed; a worker elsewhere looks once a second."""

from __future__ import annotations

import threading

_events: dict[str, threading.Event] = {}
_lock = threading.Lock()


def event_of(site_path: str) -> threading.Event:
	"""The event that the worker of a site waits for."""
	with _lock:
		return _events.setdefault(str(site_path), threading.Event())


def wake(site_path: str) -> None:
	"""There is something to do."""
	event_of(site_path).set()
