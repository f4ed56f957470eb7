"""Links to other records: a search box that shows titles and keeps names."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.icons import icon
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.widgets.base import Control, widget


@widget("Link", "Dynamic Link", kind="link")
def draw_link(control: Control) -> Markup:
	"""`data-value` holds the record's name; for a Dynamic Link `data-target-field` names the field with the doctype."""
	df, value = control.df, control.value or ""
	dynamic = df.get("fieldtype") == "Dynamic Link"
	attrs = {
		**control.attrs,
		"autocomplete": "off",
		"role": "combobox",
		"aria-autocomplete": "list",
		"aria-expanded": "false",
		"value": control.title or value,
		"data-value": value,
		"spellcheck": "false",
		"data-target": None if dynamic else df.get("options"),
		"data-target-label": None if dynamic or control.compact else _(df.get("options")),
		"data-target-field": df.get("options") if dynamic else None,
		"data-filters": df.get("link_filters"),
		"data-doctype": control.doctype,
		"placeholder": df.get("placeholder"),
	}
	target = None if dynamic or not value or control.compact else df.get("options")
	return tag("div", {"class": "combo"}, tag("input", attrs), open_arrow(target, value) if target else None)


def open_arrow(doctype: str, name: str) -> Markup:
	"""The small arrow that opens the linked record; the keyboard reaches it by Alt+Enter in the box."""
	attrs = {
		"class": "combo-open",
		"href": record_url(doctype, name),
		"title": _("Open record"),
		"tabindex": "-1",
	}
	return tag("a", attrs, icon("open"))
