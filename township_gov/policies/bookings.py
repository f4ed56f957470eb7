"""Things that one person has at a time: a vehicle is on one trip, half-open periods [from, to)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from township_gov.policies.refusal import Refusal


@dataclass(frozen=True)
class Booking:
	"""Who has a thing, from a moment to another; the end is free for the next."""

	name: str
	begin: datetime
	end: datetime

	def overlaps(self, other: "Booking") -> bool:
		"""True if both have the thing at one moment."""
		return self.begin < other.end and other.begin < self.end


def booking_refusals(wanted: Booking, others: Iterable[Booking], what: str) -> tuple[Refusal, ...]:
	"""The period is none, or `what` is taken in it."""
	if wanted.end <= wanted.begin:
		return (Refusal("period", "The end {0} is not after the start {1}. Correct it.", (wanted.end, wanted.begin)),)  # fmt: skip
	return tuple(
		Refusal(
			"booking",
			"{0} is taken by {1} from {2} to {3}. Choose another one, or another time.",
			(what, other.name, other.begin, other.end),
		)
		for other in others
		if other.overlaps(wanted)
	)


def mileage_refusals(before: int, after: int, last: int) -> tuple[Refusal, ...]:
	"""The odometer goes forward only: `last` is what it showed after the trip before."""
	if before < last:
		return (
			Refusal("mileage", "The odometer showed {0} after the last trip and cannot start at {1}.", (last, before)),
		)  # fmt: skip
	if after <= before:
		return (
			Refusal("mileage", "The odometer shows {0} at the end and {1} at the start. Correct it.", (after, before)),
		)  # fmt: skip
	return ()
