"""Continuous tenure and who is due for rotation.

Source: S46 — heads and deputies with ten years or more in the same post must rotate; other staff with five
years or more should, professional-technical staff exempt from this five-year rule only. Local policy, so
every number is a setting.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from township_gov.policies.deadlines import add_months
from township_gov.policies.establishment import DEPUTY, DIRECTOR
from township_gov.policies.spans import Span, merged

MUST, SHOULD = "Must", "Should"
_LEADING = frozenset({DIRECTOR, DEPUTY})


@dataclass(frozen=True)
class TenureRules:
	"""The settings of S46. warning_months: how long before the day a case is announced, longest first."""

	must_years: int = 10
	should_years: int = 5
	adds_deputy_and_head: bool = False
	gap_days: int = 0
	counts_acting: bool = False
	warning_months: tuple[int, ...] = (12, 6, 3)


@dataclass(frozen=True)
class Service:
	"""One assignment of a cadre to a post. is_technical: the cadre or the post is professional-technical."""

	cadre: str
	post: str
	office: str
	level: str
	span: Span
	kind: str = "Regular"
	is_technical: bool = False


@dataclass(frozen=True)
class RotationDecision:
	"""Why one cadre is due, or will be: since when, by which rule, on which day the years are full.

	warning: how many months ahead it is announced (one of the rules' warning months), 0 once it is due,
	None earlier.
	"""

	cadre: str
	post: str
	level: str
	rule: str
	limit_years: int
	since: date
	due_on: date
	tenure_years: float
	warning: int | None

	@property
	def is_due(self) -> bool:
		"""True once the years are full."""
		return self.warning == 0


def decide(
	services: Iterable[Service], as_of: date, rules: TenureRules, months_ahead: int = 0
) -> tuple[RotationDecision, ...]:
	"""Everybody due on `as_of` or within so many months, "Must" first, then the longest overdue.

	A cadre with several posts is judged in each. Acting service counts only by setting, secondment never in
	the post one is seconded to (公务员法 Art. 72), while the own post goes on.
	"""
	counted = [service for service in services if _counts(service, rules)]
	horizon = add_months(as_of, months_ahead)
	decisions = (
		_decision(service, counted, as_of, rules)
		for service in counted
		if service.span.has(as_of) and _rule_for(service)
	)
	unique = {(found.cadre, found.post): found for found in decisions if found.due_on <= horizon}
	return tuple(sorted(unique.values(), key=lambda found: (found.rule, found.due_on, found.cadre)))


def continuous_since(service: Service, services: Iterable[Service], as_of: date, rules: TenureRules) -> date:
	"""The first day of the unbroken service that holds on `as_of`; `services` may hold other people's."""
	same = [
		each.span
		for each in services
		if each.cadre == service.cadre and _place(each, rules) == _place(service, rules)
	]
	return next(span.first for span in merged(same, rules.gap_days) if span.has(as_of))


def years_between(since: date, until: date) -> float:
	"""Full years and the part of the running one, cut (never rounded up) to two decimals."""
	full = until.year - since.year - (add_months(since, 12 * (until.year - since.year)) > until)
	begun, ends = add_months(since, 12 * full), add_months(since, 12 * (full + 1))
	return full + int((until - begun).days * 100 / (ends - begun).days) / 100


def _counts(service: Service, rules: TenureRules) -> bool:
	return service.kind == "Regular" or (service.kind == "Acting" and rules.counts_acting)


def _rule_for(service: Service) -> str | None:
	if service.level in _LEADING:
		return MUST
	return None if service.is_technical else SHOULD


def _place(service: Service, rules: TenureRules) -> tuple[str, str]:
	"""What "the same post" is: the post itself, or by setting any leading post of the office."""
	if rules.adds_deputy_and_head and service.level in _LEADING:
		return ("office", service.office)
	return ("post", service.post)


def _decision(service: Service, services: list[Service], as_of: date, rules: TenureRules) -> RotationDecision:
	rule = _rule_for(service)
	limit = rules.must_years if rule == MUST else rules.should_years
	since = continuous_since(service, services, as_of, rules)
	due_on = add_months(since, 12 * limit)
	return RotationDecision(
		cadre=service.cadre,
		post=service.post,
		level=service.level,
		rule=rule,
		limit_years=limit,
		since=since,
		due_on=due_on,
		tenure_years=years_between(since, as_of),
		warning=_warning(due_on, as_of, rules),
	)


def _warning(due_on: date, as_of: date, rules: TenureRules) -> int | None:
	if due_on <= as_of:
		return 0
	return min(
		(months for months in rules.warning_months if due_on <= add_months(as_of, months)), default=None
	)
