"""Who is asked about a document of a form made here may open it.

The app's own documents give that right by their roles and hooks. On a form made here, where people see what they filled in
themselves, whoever gets a task or a copy has that one document shared with him, as Frappe shares any document. What he may
change is for the guard to say, as everywhere.
"""

from __future__ import annotations

import frappe
from frappe.share import add_docshare

OURS = "Township Gov"  # what the app itself makes has roles and hooks for those who are asked


def let_read(doc, user: str | None, may_write: bool = False) -> None:
	"""Share a document with a person who is asked and could not open it."""
	if not user or not doc.meta.get("custom") or doc.meta.module == OURS:
		return
	for right in ("write", "read") if may_write else ("read",):
		if not frappe.has_permission(doc.doctype, right, doc=doc, user=user):
			flags = {"ignore_share_permission": True}
			add_docshare(doc.doctype, doc.name, user, read=1, write=int(right == "write"), flags=flags)
			return
