"""Establishment (S04, S05), kin (公务员法 74), proposed moves (S46), settings, calendars and statutory days."""

from dataclasses import replace
from datetime import date, time

import pytest

from tests.policies.calendars_2020_2026 import national
from township_gov.policies import establishment as est
from township_gov.policies.kinship import Organisation, Place, kin_refusals
from township_gov.policies.moves import Move, Seat, Staffing, move_refusals
from township_gov.policies.office_templates import TEMPLATES
from township_gov.policies.parameters import (
	CATALOGUE,
	BadParameterValue,
	SettingRow,
	UnknownParameter,
	parameter,
	row_in_force,
	written,
)
from township_gov.policies.spans import Span, merged, peak
from township_gov.policies.statutory_days import qingming, statutory_days
from township_gov.policies.working_days import (
	BadCalendar,
	CalendarYearMissing,
	DayType,
	OfficeHours,
	WorkCalendar,
)


def day(text):
	return date.fromisoformat(text)


def span(first, last=None):
	return Span(day(first), day(last) if last else None)


class TestOffice:
	LIMITS = est.OfficeLimits()

	def said(self, *posts, office_type="Office"):
		lines = [est.PostLine(level, ceiling) for level, ceiling in posts]
		return [(r.text(), r.is_warning) for r in est.office_refusals("DZ", office_type, lines, self.LIMITS)]

	def test_one_director_and_two_or_three_deputies_are_fine(self):
		assert self.said(("Director", 1), ("Deputy", 2), ("General", 9)) == []
		assert self.said(("Director", 1), ("Deputy", 1), ("Deputy", 2)) == []

	def test_a_second_director_is_refused(self):
		((text, is_warning),) = self.said(("Director", 2), ("Deputy", 2))
		assert "DZ would have 2 director places; it has exactly 1" in text and not is_warning

	def test_a_fourth_deputy_is_refused_and_one_alone_warned_about(self):
		assert self.said(("Director", 1), ("Deputy", 4))[0][1] is False
		assert self.said(("Director", 1), ("Deputy", 1))[0] == (
			"DZ has 1 deputy places; 2 to 3 are usual.",
			True,
		)

	def test_the_leadership_and_dispatched_agencies_are_not_counted(self):
		assert self.said(("Director", 2), ("Deputy", 7), office_type="Leadership") == []


class TestCeiling:
	def test_the_place_is_free_once_the_holder_has_left(self):
		held = [span("2020-01-01", "2025-12-31")]
		assert est.ceiling_refusal("Clerk", 1, held, span("2026-01-01")) is None

	def test_one_day_too_early_is_refused_naming_the_day(self):
		refusal = est.ceiling_refusal("Clerk", 1, [span("2020-01-01", "2026-01-01")], span("2026-01-01"))
		assert "Clerk has 1 places and would have 2 holders on 2026-01-01" in refusal.text()

	def test_holders_one_after_another_do_not_add_up(self):
		held = [span("2020-01-01", "2020-12-31"), span("2021-01-01", "2021-12-31")]
		assert est.ceiling_refusal("Clerk", 2, held, span("2020-06-01", "2021-06-01")) is None
		assert peak(held, span("2020-06-01", "2021-06-01"))[0] == 1


@pytest.mark.parametrize(
	("staff", "agricultural", "minimum", "needed", "is_met"),
	[
		(80, 32, 40, 32, True),
		(80, 31, 40, 32, False),
		(81, 32, 40, 33, False),
		(10, 3, 30, 3, True),
		(0, 0, 40, 0, True),
	],
)
def test_the_agricultural_share_is_compared_in_people(staff, agricultural, minimum, needed, is_met):
	share = est.AgriculturalShare(staff, agricultural, minimum)
	assert (share.needed, share.is_met) == (needed, is_met)
	assert (est.share_refusal(share) is None) == is_met


def test_a_subdistrict_is_told_to_ask_the_county():
	share = est.AgriculturalShare(80, 31, 40)
	assert "Ask the county" in est.share_refusal(share, is_dispatched_organ=True).text()
	assert "31 of 80 staff; 32 are needed (40 %)" in est.share_refusal(share).text()


LEADERSHIP = Place("LD-01", "LD", "Leadership", is_leadership=True)
OFFICE = Place("DZ-01", "DZ", "Party Office")
RURAL = Place("NC-01", "NC", "Rural Centre")
MONEY = Place("CW-01", "CW", "Finance Office", is_sensitive=True)
KIN = frozenset({frozenset({"Wu", "Lan"})})


