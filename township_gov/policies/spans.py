"""Spans of days with both ends included (民法典 Art. 1259): overlaps, merging, and how many hold at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Span:
	"""From a first to a last day, both included; last None = open."""

	first: date
	last: date | None = None

	@property
	def end(self) -> date:
		"""The last day, far away where the span is open."""
		return self.last or date.max

	def has(self, day: date) -> bool:
		"""True if the day lies in the span."""
		return self.first <= day <= self.end

	def overlaps(self, other: "Span") -> bool:
		"""True if the two spans share a day."""
		return self.first <= other.end and other.first <= self.end


def merged(spans: Iterable[Span], gap_days: int = 0) -> tuple[Span, ...]:
	"""The spans joined where they overlap, touch, or leave at most `gap_days` days between them; in order."""
	joined: list[Span] = []
	for span in sorted(spans, key=lambda span: span.first):
		if joined and (span.first - min(joined[-1].end, span.first)).days <= gap_days + 1:
			widest = max(joined[-1], span, key=lambda each: each.end)
			joined[-1] = Span(joined[-1].first, widest.last)
		else:
			joined.append(span)
	return tuple(joined)


def peak(spans: Iterable[Span], within: Span) -> tuple[int, date]:
	"""The most spans that hold on one day of `within`, and the first such day."""
	spans = [span for span in spans if span.overlaps(within)]
	days = {within.first, *(span.first for span in spans if within.has(span.first))}
	counts = [(sum(span.has(day) for span in spans), day) for day in sorted(days)]
	return max(counts, key=lambda found: found[0])


def day_before(day: date) -> date:
	"""The day before, on which an old span ends when a new one begins."""
	return day - timedelta(days=1)
