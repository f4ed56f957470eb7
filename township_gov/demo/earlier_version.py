"""What an upgrade left for a decision: the township had made two things its own before the program brought newer ones."""

from __future__ import annotations

import frappe

from township_gov import clock
from township_gov.shipped import standard, sync

# (doctype, name, the field that the township changed, its value before → after)
_OWN = (
	("Print Format", "Petition Notice", "margin_left", lambda value: float(value or 15) + 5),
	("Rule Setting", "ALL-incoming_warning_days-2000-01-01", "value", lambda _value: "2"),
)
_EARLIER = "an earlier version"


def load() -> None:
	"""Change both as an administrator does, as if an earlier version of the program had shipped them."""
	for doctype, name, field, value in _OWN:
		record = f"{doctype}-{name}"
		if not (frappe.db.exists(doctype, name) and frappe.db.exists("Shipped Record", record)):
			continue
		doc = frappe.get_doc(doctype, name)
		doc.set(field, value(doc.get(field)))
		standard.store(doc, doc.save)
		frappe.db.set_value("Shipped Record", record, "shipped_hash", _EARLIER, update_modified=False)
	sync.remember()
	sync.sync_all()
	frappe.flags.shipped_remembered = False
	for doctype, name, _field, _value in _OWN:
		frappe.db.set_value(
			"Shipped Record", f"{doctype}-{name}", "shipped_at", clock.now(), update_modified=False
		)
