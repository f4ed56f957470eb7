"""A place on earth: longitude and latitude, kept as v15 keeps it (a GeoJSON collection)."""

from __future__ import annotations

import json

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.icons import icon
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Geolocation", kind="place")
def draw_place(control: Control) -> Markup:
	"""One point is written as two numbers; anything else (a line, an area) is shown as its JSON."""
	stored = (
		control.value
		if isinstance(control.value, str)
		else json.dumps(control.value)
		if control.value
		else ""
	)
	attrs = {**control.attrs, "type": "text", "value": point_of(stored) or stored, "data-value": stored}
	line = tag("input", {**attrs, "placeholder": _("longitude, latitude")})
	button = {
		"type": "button",
		"class": "btn",
		"data-here": True,
		"aria-label": _("Where I am"),
		"title": _("Where I am"),
	}
	return tag(
		"div",
		{"class": "pair"},
		line,
		tag("button", {**button, "disabled": control.read_only}, icon("home-alt")),
	)


def point_of(stored: str) -> str:
	"""“longitude, latitude” of a collection that holds exactly one point, else nothing."""
	try:
		features = json.loads(stored)["features"]
		(feature,) = features
		longitude, latitude = feature["geometry"]["coordinates"]
		return f"{longitude + 0}, {latitude + 0}" if feature["geometry"]["type"] == "Point" else ""
	except (ValueError, KeyError, TypeError):
		return ""
