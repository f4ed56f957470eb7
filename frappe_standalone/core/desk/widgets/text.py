"""Text: one line, several lines, code, and rich text."""

from __future__ import annotations

import json
import re
from typing import Any

import nh3
from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.formatters import barcode_text
from frappe_standalone.core.desk.icons import icon
from frappe_standalone.core.desk.markup import tag
from frappe_standalone.core.desk.widgets.base import Control, widget
from frappe_standalone.core.desk.wording import label_of
from frappe_standalone.core.utils.html import sanitize_html

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
		"type": kind if kind != "text" else None,  # that is what an input is by itself
		"value": barcode_text(control.value)
		if df.get("fieldtype") == "Barcode" and control.value
		else as_text(control.value),
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


@widget("Code", "Markdown Editor", "HTML Editor", wide=True)
def draw_code(control: Control) -> Markup:
	attrs = {
		**control.attrs,
		"rows": 1 if control.compact else 8,
		"spellcheck": "false",
		"class": "input code",
	}
	return tag("textarea", attrs, as_text(control.value))


@widget("JSON", kind="json", wide=True)
def draw_json(control: Control) -> Markup:
	return draw_code(control)


# Groups of buttons: (command, icon or sign, label)
TOOLS = (
	(("bold", "B", "Bold"), ("italic", "I", "Italic"), ("underline", "U", "Underline")),
	(("list", "list", "Bulleted list"), ("numbers", "numbers", "Numbered list")),
	(("link", "link", "Link"), ("table", "table", "Insert a table")),
	(("undo", "undo", "Undo"), ("redo", "redo", "Redo"), ("clear", "clear", "Remove formatting")),
)
IN_TABLE = (
	("add-row", "Row below"),
	("add-column", "Column to the right"),
	("drop-row", "Delete the row"),
	("drop-column", "Delete the column"),
	("drop-table", "Delete the table"),
)
BLOCKS = (("p", "Paragraph"), ("h2", "Heading 1"), ("h3", "Heading 2"), ("h4", "Heading 3"))


@widget("Text Editor", kind="rich", wide=True)
def draw_rich(control: Control) -> Markup:
	"""Rich text, edited where it stands; kept as HTML, which is sent back unchanged while nobody touches it.
	In a table it is a plain box: paragraphs in, paragraphs out."""
	html = as_text(control.value)
	if control.compact:
		attrs = {**control.attrs, "data-kind": "html", "rows": 1, "data-html": html}
		return tag("textarea", attrs, plain_paragraphs(html))
	text = {**control.attrs, "class": "input rich-text", "data-html": html, "readonly": None}
	shown = Markup(sanitize_html(html, always_sanitize=True))
	if control.read_only:
		return tag("div", {**text, "tabindex": "0"}, shown)
	text |= {
		"contenteditable": "true",
		"role": "textbox",
		"aria-multiline": "true",
		"aria-label": label_of(control.df),
	}
	return tag("div", {"class": "rich", "data-rich": True}, draw_tools(), tag("div", text, shown))


def draw_tools() -> Markup:
	"""The bar above the text; static/js/rich_text.js makes it work."""
	options = [tag("option", {"value": name}, _(label)) for name, label in BLOCKS]
	groups = [
		tag("select", {"aria-label": _("Kind of paragraph"), "title": _("Kind of paragraph")}, *options)
	]
	for group in TOOLS:
		buttons = [tool(name, icon(sign) if len(sign) > 1 else sign, _(label)) for name, sign, label in group]
		groups.append(tag("span", {"class": "rich-group"}, *buttons))
	table = [tool(name, _(label), None) for name, label in IN_TABLE]
	groups.append(tag("span", {"class": "rich-group", "data-in-table": True, "hidden": True}, *table))
	return tag("div", {"class": "rich-tools", "role": "toolbar", "aria-label": _("Formatting")}, *groups)


def tool(command: str, sign: Any, label: str | None) -> Markup:
	attrs = {"type": "button", "data-command": command, "aria-label": label, "title": label}
	return tag("button", attrs, sign)


def plain_paragraphs(html: str) -> str:
	"""The text of simple HTML, one line for each paragraph."""
	broken = re.sub(r"(?i)<br\s*/?>|</(p|div|li|h\d)>", "\n", html)
	return Markup(nh3.clean(broken, tags=set())).unescape().strip()
