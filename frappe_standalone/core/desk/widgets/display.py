"""Fields that show and hold nothing: headings, HTML, buttons."""

from __future__ import annotations

import nh3
from markupsafe import Markup

import frappe

from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget
from frappe_standalone.core.desk.wording import label_of


@widget("Heading", kind="none", wide=True)
def draw_heading(control: Control) -> Markup:
	return tag("h3", {}, label_of(control.df))


@widget("HTML", kind="none", wide=True)
def draw_html(control: Control) -> Markup:
	return Markup(nh3.clean(control.df.get("options") or ""))


@widget("Button", kind="none")
def draw_button(control: Control) -> Markup:
	"""A button whose `options` name a whitelisted method; it is called with doctype and name."""
	attrs = {"class": "btn", "type": "button", "data-method": control.df.get("options"), "id": control.id}
	return tag("button", attrs, label_of(control.df))


@widget("Geolocation", kind="text", wide=True)
def draw_place(control: Control) -> Markup:
	value = (
		control.value
		if isinstance(control.value, str)
		else frappe.as_json(control.value)
		if control.value
		else ""
	)
	return tag("textarea", {**control.attrs, "class": "input code", "rows": 3}, value)
