"""The context-local state behind `frappe.local` and the proxies that read from it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from werkzeug.local import Local

# One variable of our own, so that a nested context can be set and the outer one restored.
STORAGE: ContextVar[dict] = ContextVar("frappe_standalone.local")


class OwnedLocal(Local):
	"""A Local whose context owns its dictionary: every request and command sets one of its own in `STORAGE`.

	Werkzeug's copies the dictionary with every assignment, in case contexts share it; a request assigns 70 times.
	"""

	__slots__ = ()

	def __setattr__(self, name: str, value: Any) -> None:
		values = STORAGE.get(None)
		if values is None:
			values = {}
			STORAGE.set(values)
		values[name] = value

	def __delattr__(self, name: str) -> None:
		try:
			del STORAGE.get({})[name]
		except KeyError:
			raise AttributeError(name) from None


local = OwnedLocal(STORAGE)

db = local("db")
qb = local("qb")
conf = local("conf")
form_dict = local("form_dict")
request = local("request")
job = local("job")
response = local("response")
session = local("session")
user = local("user")
flags = local("flags")
error_log = local("error_log")
debug_log = local("debug_log")
message_log = local("message_log")
lang = local("lang")


def is_connected() -> bool:
	"""True between `connect()` and `destroy()`."""
	return getattr(local, "db", None) is not None


def flag(name: str) -> object:
	"""The value of a flag; None outside a site."""
	return local.flags.get(name) if getattr(local, "flags", None) else None
