"""Addresses of the desk, as v15 builds them: `Service Case` → `/app/service-case`."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import frappe

from frappe_standalone.core import cache


def slug(name: str) -> str:
	"""The part of an address that stands for a doctype or a workspace."""
	return name.strip().lower().replace(" ", "-")


def list_url(doctype: str) -> str:
	return f"/app/{quote(slug(doctype))}"


def record_url(doctype: str, name: object) -> str:
	return f"{list_url(doctype)}/{quote(str(name), safe='')}"


def new_url(doctype: str) -> str:
	return f"{list_url(doctype)}/new"


def making_url(doctype: str) -> str:
	"""Where somebody begins a new record: the page that an app gives for it (hook `new_record_pages`, doctype → address),
	else the form.
	"""
	pages = frappe.get_hooks("new_record_pages") or {}
	return (pages.get(doctype) or [new_url(doctype)])[-1]


def report_url(report: str) -> str:
	return f"/app/query-report/{quote(report)}"


def doctype_of(text: str) -> str | None:
	"""The doctype a slug stands for, or None. The map is cached; a miss asks the database once more."""
	found = _slug_map().get(text)
	if found is None:
		cache.drop_live("desk_slugs")
		found = _slug_map().get(text)
	return found


def all_doctypes() -> list[str]:
	"""The names of all doctypes but child tables, from the same map."""
	return list(_slug_map().values())


def is_doctype(name: str | None) -> bool:
	"""Whether there is such a doctype (child tables do not count); answered from the cached map."""
	return bool(name) and _slug_map().get(slug(name or "")) == name


def _slug_map() -> dict[str, str]:
	def build() -> dict[str, str]:
		names = frappe.get_all("DocType", filters={"istable": 0}, pluck="name", limit_page_length=0)
		return {slug(name): name for name in names}

	return cache.get_live("desk_slugs", "all", build)


def is_local_path(target: Any) -> bool:
	"""Whether an address stays on this server: `//host` and `/\\host` would lead away, and browsers drop control
	characters, so that `/<tab>/host` does too."""
	return isinstance(target, str) and bool(re.fullmatch(r"/(?![/\\])[^\x00-\x1f\x7f]*", target))
