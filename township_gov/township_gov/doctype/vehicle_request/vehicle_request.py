import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from township_gov import applicants, clock, date_order, program_fields, request_sheets, scope
from township_gov.policies.bookings import Booking, booking_refusals, mileage_refusals
from township_gov.refusals import refuse

# A request in one of these has the vehicle
BOOKED = ("Awaiting Head", "Awaiting Leader", "Awaiting Dispatch", "On the Road")


class VehicleTakenError(frappe.ValidationError):
	"""The vehicle is on another trip then, or the times are none."""


class VehicleUnfitError(frappe.ValidationError):
	"""The vehicle is not available, or has too few seats."""


class MileageError(frappe.ValidationError):
	"""The odometer does not go forward, or was not read."""


class VehicleRequest(Document):
	"""One trip of an official vehicle, from the request to the return (党政机关公务用车管理办法)."""

	def before_insert(self):
		applicants.fill(self)

	def validate(self):
		program_fields.restore(self)
		applicants.check(self)
		scope.check_same_township(self, "vehicle", "employee", "department", "driver")
		self.validate_vehicle()
		self.validate_booking()
		self.set_distance()
		self.move_on()

	def validate_vehicle(self):
		if self.status not in ("Draft", *BOOKED[:3]):
			return
		vehicle = frappe.db.get_value(
			"Official Vehicle", self.vehicle, ["status", "seats", "driver", "license_plate"], as_dict=True
		)
		self.driver = self.driver or vehicle.driver
		if vehicle.status != "Available":
			frappe.throw(
				_("{0} is not available ({1}). Choose another vehicle.").format(
					vehicle.license_plate, _(vehicle.status, context="Official Vehicle")
				),
				VehicleUnfitError,
			)
		if cint(vehicle.seats) and cint(self.passengers_count) > cint(vehicle.seats):
			frappe.throw(
				_("{0} has {1} seats and {2} people are to go. Choose a larger vehicle.").format(
					vehicle.license_plate, vehicle.seats, self.passengers_count
				),
				VehicleUnfitError,
			)

	def validate_booking(self):
		"""Requests for one vehicle are checked one after another, so that two at once cannot both pass."""
		date_order.check(self, "from_time", "to_time", VehicleTakenError)
		wanted = Booking(self.name or "", get_datetime(self.from_time), get_datetime(self.to_time))
		others = []
		if self.status == "Draft" or self.status in BOOKED:
			frappe.db.get_value("Official Vehicle", self.vehicle, "name", for_update=True)
			others = self._other_bookings()
		refuse(booking_refusals(wanted, others, self.license_plate or self.vehicle), VehicleTakenError)

	def _other_bookings(self) -> list[Booking]:
		rows = frappe.db.get_values(
			"Vehicle Request",
			{"vehicle": self.vehicle, "status": ("in", BOOKED), "name": ("!=", self.name or "")},
			["name", "from_time", "to_time"],
			as_dict=True,
			for_update=True,
		)
		return [Booking(row.name, row.from_time, row.to_time) for row in rows]

	def set_distance(self):
		self.distance = 0
		if self.end_odometer:
			self.distance = max(cint(self.end_odometer) - cint(self.start_odometer), 0)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "On the Road":
			self.start_odometer = self.start_odometer or self._last_odometer()
		if self.status == "Returned":
			self.close_trip()

	def close_trip(self):
		"""The vehicle is back: its odometer goes on from here."""
		if not self.end_odometer:
			frappe.throw(_("Read the odometer at the end and enter it."), MileageError)
		refuse(
			mileage_refusals(cint(self.start_odometer), cint(self.end_odometer), self._last_odometer()),
			MileageError,
		)
		self.returned_at = self.returned_at or clock.now()
		frappe.db.set_value("Official Vehicle", self.vehicle, "last_odometer", self.end_odometer)

	def _last_odometer(self) -> int:
		return cint(frappe.db.get_value("Official Vehicle", self.vehicle, "last_odometer"))

	# -- for the printed sheet

	def request_sheet(self) -> dict:
		"""The sheet that is printed and filed, with the opinions of the approval."""
		return request_sheets.of(self)
