"""Arguments of a job as JSON: a backup that is restored must never run what somebody put into it (as pickle would)."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import Any

TYPE = "__type__"


class UnsupportedArgument(TypeError):
	"""An argument that cannot be kept until the job runs."""


def dump(arguments: dict[str, Any]) -> str:
	"""The arguments as text.

	Raises:
		UnsupportedArgument: naming the argument.
	"""
	for name, value in arguments.items():
		try:
			json.dumps(value, default=encode)
		except TypeError as error:
			raise UnsupportedArgument(
				f"The argument {name!r} of a job cannot be kept ({error}). Pass texts, numbers, dates, lists, "
				"dictionaries or documents; let the job read the rest."
			) from error
	return json.dumps(arguments, default=encode, ensure_ascii=False)


def encode(value: Any) -> Any:
	"""What JSON has no form for."""
	if isinstance(value, datetime.datetime):
		return {TYPE: "datetime", "value": value.isoformat()}
	if isinstance(value, datetime.date):
		return {TYPE: "date", "value": value.isoformat()}
	if isinstance(value, datetime.timedelta):
		return {TYPE: "timedelta", "value": value.total_seconds()}
	if isinstance(value, decimal.Decimal):
		return {TYPE: "decimal", "value": str(value)}
	if isinstance(value, set | frozenset | tuple):
		return list(value)
	if hasattr(value, "as_dict") and hasattr(value, "doctype"):
		return {TYPE: "document", "value": value.as_dict()}
	raise TypeError(f"a {type(value).__name__}")


def load(text: str) -> dict[str, Any]:
	"""The arguments from their text."""
	return json.loads(text, object_hook=decode)


def decode(found: dict) -> Any:
	"""A value in its type."""
	kind = found.get(TYPE)
	if kind is None:
		return found
	return DECODERS[kind](found["value"])


def _document(value: dict) -> Any:
	from frappe_standalone.core.model.document import get_doc

	return get_doc(value)


DECODERS = {
	"datetime": datetime.datetime.fromisoformat,
	"date": datetime.date.fromisoformat,
	"timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
	"decimal": decimal.Decimal,
	"document": _document,
}
