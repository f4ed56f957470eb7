"""Of which document, in which township and by which way an entry tells."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

import frappe
from frappe.permissions import get_user_permissions

from township_gov.petition_access import TRACES

# Papers of their own whose entries are closed where the matter is a closed petition
_OF_A_PETITION = {"Extension Request": ("matter_type", "matter")}


class Place(NamedTuple):
	"""The document that an entry is about: the record itself, or what a row, a file, a comment … belongs to."""

	doctype: str
	name: str


def about(doc) -> Place:
	"""The document a record belongs to. Who may not see that one sees no entry of its parts either."""
	if doc.meta.istable:
		return Place(doc.get("parenttype") or doc.doctype, str(doc.get("parent") or doc.name or ""))
	if doc.doctype in TRACES:
		kind, name = (doc.get(column) for column in TRACES[doc.doctype])
		if kind and name:
			return owner_of(kind, str(name))
	if doc.doctype in _OF_A_PETITION:
		kind, name = (doc.get(column) for column in _OF_A_PETITION[doc.doctype])
		if kind == "Petition" and name:
			return Place(kind, str(name))
	return Place(doc.doctype, str(doc.name or ""))


def _petition_of(doctype: str, name: str) -> Place | None:
	"""The petition that a paper of its own belongs to."""
	columns = _OF_A_PETITION.get(doctype)
	row = frappe.db.get_value(doctype, name, list(columns)) if columns else None
	return Place("Petition", str(row[1])) if row and row[0] == "Petition" and row[1] else None


def owner_of(doctype: str, name: str) -> Place:
	"""What is attached to a row, a task or a note belongs to the document of that."""
	meta = meta_of(doctype)
	columns = ("parenttype", "parent") if meta and meta.istable else TRACES.get(doctype)
	row = frappe.db.get_value(doctype, name, list(columns)) if meta and columns else None
	if row and row[0] and row[1] and row[0] != doctype:
		return owner_of(row[0], str(row[1]))
	return _petition_of(doctype, name) or Place(doctype, name)


def township_of(doc, place: Place) -> str | None:
	"""The township of the record, of the document it belongs to, else of who acts."""
	if doc.doctype == "Township":
		return doc.name
	if doc.get("township"):
		return doc.get("township")
	if place.doctype != doc.doctype and _has_township(place.doctype):
		found = frappe.db.get_value(place.doctype, place.name, "township")
		if found:
			return found
	return township_of_user(frappe.session.user)


def _has_township(doctype: str) -> bool:
	meta = meta_of(doctype)
	return bool(meta and meta.has_field("township"))


def meta_of(doctype: str):
	"""The meta of a doctype, or None: a request may name anything."""
	try:
		return frappe.get_meta(doctype) if doctype else None
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None


def township_of_user(user: str | None) -> str | None:
	"""The one township that an account is bound to (User Permission); None for one that works for several, or unbound."""
	bound = get_user_permissions(user).get("Township") or () if user else ()
	return bound[0].get("doc") if len(bound) == 1 else None


def way(doc=None) -> tuple[str, str]:
	"""(channel, origin): by import, request, job or command, and which."""
	if doc is not None and (doc.flags.via_data_import or doc.flags.updater_reference):
		source = doc.flags.updater_reference or {}
		return "Import", str(source.get("docname") or "")[:140]
	if frappe.flags.in_import:
		return "Import", ""
	request = getattr(frappe.local, "request", None)
	if request:
		return "Request", quote(request.path)[:140]
	job = getattr(frappe.local, "job", None)
	if job:
		return "Job", str(job.get("method") or "")[:140]
	return "Command", ""
