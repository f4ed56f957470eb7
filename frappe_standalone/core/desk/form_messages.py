"""Texts that only forms show; they travel in the form's page and join those of js_messages."""

from __future__ import annotations

import frappe
from frappe import _


def form_messages() -> dict[str, str]:
	"""Key → translated text; js/api.js reads them with `t(key, …)`."""
	return {**errors(), **keeping(), **papers(), **making(), **stepping()}


@frappe.whitelist()
def later(part: str) -> dict[str, str]:
	"""Words that are asked for when somebody needs them: of the list of keys, a pasted block, formatted text."""
	return {"keys": keys, "pasting": pasting, "rich": rich}.get(part, dict)()


def errors() -> dict[str, str]:
	return {
		"problems": _("{0} places need your attention. Choose one to go there:"),
		"required_rows": _("{0}: add at least one row"),
		"bad_int": _("“{0}” is no whole number. Write for example 1200."),
		"bad_number": _("“{0}” is no number. Write for example 1234.50."),
		"bad_negative": _("Write a number that is not below 0."),
		"bad_duration": _("“{0}” is no length of time. Write for example 2 h 30 min."),
		"bad_date": _("This date is not complete. Write year, month and day."),
		"bad_time": _("This time is not complete. Write hours and minutes."),
		"bad_json": _("This is no valid JSON. Check brackets, quotes and commas."),
		"bad_email": _("“{0}” is no e-mail address. Write for example name@example.cn."),
		"bad_url": _("“{0}” is no web address. It begins with http:// or https://."),
		"try_again": _("Try again"),
		"take_over": _("Load the newest and put my changes in again"),
		"show_newest": _("Look at the newest in another tab"),
	}


def pasting() -> dict[str, str]:
	"""What is said about a block of cells from a spreadsheet."""
	return {
		"bad_date_text": _("“{0}” is no date. Write for example 2026-03-01."),
		"bad_time_text": _("“{0}” is no time. Write for example 08:30."),
		"bad_check": _("“{0}” is neither yes nor no."),
		"bad_option": _("“{0}” is none of the choices. Choose one of: {1}"),
		"too_long": _("{0} characters are too long; {1} fit."),
		"pasted_cells": _("{0} cells filled"),
		"pasted_wrong": _(
			"{0} cells filled, {1} could not be read: they are marked, mend them before saving"
		),
		"link_unknown": _("“{0}” is not found. Choose from the list."),
		"link_several": _("“{0}” names several records. Choose from the list."),
	}


def keeping() -> dict[str, str]:
	return {
		"leave_form": _(
			"There are changes that are not saved. Leave? They are kept as a draft in this browser."
		),
		"leave_out": _("There are changes that are not saved. They are lost when you sign out. Sign out?"),
		"draft_found": _("What you typed here on {0} and did not save is still there."),
		"restore": _("Put it in again"),
		"discard": _("Discard"),
		"saved_itself": _("Saved by itself"),
		"signed_out": _("You are signed out. Sign in again; what you typed is still here."),
		"password": _("Password"),
		"sign_in": _("Sign in"),
		"later": _("Later"),
		"other_person": _("Another person is signed in in this browser. Sign in as yourself, then save."),
	}


def papers() -> dict[str, str]:
	return {
		"file_too_big": _(
			"{0} is {1}; at most {2} may be uploaded. Make the picture smaller, or split the file."
		),
		"file_empty": _("{0} is empty. Choose another file."),
		"pasted": _("{0} pictures pasted"),
		"pasted_picture": _("Pasted picture"),
		"just_now": _("just now"),
		"remove_named": _("Remove {0}"),
		"no_place": _("This computer does not tell where it is. Write longitude and latitude."),
		"unit_days": _("{0} d"),
		"unit_hours": _("{0} h"),
		"unit_minutes": _("{0} min"),
		"unit_seconds": _("{0} s"),
	}


def making() -> dict[str, str]:
	return {
		"new_record": _("New {0} …"),
		"new_named": _("New {0} “{1}” …"),
		"save": _("Save"),
		"whole_form": _("Open the whole form"),
	}


def stepping() -> dict[str, str]:
	return {
		"place_in_list": _("No. {0} of the list"),
		"no_next": _("This is the last record."),
		"no_previous": _("This is the first record."),
	}


def keys() -> dict[str, str]:
	"""What the list of keys says beside each of them."""
	return {
		"shortcuts": _("Keyboard shortcuts"),
		"keys_form": _("On the form"),
		"keys_table": _("In a table"),
		"keys_text": _("In formatted text"),
		"key_submit": _("Submit, or write one's opinion"),
		"key_previous": _("Previous record"),
		"key_next": _("Next record"),
		"key_new": _("A new record of this kind"),
		"key_list": _("Back to the list"),
		"key_print": _("Print"),
		"key_comment": _("Write a comment"),
		"key_papers": _("Add papers"),
		"key_tab": _("Tab by number"),
		"key_linked": _("Open the record of a link box"),
		"key_find": _("Search everything"),
		"key_row": _("Next row; at the end a new one"),
		"key_cell": _("Next cell"),
		"key_cells": _("Other cells"),
		"key_drop": _("Remove the row"),
		"key_copy": _("Copy the row"),
		"key_move": _("Move the row up or down"),
		"key_paste": _("Paste a block from a spreadsheet"),
		"key_bold": _("Bold"),
		"key_italic": _("Italic"),
		"key_underline": _("Underline"),
		"key_undo": _("Undo"),
		"key_tools": _("To the buttons above the text"),
	}


def rich() -> dict[str, str]:
	"""What the dialogs of formatted text say."""
	return {
		"link": _("Link"),
		"link_address": _("Web address"),
		"link_words": _("Words shown"),
		"link_hint": _("Leave the address empty to take the link away."),
		"table_new": _("Insert a table"),
		"table_rows": _("Number of rows"),
		"table_columns": _("Number of columns"),
		"insert": _("Insert"),
	}
