"""Salutation: what people are addressed with; apps link to it."""

from __future__ import annotations

from frappe_standalone.core.model.document import Document


class Salutation(Document):
	"""One word, its own name."""
