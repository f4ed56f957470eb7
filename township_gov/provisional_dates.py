"""Due dates in a year that was not announced are provisional (暂定); once its calendar is loaded they are settled.

Each record that was provisional gets its due dates anew and a note of what they were before.
"""

import frappe

from township_gov import language
from township_gov.township_gov.doctype.petition import daily as petitions
from township_gov.township_gov.doctype.service_case import daily as service_cases

# Register → its daily refresh, and the due dates that people rely on.
_REGISTERS = {
	"Service Case": (service_cases, ("due_on", "legal_due_on")),
	"Petition": (petitions, ("notice_due_on", "conclude_due_on")),
}


def settle_later() -> None:
	"""Have `settle` run after the calendar is stored, if anything is provisional."""
	if any(_open_records(doctype) for doctype in _REGISTERS):
		frappe.enqueue("township_gov.provisional_dates.settle", enqueue_after_commit=True)


def settle() -> None:
	"""Compute every provisional due date anew, one short transaction for each record."""
	for doctype in _REGISTERS:
		for name in _open_records(doctype):
			settle_record(doctype, name)
			frappe.db.commit()


def settle_record(doctype: str, name: str) -> None:
	"""Compute the due dates of one record anew, and note on it what changed."""
	register, due_fields = _REGISTERS[doctype]
	record = frappe.get_doc(doctype, name)
	before = {field: record.get(field) for field in due_fields}
	register.refresh(record)
	if not record.is_provisional:
		record.add_comment("Info", _note(record, before))


def _note(record, before: dict) -> str:
	lines = [language.stored("The calendar was announced; the due dates are no longer provisional.")]
	for field, old in before.items():
		if old:
			label = language.stored(record.meta.get_label(field))
			lines.append(f"{label}: {old} → {record.get(field)}")
	return "<br>".join(lines)


def _open_records(doctype: str) -> list[str]:
	register, _fields = _REGISTERS[doctype]
	filters = {"is_provisional": 1, "status": ["in", register.OPEN]}
	return frappe.get_all(doctype, filters=filters, pluck="name")
