"""A field the user may not read decides nothing he can see: not which rows come, nor in which order.

v15 leaves such columns out of the answer, but takes them as filters and orders, so that a value can be found by asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _

WORDS = re.compile(r"\w+")


def hidden_fields(doctype: str, parenttype: str | None, user: str) -> set[str]:
	"""Fields of a permission level above 0 that the user may not read; mostly there are none."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	levels = {df.fieldname: df.permlevel for df in meta.fields if df.permlevel}
	if not levels or (meta.istable and not parenttype):
		return set()
	readable = set(meta.get_permlevel_access("read", parenttype if meta.istable else None, user=user))
	return {name for name, level in levels.items() if level not in readable}


def refuse_hidden(doctype: str, parenttype: str | None, user: str, texts: Iterable[str | None]) -> None:
	"""Refuse a filter, order or group that looks at such a field.

	Raises:
		PermissionError
	"""
	hidden = hidden_fields(doctype, parenttype, user)
	if not hidden:
		return
	for text in texts:
		if found := hidden & set(WORDS.findall(text or "")):
			throw(_("Field not permitted in query: {0}").format(", ".join(sorted(found))), PermissionError)
