"""Several records of one kind in one field (Table MultiSelect): chips, and a search box that adds one."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

import frappe
from frappe import _

from frappe_standalone.core.desk.markup import join, tag
from frappe_standalone.core.desk.slugs import record_url
from frappe_standalone.core.desk.titles import Titles
from frappe_standalone.core.desk.wording import label_of


def link_field(df: Any) -> Any:
	"""The field of the rows that names the chosen record: the first Link of the child DocType."""
	return next(
		(field for field in frappe.get_meta(df.get("options")).fields if field.fieldtype == "Link"), None
	)


def draw_chips(
	df: Any, rows: list[dict[str, Any]], id: str, titles: Titles, doctype: str, required: bool
) -> Markup:
	"""The chosen rows as JSON (what is sent back) and the box; field_types.js draws the chips."""
	link = link_field(df)
	names = {row.get(link.fieldname): titles.get(link.options, row.get(link.fieldname)) for row in rows}
	search = {
		"id": id,
		"class": "input",
		"type": "text",
		"data-kind": "link",
		"data-value": "",
		"data-target": link.options,
		"data-filters": link.get("link_filters"),
		"data-doctype": doctype,
		"autocomplete": "off",
		"role": "combobox",
		"aria-autocomplete": "list",
		"aria-expanded": "false",
		"aria-required": "true" if required else None,
		"placeholder": _("Add {0}").format(label_of(link) or _(link.options)),
	}
	box = {
		"class": "chips multi",
		"data-multi": True,
		"data-field": df.get("fieldname"),
		"data-kind": "multi",
		"data-link": link.fieldname,
		"data-rows": json.dumps(rows, ensure_ascii=False, default=str),
		"data-names": json.dumps({key: name for key, name in names.items() if name}, ensure_ascii=False),
		"aria-required": "true" if required else None,
		"id": id + "-box",
	}
	return tag("div", box, tag("div", {"class": "combo"}, tag("input", search)))


def shown_chips(df: Any, rows: list[Any], titles: Titles) -> Markup:
	"""The chosen records as links, for a reader."""
	link = link_field(df)
	values = [row.get(link.fieldname) for row in rows if link and row.get(link.fieldname)]
	return join(
		[
			tag("a", {"class": "chip", "href": record_url(link.options, v)}, titles.get(link.options, v) or v)
			for v in values
		],
		" ",
	)
