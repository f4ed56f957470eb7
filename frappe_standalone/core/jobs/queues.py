"""The queues of a site and how long a job in each may take."""

from __future__ import annotations

from frappe_standalone.core.context import local
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

DEFAULT_TIMEOUT = 300  # seconds, as the two below v15's
STANDARD = {"short": DEFAULT_TIMEOUT, "default": DEFAULT_TIMEOUT, "long": 1500}


def timeouts() -> dict[str, int]:
	"""Queue → seconds a job may take; `workers` in site_config.json adds queues, as in v15."""
	own = local.conf.get("workers") or {}
	return STANDARD | {name: values.get("timeout", DEFAULT_TIMEOUT) for name, values in own.items()}


def check(names: list[str]) -> list[str]:
	"""The names, if there are such queues.

	Raises:
		ValidationError
	"""
	known = timeouts()
	if any(name not in known for name in names):
		throw(_("Queue should be one of {0}").format(", ".join(known)))
	return names


def lanes() -> list[list[str]]:
	"""Which queues share a worker of the server: long jobs hold up no short ones."""
	return [[name for name in timeouts() if name != "long"], ["long"]]
