"""Small words that sentences need in the reader's language."""

from collections.abc import Iterable

import frappe


def listed(parts: Iterable[str]) -> str:
	"""Parts joined as the reader's language joins a list."""
	return ("、" if (frappe.local.lang or "").startswith("zh") else ", ").join(parts)
