"""A field the user may not read decides nothing he can see: not which rows come, nor in which order.

v15 leaves such columns out of the answer, but takes them as filters and orders, so that a value can be found by asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from frappe_standalone.core.errors import PermissionError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.permissions import only_has_select_perm
from frappe_standalone.core.translate import _

CHOICES = ("Link", "Dynamic Link", "Select", "Check")
WORDS = re.compile(r"\w+")


def hidden_fields(doctype: str, parenttype: str | None, user: str) -> set[str]:
	"""Fields the user may not read: those above his permission level; with no more than the right to select, those
	which no link box shows (what a choice holds, as a Link or a Select, may narrow a link box all the same)."""
	from frappe_standalone.core.meta import get_meta

	meta = get_meta(doctype)
	if not meta.istable and only_has_select_perm(doctype, user):
		shown = {*meta.get_search_fields(), meta.get_title_field()}
		return {
			df.fieldname
			for df in meta.fields
			if df.fieldname not in shown and (df.permlevel or df.fieldtype not in CHOICES)
		}
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
