"""The office that registers, checks and distributes a township's documents, and the heads of the offices they go to."""

import frappe
from frappe import _


class RegistryMissingError(frappe.ValidationError):
	"""No office of the township keeps the document register."""


def set_registry(doc) -> None:
	"""Fill `registry_office` with the office that keeps the register. Raises `RegistryMissingError` where none does."""
	if doc.registry_office:
		return
	found = frappe.db.get_value("Township Office", {"township": doc.township, "keeps_register": 1})
	if not found:
		frappe.throw(
			_("Choose the registry office, or mark it in its record: {0}.").format(
				_("Keeps the Document Register")
			),
			RegistryMissingError,
		)
	doc.registry_office = found


def set_responsible(rows) -> None:
	"""Each office answers through its head, unless another is named. A row without either is refused."""
	for row in rows:
		row.responsible = row.responsible or frappe.db.get_value("Township Office", row.office, "head")
		if not row.responsible:
			frappe.throw(
				_("Row {0}: {1} has no head. Name who answers for it.").format(row.idx, row.office),
				frappe.ValidationError,
			)
