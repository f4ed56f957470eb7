"""Documents whose very title is closed: it leaves the system in no message, and is shown to no one who may not read it."""

from __future__ import annotations

from township_gov import petition_access


def is_closed(doc) -> bool:
	"""Whether a document's title must stay inside: a report about persons, or more time for one (信访工作条例 Art. 30)."""
	return petition_access.concerns_report(doc)


def may_read_title(doc, user: str) -> bool:
	"""Whether a user may read the title on the desk, where he is signed in."""
	return not is_closed(doc) or petition_access.can_see(doc, user)
