"""The texts of the flow designer's page, by their English source. A tab with texts of its own adds them to `SOURCES`."""

from __future__ import annotations

from frappe import _

CONTEXT = "Flow Designer"  # everyday words mean something of their own here

TEXTS = (
	"Check", "Loading…", "Step", "The request failed. Check the connection and try again.",
)  # fmt: skip
SOURCES: list[tuple[str, ...]] = [TEXTS]


def texts() -> dict[str, str]:
	"""Every text of the page in the reader's language."""
	return {text: _(text, context=CONTEXT) for source in SOURCES for text in source}
