"""The vocabulary of legal clocks: units, lights, grounds of a pause, and the values a clock is made of.

Sources: 行政许可法 Art. 42, 45 (grounds that stop a clock; extension once); 信息公开条例 Art. 33; 民法典
Art. 201-203.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from township_gov.policies.refusal import RuleError


class Unit(str, Enum):
	"""What a limit is counted in. "Days" without a unit do not exist."""

	WORKING_DAYS = "Working Days"
	CALENDAR_DAYS = "Calendar Days"
	MONTHS = "Months"
	HOURS = "Office Hours"


ROLLING_UNITS = frozenset({Unit.CALENDAR_DAYS, Unit.MONTHS})


class Light(str, Enum):
	"""Green: time enough. Yellow: little left, counted to the day before rolling. Red: past the due day."""

	GREEN = "Green"
	YELLOW = "Yellow"
	RED = "Red"


class PauseGround(str, Enum):
	"""The closed list of grounds that stop a clock; each clock names those that stop it. "Waiting for the
	applicant" is none."""

	HEARING = "Hearing"
	TENDER = "Tender"
	AUCTION = "Auction"
	INSPECTION = "Inspection"
	TESTING = "Testing"
	QUARANTINE = "Quarantine"
	APPRAISAL = "Appraisal"
	EXPERT_REVIEW = "Expert Review"
	THIRD_PARTY_OPINION = "Third-party Opinion"
	OTHER_ORGAN_OPINION = "Opinion of Another Organ"


class BadClock(RuleError):
	"""A limit, a pause or an extension that cannot be."""


class PauseNotAllowed(RuleError):
	"""The ground does not stop this clock."""


class ExtensionNotAllowed(RuleError):
	"""The extension is too long, too late, or lacks its approver or notice."""


@dataclass(frozen=True)
class Clock:
	"""One row of the clock table: which event starts it, how long it runs, what may stop or lengthen it.

	limit, extension_limit and warning are in `unit`; extension_limit 0 = cannot be extended. rolls: the last
	day moves off a rest day (calendar days and months only). version names the state of the rule applied.
	"""

	code: str
	title: str
	start_event: str
	limit: int
	unit: Unit
	basis: str
	extension_limit: int = 0
	warning: int = 1
	rolls: bool = True
	grounds: frozenset[PauseGround] = frozenset()
	version: str = "1"


@dataclass(frozen=True)
class Pause:
	"""From one day to another, both taken out; to_date None = still open."""

	ground: PauseGround
	from_date: date
	to_date: date | None = None

	def as_list(self) -> list:
		"""As plain values for JSON."""
		return [self.ground.value, str(self.from_date), str(self.to_date) if self.to_date else None]


@dataclass(frozen=True)
class Extension:
	"""The one extension: how much (in the clock's unit), who approved it and when, why, and the day the
	party was told."""

	amount: int
	approver: str
	reason: str
	approved_on: date
	noticed_on: date
