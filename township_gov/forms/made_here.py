"""What a document of a form made here fills in by itself: the applicant, his office and his township."""

from __future__ import annotations

import frappe

from township_gov import applicants, organisation

_LINKS = {"employee": "Cadre", "department": "Township Office", "township": "Township"}


def fill(doc, method: str | None = None) -> None:
	"""Complete a document of a custom doctype that has the ready-made fields (hook `validate` of every doctype).

	Where all of them are there, the rules of the app's own requests hold: one files for oneself, unless one's duty is to file
	for others. Raises `applicants.ApplicantError`.
	"""
	if not doc.meta.get("custom") or doc.meta.istable:
		return
	has = {name for name, target in _LINKS.items() if _links_to(doc, name, target)}
	if has == set(_LINKS):
		applicants.check(doc)
	elif has:
		_complete(doc, has)


def _links_to(doc, name: str, target: str) -> bool:
	df = doc.meta.get_field(name)
	return bool(df and df.fieldtype == "Link" and df.options == target)


def _complete(doc, has: set[str]) -> None:
	"""Fill what is empty from the person named, else from who makes the record; who is no cadre leaves it empty."""
	if not doc.is_new():
		return
	cadre = doc.get("employee") or (organisation.cadre_of(frappe.session.user) or {}).get("name")
	if not cadre:
		return
	facts = frappe.db.get_value("Cadre", cadre, ["name as employee", "department", "township"], as_dict=True)
	for name in has:
		if not doc.get(name):
			doc.set(name, (facts or {}).get(name))
