"""Small helpers for lists of dictionaries; v15's `frappe.core.utils`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any


def find(list_of_dict: Iterable[Any], match_function: Callable[[Any], Any]) -> Any:
	"""The first entry the function accepts, None if there is none."""
	return next((entry for entry in list_of_dict if match_function(entry)), None)


def find_all(list_of_dict: Iterable[Any], match_function: Callable[[Any], Any]) -> list:
	"""All entries the function accepts."""
	return [entry for entry in list_of_dict if match_function(entry)]


def ljust_list(_list: Iterable[Any], length: int, fill_word: Any = None) -> list:
	"""A copy of a list, made at least this long."""
	entries = list(_list)
	return entries + [fill_word] * (length - len(entries))


def get_parent_doc(doc: Any) -> Any:
	"""The document that `reference_doctype` and `reference_name` of another name; kept on that one."""
	from frappe_standalone.core.model.document import get_doc

	if not getattr(doc, "parent_doc", None):
		has_reference = doc.reference_doctype and doc.reference_name
		doc.parent_doc = get_doc(doc.reference_doctype, doc.reference_name) if has_reference else None
	return doc.parent_doc
