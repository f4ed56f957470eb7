"""Fields that show and hold nothing: headings, HTML, buttons."""

from __future__ import annotations

import nh3
from markupsafe import Markup

from frappe import _

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
	method = control.df.get("options")
	attrs = {"class": "btn", "type": "button", "data-method": method, "id": control.id}
	return tag("button", {**attrs, "disabled": control.new or not method}, label_of(control.df))


@widget("Image", kind="none")
def draw_image(control: Control) -> Markup:
	"""The picture in another field of the document, whose name stands in `options`."""
	if not control.value:
		return tag("span", {"class": "muted"}, _("No picture yet"))
	return tag("img", {"class": "picture", "src": control.value, "alt": label_of(control.df)})
