"""A rotation proposal checked as one: the organisation as it would stand after all moves.

Sources: S46 (rotation), S04 (ceilings), S32 (certified staff only), 公务员法 Art. 74 (kin).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from township_gov.policies.kinship import Organisation, Place, kin_refusals
from township_gov.policies.refusal import Refusal


@dataclass(frozen=True)
class Move:
	"""One person from one post to another."""

	cadre: str
	from_post: str
	to_post: str


@dataclass(frozen=True)
class Seat:
	"""A post as far as a move cares. certificate: the type its holder must have, "" = none."""

	name: str
	place: Place
	ceiling: int
	certificate: str = ""


@dataclass(frozen=True)
class Staffing:
	"""The organisation on the day the moves take effect, before them.

	holders: post → cadres who hold it. certificates: cadre → types of certificate valid that day.
	"""

	seats: Mapping[str, Seat]
	holders: Mapping[str, frozenset[str]]
	certificates: Mapping[str, frozenset[str]]
	organisation: Organisation

	def name(self, cadre: str) -> str:
		"""The person's name, for messages."""
		return self.organisation.name(cadre)


def move_refusals(moves: Sequence[Move], staffing: Staffing) -> tuple[Refusal, ...]:
	"""Everything that forbids the moves taken together; empty = they may be made."""
	faulty = tuple(_form_refusals(moves, staffing))
	if faulty:
		return faulty
	after = _after(moves, staffing)
	return (
		*_ceiling_refusals(moves, after),
		*_certificate_refusals(moves, staffing),
		*dict.fromkeys(refusal for move in moves for refusal in kin_refusals(move.cadre, after.organisation)),
	)


def _form_refusals(moves: Sequence[Move], staffing: Staffing) -> Iterable[Refusal]:
	for cadre, times in Counter(move.cadre for move in moves).items():
		if times > 1:
			yield Refusal(
				"moves (S46)", "{0} is moved {1} times. Keep one row.", (staffing.name(cadre), times)
			)
	for move in moves:
		names = (staffing.name(move.cadre), staffing.seats[move.from_post].name)
		if move.from_post == move.to_post:
			yield Refusal(
				"moves (S46)", "{0} would stay in {1}. Choose another post, or remove the row.", names
			)
		elif move.cadre not in staffing.holders.get(move.from_post, ()):
			yield Refusal(
				"moves (S46)", "{0} does not hold {1} on that day. Correct the post one comes from.", names
			)


def _after(moves: Sequence[Move], staffing: Staffing) -> Staffing:
	holders = {post: set(people) for post, people in staffing.holders.items()}
	places = {cadre: list(held) for cadre, held in staffing.organisation.places.items()}
	for move in moves:
		holders[move.from_post].discard(move.cadre)
		places[move.cadre] = [place for place in places[move.cadre] if place.post != move.from_post]
	for move in moves:
		holders.setdefault(move.to_post, set()).add(move.cadre)
		places[move.cadre].append(staffing.seats[move.to_post].place)
	return replace(
		staffing,
		holders={post: frozenset(people) for post, people in holders.items()},
		organisation=replace(
			staffing.organisation, places={cadre: tuple(held) for cadre, held in places.items()}
		),
	)


def _ceiling_refusals(moves: Sequence[Move], after: Staffing) -> Iterable[Refusal]:
	for post in dict.fromkeys(move.to_post for move in moves):
		seat, holders = after.seats[post], len(after.holders[post])
		if holders > seat.ceiling:
			yield Refusal(
				"ceiling (S04)",
				"{0} has {1} places and would have {2} holders after the moves. Move somebody out of it, or "
				"choose another post.",
				(seat.name, seat.ceiling, holders),
			)


def _certificate_refusals(moves: Sequence[Move], staffing: Staffing) -> Iterable[Refusal]:
	for move in moves:
		seat = staffing.seats[move.to_post]
		if seat.certificate and seat.certificate not in staffing.certificates.get(move.cadre, ()):
			yield Refusal(
				"certificate (S32)",
				"{0} needs the certificate {1}, and {2} holds no valid one. Choose somebody who does, or "
				"have it obtained first.",
				(seat.name, seat.certificate, staffing.name(move.cadre)),
			)
