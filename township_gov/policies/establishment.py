"""Establishment: heads, deputies and ceilings of an office, and the agricultural share of a township's staff.

Sources: S04 (exactly one director; a fourth deputy is refused, fewer than two give a warning; ceilings
block), S05 (at least 40 % of organ staff in agricultural offices where agriculture leads, else 30 %),
公务员法 Art. 20, 43.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from township_gov.policies.refusal import Refusal
from township_gov.policies.spans import Span, peak

DIRECTOR, DEPUTY, GENERAL = "Director", "Deputy", "General"

# Offices that S04 speaks of. The leadership itself and dispatched agencies have their own establishment.
COUNTED_OFFICE_TYPES = frozenset({"Office", "Centre", "Station"})


@dataclass(frozen=True)
class OfficeLimits:
	"""How many heads and deputies an office has (settings, S04)."""

	director_count: int = 1
	deputy_maximum: int = 3
	deputy_minimum: int = 2


@dataclass(frozen=True)
class PostLine:
	"""One post of an office as far as S04 cares: its level and how many people it may have."""

	level: str
	ceiling: int


def office_refusals(
	office: str, office_type: str, posts: Iterable[PostLine], limits: OfficeLimits
) -> tuple[Refusal, ...]:
	"""What S04 says about the posts planned for one office; warnings are marked as such."""
	if office_type not in COUNTED_OFFICE_TYPES:
		return ()
	planned = {DIRECTOR: 0, DEPUTY: 0, GENERAL: 0}
	for post in posts:
		planned[post.level] += post.ceiling
	return (
		*_director_refusals(office, planned[DIRECTOR], limits),
		*_deputy_refusals(office, planned[DEPUTY], limits),
	)


def _director_refusals(office: str, planned: int, limits: OfficeLimits) -> Iterable[Refusal]:
	if planned > limits.director_count:
		yield Refusal(
			"director (S04)",
			"{0} would have {1} director places; it has exactly {2}. Lower the ceiling or choose another "
			"level.",
			(office, planned, limits.director_count),
		)
	elif planned < limits.director_count:
		yield Refusal("director (S04)", "{0} has no director post yet. Add one.", (office,), is_warning=True)


def _deputy_refusals(office: str, planned: int, limits: OfficeLimits) -> Iterable[Refusal]:
	if planned > limits.deputy_maximum:
		yield Refusal(
			"deputies (S04)",
			"{0} would have {1} deputy places; at most {2} are allowed. Lower the ceiling or choose another "
			"level.",
			(office, planned, limits.deputy_maximum),
		)
	elif planned < limits.deputy_minimum:
		yield Refusal(
			"deputies (S04)",
			"{0} has {1} deputy places; {2} to {3} are usual.",
			(office, planned, limits.deputy_minimum, limits.deputy_maximum),
			is_warning=True,
		)


def ceiling_refusal(post: str, ceiling: int, held: Iterable[Span], wanted: Span) -> Refusal | None:
	"""Why one more person may not hold the post for the wanted days; `held` are the days others hold it. None = may."""
	holders, day = peak((*held, wanted), wanted)
	if holders <= ceiling:
		return None
	return Refusal(
		"ceiling (S04)",
		"{0} has {1} places and would have {2} holders on {3}. End another assignment first, or raise the "
		"ceiling.",
		(post, ceiling, holders, str(day)),
	)


@dataclass(frozen=True)
class AgriculturalShare:
	"""Staff in agricultural offices against the floor of S05. minimum and ratio are in percent."""

	staff: int
	agricultural: int
	minimum: float

	@property
	def ratio(self) -> float:
		"""Percent of organ staff in agricultural offices; 0 without staff."""
		return round(self.agricultural * 100 / self.staff, 2) if self.staff else 0.0

	@property
	def needed(self) -> int:
		"""The least number of people that meets the floor, for instance 32 of 80 at 40 %."""
		return -int(-self.minimum * self.staff // 100)

	@property
	def is_met(self) -> bool:
		"""True if the floor is met; compared exactly, not by the rounded ratio."""
		return self.agricultural >= self.needed


_REMEDY = "Agricultural offices have {0} of {1} staff; {2} are needed ({3} %). Move posts to an agricultural office."
_REMEDY_OF_DISPATCHED_ORGAN = (
	"Agricultural offices have {0} of {1} staff; {2} are needed ({3} %). "
	"Ask the county, which dispatched this office, to adjust the establishment."
)


def share_refusal(share: AgriculturalShare, is_dispatched_organ: bool = False) -> Refusal | None:
	"""A warning when the floor of S05 is not met; a subdistrict (街道) asks the county that dispatched it."""
	if share.is_met:
		return None
	remedy = _REMEDY_OF_DISPATCHED_ORGAN if is_dispatched_organ else _REMEDY
	values = (share.agricultural, share.staff, share.needed, f"{share.minimum:g}")
	return Refusal("agricultural share (S05)", remedy, values, is_warning=True)
