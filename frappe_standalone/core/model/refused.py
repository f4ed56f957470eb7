"""The methods of v15's documents that this platform does not have: each says its full name when it is asked for."""

from __future__ import annotations

from typing import Any, NoReturn

from frappe_standalone.core.unsupported import NotSupported


class Refused:
	"""A method that is not there. A field of the same name is found before it."""

	def __init__(self, owner: str) -> None:
		self.owner = owner
		self.name = ""

	def __set_name__(self, _owner: type, name: str) -> None:
		self.name = f"{self.owner}.{name}"

	def __get__(self, _instance: Any, _owner: type | None = None) -> NoReturn:
		raise NotSupported(self.name)


def refused(owner: str, names: str) -> type:
	"""A class whose attributes `names` (with blanks between them) are refused as `owner.name`."""
	return type("RefusedMembers", (), {name: Refused(owner) for name in names.split()})


RefusedOfDocument = refused(
	"frappe.model.document.Document",
	"""
	copy_attachments_from_amended_from deferred_insert get_document_share_key get_field_name_by_key_name
	get_invalid_links hook in_format_data is_print_hide reset_values_if_no_permlevel_access
	run_notifications set_fetch_from_value show_unique_validation_message throw_length_exceeded_error
	validate_workflow
	""",
)
RefusedOfMeta = refused(
	"frappe.model.meta.Meta",
	"""
	add_custom_fields add_custom_links_and_actions add_doctype_links get_dashboard_data getone
	init_field_caches set_custom_permissions
	""",
)
