"""Leave of township staff: how its days are counted, how much of it there is, what forbids it.

Sources: 职工带薪年休假条例 (国务院令第514号) Art. 2-5; 女职工劳动保护特别规定 (国务院令第619号) Art. 7;
国务院关于职工探亲待遇的规定 (国发〔1981〕36号); marriage and bereavement leave (劳薪字〔1980〕29号); S64.
The numbers are settings (`parameters_everyday.py`): provinces give more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from township_gov.policies.refusal import Refusal
from township_gov.policies.spans import Span
from township_gov.policies.working_days import WorkCalendar

ANNUAL, SICK, PERSONAL = "Annual", "Sick", "Personal"
HALF = Decimal("0.5")
# A month of sick leave (Art. 4) is counted as so many calendar days.
SICK_MONTH = 30


@dataclass(frozen=True)
class AnnualRules:
	"""Days of annual leave by years of work: from `years[i]` full years on there are `days[i]` days (Art. 3).

	sick_months: how many months of sick leave in the year take the leave away, by the same steps (Art. 4).
	personal_days: so many days of paid private leave take it away (Art. 4).
	"""

	years: tuple[int, ...] = (1, 10, 20)
	days: tuple[int, ...] = (5, 10, 15)
	sick_months: tuple[int, ...] = (2, 3, 4)
	personal_days: int = 20

	def step(self, service_years: int) -> int | None:
		"""Which step a person stands on; None before the first."""
		reached = [number for number, years in enumerate(self.years) if service_years >= years]
		return reached[-1] if reached else None


@dataclass(frozen=True)
class Taken:
	"""Leave of one person that was granted or is being asked for: kind, days as counted, its span."""

	name: str
	kind: str
	days: Decimal
	span: Span


def full_years(first_day: date | None, on: date) -> int:
	"""Full years of work up to a day; 0 where the first day is not known or lies ahead."""
	if not first_day or first_day > on:
		return 0
	return on.year - first_day.year - ((on.month, on.day) < (first_day.month, first_day.day))


def count_days(span: Span, calendar: WorkCalendar, *, working: bool, half_day: date | None = None) -> Decimal:
	"""Days of leave from the first to the last day, both included.

	working: rest days and holidays inside are not counted (Art. 3 for annual leave). half_day: on this day half
	a day only is taken; it takes nothing off where the day itself does not count.
	"""
	days = [span.first + timedelta(days=number) for number in range((span.end - span.first).days + 1)]
	counted = [day for day in days if not working or calendar.is_workday(day)]
	return Decimal(len(counted)) - (HALF if half_day in counted else 0)


def entitlement(rules: AnnualRules, service_years: int, year: int, taken: Iterable[Taken]) -> int:
	"""Days of annual leave in a year, nought where sick or private leave of that year takes it away (Art. 4)."""
	step = rules.step(service_years)
	if step is None:
		return 0
	of_year = [one for one in taken if one.span.first.year == year]
	sick = sum(one.days for one in of_year if one.kind == SICK)
	personal = sum(one.days for one in of_year if one.kind == PERSONAL)
	if sick > rules.sick_months[step] * SICK_MONTH or personal >= rules.personal_days:
		return 0
	return rules.days[step]


def balance(rules: AnnualRules, first_day: date | None, on: date, taken: Sequence[Taken]) -> Decimal:
	"""Days of annual leave left in the year of `on`, without what was taken or asked for already."""
	used = sum(
		(one.days for one in taken if one.kind == ANNUAL and one.span.first.year == on.year), Decimal(0)
	)
	return max(entitlement(rules, full_years(first_day, on), on.year, taken) - used, Decimal(0))


def date_refusals(span: Span, half_day: date | None) -> tuple[Refusal, ...]:
	"""What is wrong with the dates by themselves."""
	if span.end < span.first:
		return (
			Refusal(
				"leave dates",
				"The last day {0} is before the first day {1}. Correct it.",
				(span.end, span.first),
			),
		)
	if half_day and not span.has(half_day):
		return (
			Refusal(
				"leave dates", "The half day {0} is no day of this leave. Choose one from {1} to {2}.",
				(half_day, span.first, span.end),
			),
		)  # fmt: skip
	return ()


def overlap_refusals(span: Span, taken: Iterable[Taken]) -> tuple[Refusal, ...]:
	"""Nobody is on leave twice on one day."""
	return tuple(
		Refusal(
			"leave overlap",
			"{0} is leave from {1} to {2} already. Choose other days, or cancel that leave first.",
			(one.name, one.span.first, one.span.end),
		)
		for one in taken
		if one.span.overlaps(span)
	)


def amount_refusals(
	kind: str, days: Decimal, limit: Decimal, left: Decimal | None = None
) -> tuple[Refusal, ...]:
	"""Too much, or nothing at all. limit: most days of the kind at once (0 = none); left: balance of annual leave."""
	if days <= 0:
		return (Refusal("leave days", "These are rest days only: no leave is needed. Check the dates.", ()),)
	if left is not None and days > left:
		return (
			Refusal(
				"annual leave (职工带薪年休假条例 Art. 3, 4)",
				"{0} days of annual leave are asked for and {1} are left this year. Shorten it, or choose another kind.",
				(plain(days), plain(left)),
			),
		)
	if limit and days > limit:
		return (
			Refusal(
				"leave limit",
				"{0} days are asked for; this kind of leave has {1} days at most. Shorten it, or choose another kind.",
				(plain(days), plain(limit)),
			),
		)
	return ()


def year_refusals(kind: str, span: Span) -> tuple[Refusal, ...]:
	"""Annual leave is settled by the calendar year (Art. 5): one request does not reach into the next."""
	if kind != ANNUAL or span.first.year == span.end.year:
		return ()
	return (
		Refusal(
			"annual leave (职工带薪年休假条例 Art. 5)",
			"Annual leave is counted by the year. Make one request up to 31 December and another for the next year.",
			(),
		),
	)


def plain(days: Decimal) -> str:
	"""5, 2.5: without a nought behind the point."""
	return f"{days.normalize():f}"
