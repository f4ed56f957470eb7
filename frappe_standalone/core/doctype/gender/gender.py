"""Gender: what people are called; apps link to it."""

from __future__ import annotations

from frappe_standalone.core.model.document import Document


class Gender(Document):
	"""One word, its own name."""
