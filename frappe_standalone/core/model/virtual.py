"""Virtual fields: they have no column; their value is a property of the controller, or an expression in `options`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.text import escape_html
from frappe_standalone.core.translate import _

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument


def value_of(doc: BaseDocument, df: Any) -> Any:
	"""The value of a virtual field; None if neither the controller nor the field says it."""
	if isinstance(getattr(type(doc), df.fieldname, None), property | cached_property):
		return getattr(doc, df.fieldname)
	if not df.options:
		return None
	from frappe_standalone.core.safe_eval import safe_eval

	try:
		return safe_eval(df.options, {"doc": doc})
	except Exception as error:  # whatever an administrator's expression can raise
		throw(
			_(
				"The expression of the computed field {0} of {1} fails: {2}. Ask your administrator to correct it."
			).format(bold(df.fieldname), bold(_(doc.doctype)), escape_html(str(error)[:140]))
		)


def add_values(doc: BaseDocument, values: dict, convert_dates_to_str: bool = False) -> None:
	"""Add the virtual fields that the user may read to a document's values."""
	for df in doc.meta.virtual_fields:
		if df.fieldname in doc.permitted_fieldnames:
			value = value_of(doc, df)
			is_moment = convert_dates_to_str and hasattr(value, "isoformat")
			values[df.fieldname] = str(value) if is_moment else value


def fill(doc: BaseDocument) -> None:
	"""Put the values of virtual fields beside the others, for whoever draws the document."""
	for part in (doc, *doc.get_all_children()):
		add_values(part, part.__dict__)
