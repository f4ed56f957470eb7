"""Markup from people: only harmless tags stay."""

from __future__ import annotations

import json
from typing import Any

import nh3

from frappe_standalone.core.text import is_html

PLAIN_TAGS = {"div", "p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u"}
PLAIN_TAGS |= {"table", "thead", "tbody", "td", "tr"}
RICH_TAGS = nh3.ALLOWED_TAGS | {
	"font",
	"section",
	"label",
	"input",
	"button",
	"figure",
	"figcaption",
	"video",
}
COMMON = {"class", "style", "title", "id", "data-id", "data-value", "data-type", "data-mention", "data-list"}
RICH_ATTRIBUTES = {tag: set(names) | COMMON for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
RICH_ATTRIBUTES = {**dict.fromkeys(RICH_TAGS, COMMON), **RICH_ATTRIBUTES}
RICH_ATTRIBUTES["a"] = RICH_ATTRIBUTES["a"] | {"target"}
RICH_ATTRIBUTES["input"] = COMMON | {"type", "checked", "disabled", "value"}
RICH_ATTRIBUTES["font"] = COMMON | {"color", "size", "face"}
STYLES = {
	*("color", "background-color", "font-size", "font-weight", "font-family", "font-style", "line-height"),
	*("text-align", "text-decoration", "text-indent", "vertical-align", "white-space", "list-style-type"),
	*("width", "height", "min-width", "max-width", "margin", "margin-left", "margin-right", "margin-top"),
	*("margin-bottom", "padding", "padding-left", "padding-right", "padding-top", "padding-bottom", "border"),
	*("border-collapse", "border-color", "border-width", "border-style", "border-radius", "display", "float"),
}
SCHEMES = {"http", "https", "mailto", "tel", "data", "cid"}


def sanitize_html(html: Any, linkify: bool = False, always_sanitize: bool = False) -> Any:
	"""Markup without scripts, handlers and foreign frames; text without tags, and JSON, are kept as they are.

	`linkify` is accepted for v15's sake; addresses in the text are not made links.
	"""
	if not isinstance(html, str) or not html:
		return html
	if not always_sanitize and (is_json(html) or not is_html(html)):
		return html
	return nh3.clean(
		html,
		tags=RICH_TAGS,
		clean_content_tags={"script", "style"},
		attributes={tag: set(names) for tag, names in RICH_ATTRIBUTES.items()},
		filter_style_properties=STYLES,
		url_schemes=SCHEMES,
		attribute_filter=harmless_data_url,
		link_rel="noopener noreferrer",
		strip_comments=False,
	)


def harmless_data_url(tag: str, attribute: str, value: str) -> str | None:
	"""`data:` addresses are for pictures only; a vector picture may hold a script."""
	if attribute in ("href", "src") and value.strip().lower().startswith("data:"):
		is_picture = value.strip().lower().startswith("data:image/") and "svg" not in value[:30].lower()
		return value if tag == "img" and is_picture else None
	return value


def clean_html(html: Any) -> Any:
	"""Markup with paragraphs, lists, emphasis and tables only, without attributes."""
	if not isinstance(html, str):
		return html
	return nh3.clean(
		html, tags=PLAIN_TAGS, attributes={}, clean_content_tags={"script", "style"}, link_rel=None
	)


def is_json(text: str) -> bool:
	"""True if the text is JSON."""
	if not text.lstrip().startswith(("{", "[")):
		return False
	try:
		json.loads(text)
	except (ValueError, RecursionError):
		return False
	return True
