"""The text of a notification: fields by their names in braces, 「{申请人} 的办件已受理」, kept as the platform's template."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _

_NOT_SHOWN = (
	"Password",
	"Table",
	"Table MultiSelect",
	"Section Break",
	"Column Break",
	"Tab Break",
	"HTML",
	"Button",
	"Code",
	"Attach",
	"Attach Image",
	"Fold",
	"Heading",
	"Image",
	"Signature",
	"Geolocation",
	"JSON",
)
NUMBERS = ("Int", "Float", "Currency", "Percent", "Check")
DATES = ("Date", "Datetime")
_BRACES = re.compile(r"\{([^{}]+)\}")
_TEMPLATE = re.compile(r'\{\{ (?:_\()?\(?doc\.(\w+) or ""\)?\)? \}\}')


class UnknownPlaceError(frappe.ValidationError):
	"""A name in braces that is no field of the form."""


def fields(doctype: str) -> list[dict[str, Any]]:
	"""The fields that a rule may look at or name: no secrets, no tables, nothing of a higher level or hidden."""
	found = [
		{
			"value": df.fieldname,
			"label": _(df.label, context=doctype),
			"kind": df.fieldtype,
			"options": df.options or "",
		}
		for df in frappe.get_meta(doctype).fields
		if df.label and df.fieldtype not in _NOT_SHOWN and not df.permlevel and not df.hidden
	]
	return [
		{"value": "name", "label": _("Number", context="Notification"), "kind": "Data", "options": ""},
		*found,
	]


def numbers(doctype: str) -> frozenset[str]:
	"""The fields whose values are numbers."""
	return frozenset(row["value"] for row in fields(doctype) if row["kind"] in NUMBERS)


def stored_values(doctype: str, field: str, text: str) -> str:
	"""What was typed as it is stored: the options of a choice may be typed as they are shown, yes and no as words."""
	return ",".join(
		_known(doctype, field, shown_first=True).get(part.strip(), part.strip()) for part in text.split(",")
	)


def shown_values(doctype: str, field: str, text: str) -> str:
	"""The reverse, for showing a stored value."""
	return ",".join(
		_known(doctype, field, shown_first=False).get(part.strip(), part.strip()) for part in text.split(",")
	)


def _known(doctype: str, field: str, *, shown_first: bool) -> dict[str, str]:
	row = next((row for row in fields(doctype) if row["value"] == field), None)
	pairs = []
	if row and row["kind"] == "Select":
		pairs = [(_(one, context=doctype), one) for one in row["options"].split("\n") if one]
	elif row and row["kind"] == "Check":
		pairs = [(_("Yes", context="Setting"), "1"), (_("No", context="Setting"), "0")]
	return dict(pairs) if shown_first else {stored: shown for shown, stored in pairs}


def template(doctype: str, text: str) -> str:
	"""The template of a text. Raises `UnknownPlaceError` for a name in braces that is no field."""
	by_label = {row["label"]: row for row in fields(doctype)}

	def place(found: re.Match) -> str:
		row = by_label.get(found[1].strip())
		if row is None:
			frappe.throw(
				_("{0} has no field “{1}”. Choose one from the list beside the text.").format(
					_(doctype), found[1]
				),
				UnknownPlaceError,
			)
		value = f'doc.{row["value"]} or ""'
		return "{{ _(" + value + ") }}" if row["kind"] == "Select" else "{{ " + value + " }}"

	if "{{" in text or "{%" in text:
		frappe.throw(_("Write fields in single braces, and choose them from the list."), UnknownPlaceError)
	return _BRACES.sub(place, text)


def plain(doctype: str, text: str | None) -> str | None:
	"""The text of a template written here; None for anybody else's."""
	labels = {row["value"]: row["label"] for row in fields(doctype)}
	text = text or ""
	made = _TEMPLATE.sub(lambda found: "{" + labels.get(found[1], found[1]) + "}", text)
	return None if "{{" in made or "{%" in made else made
