"""Seals and official vehicles: asked for, approved, handed out and registered."""

from __future__ import annotations

import pytest

import frappe

from township_gov.township_gov.doctype.seal.seal import KeeperError
from township_gov.township_gov.doctype.seal_use.seal_use import (
	EscortError,
	SealCopiesError,
	SealNotInUseError,
	SealPeriodError,
)
from township_gov.township_gov.doctype.vehicle_request.vehicle_request import (
	MileageError,
	VehicleTakenError,
	VehicleUnfitError,
)
from township_gov.workflows.errors import RequiredFieldsEmpty


def sealing(town, who: str = "pan", seal: str = "YW", **values):
	given = {"title": "农机补贴证明", "seal": f"{town.CODE}-{seal}", "copies": 2, "purpose": "交县农业农村局"}
	return town.made(who, "Seal Use", **given | values)


def outside(town, **values):
	given = {
		"taken_out": 1,
		"taken_from": "2026-03-03 09:00:00",
		"taken_until": "2026-03-03 17:00:00",
		"place": "竹溪村",
		"escort": town.cadre("yang"),
	}
	return given | values


class TestSeals:
	def test_a_plain_use_is_the_heads_and_the_keeper_registers_it(self, town):
		doc = town.start("pan", sealing(town))
		assert (doc.status, town.asked(doc)) == ("Awaiting Head", ["fan"])
		doc = town.decide("fan", doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Seal", ["wen"])
		doc = town.decide("wen", doc, values={"copies_used": 1})
		assert (doc.status, doc.copies_used, str(doc.used_on)) == ("Done", 1, "2026-03-02 09:00:00")

	def test_the_organs_seal_needs_the_leader_in_charge(self, town):
		doc = town.walk(town.start("pan", sealing(town, seal="GZ")), "fan")
		assert (doc.status, town.asked(doc)) == ("Awaiting Leader", ["li"])
		assert town.decide("li", doc).status == "Awaiting Seal"

	def test_a_seal_that_leaves_the_house_needs_the_leader_and_comes_back(self, town):
		doc = town.walk(town.start("pan", sealing(town, **outside(town))), "fan", "li", "wen")
		assert (doc.status, town.asked(doc)) == ("Taken Out", ["wen"])
		with town.at("2026-03-04"):
			doc = town.decide("wen", doc)
		assert (doc.status, str(doc.returned_on)) == ("Done", "2026-03-04 09:00:00")

	def test_outside_it_is_with_two_people_for_a_stated_time(self, town):
		with town.refused(EscortError, "with two people"):
			sealing(town, **outside(town, escort=town.cadre("pan")))
		with town.refused(SealPeriodError, "from when to when"):
			sealing(town, **outside(town, place=None))
		with town.refused(SealPeriodError, "“Back By” may not be earlier than “Taken Out From”"):
			sealing(town, **outside(town, taken_until="2026-03-03 08:00:00"))

	def test_no_more_copies_are_sealed_than_approved(self, town):
		doc = town.walk(town.start("pan", sealing(town)), "fan")
		with town.refused(SealCopiesError, "2 copies were approved and 3 are entered"):
			town.decide("wen", doc, values={"copies_used": 3})

	def test_a_keeper_does_not_seal_what_he_asked_for(self, town):
		doc = town.walk(town.start("wen", sealing(town, "wen")), "wu")
		assert town.asked(doc) == ["mao"], "the deputy keeper"

	def test_a_refusal_and_a_withdrawal_end_it(self, town):
		doc = town.start("pan", sealing(town))
		assert town.decide("fan", doc, "reject", opinion="材料不实").status == "Rejected"
		assert town.withdraw("pan", town.start("pan", sealing(town))).status == "Withdrawn"

	def test_the_keeper_sends_back_what_is_incomplete(self, town):
		doc = town.walk(town.start("pan", sealing(town)), "fan")
		doc = town.decide("wen", doc, "return", to_node="initiator", opinion="缺附件")
		assert (doc.status, town.asked(doc)) == ("Draft", ["pan"])

	def test_a_seal_that_is_locked_away_is_not_used(self, town):
		frappe.db.set_value("Seal", f"{town.CODE}-YW", "status", "Locked Away")
		with town.refused(SealNotInUseError, "is not in use"):
			sealing(town)

	def test_keeper_and_deputy_are_two_persons(self, town):
		frappe.set_user("Administrator")
		seal = frappe.get_doc("Seal", f"{town.CODE}-YW")
		seal.deputy_keeper = seal.keeper
		with town.refused(KeeperError, "are two persons"):
			seal.save()


def trip(town, who: str = "pan", vehicle: str = "C1", **values):
	given = {
		"title": "送检土壤样品",
		"vehicle": f"{town.CODE}-{vehicle}",
		"destination": "庆元县城",
		"from_time": "2026-03-03 09:00:00",
		"to_time": "2026-03-03 12:00:00",
	}
	return town.made(who, "Vehicle Request", **given | values)


class TestVehicles:
	def test_a_trip_in_the_county_from_the_request_to_the_odometer(self, town):
		doc = town.start("pan", trip(town))
		assert town.asked(doc) == ["fan"]
		doc = town.decide("fan", doc)
		assert (doc.status, town.asked(doc)) == ("Awaiting Dispatch", ["che"])
		doc = town.decide("che", doc)
		assert (doc.status, doc.start_odometer) == ("On the Road", 50000)
		with town.at("2026-03-03"):
			doc = town.decide("che", doc, values={"end_odometer": 50086, "running_cost": 62.5})
		assert (doc.status, doc.distance) == ("Returned", 86)
		assert frappe.db.get_value("Official Vehicle", doc.vehicle, "last_odometer") == 50086

	def test_outside_the_county_the_leader_in_charge_decides_too(self, town):
		doc = town.walk(town.start("pan", trip(town, outside_county=1)), "fan")
		assert (doc.status, town.asked(doc)) == ("Awaiting Leader", ["li"])
		assert town.decide("li", doc).status == "Awaiting Dispatch"

	def test_a_vehicle_is_on_one_trip_at_a_time(self, town):
		first = town.start("pan", trip(town))
		with town.refused(VehicleTakenError, f"浙K·00001 is taken by {first.name}"):
			trip(town, "tang", from_time="2026-03-03 11:00:00", to_time="2026-03-03 15:00:00")
		assert trip(town, "tang", from_time="2026-03-03 12:00:00", to_time="2026-03-03 15:00:00").name
		assert trip(town, "tang", vehicle="C2").name

	def test_of_two_drafts_the_first_that_is_sent_has_it(self, town):
		first, second = trip(town), trip(town, "tang")
		town.start("tang", second)
		with town.refused(VehicleTakenError):
			town.start("pan", first)

	def test_a_trip_called_off_frees_the_vehicle(self, town):
		town.withdraw("pan", town.walk(town.start("pan", trip(town)), "fan"))
		assert trip(town, "tang").name

	def test_the_dispatcher_gives_another_vehicle_but_none_that_is_taken(self, town):
		town.start("tang", trip(town, "tang", vehicle="C2"))
		doc = town.walk(town.start("pan", trip(town)), "fan")
		with town.refused(VehicleTakenError):
			town.decide("che", doc, values={"vehicle": f"{town.CODE}-C2"})
		doc = town.withdraw("tang", frappe.get_last_doc("Vehicle Request", {"vehicle": f"{town.CODE}-C2"}))
		doc = frappe.get_last_doc("Vehicle Request", {"vehicle": f"{town.CODE}-C1"})
		assert town.decide("che", doc, values={"vehicle": f"{town.CODE}-C2"}).license_plate == "浙K·00002"

	def test_it_is_not_closed_without_reading_the_odometer(self, town):
		doc = town.walk(town.start("pan", trip(town)), "fan", "che")
		with town.refused(RequiredFieldsEmpty, "Odometer at the End"):
			town.decide("che", doc)
		with town.refused(MileageError, "The odometer shows 49000 at the end"):
			town.decide("che", doc, values={"end_odometer": 49000})

	@pytest.mark.parametrize(
		("values", "match"),
		[({"passengers_count": 9}, "has 5 seats"), ({"status": "In Repair"}, "is not available")],
	)
	def test_it_fits_the_party_and_runs(self, town, values, match):
		if "status" in values:
			frappe.db.set_value("Official Vehicle", f"{town.CODE}-C1", values)
			values = {}
		with town.refused(VehicleUnfitError, match):
			trip(town, **values)

	def test_the_time_of_return_is_after_the_departure(self, town):
		with town.refused(VehicleTakenError, "is not after the start"):
			trip(town, to_time="2026-03-03 09:00:00")
		with town.refused(VehicleTakenError, "“Return By” may not be earlier than “Departure”"):
			trip(town, to_time="2026-03-02 18:00:00")
