"""Small helpers that build escaped HTML from Python; everything not `Markup` is escaped."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup, escape

VOID = {"input", "br", "hr", "img"}


def tag(name: str, attrs: dict[str, Any] | None = None, *content: Any) -> Markup:
	"""Return `<name attrs>content</name>`; attributes that are None or False are left out, True ones stand bare."""
	parts = [f"<{name}"]
	for key, value in (attrs or {}).items():
		if value is None or value is False:
			continue
		key = key.rstrip("_").replace("_", "-")
		parts.append(f" {key}" if value is True else f' {key}="{escape(value)}"')
	parts.append(">")
	if name not in VOID:
		parts.extend(escape(piece) for piece in content if piece is not None)
		parts.append(f"</{name}>")
	return Markup("".join(parts))


def join(pieces: Any, separator: str = "") -> Markup:
	"""Join pieces, escaping those that are plain text."""
	return Markup(separator).join(escape(piece) for piece in pieces)


def json_script(value: Any) -> Markup:
	"""JSON safe inside `<script type="application/json">`: no `<`, `>` or `&` can close the element."""
	text = json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
	return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def quoted_json(value: Any) -> Markup:
	"""JSON as an attribute's value with its quotes, `data-x={{ value | quoted_json }}`. They are single ones, so that
	the many double quotes of JSON need no escaping."""
	text = json.dumps(value, ensure_ascii=False, default=str, separators=(",", ":"))
	for char, entity in (("&", "&amp;"), ("'", "&#39;"), ("<", "&lt;"), (">", "&gt;")):
		text = text.replace(char, entity)
	return Markup(f"'{text}'")
