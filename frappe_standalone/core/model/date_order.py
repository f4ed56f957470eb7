"""A date that is not earlier than another of the same record, as the administrator says on the form.

The rule stands in `options` of the later Date or Datetime field as `>=fieldname`; v15 gives `options` of a date no meaning,
so a form that carries the rule loads there, and is not checked there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.messages import throw
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import get_datetime, getdate

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument

DATES = ("Date", "Datetime")
SIGN = ">="


class DateOrderError(ValidationError):
	"""A date lies before the one it may not be earlier than."""


def rule_of(df: Any) -> str:
	"""The name of the field that this one may not be earlier than; empty without such a rule."""
	options = (df.get("options") or "").strip()
	return options.removeprefix(SIGN).strip() if is_rule(df, options) else ""


def is_rule(df: Any, options: str) -> bool:
	return df.get("fieldtype") in DATES and options.startswith(SIGN)


def option_of(fieldname: str | None) -> str:
	"""What `options` of the later field holds."""
	return f"{SIGN}{fieldname}" if fieldname else ""


def check_date_order(part: BaseDocument, place: str = "") -> None:
	"""Refuse a date before the one that its field names; an empty one waits for its value. Raises DateOrderError."""
	for later, earlier in part.meta.ordered_dates:
		last, first = part.get(later.fieldname), part.get(earlier.fieldname)
		if last and first and is_before(last, first, later, earlier):
			throw(
				_("{0}“{1}” may not be earlier than “{2}” ({3}). Correct one of them.").format(
					place,
					_(later.label or later.fieldname, context=part.doctype),
					_(earlier.label or earlier.fieldname, context=part.doctype),
					str(first)[:16],
				),
				DateOrderError,
				title=_("Dates in the wrong order"),
			)


def is_before(last: Any, first: Any, later: Any, earlier: Any) -> bool:
	"""Days are compared where one of the two is a day only."""
	if later.fieldtype == earlier.fieldtype == "Datetime":
		return get_datetime(last) < get_datetime(first)
	return getdate(last) < getdate(first)
