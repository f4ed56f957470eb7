"""The daily look at every open petition: only the passing of days changes its light."""

import frappe

from township_gov.township_gov.doctype.petition import petition_clock

OPEN = ("Draft", "Registered", "In Handling", "Awaiting Review", "Awaiting Opinion")
# Written beside the document, without a new revision of it.
_COMPUTED = ("notice_due_on", "conclude_due_on", "light", "is_provisional", "derivation")


def refresh_open_petitions() -> None:
	"""Refresh each open petition in a short transaction; one that fails is logged and the others go on."""
	for name in frappe.get_all("Petition", filters={"status": ("in", OPEN)}, pluck="name"):
		try:
			refresh(frappe.get_doc("Petition", name))
			frappe.db.commit()
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=f"Petition {name}: daily refresh failed")
			frappe.db.commit()


def refresh(petition) -> None:
	"""Bring one open petition up to today."""
	before = {fieldname: petition.get(fieldname) for fieldname in _COMPUTED}
	petition_clock.set_clocks(petition)
	changed = {name: petition.get(name) for name in _COMPUTED if petition.get(name) != before[name]}
	if changed:
		frappe.db.set_value("Petition", petition.name, changed, update_modified=False)
