"""Petitions: which route a matter takes, which clocks run, who may handle it.

Source: 信访工作条例 Art. 20 (representatives), 22-23 (notice), 28 (own interest), 29-31 (three categories, six routes), 34 (60 days, 30 more);
domain/legal_rules.md, section 3.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from township_gov.policies.checks import found, unless
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


def registration_refusals(matter: Matter, on: date, most_representatives: int = 5) -> list[Refusal]:
	"""What is wrong with the record; `on` is today."""
	return found(
		(
			unless(
				matter.received_on is None or matter.received_on <= on,
				"receipt",
				"The day of receipt lies in the future. Enter the day it came in.",
			),
			unless(
				matter.petitioners or matter.is_contact_unknown,
				"petitioners (Art. 19)",
				"Enter the petitioner, or tick that name or address is unknown.",
			),
			unless(
				matter.representatives <= most_representatives,
				"representatives (Art. 20)",
				"A collective visit has at most {0} representatives; {1} are marked. Let them choose.",
				most_representatives,
				matter.representatives,
			),
			unless(
				matter.people_count <= most_representatives
				or matter.representatives
				or matter.is_contact_unknown,
				"representatives (Art. 20)",
				"More than {0} people come together: mark the representatives they chose, at most {0}.",
				most_representatives,
			),
			unless(
				not matter.legal_route or matter.category == APPEAL,
				"route (Art. 31)",
				"Only an appeal has a legal route. Clear the route, or correct the category.",
			),
		)
	)


def notice_refusals(matter: Matter, referred_to: str) -> list[Refusal]:
	"""What the notice to the petitioner still lacks: an appeal's route, and the organ where it is not ours (Art. 23, 31)."""
	is_elsewhere = matter.category == APPEAL and matter.legal_route not in OWN_ROUTES
	return found(
		(
			unless(
				matter.category != APPEAL or matter.legal_route,
				"route (Art. 31)",
				"The notice names the legal route. Choose it first.",
			),
			unless(
				not (is_elsewhere and matter.legal_route) or referred_to.strip(),
				"route (Art. 31)",
				"On this route another organ deals with the matter. Enter the organ the petitioner is referred to.",
			),
		)
	)


def extension_refusals(matter: Matter, days: int, reason: str, longest: int = 30) -> list[Refusal]:
	"""Why the conclusion may not be put off by `days` calendar days (Art. 34)."""
	return found(
		(
			unless(
				has_conclude_clock(matter) and matter.accepted_on,
				"extension (Art. 34)",
				"Only an accepted appeal in the petition procedure has the 60 days that can be extended.",
			),
			unless(
				0 < days <= longest,
				"extension (Art. 34)",
				"All extensions together are 1 to {0} calendar days; {1} were entered.",
				longest,
				days,
			),
			unless(
				reason.strip(),
				"extension (Art. 34)",
				"Enter the reason of the extension: the petitioner is told it.",
			),
		)
	)


def handler_refusals(handler: Person, petitioners: Iterable[str], reported: PersonsReported) -> list[Refusal]:
	"""Why a cadre may not handle the matter: own interest, kin, or the matter is about him or his office
	(Art. 28, 30).

	`petitioners` are the cadres among the petitioners.
	"""
	interested = frozenset(petitioners)
	return found(
		(
			unless(
				handler.cadre not in interested,
				"own interest (Art. 28)",
				"The handler is himself a petitioner. Choose another handler.",
			),
			unless(
				not handler.relatives & (interested | reported.cadres),
				"own interest (Art. 28)",
				"The handler is related to a person concerned. Choose another handler.",
			),
			unless(
				not is_reported(handler, reported),
				"report (Art. 30)",
				"The report is about the handler or his office. "
				"Choose a handler from outside, or refer it to the discipline organ.",
			),
		)
	)


def is_reported(person: Person, reported: PersonsReported) -> bool:
	"""Whether a Report is about the person or about an office he works in; such a person never sees it."""
	return person.cadre in reported.cadres or bool(person.offices & reported.offices)
