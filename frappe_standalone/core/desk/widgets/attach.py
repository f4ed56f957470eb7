"""Files in a field: chosen, dropped on it, pasted, or photographed with the phone."""

from __future__ import annotations

from urllib.parse import unquote

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.formatters import is_picture
from frappe_standalone.core.desk.icons import icon
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget
from frappe_standalone.core.desk.wording import label_of


@widget("Attach", "Attach Image", kind="attach")
def draw_attach(control: Control) -> Markup:
	"""The input itself is out of sight; its label is the button. On a phone `image/*` offers the camera too."""
	value = control.value or ""
	picker = {**control.attrs, "class": "sr", "type": "file", "data-value": value}
	picker["aria-label"] = label_of(control.df)
	picker["disabled"] = picker.pop("readonly")
	if control.df.get("fieldtype") == "Attach Image":
		picker["accept"] = "image/*"
	button = tag("label", {"class": "btn btn-s", "for": control.id}, icon("clip"), _("Choose file"))
	clear = {
		"type": "button",
		"class": "btn btn-s btn-quiet btn-icon",
		"data-clear": True,
		"hidden": not value,
		"aria-label": _("Remove the file of {0}").format(label_of(control.df)),
	}
	shown = file_link(value)
	return tag(
		"div", {"class": "attach"}, tag("input", picker), button, shown, tag("button", clear, icon("x"))
	)


def file_link(url: str) -> Markup:
	"""A link to a file, with a small picture where it is one."""
	thumb = (
		tag("img", {"class": "thumb", "src": url, "alt": "", "loading": "lazy"}) if is_picture(url) else None
	)
	name = unquote(url.rsplit("/", 1)[-1])
	attrs = {"href": url, "data-file": True, "hidden": not url, "target": "_blank", "rel": "noopener"}
	return tag("a", attrs, thumb, tag("span", {}, name))
