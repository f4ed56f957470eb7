"""Wake the workers of this process when a job was committed; one elsewhere looks once a second."""

from __future__ import annotations

import threading

_events: dict[str, list[threading.Event]] = {}
_lock = threading.Lock()


def event_of(site_path: str) -> threading.Event:
	"""A new event that one worker of a site waits for."""
	event = threading.Event()
	with _lock:
		_events.setdefault(str(site_path), []).append(event)
	return event


def forget(site_path: str, event: threading.Event) -> None:
	"""The worker has ended."""
	with _lock:
		_events[str(site_path)].remove(event)


def wake(site_path: str) -> None:
	"""There is something to do."""
	with _lock:
		waiting = list(_events.get(str(site_path), ()))
	for event in waiting:
		event.set()
