"""Sanitising of HTML in the values of a document, so that nobody's text runs in another's browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from frappe_standalone.core import fieldtypes
from frappe_standalone.core.context import flags
from frappe_standalone.core.utils.html import sanitize_html

if TYPE_CHECKING:
	from frappe_standalone.core.model.base_document import BaseDocument

TAG = re.compile(r"<[a-zA-Z/!?]")  # "3 < 5" is no markup


def sanitize_values(part: BaseDocument) -> None:
	"""Clean every text with markup unless its field keeps markup."""
	if flags.in_install:
		return
	values = part.__dict__
	for fieldname in part.meta.get_valid_columns():
		value = values.get(fieldname)
		if not isinstance(value, str) or "<" not in value or not TAG.search(value):
			continue
		df = part.meta.get_field(fieldname)
		if df and keeps_markup(part, df):
			continue
		part.set(fieldname, sanitize_html(value, linkify=bool(df and df.fieldtype == "Text Editor")))


def keeps_markup(part: BaseDocument, df: Any) -> bool:
	"""True for code, e-mail addresses, exempted fields, and what cannot change after submission."""
	if df.ignore_xss_filter or fieldtypes.get(df.fieldtype).keeps_markup:
		return True
	if df.options == "Email" and df.fieldtype in ("Data", "Small Text", "Text"):
		return True
	return part.docstatus.is_cancelled() or (part.docstatus.is_submitted() and not df.allow_on_submit)
