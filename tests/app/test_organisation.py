"""The organisation of a township: offices, posts and people with the rules that hold them together (S01 to S07)."""

from __future__ import annotations

from datetime import date, time

import pytest

import frappe

from tests.app import township_maker as make
from township_gov import calendars, legal_clocks, organisation, scope, secret_fields, settings
from township_gov.codes import InvalidCodeError
from township_gov.patches import mend_office_hours
from township_gov.policies.working_days import DayType
from township_gov.township_gov.doctype.cadre.cadre import DuplicateCadreError, KinRowError
from township_gov.township_gov.doctype.government_calendar.government_calendar import InvalidCalendarError
from township_gov.township_gov.doctype.portfolio.portfolio import OfficeLedTwiceError
from township_gov.township_gov.doctype.post.post import EstablishmentError
from township_gov.township_gov.doctype.post_assignment.post_assignment import (
	AssignmentDatesError,
	CeilingError,
	KinError,
	OverlappingAssignmentError,
)
from township_gov.township_gov.doctype.rule_setting.rule_setting import InvalidSettingError
from township_gov.township_gov.doctype.township.township import refresh_staffing, set_up_offices

HOURS_SET = ["9:00:00", "11:30:00", "14:00:00", "17:00:00"]


@pytest.fixture(autouse=True)
def in_march_2026(site, monkeypatch):
	"""A fixed day, and messages in English."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	with make.at(make.TODAY):
		yield


@pytest.fixture
def town(in_march_2026):
	return make.rotation_township()


class TestNames:
	def test_a_township_is_named_by_its_code_and_its_records_begin_with_it(self, town):
		assert town.code == make.CODE
		assert town.party == f"{make.CODE}-DZ"
		assert town.party_head == f"{make.CODE}-DZ-01"
		assert town.wu == f"{make.CODE}-001"

	def test_codes_have_one_spelling(self, town):
		assert make.office(" ww ", "稳定站").endswith("-WW")
		with pytest.raises(InvalidCodeError, match="may hold letters, digits"):
			make.office("W/W", "稳定站")

	def test_assignments_are_counted_for_each_township_and_year(self, town):
		first = frappe.get_all("Post Assignment", {"township": town.code}, pluck="name", order_by="name asc")[
			0
		]
		assert first.startswith(f"PA-{make.CODE}-")
		assert first.endswith("-00001")

	def test_an_office_below_another_stands_in_the_tree(self, town):
		parent = make.office("GG", "公共服务中心", is_group=1)
		child = make.office("GG2", "便民窗口", parent_township_office=parent)
		left, right = frappe.db.get_value("Township Office", parent, ["lft", "rgt"])
		inner = frappe.db.get_value("Township Office", child, "lft")
		assert left < inner < right


class TestPosts:
	def test_an_office_takes_no_second_director(self, town):
		with pytest.raises(EstablishmentError, match="would have 2 director places; it has exactly 1"):
			make.post("DZ-09", "党政办主任乙", town.party, "Director")

	def test_an_office_takes_no_fourth_deputy(self, town):
		make.post("DZ-02", "副主任", town.party, "Deputy", 3)
		with pytest.raises(EstablishmentError, match="would have 4 deputy places; at most 3 are allowed"):
			make.post("DZ-08", "副主任乙", town.party, "Deputy")

	def test_a_ceiling_may_not_sink_below_the_people_in_the_post(self, town):
		clerk = frappe.get_doc("Post", town.party_clerk)
		clerk.ceiling = 1
		with pytest.raises(EstablishmentError, match="1 places and would have 2 holders on 2024-05-01"):
			clerk.save()


class TestAssignments:
	def test_the_head_of_the_office_and_the_post_of_the_cadre_follow(self, town):
		assert frappe.db.get_value("Township Office", town.party, ["head", "head_name"]) == (town.wu, "吴志")
		facts = frappe.db.get_value("Cadre", town.wu, ["current_post", "designation", "department"])
		assert facts == (town.party_head, "党政办主任", town.party)

	def test_they_follow_by_themselves_when_an_assignment_ends(self, town):
		assignment = frappe.get_doc("Post Assignment", {"cadre": town.wu})
		assignment.to_date = "2026-03-31"
		assignment.save()
		assert frappe.db.get_value("Township Office", town.party, "head") == town.wu
		with make.at("2026-04-01"):
			organisation.refresh_all_copies()
		assert not frappe.db.get_value("Township Office", town.party, "head")
		assert not frappe.db.get_value("Cadre", town.wu, "current_post")

	def test_they_follow_when_an_assignment_entered_by_mistake_is_deleted(self, town):
		frappe.get_doc("Post Assignment", {"cadre": town.wu}).delete()
		assert not frappe.db.get_value("Township Office", town.party, "head")
		assert not frappe.db.get_value("Cadre", town.wu, "current_post")

	def test_a_full_post_takes_nobody_more(self, town):
		new = make.cadre("101", "郑新")
		with pytest.raises(
			CeilingError, match="党政办主任 has 1 places and would have 2 holders on 2026-03-02"
		):
			make.assign(new, town.party_head, "2026-03-02")

	def test_a_successor_may_be_entered_from_the_day_after(self, town):
		assignment = frappe.get_doc("Post Assignment", {"cadre": town.wu})
		assignment.to_date = "2026-03-31"
		assignment.save()
		successor = make.cadre("101", "郑新")
		assert make.assign(successor, town.party_head, "2026-04-01").name

	def test_two_regular_posts_at_once_need_a_tick(self, town):
		with pytest.raises(OverlappingAssignmentError, match="already holds 副乡长 on these days"):
			make.assign(town.he, make.post("NC-02", "副主任", town.rural, "Deputy", 2), "2026-03-02")
		assert make.assign(town.he, f"{make.CODE}-NC-02", "2026-03-02", is_concurrent=1).name

	def test_the_main_post_stays_the_current_one(self, town):
		make.assign(
			town.he, make.post("NC-02", "副主任", town.rural, "Deputy", 2), "2026-03-02", is_concurrent=1
		)
		assert frappe.db.get_value("Cadre", town.he, "current_post") == town.secretary_post

	def test_the_last_day_is_not_before_the_first(self, town):
		new = make.cadre("101", "郑新")
		with pytest.raises(AssignmentDatesError, match="“To” may not be earlier than “From”"):
			make.assign(new, town.rural_clerk, "2026-03-02", "2026-03-01")

	def test_a_cadre_of_another_township_is_refused(self, town):
		make.township("990101002")
		stranger = make.cadre("001", "外人", of="990101002")
		with pytest.raises(scope.OtherTownshipError, match="belongs to another township"):
			make.assign(stranger, town.rural_clerk, "2026-03-02")


class TestKin:
	def related(self, one, other):
		record = frappe.get_doc("Cadre", one)
		record.append("kin", {"cadre": other, "relation": "Spouse"})
		record.save()

	def test_kin_may_not_serve_in_one_office_whichever_record_says_so(self, town):
		niece = make.cadre("101", "吴小")
		self.related(niece, town.wu)
		with pytest.raises(KinError, match="are kin and would both serve in 党政办"):
			make.assign(niece, town.party_clerk, "2026-03-02")
		assert make.assign(niece, town.rural_clerk, "2026-03-02").name

	def test_a_leader_may_not_lead_the_office_of_kin(self, town):
		make.insert(
			"Portfolio",
			leader=town.he,
			township=town.code,
			from_date="2022-01-01",
			offices=[{"office": town.rural}],
		)
		niece = make.cadre("101", "何小")
		self.related(niece, town.he)
		with pytest.raises(KinError, match="何远 leads 农村工作指导中心, where 何小 would serve"):
			make.assign(niece, town.rural_clerk, "2026-03-02")

	def test_nobody_is_kin_to_himself(self, town):
		with pytest.raises(KinRowError, match="nobody is kin to himself"):
			self.related(town.wu, town.wu)

	def test_a_leader_is_not_given_the_office_of_a_relative(self, town):
		niece = make.cadre("101", "何小")
		make.assign(niece, town.rural_clerk, "2026-03-02")
		self.related(niece, town.he)
		with pytest.raises(KinError, match="何远 leads 农村工作指导中心, where 何小 would serve"):
			make.insert(
				"Portfolio",
				leader=town.he,
				township=town.code,
				from_date="2026-03-02",
				offices=[{"office": town.rural}],
			)


def test_an_office_is_led_by_one_leader_at_a_time(town):
	facts = {"township": town.code, "offices": [{"office": town.rural}]}
	make.insert("Portfolio", leader=town.he, from_date="2022-01-01", to_date="2025-12-31", **facts)
	make.insert("Portfolio", leader=town.lin, from_date="2026-01-01", **facts)
	with pytest.raises(OfficeLedTwiceError, match="is led by 林清 on these days already"):
		make.insert("Portfolio", leader=town.he, from_date="2026-02-01", **facts)


class TestTownship:
	def test_the_agricultural_share_is_counted_in_people(self, town):
		form = frappe.get_doc("Township", town.code).as_dict()
		record = refresh_staffing(form)
		assert (record.organ_staff, record.agricultural_ratio) == (6, 16.67)

	def test_offices_are_set_up_from_a_template_once(self, site):
		code = make.township(office_template="Two Offices and Two Centres")
		form = frappe.get_doc("Township", code).as_dict()
		set_up_offices(form)
		set_up_offices(form)
		found = frappe.get_all(
			"Township Office", {"township": code}, pluck="office_code", order_by="office_code"
		)
		assert found == ["DQ", "GG", "JJ", "XZ"]


class TestSecretNumbers:
	def test_the_identity_number_tells_birth_and_sex_and_is_shown_masked(self, town):
		name = make.cadre("101", "郑新", id_number=make.id_number(12), cell_number="138 0013 8000")
		stored = frappe.get_doc("Cadre", name)
		assert (stored.date_of_birth, stored.gender) == (date(1980, 1, 1), "Female")
		assert stored.id_number_masked == "331*************" + make.id_number(12)[-2:]
		assert stored.cell_number_masked == "138****8000"
		assert set(stored.id_number) == {"*"}
		assert stored.get_password("id_number") == make.id_number(12)

	def test_the_number_stays_when_the_record_is_saved_again(self, town):
		name = make.cadre("101", "郑新", id_number=make.id_number(12))
		record = frappe.get_doc("Cadre", name)
		record.update({"status": "Inactive", "id_number_masked": "forged", "id_number_hash": "forged"})
		record.save()
		again = frappe.get_doc("Cadre", name)
		assert again.get_password("id_number") == make.id_number(12)
		assert again.id_number_masked.startswith("331***")
		assert len(again.id_number_hash) == 64

	def test_a_mistyped_number_is_refused(self, town):
		wrong = make.id_number(12)[:-1] + ("0" if make.id_number(12)[-1] != "0" else "1")
		with pytest.raises(secret_fields.InvalidSecretError, match="one digit is mistyped"):
			make.cadre("101", "郑新", id_number=wrong)

	def test_one_person_is_one_cadre(self, town):
		make.cadre("101", "郑新", id_number=make.id_number(12))
		with pytest.raises(DuplicateCadreError, match="belongs to 郑新"):
			make.cadre("102", "郑心", id_number=make.id_number(12))

	def test_one_person_has_one_account_in_all_townships(self, town):
		"""Two accounts of one person would be two votes, and a way around duties apart."""
		make.township("331199009", township_name="邻溪乡")
		first = make.user("zheng", "Agency Clerk")
		second = make.user("zheng2", "Agency Clerk", of="331199009")
		old = make.cadre("101", "郑新", id_number=make.id_number(12), user_id=first)
		new = make.cadre("201", "郑新", of="331199009", id_number=make.id_number(12))
		record = frappe.get_doc("Cadre", new)
		record.user_id = second
		with pytest.raises(DuplicateCadreError, match=f"an account already, on the record {old}"):
			record.save()
		frappe.db.set_value("Cadre", old, "user_id", None)
		record.reload()
		record.user_id = second
		record.save()

	def test_the_same_person_is_found_by_the_number_however_it_is_typed(self, town):
		name = make.cadre("101", "郑新", cell_number="13800138000")
		assert secret_fields.find_by_hash("Cadre", "cell_number", "+86 138-0013-8000") == [name]
		assert secret_fields.find_by_hash("Cadre", "cell_number", "no number") == []

	def test_unmasking_needs_a_role_and_a_reason_and_is_recorded(self, town):
		name = make.cadre("101", "郑新", cell_number="13800138000")
		reader, officer = make.user("reader", "Auditor"), make.user("officer", "Organisation Officer")
		frappe.set_user(reader)
		with pytest.raises(secret_fields.UnmaskRefusedError, match="You may see this number only masked"):
			secret_fields.unmask("Cadre", name, "cell_number", "curious")
		frappe.set_user(officer)
		with pytest.raises(secret_fields.UnmaskRefusedError, match="Say for what work"):
			secret_fields.unmask("Cadre", name, "cell_number", " ")
		assert secret_fields.unmask("Cadre", name, "cell_number", "call about the rotation") == "13800138000"
		note = frappe.get_all(
			"Comment",
			{"reference_doctype": "Cadre", "reference_name": name, "comment_type": "Info"},
			["content", "owner"],
		)[0]
		assert "call about the rotation" in note.content and note.owner == officer
		assert "13800138000" not in note.content

	def test_nobody_copies_the_register_number_by_number(self, town):
		make.insert("Rule Setting", setting_key="unmask_hourly_limit", value="3", valid_from="2000-01-02")
		name = make.cadre("101", "郑新", cell_number="13800138000")
		officer, other = (
			make.user("officer", "Organisation Officer"),
			make.user("second", "Organisation Officer"),
		)
		frappe.set_user(officer)
		for _each in range(3):
			assert secret_fields.unmask("Cadre", name, "cell_number", "call about the rotation")
		with pytest.raises(secret_fields.TooManyShownError, match="3 full numbers"):
			secret_fields.unmask("Cadre", name, "cell_number", "call about the rotation")
		assert secret_fields.TooManyShownError.http_status_code == 429
		frappe.set_user(other)
		assert secret_fields.unmask("Cadre", name, "cell_number", "call about the rotation")

	def test_only_secret_fields_can_be_unmasked(self, town):
		with pytest.raises(secret_fields.UnmaskRefusedError, match="is no secret field"):
			secret_fields.unmask("Cadre", town.wu, "employee_name", "some reason")


class TestSettings:
	def test_a_limit_is_the_catalogues_until_a_row_says_otherwise(self, town):
		assert settings.get("rotation_must_years") == 10
		make.insert("Rule Setting", setting_key="rotation_must_years", value="12", valid_from="2026-01-01")
		assert settings.get("rotation_must_years", on="2025-12-31") == 10
		assert settings.get("rotation_must_years") == 12

	def test_a_townships_own_row_beats_the_general_one(self, town):
		make.insert(
			"Rule Setting", setting_key="X4.limit", value="45", valid_from="2026-01-01", township=town.code
		)
		assert settings.get("X4.limit", township=town.code) == 45
		assert settings.get("X4.limit") == 60

	@pytest.mark.parametrize(("key", "value"), [("no.such.key", "1"), ("X4.limit", "sixty")])
	def test_a_wrong_key_or_value_is_refused(self, site, key, value):
		with pytest.raises(InvalidSettingError):
			make.insert("Rule Setting", setting_key=key, value=value)

	def test_every_limit_is_shipped_as_a_row_that_may_be_edited(self, site):
		assert frappe.db.get_value("Rule Setting", "ALL-X4.limit-2000-01-01", "value") == "60"


class TestCalendars:
	def test_the_announced_years_from_2020_on_are_there(self, site):
		for year in range(2020, 2027):
			assert frappe.db.exists("Government Calendar", f"CN-{year}")
		year = frappe.get_doc("Government Calendar", "CN-2026")
		assert (year.total_make_up_workdays, year.total_holidays) == (6, 117)

	def test_the_spring_festival_of_2026(self, site):
		calendar = calendars.calendar_for(None)
		assert calendar.day_type(date(2026, 2, 14)) is DayType.MAKE_UP_WORKDAY
		assert calendar.day_type(date(2026, 2, 17)) is DayType.HOLIDAY

	def test_a_townships_own_calendar_stands_in_for_the_national_one(self, town):
		own = frappe.copy_doc(frappe.get_doc("Government Calendar", "CN-2026"))
		own.township = town.code
		own.append("holidays", {"holiday_date": "2026-04-20", "day_type": "Holiday", "description": "三月三"})
		own.insert()
		assert not calendars.calendar_for(town.code).is_workday(date(2026, 4, 20))
		assert calendars.calendar_for(None).is_workday(date(2026, 4, 20))

	def test_office_hours_are_those_shipped_until_somebody_sets_them(self, site):
		shipped = ((time(8, 30), time(12)), (time(13, 30), time(18)))
		assert calendars.calendar_for(None).office_hours.sessions == shipped
		year = frappe.get_doc("Government Calendar", "CN-2026")
		year.morning_from = "09:00:00"
		year.save()
		assert calendars.calendar_for(None).office_hours.sessions[0] == (time(9), time(12))

	def test_a_patch_mends_the_hours_of_earlier_versions_and_leaves_those_that_somebody_set(self, site):
		for name, hours in (("CN-2025", ["14:32:40.1", "14:32:40.2"] * 2), ("CN-2026", HOURS_SET)):
			frappe.db.set_value(
				"Government Calendar", name, dict(zip(mend_office_hours.EDGES, hours, strict=True))
			)
		mend_office_hours.execute()
		found = [
			[str(edge) for edge in frappe.db.get_value("Government Calendar", name, mend_office_hours.EDGES)]
			for name in ("CN-2025", "CN-2026")
		]
		assert found == [["8:30:00", "12:00:00", "13:30:00", "18:00:00"], HOURS_SET]

	def test_a_make_up_workday_on_a_weekday_is_refused(self, site):
		year = frappe.get_doc("Government Calendar", "CN-2026")
		year.append("holidays", {"holiday_date": "2026-03-10", "day_type": "Make-up Workday"})
		with pytest.raises(InvalidCalendarError, match="is a weekday and needs no make-up"):
			year.save()

	def test_a_year_the_library_does_not_know_says_what_to_do(self, site):
		record = make.insert("Government Calendar", year=2031, is_announced=0)
		with pytest.raises(
			calendars.CalendarNotAnnouncedError, match="Update the library, or enter the days"
		):
			calendars.load_national_calendar(record.as_dict())

	def test_due_dates_of_next_year_are_provisional_until_it_is_announced(self, town):
		with make.at("2026-12-21"):
			assert legal_clocks.compute("L2", "2026-12-21", town.code).is_provisional

	def test_a_past_year_without_calendar_is_an_error(self, town):
		with pytest.raises(legal_clocks.ClockRefusedError, match="calendar of 2019 is not loaded"):
			legal_clocks.compute("L2", "2019-12-02", town.code)

	def test_a_clock_follows_the_settings_of_the_day_it_started(self, town):
		make.insert(
			"Rule Setting", setting_key="L1.limit", value="3", valid_from="2026-03-01", township=town.code
		)
		assert legal_clocks.compute("L1", "2026-02-27", town.code).due == date(2026, 3, 5)
		assert legal_clocks.compute("L1", "2026-03-02", town.code).due == date(2026, 3, 5)


class TestScope:
	def test_people_see_the_records_of_their_own_township(self, town):
		make.township("990101002")
		make.cadre("001", "外人", of="990101002")
		frappe.set_user(make.user("officer", "Organisation Officer"))
		assert {
			row.township for row in frappe.get_list("Cadre", fields=["township"], limit_page_length=0)
		} == {town.code}

	def test_kin_are_shown_only_to_those_who_need_them(self, town):
		clerk, officer = make.user("clerk", "Window Clerk"), make.user("officer", "Organisation Officer")
		record = frappe.get_doc("Cadre", town.wu)
		record.append("kin", {"cadre": town.lan, "relation": "Spouse"})
		record.save()
		for who, shown in ((clerk, 0), (officer, 1)):
			frappe.set_user(who)
			seen = frappe.get_doc("Cadre", town.wu)
			seen.apply_fieldlevel_read_permissions()
			assert len(seen.get("kin") or []) == shown
