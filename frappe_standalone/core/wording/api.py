"""The wording page's methods, for whoever may write Translations."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _

from frappe_standalone.core.form_builder.titles import language
from frappe_standalone.core.wording.places import Places
from frappe_standalone.core.wording.texts import Text, all_texts, matching

WRITE = ["POST"]
SHOWN = 30
SHORTEST = 1


class BadWordingError(frappe.ValidationError):
	"""The new text is empty, or lacks a place where the program puts a value."""


PLACE = re.compile(r"\{\w*\}")


def check_wording() -> None:
	"""Raise PermissionError for whoever may not write Translation."""
	if not frappe.has_permission("Translation", "write"):
		frappe.throw(_("Only a System Manager changes the wording."), frappe.PermissionError)


@frappe.whitelist()
def find(text: str) -> dict[str, Any]:
	"""Texts on the screen that read like `text`: `rows` (the first ones) and how many there are."""
	check_wording()
	if len(text.strip()) < SHORTEST:
		return {"rows": [], "count": 0}
	found = matching(all_texts(language()), text)
	places = Places(found[:SHOWN])
	return {"rows": [row_of(one, places) for one in found[:SHOWN]], "count": len(found)}


def row_of(text: Text, places: Places) -> dict[str, Any]:
	return {
		"source": text.source,
		"context": text.context,
		"shown": text.shown,
		"shipped": text.shipped,
		"changed": int(bool(text.own)),
		"place": places.of(text),
	}


@frappe.whitelist(methods=WRITE)
def change(source: str, text: str, context: str = "") -> dict[str, Any]:
	"""Let people read `text` from now on; what the program brings takes this site's Translation away.

	Raises:
		BadWordingError
	"""
	check_wording()
	text = text.strip()
	if not text:
		frappe.throw(_("Type the new wording."), BadWordingError)
	check_places(source, text)
	known = all_texts(language()).get((source, context)) or Text(source, context, source, source)
	if text == known.shipped:
		put_back(known)
	elif known.own:
		translation = frappe.get_doc("Translation", known.own)
		translation.translated_text = text
		translation.save()
	else:
		values = {
			"source_text": source,
			"context": context or None,
			"translated_text": text,
			"language": language(),
		}
		frappe.get_doc({"doctype": "Translation", **values}).insert()
	now = all_texts(language()).get((source, context)) or Text(source, context, source, source)
	return row_of(now, Places([now]))


def put_back(known: Text) -> None:
	if known.own:
		frappe.delete_doc("Translation", known.own)


def check_places(source: str, text: str) -> None:
	"""Refuse a text without the `{0}` of the source, and one with other places or lone braces.

	The page would break; and a place such as `{0.owner}` would show more of a value than the program puts there.
	"""
	wanted, places = set(PLACE.findall(source)), set(PLACE.findall(text))
	for place in sorted(wanted - places):
		frappe.throw(
			_("The new wording must keep {0}: the program puts a value there.").format(place), BadWordingError
		)
	if wanted and (places - wanted or set("{}") & set(PLACE.sub("", text))):
		frappe.throw(
			_("In braces only {0} may stand: the program has no value for anything else.").format(
				", ".join(sorted(wanted))
			),
			BadWordingError,
		)
