"""A signature drawn on the screen, kept as a picture in the field itself (as v15 keeps it)."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget
from frappe_standalone.core.desk.wording import label_of


@widget("Signature", wide=False)
def draw_signature(control: Control) -> Markup:
	label = label_of(control.df)
	value = str(control.value or "")
	if control.read_only:
		return shown_signature(value, label)
	kept = tag("input", {**control.attrs, "class": "sr", "type": "text", "value": value, "tabindex": "-1"})
	pad = tag("canvas", {"width": "480", "height": "150", "role": "img", "aria-label": label})
	wipe = {"type": "button", "class": "btn btn-s", "data-sign-clear": True}
	return tag("div", {"class": "sign", "data-sign": True}, kept, pad, tag("button", wipe, _("Clear")))


def shown_signature(value: str, label: str) -> Markup:
	"""A stored signature; nothing but a picture is put into the page."""
	if not value.startswith(("data:image/png;base64,", "/files/", "/private/files/")):
		return tag("span", {"class": "muted"}, _("Not signed"))
	return tag("img", {"class": "signature", "src": value, "alt": label})
