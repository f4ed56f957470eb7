"""An administrator changes a limit: by a new dated value, never for the past, within its range, and sees what it touches."""

from __future__ import annotations

import pytest

import frappe

from tests.app import registers_world as world
from township_gov.administration import setting_book, setting_changes, setting_words
from township_gov.administration.access import AdministratorsOnlyError
from township_gov.policies.parameters import CATALOGUE
from township_gov.township_gov.doctype.rule_setting.rule_setting import InvalidSettingError

KEY = "X4.limit"
DAY, NEXT_DAY, LATER = "2026-12-01", "2026-12-02", "2027-01-01"


@pytest.fixture
def day(registers, monkeypatch):
	"""A Tuesday in December, in English, with an administrator of the township signed in."""
	monkeypatch.setattr(frappe.local, "lang", "en")
	with registers.at(DAY):
		frappe.set_user(administrator())
		yield registers
	frappe.set_user("Administrator")


def administrator(name: str = "rules") -> str:
	"""An account with the role County Administrator alone: the world has two townships."""
	email = f"{name}.registers@example.org"
	if not frappe.db.exists("User", email):
		doc = frappe.new_doc("User")
		doc.update({"email": email, "first_name": name, "send_welcome_email": 0})
		doc.insert(ignore_permissions=True)
		doc.add_roles("County Administrator", "Township Administrator")
	return email


def change(**values):
	return setting_changes.save(
		**{"setting_key": KEY, "value": "45", "valid_from": LATER, "source": "青政发〔2026〕3号", **values}
	)


def test_every_setting_of_the_catalogue_is_found_under_one_subject_in_words(day):
	groups = setting_book.overview()
	keys = [line["key"] for group in groups for line in group["lines"]]
	assert sorted(keys) == sorted(CATALOGUE)
	assert all(line["value"] and line["source"] for group in groups for line in group["lines"])


def test_settings_are_found_by_words_of_their_law_and_by_subject(day):
	found = setting_book.overview(search="信访工作条例 conclude")
	assert {line["key"] for group in found for line in group["lines"]} == {"X4.limit", "X4.extension"}
	assert [group["subject"] for group in setting_book.overview(subject="Leave")] == ["Leave"]


def test_a_new_value_holds_from_its_day_and_is_announced_until_then(day):
	said = change()
	line = setting_book.detail(KEY)
	assert "2027-01-01" in said["said"] and line["value"] == "60 Calendar Days"
	assert line["next"] == [{"value": "45 Calendar Days", "since": LATER}]
	with day.at("2027-01-02"):
		assert setting_book.detail(KEY)["value"] == "45 Calendar Days"


def test_what_began_before_keeps_its_limit_and_is_counted(day):
	words = setting_changes.effect(KEY, "45", frappe.utils.getdate(LATER), "")
	doctype, count = setting_changes.running(KEY)
	assert doctype == "Petition" and any(f"Petition: {count} running" in line for line in words)


@pytest.mark.parametrize("since", [DAY, "2026-01-01"])
def test_a_dated_limit_never_changes_for_what_began_already(day, since):
	with pytest.raises(InvalidSettingError, match=f"from {NEXT_DAY} at the earliest"):
		change(valid_from=since)


def test_the_form_refuses_the_past_as_the_page_does(day):
	values = {"setting_key": KEY, "value": "1", "valid_from": "2026-01-01", "township": world.CODE}
	with pytest.raises(InvalidSettingError, match="cannot be changed for the past"):
		frappe.get_doc({"doctype": "Rule Setting", **values}).insert()
	row = frappe.get_doc("Rule Setting", f"ALL-{KEY}-2000-01-01")
	row.value = "1"
	with pytest.raises(InvalidSettingError, match="cannot be changed for the past"):
		row.save()


def test_what_is_looked_at_day_by_day_may_change_today(day):
	change(setting_key="urge_gap_hours", value="6", valid_from=DAY)
	assert setting_book.detail("urge_gap_hours")["value"] == "6 Hours"


@pytest.mark.parametrize(
	("key", "value", "words"),
	[
		(KEY, "0", "from 1 to 3660"),
		(KEY, "-5", "from 1 to 3660"),
		(KEY, "sixty", "no value for"),
		("agricultural_ratio_other", "101", "from 0 to 100"),
		("notice_daily_hour", "24", "from 0 to 23"),
		("rotation_warning_months", "12,6,999", "from 0 to 120"),
		("unmask_roles", "Window Clerk, Nobody", "Nobody is not possible here"),
	],
)
def test_a_bad_value_is_refused_with_what_may_be_entered(day, key, value, words):
	with pytest.raises(InvalidSettingError, match=words):
		change(setting_key=key, value=value)


def test_a_value_needs_its_source(day):
	with pytest.raises(InvalidSettingError, match="law or document"):
		change(source=" ")


def test_ticks_become_the_list_that_is_stored(day):
	change(setting_key="unmask_roles", value=["Window Clerk", "Mediator"], valid_from=DAY)
	assert setting_book.detail("unmask_roles")["value"] == "Window Clerk, Mediator"
	assert setting_words.entered("notice_by_email", 1) == "1"


def test_a_second_value_for_the_same_day_replaces_the_first(day):
	change()
	change(value="50")
	assert [row["value"] for row in setting_book.detail(KEY)["next"]] == ["50 Calendar Days"]


def test_a_value_to_come_can_be_taken_back_one_in_force_stays(day):
	change()
	setting_changes.take_back(f"ALL-{KEY}-{LATER}")
	assert setting_book.detail(KEY)["next"] == []
	with pytest.raises(InvalidSettingError, match="stays in the history"):
		setting_changes.take_back(f"ALL-{KEY}-2000-01-01")


def test_a_township_has_a_value_of_its_own(day):
	change(township=world.CODE)
	with day.at("2027-01-02"):
		assert setting_book.detail(KEY, world.CODE)["value"] == "45 Calendar Days"
		assert setting_book.detail(KEY)["value"] == "60 Calendar Days"


def test_the_history_tells_who_entered_what(day):
	change()
	latest, shipped = setting_book.detail(KEY)["history"]
	assert (latest["state"], latest["source"], latest["by"]) == ("next", "青政发〔2026〕3号", "rules")
	assert (shipped["state"], shipped["by"]) == ("now", "shipped with the program")


def test_each_change_and_print_leaves_an_entry_in_the_audit(day):
	change()
	setting_changes.printed(KEY)
	kinds = frappe.get_all(
		"Audit Entry", {"record_doctype": "Rule Setting", "user": administrator()}, pluck="kind"
	)
	assert {"Insert", "Print"} <= set(kinds)


def test_clerks_do_not_get_in(day):
	day.act_as("wang")
	with pytest.raises(AdministratorsOnlyError):
		change()
