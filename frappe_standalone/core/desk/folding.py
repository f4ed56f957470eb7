"""Long texts in a table: their beginning, and the whole on a click."""

from __future__ import annotations

from markupsafe import Markup

from frappe import _

from frappe_standalone.core.desk.markup import tag

# What a cell shows of a text before it is opened
LINES, CHARACTERS = 6, 240


def folded(text: str) -> Markup:
	"""A text with its line breaks; one that is long is cut, says how many lines it has, and opens on a click."""
	lines = text.split("\n")
	start = "\n".join(lines[:LINES])[:CHARACTERS]
	if start == text:
		return tag("div", {"class": "value-text"}, text)
	more = _("and so on, {0} in all").format(len(lines)) if len(lines) > 1 else _("the whole text")
	summary = tag(
		"summary",
		None,
		tag("span", {"class": "value-text fold-start"}, start if text[len(start)] == "\n" else start + "…"),
		tag("span", {"class": "fold-more"}, more),
		tag("span", {"class": "fold-less"}, _("Show less")),
	)
	return tag("details", {"class": "fold"}, summary, tag("div", {"class": "value-text"}, text))