class TestKin:
	def said(self, wu, lan, portfolios=None, kin=KIN):
		organisation = Organisation(
			{"Wu": (wu,), "Lan": (lan,)}, portfolios or {}, kin, {"Wu": "吴", "Lan": "兰"}
		)
		return [refusal.text() for refusal in kin_refusals("Lan", organisation)]

	def test_kin_may_not_serve_in_one_office(self):
		assert (
			"兰 and 吴 are kin and would both serve in Party Office"
			in self.said(OFFICE, replace(OFFICE, post="DZ-02"))[0]
		)

	def test_kin_in_different_offices_are_fine(self):
		assert self.said(OFFICE, RURAL) == []

	def test_a_leader_may_not_lead_the_office_of_kin(self):
		said = self.said(LEADERSHIP, RURAL, portfolios={"Wu": frozenset({"NC"})})
		assert said == [
			"吴 leads Rural Centre, where 兰 would serve, and they are kin. Change the portfolio or the post."
		]

	def test_a_leaders_kin_may_not_work_with_personnel_discipline_or_money(self):
		assert "may therefore not serve in Finance Office" in self.said(LEADERSHIP, MONEY)[0]

	def test_strangers_may_do_all_this(self):
		assert self.said(OFFICE, OFFICE, kin=frozenset()) == []


class TestMoves:
	SEATS = {
		"DZ-01": Seat("Head of Office", OFFICE, 1),
		"NC-01": Seat("Head of Rural Centre", RURAL, 1),
		"ZF-01": Seat("Inspector", Place("ZF-01", "ZF", "Enforcement"), 2, certificate="Enforcement"),
	}

	def said(self, *moves, certificates=None, kin=frozenset()):
		places = {"Wu": (OFFICE,), "Lan": (RURAL,)}
		staffing = Staffing(
			self.SEATS,
			{"DZ-01": frozenset({"Wu"}), "NC-01": frozenset({"Lan"})},
			certificates or {},
			Organisation(places, {}, kin, {"Wu": "吴", "Lan": "兰"}),
		)
		return [refusal.text() for refusal in move_refusals([Move(*move) for move in moves], staffing)]

	def test_two_heads_may_change_places_though_both_posts_are_full(self):
		assert self.said(("Wu", "DZ-01", "NC-01"), ("Lan", "NC-01", "DZ-01")) == []

	def test_moving_into_a_full_post_is_refused(self):
		assert (
			"Head of Rural Centre has 1 places and would have 2 holders"
			in self.said(("Wu", "DZ-01", "NC-01"))[0]
		)

	def test_a_post_that_needs_a_certificate_takes_nobody_without(self):
		move = ("Wu", "DZ-01", "ZF-01")
		assert "Inspector needs the certificate Enforcement, and 吴 holds no valid one" in self.said(move)[0]
		assert self.said(move, certificates={"Wu": frozenset({"Enforcement"})}) == []

	def test_kin_are_looked_at_after_all_moves(self):
		two_in_enforcement = ("Wu", "DZ-01", "ZF-01"), ("Lan", "NC-01", "ZF-01")
		held = {"Wu": frozenset({"Enforcement"}), "Lan": frozenset({"Enforcement"})}
		said = self.said(*two_in_enforcement, certificates=held, kin=KIN)
		assert len(said) == 2 and "would both serve in Enforcement" in said[0]

	@pytest.mark.parametrize(
		("moves", "message"),
		[
			([("Wu", "NC-01", "ZF-01")], "does not hold Head of Rural Centre on that day"),
			([("Wu", "DZ-01", "DZ-01")], "would stay in Head of Office"),
			([("Wu", "DZ-01", "ZF-01"), ("Wu", "DZ-01", "NC-01")], "is moved 2 times"),
		],
	)
	def test_moves_that_do_not_fit_the_assignments_are_refused(self, moves, message):
		assert message in self.said(*moves)[0]


class TestSpans:
	def test_spans_that_touch_become_one(self):
		joined = merged([span("2020-01-01", "2020-12-31"), span("2021-01-01")])
		assert joined == (span("2020-01-01"),)

	def test_a_span_inside_another_does_not_shorten_it(self):
		assert merged([span("2020-01-01", "2022-12-31"), span("2021-01-01", "2021-02-01")]) == (
			span("2020-01-01", "2022-12-31"),
		)


