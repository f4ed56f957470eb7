"""Text of a rich editor as plain paragraphs: papers are typeset by the rules of the layout, not by the editor."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
	("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table")
)
_SILENT = frozenset(("script", "style", "template"))
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z][^>]*>")
_BLANKS = " \t\r\xa0　"


def paragraphs_of(text: str) -> list[str]:
	"""Paragraphs without mark-up, without the blanks people indent with, none of them empty."""
	plain = _text_of(text) if _TAG.search(text) else text
	return [line.strip(_BLANKS) for line in plain.split("\n") if line.strip(_BLANKS)]


def _text_of(html: str) -> str:
	reader = _Reader()
	reader.feed(html)
	reader.close()
	return "".join(reader.parts)


class _Reader(HTMLParser):
	"""Keeps the words; ends of blocks and <br> become ends of lines, cells are kept apart by a blank."""

	def __init__(self) -> None:
		super().__init__(convert_charrefs=True)
		self.parts: list[str] = []
		self.silent = 0

	def handle_starttag(self, tag: str, attrs: list) -> None:
		self.silent += tag in _SILENT
		if tag == "br" or tag in _BLOCKS:
			self.parts.append("\n")

	def handle_endtag(self, tag: str) -> None:
		self.silent -= tag in _SILENT and self.silent > 0
		if tag in _BLOCKS:
			self.parts.append("\n")
		elif tag in ("td", "th"):
			self.parts.append("　")

	def handle_data(self, data: str) -> None:
		if not self.silent:
			self.parts.append(re.sub(r"\s+", " ", data))
