"""Numbers: counts, amounts, percentages, ratings and durations."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.formatters import duration_text, trim_number
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


def number_input(control: Control, value: object, mode: str, **more: object) -> Markup:
	"""A line of text, not the browser's number box: that one refuses what people write and paste (1,234.50, １２, 3万).
	values.js reads it back."""
	attrs = {"inputmode": mode, "value": value, "class": "input num"}
	floor = "0" if control.df.get("non_negative") else None
	return tag("input", {**control.attrs, **attrs, "data-min": floor, "autocomplete": "off", **more})


@widget("Int", kind="int")
def draw_int(control: Control) -> Markup:
	return number_input(control, "" if control.value in (None, "") else int(control.value), "numeric")


@widget("Float", "Percent", kind="float")
def draw_float(control: Control) -> Markup:
	places = max(int(control.df.get("precision") or 3), decimals(control.value))
	value = "" if control.value in (None, "") else trim_number(float(control.value), places).replace(",", "")
	line = number_input(control, value, "decimal")
	return line if control.df.get("fieldtype") == "Float" else tag("div", {"class": "unit"}, line, "%")


def decimals(value: object) -> int:
	"""How many decimals a stored number has: what is not shown would be lost at the next save."""
	return len(f"{float(value):.9f}".rstrip("0").partition(".")[2]) if value not in (None, "") else 0


@widget("Currency", kind="float")
def draw_money(control: Control) -> Markup:
	places = max(int(control.df.get("precision") or 2), decimals(control.value))
	value = "" if control.value in (None, "") else f"{float(control.value):,.{places}f}"
	return number_input(control, value, "decimal", **{"data-money": places})


@widget("Duration", kind="duration")
def draw_duration(control: Control) -> Markup:
	"""Stored in seconds; written as people say it (2小时 30分)."""
	value = "" if control.value in (None, "") else duration_text(float(control.value), exact=True)
	return number_input(control, value, "text", placeholder=_("2 h 30 min"))


@widget("Rating", kind="rating")
def draw_rating(control: Control) -> Markup:
	"""v15 stores a rating as a share of one; people choose stars."""
	stars = int(control.df.get("options") or 5)
	chosen = round(float(control.value or 0) * stars)
	options = [
		tag("option", {"value": n / stars, "selected": n == chosen}, "★" * n or "—") for n in range(stars + 1)
	]
	return tag("select", {**control.attrs, "data-stars": stars}, *options)
