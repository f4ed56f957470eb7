"""Two people at the same moment: one has the car, one leave counts, an invoice passes once. Real connections that commit."""

import datetime
import random
import threading

import pytest

import frappe

from tests.app import office_world as town
from township_gov.township_gov.doctype.expense_request.expense_request import InvoiceUsedError
from township_gov.township_gov.doctype.leave_request.leave_request import LeaveOverlapError
from township_gov.township_gov.doctype.vehicle_request.vehicle_request import VehicleTakenError


@pytest.fixture
def far_day(site, office_world):
	"""A working day that no other run has used."""
	day = datetime.date(2031, 1, 6) + datetime.timedelta(weeks=random.randrange(2000))
	yield day
	frappe.db.rollback()


def at_once(platform, *jobs) -> list:
	"""Let each job run in a session of its own, begun together; what each gave, or the refusal it met."""
	gate, seen = threading.Barrier(len(jobs)), []

	def run(job) -> None:
		platform.connect()
		try:
			frappe.local.lang = "en"
			gate.wait(20)
			result = job()
			frappe.db.commit()
			seen.append(result)
		except Exception as error:
			frappe.db.rollback()
			seen.append(error)
		finally:
			platform.stop()

	threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(60)
	return seen


def outcome(seen: list) -> tuple[int, list[str]]:
	"""How many passed, and the classes of the refusals."""
	refused = [type(one).__name__ for one in seen if isinstance(one, Exception)]
	return len(seen) - len(refused), refused


def test_of_two_who_send_a_request_for_one_car_one_has_it(platform, far_day):
	trips = []
	for who in ("pan", "tang"):
		town.act_as(who)
		trips.append(
			town.new(
				"Vehicle Request",
				title="同时用车",
				vehicle=f"{town.CODE}-C1",
				destination="庆元县城",
				from_time=f"{far_day} 09:00:00",
				to_time=f"{far_day} 12:00:00",
			)
		)
	frappe.db.commit()
	seen = at_once(
		platform,
		lambda: town.start("pan", trips[0]).status,
		lambda: town.start("tang", trips[1]).status,
	)
	passed, refused = outcome(seen)
	# MariaDB may end one of two that wait for each other instead: he is asked to try again, and reads why then
	assert (passed, len(refused)) == (1, 1)
	assert refused[0] in (VehicleTakenError.__name__, "QueryDeadlockError")
	frappe.db.rollback()
	booked = {"vehicle": f"{town.CODE}-C1", "from_time": f"{far_day} 09:00:00", "status": "Awaiting Head"}
	assert frappe.db.count("Vehicle Request", booked) == 1


def test_of_two_requests_for_the_same_day_of_leave_one_counts(platform, far_day):
	def ask():
		town.act_as("pan")
		given = {
			"leave_type": "Personal",
			"from_date": far_day,
			"to_date": far_day,
			"description": "同时请假",
		}
		return town.new("Leave Request", **given).name

	frappe.db.commit()
	passed, refused = outcome(at_once(platform, ask, ask))
	assert (passed, len(refused)) == (1, 1)
	assert refused[0] in (LeaveOverlapError.__name__, "QueryDeadlockError")  # as for vehicles


def test_an_invoice_claimed_by_two_at_once_passes_once(platform, far_day):
	number = frappe.generate_hash(length=12)

	def claim(who: str):
		def job():
			town.act_as(who)
			row = {
				"expense_date": "2026-03-01",
				"expense_type": "Other",
				"description": "同时报销",
				"amount": 5,
			}
			lines = [{**row, "invoice_no": number}]
			return town.new("Expense Request", title="同时报销", payee_name="甲", lines=lines).name

		return job

	frappe.db.commit()
	passed, refused = outcome(at_once(platform, claim("pan"), claim("tang")))
	assert (passed, len(refused)) == (1, 1)
	assert refused[0] in (InvoiceUsedError.__name__, "QueryDeadlockError")  # as for vehicles
