"""Catalogue of every limit and number that a township, county or province may set otherwise.

A `Rule Setting` overrides the default for a period and, if named, for one township (`township_gov.settings`).
Source marks: S17 = an institution in the seed reports; law articles by number. Clocks have their own table
(`clock_table.py`), from which the parameters `<code>.limit`, `<code>.extension`, `<code>.warning` and
`<code>.rolls` follow.
"""

from dataclasses import dataclass
from datetime import date

from township_gov.policies import clock_table
from township_gov.policies.clock_values import ROLLING_UNITS, Clock, Unit
from township_gov.policies.parameter_kinds import BadParameterValue, Parameter, Value, written
from township_gov.policies.parameters_approvals import APPROVALS
from township_gov.policies.parameters_everyday import EVERYDAY
from township_gov.policies.refusal import RuleError

__all__ = [
	"CATALOGUE", "BadParameterValue", "Parameter", "SettingRow", "UnknownParameter", "Value", "parameter",
	"row_in_force", "written",
]  # fmt: skip


class UnknownParameter(RuleError):
	"""No such key in the catalogue."""


_LOCAL = "local policy"

_OWN = (
	Parameter(
		"director_count",
		"Directors per office",
		1,
		"Persons",
		"S04",
		"Exactly this many heads in each office.",
	),
	Parameter("deputy_maximum", "Most deputies per office", 3, "Persons", "S04", "One more is refused."),
	Parameter("deputy_minimum", "Fewest deputies per office", 2, "Persons", "S04", "Fewer give a warning."),
	Parameter(
		"agricultural_ratio_agriculture_led",
		"Agricultural staff, agriculture-led township",
		40,
		"Percent",
		"S05",
	),
	Parameter("agricultural_ratio_other", "Agricultural staff, other townships", 30, "Percent", "S05"),
	Parameter(
		"rotation_must_years",
		"Years after which a head or deputy must rotate",
		10,
		"Years",
		f"S46 ({_LOCAL})",
		"Continuous service in the same post; this many full years or more.",
	),
	Parameter(
		"rotation_should_years",
		"Years after which other cadres should rotate",
		5,
		"Years",
		f"S46 ({_LOCAL})",
		"Professional-technical staff are exempt from this rule only.",
	),
	Parameter(
		"rotation_adds_deputy_and_head",
		"Deputy and head years in one office add up",
		False,
		"Yes/No",
		f"S46 ({_LOCAL})",
		"Yes: the ten years count both posts together. No: each post by itself.",
	),
	Parameter(
		"rotation_gap_days",
		"Gap that does not break continuous service",
		0,
		"Calendar Days",
		_LOCAL,
		"Days between two assignments to the same post, for instance while an order is being issued.",
	),
	Parameter(
		"rotation_counts_acting",
		"Acting service counts as tenure",
		False,
		"Yes/No",
		_LOCAL,
		"Secondment never counts in the post one is seconded to.",
	),
	Parameter(
		"rotation_warning_months",
		"Months ahead to warn of rotation",
		(12, 6, 3),
		"Months, comma-separated",
		_LOCAL,
	),
	Parameter(
		"unmask_roles",
		"Roles that may see full identity, telephone and bank numbers",
		"Window Clerk, Hall Manager, Agency Clerk, Petition Officer, Mediator, Enforcement Officer, "
		"Organisation Officer, Discipline Inspector",
		"Roles, comma-separated",
		"个人信息保护法 Art. 6, 51",
		"Read access to the record is needed besides; each use is recorded with its reason.",
	),
	Parameter(
		"unmask_hourly_limit",
		"Full numbers that one person may have shown in an hour",
		30,
		"Numbers",
		"个人信息保护法 Art. 6, 51",
		"Who needs more at once works with the masked ones, or asks for a higher limit.",
	),
	Parameter(
		"max_representatives",
		"Most representatives of a collective visit",
		5,
		"Persons",
		"信访工作条例 Art. 20",
	),
	Parameter(
		"penalty_officers",
		"Certified officers for penalties and coercion",
		2,
		"Persons",
		"处罚法 Art. 42; 强制法 Art. 18; S32",
	),
	Parameter("licence_verifiers", "Verifiers of licence materials", 2, "Persons", "许可法 Art. 34"),
	Parameter("max_visits", "Visits of an applicant without a reason", 1, "Visits", "S20"),
	Parameter("powers_personnel", "Delegated powers expected: personnel", 8, "Powers", "S28"),
	Parameter("powers_fiscal", "Delegated powers expected: fiscal", 9, "Powers", "S29"),
	Parameter("powers_administrative", "Delegated powers expected: administrative", 53, "Powers", "S30"),
	Parameter("powers_entrusted", "Delegated powers expected: entrusted", 27, "Powers", "S27"),
	Parameter("powers_authorised", "Delegated powers expected: authorised", 26, "Powers", "S27"),
	Parameter(
		"certificate_warning_days", "Days ahead to warn of a certificate's end", 90, "Calendar Days", _LOCAL
	),
)


def _of_clock(clock: Clock) -> tuple[Parameter, ...]:
	"""The parameters that a row of the clock table gives."""
	title, unit = clock.title, clock.unit.value
	found = [
		Parameter(f"{clock.code}.limit", title, clock.limit, unit, clock.basis, least=1),
		Parameter(
			f"{clock.code}.warning",
			f"{title}: yellow light",
			clock.warning,
			unit if clock.unit is not Unit.MONTHS else Unit.CALENDAR_DAYS.value,
			_LOCAL,
			"The light turns yellow when this much or less is left.",
		),
	]
	if clock.extension_limit:
		found.append(
			Parameter(
				f"{clock.code}.extension",
				f"{title}: longest extension",
				clock.extension_limit,
				unit,
				clock.basis,
			)
		)
	if clock.unit in ROLLING_UNITS:
		found.append(
			Parameter(
				f"{clock.code}.rolls",
				f"{title}: last day rolls off a rest day",
				clock.rolls,
				"Yes/No",
				"民法典 Art. 203",
			)
		)
	return tuple(found)


CATALOGUE: dict[str, Parameter] = {
	parameter.key: parameter
	for parameter in (
		*_OWN,
		*EVERYDAY,
		*APPROVALS,
		*(row for clock in clock_table.TABLE.values() for row in _of_clock(clock)),
	)
}


def parameter(key: str) -> Parameter:
	"""The catalogue's entry. Raises `UnknownParameter`."""
	try:
		return CATALOGUE[key]
	except KeyError:
		raise UnknownParameter(
			"rule setting", "There is no setting {0}. Choose a key from the list of limits.", key
		) from None


@dataclass(frozen=True)
class SettingRow:
	"""One stored value of one key, from its first to its last day (None = open), for one township or all."""

	value: str
	valid_from: date | None
	valid_to: date | None
	township: str | None = None

	def is_in_force(self, on: date) -> bool:
		"""Both ends are included (民法典 Art. 1259)."""
		return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


def row_in_force(rows: list[SettingRow], on: date, township: str | None = None) -> SettingRow | None:
	"""The row that rules on a day: a township's own beats the general one, the later `valid_from` beats the
	earlier."""
	fitting = [row for row in rows if row.is_in_force(on) and row.township in (None, "", township)]
	return max(fitting, key=lambda row: (bool(row.township), row.valid_from or date.min), default=None)
