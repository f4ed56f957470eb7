"""The office that registers, checks and distributes a township's documents, and the heads of the offices they go to."""

import frappe
from frappe import _

from township_gov import organisation


class NotYourAnswerError(frappe.ValidationError):
	"""The answer of another office was changed."""


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


def check_own_rows(doc, table: str, columns: tuple[str, ...]) -> None:
	"""Whoever answers for an office writes into its row and into no other. Raises `NotYourAnswerError`."""
	for row in changed_rows(doc, table, columns):
		check_own_row(row)


def check_own_row(row) -> None:
	"""Refuse that somebody else than the person responsible writes a row."""
	mine = organisation.cadre_of(frappe.session.user)
	if not (mine and mine.name == row.responsible):
		frappe.throw(
			_("Row {0}: {1} answers for this office. Write into your own row.").format(
				row.idx, frappe.db.get_value("Cadre", row.responsible, "employee_name")
			),
			NotYourAnswerError,
		)


def changed_rows(doc, table: str, columns: tuple[str, ...]) -> list:
	"""The rows of a table whose columns differ from what is stored."""
	before = doc.get_doc_before_save()
	stored = {row.name: row for row in before.get(table)} if before else {}
	return [
		row
		for row in doc.get(table)
		if any(
			(row.get(column) or "") != ((stored[row.name].get(column) if row.name in stored else "") or "")
			for column in columns
		)
	]
