"""Documents kept for reading (`frappe.get_cached_doc`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frappe_standalone.core import cache
from frappe_standalone.core.data import _dict
from frappe_standalone.core.document_cache import document_key
from frappe_standalone.core.errors import DoesNotExistError
from frappe_standalone.core.messages import clear_last_message

if TYPE_CHECKING:
	from frappe_standalone.core.model.document import Document


def get_cached_doc(doctype: str, name: str | None = None) -> Document:
	"""Return a document for reading; a change of it by anybody is seen at the next request.

	Raises:
		DoesNotExistError
	"""
	from frappe_standalone.core.model.document import get_doc

	name = name or doctype
	return cache.get_value(document_key(doctype, name), lambda: get_doc(doctype, name))


def get_cached_value(doctype: str, name: str, fieldname: Any = "name", as_dict: bool = False) -> Any:
	"""Return one value, or several, of a cached document; None if there is no such document."""
	try:
		doc = get_cached_doc(doctype, name)
	except DoesNotExistError:
		clear_last_message()
		return None
	if isinstance(fieldname, str):
		return _dict({fieldname: doc.get(fieldname)}) if as_dict else doc.get(fieldname)
	values = [doc.get(field) for field in fieldname]
	return _dict(zip(fieldname, values, strict=True)) if as_dict else values
