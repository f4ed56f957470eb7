"""Texts of the list's dialogs. They come with the fields when a dialog is opened, so that no other page carries them."""

from __future__ import annotations

from frappe import _


def dialog_messages() -> dict[str, str]:
	"""Key → translated text, as in `js_messages`."""
	return {**filter_messages(), **choice_messages(), **bulk_messages()}


def page_messages() -> dict[str, str]:
	"""What the list itself says before any dialog."""
	return {
		"remove_saved": _("Delete the filter “{0}”?"),
		"shortcuts": _("Keyboard shortcuts"),
		"key_next": _("Next record"),
		"key_previous": _("Previous record"),
		"key_first": _("First record of the page"),
		"key_last": _("Last record of the page"),
		"key_open": _("Open the record"),
		"key_pick": _("Select the record"),
		"key_search": _("Search in this list"),
		"key_filter": _("Add filter"),
		"key_new": _("New record"),
		"key_unpick": _("Clear selection"),
		"key_find": _("Search records, forms and reports"),
		"move_to": _("Move to"),
		"move_card": _("Move {0}"),
		"move_now": _("Move"),
		"card_moved": _("{0} now stands at {1}"),
	}


def filter_messages() -> dict[str, str]:
	return {
		"field": _("Field"),
		"operator": _("Operator"),
		"value": _("Value"),
		"value_to": _("Up to"),
		"remove_filter": _("Remove this filter"),
		"apply": _("Apply"),
		"apply_save": _("Save"),
		"equals": _("equals"),
		"not_equals": _("differs from"),
		"contains": _("contains"),
		"greater": _("at least"),
		"less": _("at most"),
		"in": _("one of"),
		"span": _("period"),
		"on_day": _("on the day"),
		"since": _("since"),
		"until": _("until"),
		"set": _("is filled"),
		"not_set": _("is empty"),
		"remove_named": _("Remove {0}"),
		"between": _("between"),
		"yes": _("Yes"),
		"no": _("No"),
		"save_filter": _("Save these filters"),
		"filter_name": _("Name of the filter"),
		"for_all": _("For everybody who reads this list"),
		"is_default": _("Open this list with it"),
		"filter_saved": _("The filter is saved"),
		"filter_removed": _("The filter is deleted"),
		"name_first": _("Give the filter a name."),
	}


def choice_messages() -> dict[str, str]:
	return {
		"columns": _("Columns of this list"),
		"columns_hint": _(
			"Tick what the list shows, and move it up or down. The first column always names the record."
		),
		"width": _("Width"),
		"width_auto": _("automatic"),
		"width_narrow": _("narrow"),
		"width_middle": _("middle"),
		"width_wide": _("wide"),
		"move_up": _("Move {0} up"),
		"move_down": _("Move {0} down"),
		"show_column": _("Show {0}"),
		"width_of": _("Width of {0}"),
		"page_length": _("Rows on a page"),
		"sort_first": _("Sorted by"),
		"ascending": _("ascending"),
		"descending": _("descending"),
		"columns_all": _("For everybody, until he chooses himself"),
		"columns_reset": _("As delivered"),
		"export": _("Export"),
		"export_title": _("Export {0}"),
		"export_rows": _("{0} records"),
		"export_capped": _(
			"Only the first {0} records leave in one file. Narrow the list by filters to get the others."
		),
		"export_columns": _("Columns"),
		"export_tables": _("Rows of tables, one line for each"),
		"export_format": _("Format"),
		"xlsx": _("Excel workbook (XLSX)"),
		"csv": _("Text (CSV, opens in WPS and Excel)"),
		"export_note": _("The export is written into the audit trail with its filters and number of rows."),
		"choose_column": _("Choose at least one column."),
	}


def bulk_messages() -> dict[str, str]:
	return {
		"edit_many": _("Change one field of {0} records"),
		"new_value": _("New value"),
		"empty_value": _("Leave it empty to clear the field."),
		"each_saved": _("Each record is saved by its own rules; what cannot be changed is told below."),
		"no_field": _("There is no field here that you may change for several records at once."),
		"assign_many": _("Assign {0} records"),
		"assign_to": _("To whom"),
		"due": _("Until"),
		"remark": _("Remark"),
		"tag_many": _("Tags of {0} records"),
		"tag": _("Tag"),
		"tag_add": _("Add"),
		"tag_remove": _("Take away"),
		"delete_now": _("Delete"),
		"delete_many_ask": _("Delete {0} records? This cannot be undone."),
		"run": _("Go on"),
		"running": _("{0} of {1} …"),
		"result": _("{0} done, {1} not"),
		"all_done": _("{0} done"),
		"why": _("Why not"),
		"close": _("Close"),
		"choose_person": _("Choose a person."),
		"write_tag": _("Write the tag."),
		"only_first": _("Only the first {0} are taken."),
		"record": _("Record"),
	}
