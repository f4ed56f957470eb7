"""Files in a field."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.icons import icon
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Attach", "Attach Image", "Image", "Signature", kind="attach")
def draw_attach(control: Control) -> Markup:
	value = control.value or ""
	picker = {**control.attrs, "class": "sr", "type": "file", "data-value": value}
	if control.df.get("fieldtype") != "Attach":
		picker["accept"] = "image/*"
	shown = tag("a", {"href": value, "data-file": True, "hidden": not value}, value.rsplit("/", 1)[-1])
	button = tag("label", {"class": "btn btn-s", "for": control.id}, icon("clip"), _("Choose file"))
	return tag("div", {"class": "chips"}, tag("input", picker), button, shown)
