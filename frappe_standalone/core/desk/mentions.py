"""Who is mentioned in a text of the desk's editor."""

from __future__ import annotations

from html.parser import HTMLParser


class MentionReader(HTMLParser):
	"""Collects `data-id` of every element of the class `mention`; there are no user groups to look into."""

	def __init__(self) -> None:
		super().__init__()
		self.found: list[str] = []

	def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
		values = dict(attrs)
		if "mention" not in (values.get("class") or "").split() or values.get("data-is-group") == "true":
			return
		if values.get("data-id"):
			self.found.append(values["data-id"])


def extract_mentions(txt: str | None) -> list[str]:
	"""The users mentioned in HTML, in the order of the text."""
	reader = MentionReader()
	reader.feed(txt or "")
	reader.close()
	return reader.found
