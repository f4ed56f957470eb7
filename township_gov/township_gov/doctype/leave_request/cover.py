"""Whoever is on leave has somebody who acts for him in approvals: opened when the leave is granted, ended with it."""

from frappe.utils import getdate

from township_gov import clock
from township_gov.workflows import substitutes


def follow(request) -> None:
	"""Open or end the substitution, as the status of the leave has just become."""
	if request.status == "On Leave" and request.substitute and getdate(request.to_date) >= clock.today():
		_open(request)
	elif request.status in ("Returned", "Cancelled"):
		substitutes.close_for_leave(request)


def _open(request) -> None:
	"""The substitute has agreed in this approval, so it counts from the first day on; a last half day ends at noon."""
	half = getdate(request.half_day_date) if request.half_day_date else None
	first, last = getdate(request.from_date), getdate(request.to_date)
	substitutes.open_for_leave(
		request,
		principal=request.employee,
		substitute=request.substitute,
		from_date=first,
		to_date=last,
		from_part="Afternoon" if half == first != last else "Morning",
		to_part="Noon" if half == last else "End of Day",
	)
