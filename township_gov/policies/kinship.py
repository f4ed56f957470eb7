"""The kin rule: who may not work under, over or beside a relative.

Source: 公务员法 Art. 74 — spouses, direct blood, collateral within three degrees and close affinity may not
serve under one direct superior, nor as superior and subordinate, nor in organisation, personnel,
discipline, audit or finance of an organ that one of them leads.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from township_gov.policies.refusal import Refusal

_RULE = "kin (公务员法 74)"


@dataclass(frozen=True)
class Place:
	"""Where a cadre serves: the office, whether it is the leadership, whether it does personnel, discipline
	or money."""

	post: str
	office: str
	office_name: str = ""
	is_leadership: bool = False
	is_sensitive: bool = False


@dataclass(frozen=True)
class Organisation:
	"""Who serves where, who leads which offices, who is kin to whom, and people's names for messages."""

	places: Mapping[str, tuple[Place, ...]]
	portfolios: Mapping[str, frozenset[str]]
	kin: frozenset[frozenset[str]]
	names: Mapping[str, str]

	def name(self, cadre: str) -> str:
		"""The person's name, for messages."""
		return self.names.get(cadre, cadre)

	def with_places(self, cadre: str, places: tuple[Place, ...]) -> "Organisation":
		"""The same organisation with one cadre serving elsewhere."""
		return replace(self, places={**self.places, cadre: places})


def kin_refusals(cadre: str, organisation: Organisation) -> tuple[Refusal, ...]:
	"""Every conflict between a cadre and a relative, as people would serve; empty = none."""
	relatives = sorted(other for pair in organisation.kin if cadre in pair for other in pair - {cadre})
	return tuple(
		refusal for relative in relatives for refusal in _pair_refusals(cadre, relative, organisation)
	)


def _pair_refusals(one: str, other: str, organisation: Organisation) -> Iterable[Refusal]:
	names = (organisation.name(one), organisation.name(other))
	for office in _shared_offices(one, other, organisation):
		yield Refusal(
			_RULE,
			"{0} and {1} are kin and would both serve in {2}, under one superior or one under the other. "
			"Choose a post elsewhere.",
			(*names, office),
		)
	for leader, follower in ((one, other), (other, one)):
		yield from _leading_refusals(leader, follower, organisation)


def _shared_offices(one: str, other: str, organisation: Organisation) -> list[str]:
	theirs = {place.office for place in organisation.places.get(other, ())}
	shared = {
		place.office: place.office_name
		for place in organisation.places.get(one, ())
		if place.office in theirs
	}
	return [shared[office] or office for office in sorted(shared)]


def _leading_refusals(leader: str, follower: str, organisation: Organisation) -> Iterable[Refusal]:
	led = organisation.portfolios.get(leader, frozenset())
	is_leader = any(place.is_leadership for place in organisation.places.get(leader, ()))
	for place in organisation.places.get(follower, ()):
		values = (organisation.name(leader), organisation.name(follower), place.office_name or place.office)
		if place.office in led:
			yield Refusal(
				_RULE,
				"{0} leads {2}, where {1} would serve, and they are kin. Change the portfolio or the post.",
				values,
			)
		elif is_leader and place.is_sensitive:
			yield Refusal(
				_RULE,
				"{0} belongs to the leadership and is kin to {1}, who may therefore not serve in {2} "
				"(personnel, discipline, audit or finance).",
				values,
			)
