"""Widgets by field type. `draw` is the one entry: a docfield and its value in, escaped HTML out."""

from __future__ import annotations

from markupsafe import Markup

from frappe_standalone.core.desk.widgets import (
	attach,
	chips,
	choice,
	dates,
	display,
	link,
	number,
	place,
	secret,
	signature,
	text,
)
from frappe_standalone.core.desk.widgets.base import WIDGETS, Control, Widget, widget_of

__all__ = [
	"WIDGETS",
	"Control",
	"Widget",
	"attach",
	"chips",
	"choice",
	"dates",
	"display",
	"draw",
	"is_wide",
	"link",
	"number",
	"place",
	"secret",
	"signature",
	"text",
	"widget_of",
]


def draw(control: Control) -> Markup:
	"""Return the control's HTML."""
	return widget_of(control.df.get("fieldtype")).draw(control)


def is_wide(fieldtype: str) -> bool:
	"""Whether the field's label stands above it and the field takes the whole column."""
	return fieldtype in ("Table", "Table MultiSelect") or widget_of(fieldtype).wide
