"""Numbers: counts, amounts, percentages, ratings and durations."""

from __future__ import annotations

from markupsafe import Markup

from frappe_standalone.core.desk.formatters import trim_number
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Int", "Duration", kind="int")
def draw_int(control: Control) -> Markup:
	value = "" if control.value in (None, "") else int(control.value)
	attrs = {"type": "number", "step": "1", "inputmode": "numeric", "value": value}
	return tag("input", {**control.attrs, **attrs, "min": "0" if control.df.get("non_negative") else None})


@widget("Float", "Currency", "Percent", kind="float")
def draw_float(control: Control) -> Markup:
	places = int(control.df.get("precision") or (2 if control.df.get("fieldtype") == "Currency" else 3))
	value = "" if control.value in (None, "") else trim_number(float(control.value), places).replace(",", "")
	attrs = {"type": "number", "step": "any", "inputmode": "decimal", "value": value}
	return tag("input", {**control.attrs, **attrs, "min": "0" if control.df.get("non_negative") else None})


@widget("Rating", kind="rating")
def draw_rating(control: Control) -> Markup:
	"""v15 stores a rating as a share of one; people choose stars."""
	stars = int(control.df.get("options") or 5)
	chosen = round(float(control.value or 0) * stars)
	options = [
		tag("option", {"value": n / stars, "selected": n == chosen}, "★" * n or "—") for n in range(stars + 1)
	]
	return tag("select", control.attrs, *options)
