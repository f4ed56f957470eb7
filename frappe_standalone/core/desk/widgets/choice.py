"""Choices: one of a few options, yes or no, a colour."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget
from frappe_standalone.core.desk.wording import label_of, option_text
from frappe_standalone.core.utils.numbers import cint


@widget("Select")
def draw_select(control: Control) -> Markup:
	"""Options are shown translated and stored in English; a stored value that is no option any more is kept.
	A `brief` one has its own option alone, and grid.js brings the others from the row above."""
	current = control.value or ""
	values = [] if control.brief else (control.df.get("options") or "").split("\n")
	if current not in values:
		values = [current, *values]
	options = [
		tag(
			"option",
			{"value": v, "selected": v == current},
			option_text(control.df, v),
		)
		for v in dict.fromkeys(values)
	]
	attrs = control.attrs
	locked = attrs.pop("readonly")
	return tag("select", {**attrs, "disabled": locked, "data-brief": control.brief}, *options)


@widget("Check", kind="check")
def draw_check(control: Control) -> Markup:
	attrs = control.attrs
	locked = attrs.pop("readonly")
	box = {
		**attrs,
		"class": None,
		"type": "checkbox",
		"checked": bool(cint(control.value)),
		"disabled": locked,
	}
	text = None if control.compact else tag("span", {}, label_of(control.df))
	return tag("label", {"class": "check"}, tag("input", box), text)


@widget("Color")
def draw_color(control: Control) -> Markup:
	"""The code of the colour, and beside it the browser's own chooser for the mouse."""
	value = control.value or ""
	line = tag("input", {**control.attrs, "type": "text", "value": value, "placeholder": "#17607F"})
	swatch = {
		"type": "color",
		"value": value or "#17607f",
		"data-swatch": True,
		"aria-label": _("Choose a colour"),
	}
	return tag("div", {"class": "pair"}, line, tag("input", {**swatch, "disabled": control.read_only}))
