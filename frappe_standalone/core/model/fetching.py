"""What a link brings along, before the document is saved."""

from __future__ import annotations

from typing import Any

from frappe_standalone.core.context import db
from frappe_standalone.core.data import _dict
from frappe_standalone.core.meta import get_meta


def get_fetch_values(doctype: str, fieldname: str, value: Any) -> _dict:
	"""The values that fields of a DocType take over when a link gets a value; None where there is nothing."""
	meta = get_meta(doctype)
	sources = {df.fieldname: df.fetch_from.split(".", 1)[1] for df in meta.get_fields_to_fetch(fieldname)}
	found = None
	if sources and value:
		columns = sorted(set(sources.values()))
		found = db.get_value(meta.get_options(fieldname), value, columns, as_dict=True)
	return _dict({field: (found or {}).get(source) for field, source in sources.items()})
