"""Records are found by the pinyin initials of their titles, and the initials follow the records."""

from __future__ import annotations

import pytest

import frappe

pytestmark = pytest.mark.standalone


def found(doctype: str, text: str) -> list[str]:
	from frappe_standalone.core import initials

	return initials.find(doctype, text, 20)


def test_initials_of_a_title_begin_at_every_place_in_it():
	from frappe_standalone.core.initials import initials_of

	assert set(initials_of("隆宫乡")) == {(0, "lgx"), (1, "gx")}
	assert (3, "bmfwzx") in set(initials_of("隆宫乡便民服务中心"))


def test_a_character_with_two_readings_is_found_by_both():
	from frappe_standalone.core.initials import initials_of

	assert {"zx", "cx"} <= {text for _place, text in initials_of("曾秀")}


def test_latin_letters_and_digits_stand_for_themselves_and_other_titles_have_none():
	from frappe_standalone.core.initials import initials_of

	assert (0, "a3ch") in set(initials_of("A3（窗号）"))
	assert list(initials_of("Township Hall")) == []


@pytest.fixture
def zone(site):
	doc = frappe.get_doc(doctype="ToDo", description="plain").insert()
	yield doc
	frappe.db.rollback()


@pytest.fixture
def user(site):
	doc = frappe.get_doc(
		doctype="User", email="initials@example.com", first_name="隆宫乡", send_welcome_email=0
	).insert()
	yield doc
	frappe.db.rollback()


def test_a_record_is_found_from_its_first_save(user):
	assert found("User", "lgx") == [user.name]
	assert found("User", "LGX") == [user.name]


def test_a_changed_title_is_found_by_its_new_initials_only(user):
	user.first_name = "竹溪村"
	user.save()
	assert user.name in found("User", "zxc") and user.name not in found("User", "lgx")


def test_a_deleted_record_is_forgotten(user):
	frappe.delete_doc("User", user.name, force=True)
	assert user.name not in found("User", "lgx")


def test_a_renamed_record_is_found_under_its_new_name(user):
	frappe.rename_doc("User", user.name, "renamed@example.com", force=True)
	assert found("User", "lgx") == ["renamed@example.com"]


def test_migration_makes_up_for_what_was_written_past_the_documents(user):
	from frappe_standalone.core import initials

	initials.forget("User", user.name)
	assert found("User", "lgx") == []
	initials.fill(["User"])
	assert found("User", "lgx") == [user.name]


def test_the_search_of_links_finds_by_initials_what_the_user_may_choose(user):
	from frappe_standalone.core.desk.search import search_link

	assert [row["value"] for row in search_link("User", "lgx")] == [user.name]
	assert search_link("User", "lg%") == []


def test_a_search_is_one_range_of_an_index(user):
	plan = frappe.db.sql(
		"explain query plan select name from `__Initials` where doctype=%s and initials>=%s and initials<%s",
		("User", "lgx", "lgx{"),
	)
	assert "SEARCH" in str(plan) and "PRIMARY KEY" in str(plan)
