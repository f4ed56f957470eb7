"""The list of a form's keyboard shortcuts, drawn when somebody asks for it."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.desk.rendering import fragment


@frappe.whitelist()
def shortcuts() -> str:
	"""The list as HTML: what works on a form, and what in its tables."""
	groups = [(_("On the form"), on_form()), (_("In a table"), in_table())]
	return fragment("form_keys.html", groups=groups)


def on_form() -> list[tuple[tuple[str, ...], str]]:
	return [
		(("Ctrl+S",), _("Save")),
		(("Ctrl+Enter",), _("Submit, or write one's opinion")),
		(("Ctrl+K",), _("Search everything")),
		(("Alt+N",), _("A new record of this kind")),
		(("Alt+L",), _("Back to the list")),
		(("Alt+P",), _("Print")),
		(("Alt+C",), _("Write a comment")),
		(("Alt+U",), _("Add papers")),
		(("Alt+1", "Alt+9"), _("Tab by number")),
		(("Alt+Enter",), _("Open the record of a link box")),
		(("?",), _("This list")),
	]


def in_table() -> list[tuple[tuple[str, ...], str]]:
	return [
		(("Enter",), _("Next row; at the end a new one")),
		(("Tab",), _("Next cell")),
		(("↑", "↓", "←", "→"), _("Other cells")),
		(("Ctrl+Delete",), _("Remove the row")),
		(("Ctrl+D",), _("Copy the row")),
		(("Alt+↑", "Alt+↓"), _("Move the row up or down")),
		(("Ctrl+V",), _("Paste a block from a spreadsheet")),
	]
