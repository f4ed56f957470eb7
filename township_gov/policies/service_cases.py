"""From receipt to delivery: what must hold at each step of a case.

Sources: 行政许可法 Art. 32 (correction once, deemed acceptance), 34 (two verifiers), 38 (reasons of a refusal);
S20 (visits), S25 (residence). Days are counted by `deadlines`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from township_gov.policies.checks import found, unless
from township_gov.policies.refusal import Refusal
from township_gov.policies.service_items import ANYONE, LICENCE, REGISTERED

NOT_CHECKED, PROVIDED, ON_RECORD, MISSING, DEFECTIVE = (
	"Not Checked",
	"Provided",
	"On Record",
	"Missing",
	"Defective",
)
COMPLETE = frozenset({PROVIDED, ON_RECORD})
FLOATING = "Floating"


@dataclass(frozen=True)
class Material:
	"""One line of the list of materials."""

	name: str
	status: str
	is_required: bool = True
	remark: str = ""

	@property
	def is_wanting(self) -> bool:
		"""Whether the applicant has to bring it (again)."""
		return self.is_required and self.status in (MISSING, DEFECTIVE)


@dataclass(frozen=True)
class Correction:
	"""Where the one correction of a case stands; `due_on` is set for licences only."""

	is_licence: bool
	due_on: date | None = None
	notified_on: date | None = None
	is_deemed_accepted: bool = False


def is_deemed_accepted(correction: Correction, on: date) -> bool:
	"""No notice within five working days: a licence application counts as accepted from its receipt."""
	return bool(
		correction.is_licence
		and correction.notified_on is None
		and correction.due_on
		and on > correction.due_on
	)


def correction_refusals(correction: Correction, materials: Sequence[Material], on: date) -> list[Refusal]:
	"""Why corrections may not be asked today (行政许可法 Art. 32(4))."""
	unchecked = [row.name for row in materials if row.status == NOT_CHECKED]
	return found(
		(
			unless(
				correction.notified_on is None,
				"once (行政许可法 Art. 32)",
				"Corrections were asked on {0}; they may be asked only once. Accept the case, or do not accept it.",
				correction.notified_on,
			),
			unless(
				not correction.is_deemed_accepted and not is_deemed_accepted(correction, on),
				"deemed acceptance (行政许可法 Art. 32)",
				"The last day to ask for corrections was {0}: the case counts as accepted from its receipt. "
				"Accept it and handle it.",
				correction.due_on,
			),
			unless(
				not unchecked,
				"all at once (行政许可法 Art. 32)",
				"The notice names everything that is missing. Check these materials first: {0}.",
				", ".join(unchecked),
			),
			unless(
				unchecked or any(row.is_wanting for row in materials),
				"nothing missing",
				"No required material is missing or defective. Accept the case.",
			),
		)
	)


def correction_lines(materials: Sequence[Material]) -> list[str]:
	"""What the one-time notice asks for, one line each."""
	wanting = (row for row in materials if row.is_wanting)
	return [f"{row.name}: {row.remark}" if row.remark else row.name for row in wanting]


def acceptance_refusals(materials: Sequence[Material]) -> list[Refusal]:
	"""Why the case may not be accepted yet: a required material is wanting or was not looked at."""
	open_ones = [row.name for row in materials if row.is_required and row.status not in COMPLETE]
	return found(
		(
			unless(
				not open_ones,
				"materials (行政许可法 Art. 32)",
				"These required materials are not complete: {0}. "
				"Check them, or ask for corrections within five working days of receipt.",
				", ".join(open_ones),
			),
		)
	)


def eligibility_refusals(condition: str, resident_type: str) -> list[Refusal]:
	"""Whether the item is open to a person of this residence (S25)."""
	is_open = condition in ("", ANYONE) or (
		resident_type == REGISTERED if condition == REGISTERED else resident_type != FLOATING
	)
	return found(
		(
			unless(
				is_open,
				"residence (S25)",
				"This item is for persons registered or living here, as its legal basis says. "
				"Correct the resident type, or show the applicant where to apply.",
			),
		)
	)


def visit_refusals(visits: int, most: int, reason: str) -> list[Refusal]:
	"""A visit beyond what the item promises needs a reason (S20)."""
	return found(
		(
			unless(
				visits <= max(most, 1) or reason.strip(),
				"at most one visit (S20)",
				"This is visit {0}; the item promises at most {1}. "
				"Enter why the applicant had to come again.",
				visits,
				max(most, 1),
			),
		)
	)


def review_refusals(
	item_type: str, verifiers: Sequence[str], decision: str, reason: str, needed: int = 2
) -> list[Refusal]:
	"""Why the case may not go up for decision: verifiers of licence materials, a proposal with its reasons."""
	return found(
		(
			unless(
				item_type != LICENCE or len(set(filter(None, verifiers))) >= needed,
				"verifiers (行政许可法 Art. 34)",
				"Licence materials are verified by {0} different staff. Enter both.",
				needed,
			),
			unless(decision, "decision", "Propose a decision: granted, refused, completed or terminated."),
			unless(
				decision != "Refused" or reason.strip(),
				"reasons (行政许可法 Art. 38)",
				"A refusal states its reasons and basis. Enter them.",
			),
			unless(
				item_type != LICENCE or decision != "Completed",
				"decision (行政许可法 Art. 38)",
				"A licence is granted or refused. Choose one of them.",
			),
		)
	)
