"""What every request asks of a user's record, kept small: the whole record with its roles takes ten times as long to read."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core import cache
from frappe_standalone.core.context import local
from frappe_standalone.core.document_cache import document_key

FACTS = ("enabled", "user_type", "language", "full_name")


def user_fact(user: str, fact: str) -> Any:
	"""One of FACTS; None if there is no such user. Forgotten with the record that `get_cached_doc` keeps."""
	return cache.get_live(document_key("User", user), "facts", lambda: read_facts(user)).get(fact)


def read_facts(user: str) -> dict[str, Any]:
	"""All of them, in one query; empty if there is no such user."""
	return local.db.get_value("User", user, FACTS, as_dict=True) or {}
