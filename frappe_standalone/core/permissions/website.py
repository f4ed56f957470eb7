"""May somebody without the desk see a document on the website?"""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import session
from frappe_standalone.core.hooks import call, get_hooks


def has_website_permission(
	doc: Any = None,
	ptype: str = "read",
	user: str | None = None,
	verbose: bool = False,
	doctype: str | None = None,
) -> bool:
	"""True if the document's class, or every hook `has_website_permission` of its DocType, says so.

	Without either the answer is no.
	"""
	from frappe_standalone.core.model.document import get_doc

	user = user or session.user
	if doc:
		doc = get_doc(doctype, doc) if isinstance(doc, str) else doc
		doctype = doc.doctype
		if doc.flags.ignore_permissions:
			return True
		if hasattr(doc, "has_website_permission"):
			return doc.has_website_permission(ptype, user, verbose=verbose)
	methods = get_hooks("has_website_permission", {}).get(doctype, [])
	return bool(methods) and all(call(m, doc=doc, ptype=ptype, user=user, verbose=verbose) for m in methods)
