"""The gate in front of every delegated power: may it come into force, and may these officers use it today.

Facts in, refusals out; an empty answer means yes. Sources: S27 (mode, no sub-delegation), S31 (management rule, responsible post),
S32 (certificates), 行政处罚法 Art. 19-21, 24, 42, 行政强制法 Art. 17-18, 行政许可法 Art. 23-24; domain/legal_rules.md, section 5.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from township_gov.policies.checks import found, unless
from township_gov.policies.refusal import Refusal

ENTRUSTED, AUTHORISED, PROVINCIAL_GRANT, OWN = "Entrusted", "Authorised", "Provincial Grant", "Own"
PENALTY, COERCION, INSPECTION = (
	"Administrative Penalty",
	"Administrative Coercion",
	"Administrative Inspection",
)

# Acts that only people with an enforcement certificate may do (S32).
ENFORCEMENT_TYPES = frozenset({PENALTY, COERCION, INSPECTION})
# Acts for which the law wants at least two officers (处罚法 Art. 42, 强制法 Art. 18).
TWO_OFFICER_TYPES = frozenset({PENALTY, COERCION})


@dataclass(frozen=True)
class Power:
	"""A delegated power as far as the gate looks at it; `open_steps` are the readiness steps not yet done."""

	name: str
	power_class: str
	status: str
	mode: str = ""
	power_type: str = ""
	legal_basis: str = ""
	statute: str = ""
	post: str = ""
	management_rule: str = ""
	certificate_type: str = ""
	min_officers: int = 1
	start_date: date | None = None
	end_date: date | None = None
	readiness_steps: int = 0
	open_steps: tuple[str, ...] = ()
	certified_cadres: int = 0
	in_force_on: date | None = None


@dataclass(frozen=True)
class Certificate:
	"""An enforcement certificate: whose, of which type, and for which days."""

	number: str
	cadre: str
	certificate_type: str
	status: str
	issued_on: date
	valid_to: date

	def is_valid(self, on: date) -> bool:
		"""Both ends are included (民法典 Art. 1259)."""
		return self.status == "Valid" and self.issued_on <= on <= self.valid_to


@dataclass(frozen=True)
class Officer:
	"""One officer named in an exercise, with the certificate he showed, and whether he served on that day."""

	cadre: str
	display_name: str
	certificate: Certificate | None = None
	is_serving: bool = True


def officers_needed(power: Power, legal_minimum: int = 2) -> int:
	"""How many officers must act together; `legal_minimum` is the setting for penalties and coercion."""
	by_law = legal_minimum if power.power_type in TWO_OFFICER_TYPES else 1
	return max(by_law, power.min_officers, 1)


def acting_in_name_of(mode: str, county_department: str, township: str) -> str:
	"""Whose name stands on the act: an entrusted power is used in the entruster's name, every other in the township's."""
	return county_department if mode == ENTRUSTED else township


def mode_refusals(power: Power) -> list[Refusal]:
	"""What can never be, whatever the state: checked on every save."""
	return found(_mode_rules(power))


def force_refusals(power: Power, on: date, legal_minimum: int = 2) -> list[Refusal]:
	"""Why a power may not come into force on a day; empty = it may."""
	return found((*_mode_rules(power), *_force_rules(power, on, legal_minimum)))


def use_refusals(power: Power, on: date) -> list[Refusal]:
	"""Why nothing may be done under the power on a day, whoever acts; empty = it is usable."""
	return found((_in_force(power), _since_entry(power, on), _within_term(power, on)))


def exercise_refusals(
	power: Power, officers: Sequence[Officer], on: date, legal_minimum: int = 2
) -> list[Refusal]:
	"""Why these officers may not use the power on a day; empty = they may."""
	return [
		*use_refusals(power, on),
		*found(_certificate_fault(power, officer, on) for officer in officers),
		*found((_named_twice(officers), _enough_officers(power, officers, on, legal_minimum))),
	]


def _mode_rules(power: Power) -> tuple[Refusal | None, ...]:
	is_administrative = power.power_class == "Administrative"
	return (
		unless(
			is_administrative or not power.mode,
			"mode (S27)",
			"Only administrative powers have a mode. Clear the mode of {0}, or correct its class.",
			power.name,
		),
		unless(
			bool(not is_administrative or (power.mode and power.power_type)),
			"mode (S27)",
			"An administrative power needs its mode and its type. Take both from the document that hands it down.",
		),
		unless(
			not (power.mode == ENTRUSTED and power.power_type == COERCION),
			"coercion (行政强制法 Art. 17)",
			"Administrative coercion cannot be entrusted. Leave it with the county department, or name the law that authorises the township.",
		),
		unless(
			not (power.start_date and power.end_date and power.end_date < power.start_date),
			"term (S27)",
			"The end date lies before the start date. Correct the term.",
		),
	)


def _force_rules(power: Power, on: date, legal_minimum: int) -> tuple[Refusal | None, ...]:
	needed = officers_needed(power, legal_minimum)
	needs_statute = power.mode in (AUTHORISED, PROVINCIAL_GRANT)
	needs_certificates = power.certificate_type or power.power_type in ENFORCEMENT_TYPES
	return (
		unless(
			bool(power.legal_basis),
			"basis (S27)",
			"The legal basis is missing. Enter the law or regulation and its article.",
		),
		unless(
			bool(power.statute) or not needs_statute,
			"statute (行政处罚法 Art. 19, 24)",
			"An authorised or granted power needs the statute or the decision of the province that names the township. Enter it, or treat the power as entrusted.",
		),
		_penalty_grant(power),
		unless(
			bool(power.post),
			"post (S31)",
			"No post is responsible. Choose the post that answers for this power.",
		),
		unless(
			bool(power.management_rule),
			"management rule (S31)",
			"The management rule is missing. Enter the rule and its document number.",
		),
		unless(
			bool(power.readiness_steps),
			"readiness (S31)",
			"No readiness step is listed. List what must be ready, and tick each when it is done.",
		),
		unless(
			not power.open_steps,
			"readiness (S31)",
			"Not ready yet: {0}. Finish these steps and tick them.",
			", ".join(power.open_steps),
		),
		unless(
			bool(power.certificate_type) or not needs_certificates,
			"certificate type (S32)",
			"Penalties, coercion and inspections need certified staff. Enter the certificate that the officers must hold.",
		),
		unless(
			not needs_certificates or power.certified_cadres >= needed,
			"certificates (S32)",
			"{0} cadres hold a valid certificate of the type {1}; {2} are needed. Register certificates, or send cadres to the examination.",
			power.certified_cadres,
			power.certificate_type,
			needed,
		),
		unless(
			bool(power.end_date) or power.mode != ENTRUSTED,
			"term (行政处罚法 Art. 20)",
			"A letter of entrustment carries its term. Enter the end date.",
		),
		_within_term(power, on),
	)


def _penalty_grant(power: Power) -> Refusal | None:
	"""A township gets penalties by the decision of the province or by a law (处罚法 Art. 19, 24); a letter of entrustment too
	rests on a law, regulation or rule that allows it (Art. 20)."""
	return unless(
		power.power_type != PENALTY or bool(power.statute) or power.mode in (AUTHORISED, PROVINCIAL_GRANT),
		"penalty (行政处罚法 Art. 24)",
		"A township punishes only where a law or the decision of the province says so. Enter that decision, or correct the mode.",
	)


_STATE_ADVICE: dict[str, str] = {
	"Suspended": "{0} is suspended. Hand the matter to the county department, or have the suspension lifted first.",
	"Recalled": "{0} has been taken back. Hand the matter to the county department.",
	"Expired": "The term of {0} has ended. Hand the matter to the county department, or have the power renewed first.",
}
_NOT_YET = "{0} is not in force yet. Have its entry into force approved first."


def _in_force(power: Power) -> Refusal | None:
	message = _STATE_ADVICE.get(power.status, _NOT_YET)
	return unless(power.status == "In Force", "in force (S27)", message, power.name)


def _since_entry(power: Power, on: date) -> Refusal | None:
	"""What was done before the power came into force is not covered by it."""
	if power.in_force_on and on < power.in_force_on:
		return Refusal(
			"in force (S27)",
			"{0} came into force on {1}; what was done before is the county department's. Correct the day of the act.",
			(power.name, str(power.in_force_on)),
		)
	return None


def _within_term(power: Power, on: date) -> Refusal | None:
	if power.start_date and on < power.start_date:
		return Refusal(
			"term (S27)",
			"{0} begins on {1}. Wait for that day, or correct the start date.",
			(power.name, str(power.start_date)),
		)
	if power.end_date and on > power.end_date:
		return Refusal(
			"term (S27)", "{0} ended on {1}. Renew the power first.", (power.name, str(power.end_date))
		)
	return None


@dataclass(frozen=True)
class _CertificateRule:
	"""One thing a certificate must be, and the words if it is not."""

	holds: Callable[[Power, Officer, Certificate, date], bool]
	message: str


_CERTIFICATE_RULES = (
	_CertificateRule(
		lambda power, officer, shown, on: shown.cadre == officer.cadre,
		"Certificate {1} does not belong to {0}. Choose the officer's own certificate.",
	),
	_CertificateRule(
		lambda power, officer, shown, on: not power.certificate_type
		or shown.certificate_type == power.certificate_type,
		"Certificate {1} of {0} is not of the type this power needs. Send an officer who holds that type.",
	),
	_CertificateRule(
		lambda power, officer, shown, on: shown.valid_to >= on,
		"Certificate {1} of {0} expired on {2}. Renew it, or send another certified officer.",
	),
	_CertificateRule(
		lambda power, officer, shown, on: shown.is_valid(on),
		"Certificate {1} of {0} is not valid on that day (suspended, revoked or not yet issued). Send another certified officer.",
	),
)


def _certificate_fault(power: Power, officer: Officer, on: date) -> Refusal | None:
	if not officer.is_serving:
		return Refusal(
			"officers (S32)",
			"{0} was not in service on that day. Name an officer who is, or correct the record of the cadre.",
			(officer.display_name,),
		)
	shown = officer.certificate
	if shown is None:
		needs_one = power.certificate_type or power.power_type in ENFORCEMENT_TYPES
		return unless(
			not needs_one,
			"certificate (S32)",
			"{0} shows no certificate. Choose the officer's certificate, or send a certified officer.",
			officer.display_name,
		)
	for rule in _CERTIFICATE_RULES:
		if not rule.holds(power, officer, shown, on):
			return Refusal(
				"certificate (S32)", rule.message, (officer.display_name, shown.number, str(shown.valid_to))
			)
	return None


def _named_twice(officers: Sequence[Officer]) -> Refusal | None:
	return unless(
		len({officer.cadre for officer in officers}) == len(officers),
		"officers (行政处罚法 Art. 42)",
		"The same officer is named twice. Name different persons.",
	)


def _enough_officers(
	power: Power, officers: Sequence[Officer], on: date, legal_minimum: int
) -> Refusal | None:
	needed = officers_needed(power, legal_minimum)
	acting = {officer.cadre for officer in officers if _certificate_fault(power, officer, on) is None}
	return unless(
		len(acting) >= needed,
		"officers (行政处罚法 Art. 42)",
		"{0} needs {1} officer(s) who may act; {2} of those named here may. Add a certified officer.",
		power.name,
		needed,
		len(acting),
	)
