"""Standing substitution (代理): for how long, and for which approvals, one person acts for another (rule 5).

Half days as on a leave sheet: a substitution begins in the morning or at noon, and ends at noon or with the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

EVERYTHING, FLOWS, DOCTYPES, TOWNSHIP = (
	"Everything",
	"Chosen Flows",
	"Chosen Document Types",
	"One Township",
)
_NOON = time(12)


@dataclass(frozen=True)
class Term:
	"""From one moment up to another, which is not part of it."""

	begin: datetime
	end: datetime

	@classmethod
	def of(cls, from_date: date, from_noon: bool, to_date: date, to_noon: bool) -> Term:
		"""The term of a leave sheet: its last day belongs to it, up to noon or whole."""
		end = (
			datetime.combine(to_date, _NOON)
			if to_noon
			else datetime.combine(to_date, time()) + timedelta(days=1)
		)
		return cls(datetime.combine(from_date, _NOON if from_noon else time()), end)

	def has(self, moment: datetime) -> bool:
		"""Whether the substitution holds at a moment."""
		return self.begin <= moment < self.end

	def meets(self, other: Term) -> bool:
		"""Whether both hold at some moment."""
		return max(self.begin, other.begin) < min(self.end, other.end)


@dataclass(frozen=True)
class Scope:
	"""Which approvals a substitution covers; `names` are flows, document types or the township, as `kind` says."""

	kind: str = EVERYTHING
	names: frozenset[str] = frozenset()

	def covers(self, flow: str, doctype: str, township: str) -> bool:
		"""Whether a task of this flow, on a document of this type and township, is covered."""
		if self.kind == EVERYTHING:
			return True
		return {FLOWS: flow, DOCTYPES: doctype, TOWNSHIP: township}[self.kind] in self.names

	def meets(self, other: Scope, applies_to: Mapping[str, str]) -> bool:
		"""Whether some task may be covered by both; `applies_to`: flow → the document type it is for."""
		if self.kind == other.kind:
			return self.kind == EVERYTHING or bool(self.names & other.names)
		kinds = {self.kind, other.kind}
		if kinds == {FLOWS, DOCTYPES}:
			flows, types = (self, other) if self.kind == FLOWS else (other, self)
			return bool({applies_to.get(name, "") for name in flows.names} & types.names)
		return True
