"""The words of the print designer's browser code, marked here so that they are translated with the rest."""

from __future__ import annotations

from frappe import _


def words() -> dict[str, str]:
	"""Key → translated text; `{0}` stands for the first value."""
	return {
		"fields": _("What is printed", context="print designer"),
		"fields_hint": _(
			"Tick what shall stand on the paper; drag or use the arrows to change the order.",
			context="print designer",
		),
		"wide": _("Across the page", context="print designer"),
		"move_up": _("Move {0} up", context="print designer"),
		"move_down": _("Move {0} down", context="print designer"),
		"layout": _("How it looks", context="print designer"),
		"title": _("Title of the paper", context="print designer"),
		"columns": _("Fields in a row", context="print designer"),
		"columns_of": _("{0} in a row", context="print designer"),
		"letter_head": _("Letter head", context="print designer"),
		"none": _("none", context="print designer"),
		"number": _("Print the number of the record", context="print designer"),
		"signatures": _("Signature lines", context="print designer"),
		"signatures_hint": _("One on each line, for example: handled by.", context="print designer"),
		"footer": _("Words at the end", context="print designer"),
		"font_size": _("Size of letters", context="print designer"),
		"points": _("{0} points", context="print designer"),
		"page": _("Paper", context="print designer"),
		"paper": _("Size of paper", context="print designer"),
		"direction": _("Direction", context="print designer"),
		"portrait": _("upright", context="print designer"),
		"landscape": _("across", context="print designer"),
		"top": _("Margin above (mm)", context="print designer"),
		"right": _("Margin right (mm)", context="print designer"),
		"bottom": _("Margin below (mm)", context="print designer"),
		"left": _("Margin left (mm)", context="print designer"),
		"source": _("For experts: Jinja", context="print designer"),
		"to_source": _("Write it as Jinja from now on", context="print designer"),
		"to_source_ask": _(
			"From now on you write the source yourself; ticks and layout no longer change it. Go on?",
			context="print designer",
		),
		"to_design": _("Back to choosing", context="print designer"),
		"html": _("Jinja", context="print designer"),
		"css": _("CSS", context="print designer"),
		"record": _("Look at it with", context="print designer"),
		"blank": _("an empty record", context="print designer"),
		"format": _("Print format", context="print designer"),
		"new": _("New", context="print designer"),
		"name": _("Name of the format", context="print designer"),
		"default": _("Print by this format from now on", context="print designer"),
		"saved": _("Saved", context="print designer"),
		"program": _("comes with the program", context="print designer"),
		"as_copy": _(
			"This format comes with the program. Type another name to save your own copy.",
			context="print designer",
		),
		"preview": _("Preview of the paper", context="print designer"),
	}
