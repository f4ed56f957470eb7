"""Text: one line, several lines, code, and rich text."""

from __future__ import annotations

import json
import re
from typing import Any

import nh3
from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget

INPUT_TYPES = {"Email": "email", "Phone": "tel", "URL": "url"}


def as_text(value: Any) -> str:
	if isinstance(value, dict | list):
		return json.dumps(value, ensure_ascii=False, indent=1)
	return "" if value is None else str(value)


@widget("Data", "Read Only", "Phone", "Barcode", "Icon")
def draw_line(control: Control) -> Markup:
	df = control.df
	kind = "tel" if df.get("fieldtype") == "Phone" else INPUT_TYPES.get(df.get("options") or "", "text")
	attrs = {
		"type": kind,
		"value": as_text(control.value),
		"maxlength": df.get("length") or 140,
	}
	return tag("input", {**control.attrs, **attrs, "placeholder": df.get("placeholder")})


@widget("Autocomplete")
def draw_suggestions(control: Control) -> Markup:
	list_id = control.id + "-list"
	options = [
		tag("option", {"value": value}, _(value))
		for value in (control.df.get("options") or "").split("\n")
		if value
	]
	line = tag("input", {**control.attrs, "type": "text", "value": as_text(control.value), "list": list_id})
	return line + tag("datalist", {"id": list_id}, *options)


@widget("Small Text", "Text", "Long Text", wide=False)
def draw_lines(control: Control) -> Markup:
	rows = 1 if control.compact else {"Small Text": 2, "Text": 3}.get(control.df.get("fieldtype"), 6)
	return tag("textarea", {**control.attrs, "rows": rows}, as_text(control.value))


@widget("Code", "JSON", "Markdown Editor", "HTML Editor", wide=True)
def draw_code(control: Control) -> Markup:
	attrs = {**control.attrs, "rows": 8, "spellcheck": "false", "class": "input code"}
	return tag("textarea", attrs, as_text(control.value))


@widget("Text Editor", kind="html", wide=True)
def draw_rich(control: Control) -> Markup:
	"""Rich text is kept as HTML; the clerk types plain paragraphs and values.js turns them back into HTML."""
	attrs = {**control.attrs, "rows": 6, "data-html": as_text(control.value)}
	return tag("textarea", attrs, plain_paragraphs(as_text(control.value)))


def plain_paragraphs(html: str) -> str:
	"""The text of simple HTML, one line for each paragraph."""
	broken = re.sub(r"(?i)<br\s*/?>|</(p|div|li|h\d)>", "\n", html)
	return Markup(nh3.clean(broken, tags=set())).unescape().strip()
