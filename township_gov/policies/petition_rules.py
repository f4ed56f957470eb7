"""Petitions: which route a matter takes, which clocks run, who may handle it.

Source: 信访工作条例 Art. 20 (representatives), 22-23 (notice), 28 (own interest), 29-31 (three categories, six routes), 34 (60 days, 30 more);
domain/legal_rules.md, section 3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from township_gov.policies.refusal import Refusal

SUGGESTION, REPORT, APPEAL = "Suggestion", "Report", "Appeal"
RESIDUAL_ROUTE = "Petition Procedure"
# The two routes on which the township itself works on the matter; on the others it tells the way and refers.
OWN_ROUTES = frozenset({RESIDUAL_ROUTE, "Request to Perform a Duty"})

NOTICE_CLOCK, CONCLUDE_CLOCK = "X1", "X4"


@dataclass(frozen=True)
class Matter:
	"""A petition as far as the rules look at it."""

	category: str
	legal_route: str = ""
	is_contact_unknown: bool = False
	received_on: date | None = None
	notified_on: date | None = None
	accepted_on: date | None = None
	concluded_on: date | None = None
	people_count: int = 1
	petitioners: int = 0
	representatives: int = 0


@dataclass(frozen=True)
class Person:
	"""A natural person of the township with what ties him to others: his relatives and the offices he works in."""

	cadre: str
	relatives: frozenset[str] = field(default_factory=frozenset)
	offices: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class PersonsReported:
	"""Whom a Report is about."""

	cadres: frozenset[str] = field(default_factory=frozenset)
	offices: frozenset[str] = field(default_factory=frozenset)


def has_notice_clock(matter: Matter) -> bool:
	"""X1 runs from receipt, unless name or address is unknown (Art. 23)."""
	return not matter.is_contact_unknown


def has_conclude_clock(matter: Matter) -> bool:
	"""X4 belongs to appeals on the residual route only (Art. 31(6), 34)."""
	return matter.category == APPEAL and matter.legal_route == RESIDUAL_ROUTE


def running_clock(matter: Matter) -> str:
	"""Which clock gives the light: the conclusion's once accepted, before that the notice's, else none ("")."""
	if matter.concluded_on:
		return ""
	if has_conclude_clock(matter) and matter.accepted_on:
		return CONCLUDE_CLOCK
	if has_notice_clock(matter) and not matter.notified_on:
		return NOTICE_CLOCK
	return ""


def is_handled_here(category: str, legal_route: str) -> bool:
	"""Whether the township works on the matter itself; if not, it tells the petitioner the way and refers it."""
	return category == SUGGESTION or (category == APPEAL and legal_route in OWN_ROUTES)


def registration_refusals(matter: Matter, on: date, most_representatives: int = 5) -> list[Refusal]:
	"""What is wrong with the record; `on` is today."""
	checks = (
		(
			matter.received_on is None or matter.received_on <= on,
			"receipt",
			"The day of receipt lies in the future. Enter the day it came in.",
			(),
		),
		(
			bool(matter.petitioners) or matter.is_contact_unknown,
			"petitioners (Art. 19)",
			"Enter the petitioner, or tick that name or address is unknown.",
			(),
		),
		(
			matter.representatives <= most_representatives,
			"representatives (Art. 20)",
			"A collective visit has at most {0} representatives; {1} are marked. Let them choose.",
			(most_representatives, matter.representatives),
		),
		(
			matter.people_count <= most_representatives
			or matter.representatives > 0
			or matter.is_contact_unknown,
			"representatives (Art. 20)",
			"More than {0} people come together: mark the representatives they chose, at most {0}.",
			(most_representatives,),
		),
		(
			not matter.legal_route or matter.category == APPEAL,
			"route (Art. 31)",
			"Only an appeal has a legal route. Clear the route, or correct the category.",
			(),
		),
	)
	return [Refusal(rule, message, values) for holds, rule, message, values in checks if not holds]


def extension_refusals(matter: Matter, days: int, reason: str, longest: int = 30) -> list[Refusal]:
	"""Why the conclusion may not be put off by `days` calendar days (Art. 34)."""
	checks = (
		(
			has_conclude_clock(matter) and matter.accepted_on is not None,
			"Only an accepted appeal in the petition procedure has the 60 days that can be extended.",
			(),
		),
		(
			0 < days <= longest,
			"All extensions together are 1 to {0} calendar days; {1} were entered.",
			(longest, days),
		),
		(bool(reason.strip()), "Enter the reason of the extension: the petitioner is told it.", ()),
	)
	return [Refusal("extension (Art. 34)", message, values) for holds, message, values in checks if not holds]


def handler_refusals(handler: Person, petitioners: Iterable[str], reported: PersonsReported) -> list[Refusal]:
	"""Why a cadre may not handle the matter: own interest, kin, or the matter is about him or his office (Art. 28, 30).

	`petitioners` are the cadres among the petitioners.
	"""
	interested = frozenset(petitioners)
	checks = (
		(
			handler.cadre not in interested,
			"The handler is himself a petitioner. Choose another handler.",
		),
		(
			not handler.relatives & (interested | reported.cadres),
			"The handler is related to a person concerned. Choose another handler.",
		),
		(
			not is_reported(handler, reported),
			"The report is about the handler or his office. Choose a handler from outside, or refer it to the discipline organ.",
		),
	)
	return [Refusal("own interest (Art. 28, 30)", message) for holds, message in checks if not holds]


def is_reported(person: Person, reported: PersonsReported) -> bool:
	"""Whether a Report is about the person or about an office he works in; such a person never sees it."""
	return person.cadre in reported.cadres or bool(person.offices & reported.offices)


def offices_concerned(reported: PersonsReported, offices_of: dict[str, Sequence[str]]) -> frozenset[str]:
	"""The offices reported, and those in which the reported cadres work (`offices_of`: cadre → offices)."""
	return reported.offices | {office for cadre in reported.cadres for office in offices_of.get(cadre, ())}
