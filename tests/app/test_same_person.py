"""Somebody who came before is found by his name or number, and his data is taken over without showing a number."""

import pytest

import frappe

from tests.app.registers_world import CODE, ID_NUMBERS
from tests.app.test_service_case import receive
from township_gov import same_person, secret_fields


@pytest.fixture
def earlier(registers):
	with registers.at("2026-03-02"):
		yield receive(registers)


def find(registers, who="wang", **asked):
	registers.act_as(who)
	return same_person.find("Service Case", CODE, **asked)


def test_a_typed_number_finds_the_person_masked(registers, earlier):
	(found,) = find(registers, id_number=ID_NUMBERS[0])
	assert found["record"] == earlier.name and found["is_certain"]
	assert found["values"]["applicant_name"] == "吴大伯"
	assert "*" in found["masked"]["id_number"] and ID_NUMBERS[0] not in frappe.as_json(found)


def test_a_name_alone_is_said_to_be_only_a_name(registers, earlier):
	(found,) = find(registers, person="吴大伯")
	assert not found["is_certain"]


def test_half_a_number_and_one_character_find_nobody(registers, earlier):
	assert find(registers, id_number=ID_NUMBERS[0][:10]) == []
	assert find(registers, person="吴") == []


def test_a_person_with_several_cases_stands_there_once_with_the_newest(registers, earlier):
	newer = receive(registers)
	(found,) = find(registers, id_number=ID_NUMBERS[0], phone="13805780001")
	assert found["record"] == newer.name


def test_cases_that_one_may_not_read_are_not_told(registers, earlier):
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		same_person.find("Service Case", CODE, person="吴大伯")


def test_numbers_are_taken_over_on_the_server(registers, earlier):
	case = receive(
		registers, id_number="******", phone="******", numbers_from=earlier.name, applicant_name="吴大伯"
	)
	assert case.id_number_hash == earlier.id_number_hash
	assert case.id_number_masked == earlier.id_number_masked
	assert secret_fields.reveal("Service Case", case.name, "id_number") == ID_NUMBERS[0]
	assert case.earlier_case == earlier.name


def test_stars_without_a_record_to_take_them_from_are_refused(registers, earlier):
	with pytest.raises(secret_fields.InvalidSecretError):
		receive(registers, id_number="******", numbers_from="SC-NOWHERE")


def test_numbers_of_a_record_that_one_may_not_read_are_not_taken(registers, earlier, monkeypatch):
	monkeypatch.setattr(type(earlier), "check_permission", refuse)
	registers.act_as("wang")
	doc = frappe.get_doc(doctype="Service Case", id_number="******", numbers_from=earlier.name)
	doc.set("__islocal", True)
	with pytest.raises(frappe.PermissionError):
		secret_fields.protect(doc)


def refuse(self, *args, **kwargs):
	raise frappe.PermissionError
