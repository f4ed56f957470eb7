"""What every widget is given and returns. `kind` is the name by which static/js/values.js reads the control back,
and stands in the page unless it is “text”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from frappe_standalone.core.desk.wording import label_of


@dataclass(frozen=True)
class Control:
	"""One field to draw: its docfield, its value, and the ids that tie label, hint and error to the input."""

	df: Any
	value: Any
	doctype: str
	id: str
	required: bool = False
	read_only: bool = False
	title: str | None = None
	compact: bool = False
	new: bool = False
	# A choice whose options stand in a row above
	brief: bool = False

	@property
	def attrs(self) -> dict[str, Any]:
		"""Attributes common to every input; in a grid there is no visible label, so it is named here."""
		df = self.df
		kind = widget_of(df.get("fieldtype")).kind
		return {
			"id": self.id,
			"class": "input",
			"data-field": df.get("fieldname"),
			"data-kind": kind if kind != "text" else None,
			"aria-required": "true" if self.required else None,
			"aria-describedby": None if self.compact or not df.get("description") else f"{self.id}-hint",
			"aria-label": (label_of(df) or df.get("fieldname")) if self.compact else None,
			"readonly": self.read_only,
		}


class Widget(NamedTuple):
	"""A field type's widget: how form.js reads it, how it is drawn, and whether it takes the whole width."""

	kind: str
	draw: Callable[[Control], Markup]
	wide: bool = False


WIDGETS: dict[str, Widget] = {}


def widget_of(fieldtype: str) -> Widget:
	"""The widget of a field type; one without a widget of its own is a line of text, so that no data is hidden."""
	return WIDGETS.get(fieldtype) or WIDGETS["Data"]


def widget(*fieldtypes: str, kind: str = "text", wide: bool = False) -> Callable:
	"""Register the function below as the widget of these field types."""

	def register(draw: Callable[[Control], Markup]) -> Callable[[Control], Markup]:
		for fieldtype in fieldtypes:
			WIDGETS[fieldtype] = Widget(kind, draw, wide)
		return draw

	return register
