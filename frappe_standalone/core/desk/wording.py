"""Small habits of the reader's language that are not translations of a text."""

from __future__ import annotations

from typing import Any

from frappe import _

from frappe_standalone.core.translate import enumerated

__all__ = ["enumerated", "hint_of", "label_of", "option_text"]


def label_of(df: Any) -> str:
	"""A field's label in the reader's language; the DocType is the context, as in v15, where one word has two meanings."""
	return _(df.get("label"), context=df.get("parent")) if df.get("label") else ""


def hint_of(df: Any) -> str:
	"""A field's description in the reader's language."""
	return _(df.get("description"), context=df.get("parent")) if df.get("description") else ""


def option_text(df: Any, value: Any) -> str:
	"""A Select's stored value as the reader knows it."""
	if value in (None, ""):
		return ""
	text, context = str(value), df.get("parent")
	told = _(text, context=context)
	if told != text or ", " not in text:
		return told
	# several words at once, as MultiSelect keeps them
	return ", ".join(_(word, context=context) for word in text.split(", "))