class TestSettings:
	@pytest.mark.parametrize("key", CATALOGUE)
	def test_every_limit_has_title_unit_and_source_and_its_default_is_a_value(self, key):
		entry = CATALOGUE[key]
		assert entry.title and entry.unit and entry.source
		assert entry.parse(written(entry.default)) == entry.default

	def test_limits_of_the_law_are_those_of_the_law(self):
		limits = {
			code: CATALOGUE[f"{code}.limit"].default
			for code in ("X1", "X4", "L1", "L2", "L3", "L5", "A1", "A2")
		}
		assert limits == {"X1": 15, "X4": 60, "L1": 5, "L2": 20, "L3": 45, "L5": 10, "A1": 7, "A2": 1}
		extensions = [CATALOGUE[f"{code}.extension"].default for code in ("X4", "L2", "L3")]
		assert extensions == [30, 10, 15]

	@pytest.mark.parametrize("text", ["-1", "0", "4000"])
	def test_a_number_out_of_range_is_refused_with_the_range(self, text):
		with pytest.raises(BadParameterValue, match="out of range. Enter a number from 1 to 3660"):
			parameter("X1.limit").parse(text)

	@pytest.mark.parametrize(("key", "text"), [("X1.limit", "soon"), ("X1.rolls", "maybe")])
	def test_a_value_of_the_wrong_kind_is_refused_with_an_example(self, key, text):
		with pytest.raises(BadParameterValue, match="is no value for .* Enter one like"):
			parameter(key).parse(text)

	def test_an_unknown_key_is_refused(self):
		with pytest.raises(UnknownParameter, match="There is no setting X9.limit"):
			parameter("X9.limit")

	@pytest.mark.parametrize(
		("on", "township", "value"),
		[
			("2019-12-31", None, None),
			("2020-06-01", None, "15"),
			("2022-06-01", None, "20"),
			("2022-06-01", "T", "12"),
			("2024-01-01", "T", "20"),
		],
	)
	def test_the_row_in_force_is_the_townships_own_then_the_latest(self, on, township, value):
		rows = [
			SettingRow("15", day("2020-01-01"), None),
			SettingRow("20", day("2022-01-01"), None),
			SettingRow("12", day("2021-01-01"), day("2023-12-31"), "T"),
			SettingRow("99", day("2020-01-01"), None, "U"),
		]
		found = row_in_force(rows, day(on), township)
		assert (found.value if found else None) == value


class TestCalendar:
	def test_the_three_day_types_and_plain_workdays(self):
		types = {
			text: national().day_type(day(text)).value
			for text in ("2026-02-14", "2026-02-17", "2026-03-07", "2026-03-09")
		}
		assert types == {
			"2026-02-14": "Make-up Workday",
			"2026-02-17": "Holiday",
			"2026-03-07": "Rest Weekend",
			"2026-03-09": "Workday",
		}

	def test_a_year_has_the_working_days_of_its_arrangement(self):
		counted = national().working_days_between(day("2025-12-31"), day("2026-12-31"))
		assert (
			counted == 248
		)  # 365 days less 104 weekend days, less 19 holidays on weekdays, with 6 make-up days

	def test_past_years_must_be_loaded_and_later_ones_are_provisional(self):
		with pytest.raises(CalendarYearMissing):
			national().day_type(day("2019-05-01"))
		assert national().is_provisional(day("2027-05-01"))

	def test_a_day_cannot_be_holiday_and_make_up_workday(self):
		with pytest.raises(BadCalendar, match="2026-01-04 is entered both"):
			WorkCalendar(frozenset({2026}), 2026, {day("2026-01-04"): ""}, {day("2026-01-04"): ""})

	def test_office_hours_that_overlap_are_refused(self):
		with pytest.raises(BadCalendar, match="sessions in order that do not overlap"):
			OfficeHours(((time(9), time(12)), (time(11), time(18))))

	def test_adding_working_days_skips_what_is_no_work(self):
		assert national().add_working_days(day("2026-09-30"), 1) == day("2026-10-08")
		assert national().day_type(day("2026-10-10")) is DayType.MAKE_UP_WORKDAY


class TestStatutoryDays:
	@pytest.mark.parametrize("year", range(2027, 2037))
	def test_thirteen_days_a_year_unless_two_fall_together(self, year):
		assert len(statutory_days(year)) in (12, 13)

	def test_spring_festival_has_its_eve_and_three_days(self):
		named = [d for d, name in statutory_days(2027).items() if name == "Spring Festival"]
		assert sorted(named) == [day(f"2027-02-0{n}") for n in (5, 6, 7, 8)]

	def test_after_the_table_only_the_solar_days_are_known(self):
		assert len(statutory_days(2040)) == 7

	@pytest.mark.parametrize("year", range(2020, 2027))
	def test_qingming_is_a_holiday_in_every_announced_year(self, year):
		assert national().day_name(qingming(year)) == "Tomb-sweeping Day"


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_office_template_has_an_agricultural_office_and_codes_of_its_own(template):
	offices = TEMPLATES[template]
	assert any(office.is_agricultural for office in offices)
	assert len({office.code for office in offices}) == len(offices)
