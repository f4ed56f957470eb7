"""Common phrases for opinions: those that are shipped, and each person's own.

A person's own phrases are a default of his account (`frappe.defaults`), so that they follow him to every computer.
"""

from __future__ import annotations

import json

import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.workflows.errors import ApprovalRefused

CONTEXT = "Approval"
SHIPPED = (
	"Agree.",
	"Agree; handle it by the rules.",
	"Materials are complete.",
	"Please add the missing materials.",
)
_KEY = "approval_phrases"
# More would be a list to search, not phrases at hand
MOST, LONGEST = 12, 60


class PhraseRefused(ApprovalRefused):
	"""A phrase that cannot be kept."""


def shipped() -> list[str]:
	"""The shipped phrases in the reader's language."""
	return [_(phrase, context=CONTEXT) for phrase in SHIPPED]


def own() -> list[str]:
	"""The session user's own phrases, newest first."""
	try:
		found = json.loads(cstr(frappe.defaults.get_user_default(_KEY)) or "[]")
	except ValueError:
		return []
	return [phrase for phrase in found if isinstance(phrase, str)] if isinstance(found, list) else []


def keep(phrase: str) -> list[str]:
	"""Add a phrase to the session user's own; the list afterwards. Raises PhraseRefused."""
	phrase = " ".join(cstr(phrase).split())
	if not phrase or len(phrase) > LONGEST:
		frappe.throw(_("A common phrase has 1 to {0} characters; shorten it.").format(LONGEST), PhraseRefused)
	rest = [one for one in own() if one != phrase]
	if len(rest) >= MOST:
		frappe.throw(
			_("You keep {0} phrases already; remove one you do not use first.").format(MOST), PhraseRefused
		)
	return _store([phrase, *rest])


def drop(phrase: str) -> list[str]:
	"""Remove one of the session user's own phrases; the list afterwards."""
	return _store([one for one in own() if one != phrase])


def _store(phrases: list[str]) -> list[str]:
	frappe.defaults.set_user_default(_KEY, json.dumps(phrases, ensure_ascii=False))
	return phrases
