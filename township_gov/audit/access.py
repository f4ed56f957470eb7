"""Who reads entries: by role and township as any list; of a closed record nobody but those who may see the record.

The plain values are records of nobody: `reading` hands out those a person may see.
"""

from __future__ import annotations


def nobody_lists(user: str | None = None, doctype: str | None = None) -> str:
	"""No list, search, link or report shows `Audit Value`, the Administrator's neither."""
	return "1 = 0"


def nobody_opens(doc, ptype: str = "read", user: str | None = None) -> bool:
	"""Nor does asking for one by its name."""
	return False
