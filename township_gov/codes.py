"""Codes that become names: one spelling each, because MariaDB compares without case and people type blanks."""

import re
import unicodedata

import frappe
from frappe import _


class InvalidCodeError(frappe.ValidationError):
	"""A code with characters that do not belong into a name."""


def set_code(doc, fieldname: str) -> None:
	"""Normalise the code of a new record: full-width letters folded, blanks dropped, upper case.

	Raises `InvalidCodeError` where anything but letters, digits, "_", "." and "-" is left.
	"""
	code = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(doc.get(fieldname) or ""))).upper()
	if not re.fullmatch(r"[\w.\-]*", code):
		label = _(doc.meta.get_label(fieldname))
		frappe.throw(
			_("{0}: {1} may hold letters, digits, - and . only. Correct it.").format(label, code),
			InvalidCodeError,
		)
	doc.set(fieldname, code)
