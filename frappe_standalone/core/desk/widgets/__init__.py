"""Widgets by field type. `draw` is the one entry: a docfield and its value in, escaped HTML out."""

from __future__ import annotations

from markupsafe import Markup

from frappe_standalone.core.desk.widgets import attach, choice, dates, display, link, number, secret, text
from frappe_standalone.core.desk.widgets.base import WIDGETS, Control, Widget

__all__ = [
	"WIDGETS",
	"Control",
	"Widget",
	"attach",
	"choice",
	"dates",
	"display",
	"draw",
	"is_wide",
	"link",
	"number",
	"secret",
	"text",
]


def draw(control: Control) -> Markup:
	"""Return the control's HTML; an unknown field type is a plain text line, so that no data is hidden."""
	fieldtype = control.df.get("fieldtype")
	return (WIDGETS.get(fieldtype) or WIDGETS["Data"]).draw(control)


def is_wide(fieldtype: str) -> bool:
	"""Whether the field's label stands above it and the field takes the whole column."""
	return fieldtype in ("Table", "Table MultiSelect") or bool(
		fieldtype in WIDGETS and WIDGETS[fieldtype].wide
	)
