"""How records of a form are numbered, in words instead of patterns."""

from __future__ import annotations

import re
from typing import Any

import frappe
from frappe import _

SERIES, FIELD, TYPED, RANDOM, OTHER = "series", "field", "typed", "random", "other"
PERIODS = {"none": "", "year": ".YYYY.-", "month": ".YYYY..MM.-", "day": ".YYYY..MM..DD.-"}
PATTERN = re.compile(
	r"^(?P<prefix>[A-Za-z0-9\u4e00-\u9fff/_-]*?)-?(?P<period>(?:\.[YMD]+\.)*)-?\.?(?P<digits>#+)\.?$"
)


class BadNumberingError(frappe.ValidationError):
	"""The choices make no number."""


def autoname_of(choice: dict[str, Any], fieldnames: dict[str, str]) -> tuple[str, str]:
	"""(`autoname`, `naming_rule`) of v15 for a choice; `fieldnames` are the keys of fields with their names.

	Raises:
		BadNumberingError
	"""
	kind = choice.get("kind")
	if kind == SERIES:
		return series_of(choice), "Expression (old style)"
	if kind == FIELD:
		field = fieldnames.get(choice.get("field") or "", choice.get("field"))
		if field not in fieldnames.values():
			frappe.throw(_("Choose the field that holds the number."), BadNumberingError)
		return f"field:{field}", "By fieldname"
	if kind == TYPED:
		return "Prompt", "Set by user"
	if kind == RANDOM:
		return "hash", "Random"
	return choice.get("autoname") or "", choice.get("naming_rule") or ""


def series_of(choice: dict[str, Any]) -> str:
	prefix = str(choice.get("prefix") or "").strip().rstrip("-")
	if not re.fullmatch(r"[A-Za-z0-9\u4e00-\u9fff/_-]{1,30}", prefix):
		frappe.throw(
			_("The beginning of the number is 1 to 30 letters, digits or Chinese characters."),
			BadNumberingError,
		)
	digits = min(8, max(2, int(choice.get("digits") or 4)))
	return f"{prefix}-{PERIODS.get(choice.get('period'), '')}.{'#' * digits}"


def choice_of(autoname: str | None, naming_rule: str | None = None) -> dict[str, Any]:
	"""The choice a stored pattern stands for; one that cannot be said in words is `other` and stays as it is."""
	text = autoname or ""
	if text.startswith("field:"):
		return {"kind": FIELD, "field": text[6:]}
	if text.lower() == "prompt":
		return {"kind": TYPED}
	if text in ("hash", "") or naming_rule == "Random":
		return {"kind": RANDOM}
	match = PATTERN.match(text)
	if match and ":" not in text:
		period = {"": "none", ".YYYY.": "year", ".YYYY..MM.": "month", ".YYYY..MM..DD.": "day"}
		if match["period"] in period and match["prefix"]:
			return {
				"kind": SERIES,
				"prefix": match["prefix"],
				"period": period[match["period"]],
				"digits": len(match["digits"]),
			}
	return {"kind": OTHER, "autoname": text, "naming_rule": naming_rule or ""}
