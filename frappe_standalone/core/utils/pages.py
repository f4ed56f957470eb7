"""Addresses inside HTML, and small texts of requests."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

from frappe_standalone.core.errors import ValidationError
from frappe_standalone.core.utils.urls import get_url, quoted

_ATTRIBUTE = re.compile(r"""((?:href|src)\s*=\s*['"]?)((?!http)[^'" >]+)(['"]?)""")
_STYLE = re.compile(r"""(:\s?url)(\(['"]?)((?!http)[^)"']+?)(['"]?\))""")
_ABSOLUTE = re.compile(r"""((?:href|src)\s*=\s*['"]?)((?:http)[^'">]+)(['"]?)""")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9À-ɏ/_' ]+")  # v15 knows Latin letters only
_SCHEMES = ("mailto", "data:", "tel:")


def expand_relative_urls(html: str) -> str:
	"""Make the addresses of links, pictures and backgrounds whole, so that they work in a mail."""
	html = _ATTRIBUTE.sub(lambda m: f"{m[1]}{_whole(m[2])}{m[3]}", html)
	# A background is printed only if nothing may override it.
	return _STYLE.sub(lambda m: f"{m[1]}{m[2]}{_whole(m[3])}{m[4]} !important", html)


def _whole(address: str) -> str:
	if address.startswith(_SCHEMES):
		return address
	return f"{get_url().rstrip('/')}{address if address.startswith('/') else f'/{address}'}"


def scrub_urls(html: str) -> str:
	"""v15's other name for `expand_relative_urls`."""
	return expand_relative_urls(html)


def quote_urls(html: str) -> str:
	"""Percent-encode the absolute addresses of links and pictures."""
	return _ABSOLUTE.sub(lambda m: f"{m[1]}{quoted(m[2])}{m[3]}", html)


def url_contains_port(url: str) -> bool:
	"""True for an address such as `http://host:8000`."""
	return url.count(":") > 1


def dict_to_str(args: dict[str, Any], sep: str = "&") -> str:
	"""A dictionary as the query of an address."""
	return sep.join(f"{key}={quote(str(value or ''))}" for key, value in args.items())


def get_string_between(start: str, string: str, end: str) -> str:
	"""The text between two patterns; the text itself where they do not occur."""
	found = re.search(f"{start}(.*){end}", string) if string else None
	return found.group(1) if found else string or ""


def get_name_from_email_string(email_string: str, email_id: str, name: Any) -> str:
	"""The name in `Name <address>`, the address where there is none."""
	return _NOT_IN_NAMES.sub("", email_string.replace(email_id, "")).strip() or email_id


def validate_json_string(string: str) -> None:
	"""Refuse what is no JSON.

	Raises:
		ValidationError
	"""
	try:
		json.loads(string)
	except (TypeError, ValueError):
		raise ValidationError from None
