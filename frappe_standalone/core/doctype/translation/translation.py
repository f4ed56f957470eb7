"""Translation: a text as an administrator wants it in a language."""

from __future__ import annotations

from frappe_standalone.core import translate
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.text import is_html
from frappe_standalone.core.utils.html import sanitize_html


class Translation(Document):
	"""Comes before the files of the apps."""

	def validate(self) -> None:
		if is_html(self.source_text):
			self.source_text = sanitize_html(self.source_text)
		self.translated_text = sanitize_html(self.translated_text)

	def on_update(self) -> None:
		translate.clear_cache()

	def after_delete(self) -> None:
		translate.clear_cache()
