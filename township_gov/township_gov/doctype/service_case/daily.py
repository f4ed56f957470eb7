"""The daily look at every open case: lights move on, and silence becomes acceptance."""

import frappe
from frappe import _

from township_gov import clock
from township_gov.policies.service_cases import is_deemed_accepted
from township_gov.township_gov.doctype.service_case import case_clock
from township_gov.workflows import guard

OPEN = ("Received", "Awaiting Correction", "Under Review", "In Verification", "Awaiting Decision")
# What only the passing of days changes: written beside the document, without a new revision of it.
_COMPUTED = ("due_on", "legal_due_on", "light", "days_used", "days_limit", "is_provisional", "derivation")


def refresh_open_cases() -> None:
	"""Refresh each open case in a short transaction of its own; a case that fails is logged and the others go on."""
	for name in frappe.get_all("Service Case", filters={"status": ("in", OPEN)}, pluck="name"):
		try:
			refresh(frappe.get_doc("Service Case", name))
			frappe.db.commit()
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=f"Service Case {name}: daily refresh failed")
			frappe.db.commit()


def refresh(case) -> None:
	"""Bring one open case up to today."""
	if case.status == "Received" and is_deemed_accepted(case.correction_facts(), clock.today()):
		_accept_by_law(case)
		return
	before = {fieldname: case.get(fieldname) for fieldname in _COMPUTED}
	case_clock.set_clock(case)
	changed = {
		fieldname: case.get(fieldname) for fieldname in _COMPUTED if case.get(fieldname) != before[fieldname]
	}
	if changed:
		frappe.db.set_value("Service Case", case.name, changed, update_modified=False)


def _accept_by_law(case) -> None:
	"""行政许可法 Art. 32(4): without a notice in time the application counts as accepted from its receipt."""
	if case.deemed_accepted:
		return
	reason = _("Accepted by law: no correction was asked within five working days of receipt.")
	with guard.opened("Service Case", case.name, reason):
		case.accept_by_law()
		case.save(ignore_permissions=True)
		case.add_comment("Info", reason)
