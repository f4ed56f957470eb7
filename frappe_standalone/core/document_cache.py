"""Where documents are kept between requests, and how they are forgotten."""

from __future__ import annotations

from frappe_standalone.core import cache

PREFIX = "document_cache::"


def document_key(doctype: str, name: str) -> str:
	"""The cache key of a document."""
	return f"{PREFIX}{doctype}::{name}"


def clear_document_cache(doctype: str, name: str | None = None) -> None:
	"""Forget one document, or all of a DocType."""
	if name is None:
		cache.delete_keys(document_key(doctype, ""))
	else:
		cache.delete_value(document_key(doctype, name))
	if doctype == "System Settings":
		from frappe_standalone.core.settings import clear_system_settings

		clear_system_settings()
