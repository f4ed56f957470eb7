"""REST of substitutions, notices and urging; `api` offers these under its own name."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.utils import cint

from township_gov.workflows import substitutes, told


@frappe.whitelist(methods=["POST"])
def answer_substitution(name: str, accept: int | str, note: str | None = None) -> None:
	"""The substitute accepts (1) or declines (0) a proposed substitution."""
	substitutes.answer(name, bool(cint(accept)), note)


@frappe.whitelist(methods=["POST"])
def end_substitution(name: str, reason: str | None = None) -> None:
	"""End a substitution early."""
	substitutes.end(name, reason)


@frappe.whitelist(methods=["POST"])
def record_told(
	doctype: str, name: str, user: str, way: str, note: str | None = None, told_at: str | None = None
) -> str:
	"""Record that somebody was told by telephone, on paper or in person."""
	return told.record_told(doctype, name, user, way, note, told_at)


@frappe.whitelist()
def notices(doctype: str, name: str) -> list[dict[str, Any]]:
	"""Who was told what about a document's approvals."""
	return told.notices(doctype, name)
