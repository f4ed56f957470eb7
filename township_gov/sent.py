"""Lists and objects as a browser sends them: as they are, or as JSON. What is neither is refused in words, on both platforms."""

from __future__ import annotations

from typing import Any

import frappe
from frappe import _

LONGEST = 1000


class NotReadableError(frappe.ValidationError):
	"""An argument that is no list or object of the kind the call needs."""


def read(sent: Any) -> Any:
	"""What a JSON text stands for; other values as they are. Raises NotReadableError."""
	if not isinstance(sent, str):
		return sent
	try:
		return frappe.parse_json(sent) if sent.strip() else None
	except (ValueError, RecursionError):
		_refuse()


def object_of(sent: Any) -> dict[str, Any]:
	"""An object of plain values and lists of them; nothing is an empty one. Raises NotReadableError."""
	found = read(sent) or {}
	if not isinstance(found, dict) or not all(_is_flat(value) for value in found.values()):
		_refuse()
	return dict(found)


def rows_of(sent: Any, kind: type) -> list[Any]:
	"""A list of objects (`dict`) or of lists, each of plain values; nothing is an empty one. Raises NotReadableError."""
	found = _list(sent)
	for row in found:
		values = row.values() if isinstance(row, dict) else row
		if not isinstance(row, kind) or not all(_is_plain(value) for value in values):
			_refuse()
	return found


def texts_of(sent: Any) -> list[str]:
	"""A list of texts, each once; nothing is an empty one. Raises NotReadableError."""
	found = _list(sent)
	if not all(isinstance(one, str) for one in found):
		_refuse()
	return list(dict.fromkeys(found))


def number_of(sent: Any) -> int:
	"""A whole number that came as one or as a text. Raises NotReadableError."""
	try:
		return int(sent or 0)
	except (ValueError, TypeError, OverflowError):
		frappe.throw(_("A number is needed here. Reload the page and try again."), NotReadableError)


def _list(sent: Any) -> list[Any]:
	found = read(sent) or []
	if not isinstance(found, list):
		_refuse()
	if len(found) > LONGEST:
		frappe.throw(_("These are more than {0}. Do it in parts.").format(LONGEST), NotReadableError)
	return found


def _is_flat(value: Any) -> bool:
	return all(_is_plain(one) for one in value) if isinstance(value, list) else _is_plain(value)


def _is_plain(value: Any) -> bool:
	return not isinstance(value, list | dict)


def _refuse() -> None:
	frappe.throw(_("The call did not arrive whole. Reload the page and try again."), NotReadableError)
