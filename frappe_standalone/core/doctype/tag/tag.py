"""Tag: a word that people put on records to find them again."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.http import incoming
from frappe_standalone.core.model import tags as kept
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.whitelist import whitelist


class Tag(Document):
	"""Tag: fields only, no rules of its own."""


@whitelist(methods=["POST", "PUT"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
	"""Put a tag on a document that the user may change; v15 asks for no right."""
	changeable(dt, dn)
	kept.add(dt, dn, tag)
	return tag


@whitelist(methods=["POST", "PUT"])
def add_tags(tags: Any, dt: str, docs: Any, color: str | None = None) -> None:
	"""Put several tags on several documents."""
	for name in incoming.names_of(docs):
		for tag in incoming.names_of(tags):
			add_tag(tag, dt, name)


@whitelist(methods=["POST", "PUT", "DELETE"])
def remove_tag(tag: str, dt: str, dn: str) -> None:
	"""Take a tag away."""
	changeable(dt, dn)
	kept.remove(dt, dn, tag)


@whitelist()
def get_tags(doctype: str, txt: str) -> list[str]:
	"""The tags that hold a text."""
	found = frappe.get_list("Tag", filters={"name": ["like", f"%{txt}%"]}, pluck="name", limit_page_length=50)
	return sorted(found)


def changeable(doctype: str, name: str) -> None:
	"""Raise PermissionError where the user may not change the document."""
	doc = get_doc(doctype, name)
	doc.check_permission("write")
	if doc.meta.issingle:
		frappe.throw(_("{0} has no list, so it takes no tags. Tag a record of a list.").format(_(doctype)))
