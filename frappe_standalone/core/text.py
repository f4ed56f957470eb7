"""Small text functions that need no site."""

from __future__ import annotations

import re
from typing import Any

HTML_TAG = re.compile(r"<[^>]+>")
ANY_TAG = re.compile(r"<[^>]*>")
TAG_OR_COMMENT = re.compile(r"(<!--.*?-->|<[^>]*>)")
HTML_ESCAPES = str.maketrans({"&": "&amp;", '"': "&quot;", "'": "&apos;", ">": "&gt;", "<": "&lt;"})


def as_unicode(text: Any, encoding: str = "utf-8") -> str:
	"""Text for any value; None becomes the empty text."""
	if isinstance(text, bytes):
		return str(text, encoding)
	return "" if text is None else str(text)


def cstr(s: Any, encoding: str = "utf-8") -> str:
	"""Text for any value; None becomes the empty text."""
	return as_unicode(s, encoding)


def safe_decode(param: Any, encoding: str = "utf-8", fallback_map: dict | None = None) -> Any:
	"""Decode bytes; what cannot be decoded, or is no bytes, is returned as it is."""
	if not isinstance(param, bytes):
		return param
	try:
		return param.decode(encoding)
	except LookupError:
		return safe_decode(param, (fallback_map or {}).get(encoding, "utf-8"))
	except UnicodeDecodeError:
		return param


def safe_encode(param: Any, encoding: str = "utf-8") -> Any:
	"""Encode text; anything else is returned as it is."""
	return param.encode(encoding) if isinstance(param, str) else param


def scrub(txt: str) -> str:
	"""`Sales Order` becomes `sales_order`."""
	return cstr(txt).replace(" ", "_").replace("-", "_").lower()


def unscrub(txt: str) -> str:
	"""`sales_order` becomes `Sales Order`."""
	return txt.replace("_", " ").replace("-", " ").title()


def strip(val: str | None, chars: str | None = None) -> str:
	"""Strip white space, byte order marks and zero-width spaces."""
	return (val or "").replace("\ufeff", "").replace("\u200b", "").strip(chars)


def is_html(text: Any) -> re.Match | bool | None:
	"""The first tag of the text, nothing without one."""
	if not isinstance(text, str):
		return False
	return HTML_TAG.search(text) if "<" in text else None


def strip_html_tags(text: str) -> str:
	"""The text without tags."""
	return ANY_TAG.sub("", text)


def strip_html(text: str) -> str:
	"""The text without tags and comments."""
	return TAG_OR_COMMENT.sub("", text)


def escape_html(text: Any) -> Any:
	"""Escape a text for HTML; anything else is returned as it is."""
	return text.translate(HTML_ESCAPES) if isinstance(text, str) else text
