"""One thing that is not as it should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

ERROR = "error"  # people lose work or cannot work
WARNING = "warning"  # to be mended, but nobody is stopped
NOTE = "note"  # so on purpose, or harmless: said, not counted


@dataclass(frozen=True)
class Finding:
	"""What was found, and its mend.

	Args:
		check: the check that found it, e.g. `schema`.
		subject: what it is about, the same in every language: tests and the upgrade compare by it.
		text: what is wrong, in the user's language.
		mend: what to do, in the user's language.
		fix: does it, inside the site and without a commit; only for mends that lose nothing.
	"""

	check: str
	severity: str
	subject: str
	text: str
	mend: str
	fix: Callable[[], None] | None = None

	@property
	def key(self) -> tuple[str, str]:
		"""The finding as two runs tell it apart."""
		return self.check, self.subject

	@property
	def counts(self) -> bool:
		"""Whether the site is not well because of it."""
		return self.severity != NOTE
