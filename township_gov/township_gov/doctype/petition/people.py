"""The persons around a petition: who is reported, who handles it, and who wrote before."""

import frappe
from frappe import _

from township_gov.organisation import kin_pairs
from township_gov.petition_access import offices_of
from township_gov.policies import petition_rules
from township_gov.policies.petition_rules import Person, PersonsReported
from township_gov.refusals import refuse

# How many earlier petitions are shown as possible repeats.
_MOST_SUGGESTIONS = 5


class HandlerRefusedError(frappe.ValidationError):
	"""The handler has an interest of his own in the matter, or the report is about him or his office."""


class HandlerMissingError(frappe.ValidationError):
	"""Nobody is named who can take the matter on."""


class ReportedPersonError(frappe.PermissionError):
	"""The person at the keyboard is reported, or works in the office that is."""


def person(cadre: str) -> Person:
	"""A cadre with his relatives and offices."""
	relatives = {one for pair in kin_pairs() if cadre in pair for one in pair} - {cadre}
	return Person(cadre=cadre, relatives=frozenset(relatives), offices=frozenset(offices_of(cadre)))


def persons_reported(petition) -> PersonsReported:
	"""The cadres reported; the offices reported, and those in which the reported cadres work."""
	cadres = frozenset(row.cadre for row in petition.accused if row.cadre)
	named = frozenset(row.office for row in petition.accused if row.office)
	own = {office for cadre in cadres for office in offices_of(cadre)}
	return PersonsReported(cadres=cadres, offices=named | own)


def check_handler(petition) -> None:
	"""Refuse a handler with an interest of his own (信访工作条例 Art. 28, 30)."""
	if not petition.handler:
		return
	refusals = petition_rules.handler_refusals(
		person(petition.handler), cadres_among_petitioners(petition), persons_reported(petition)
	)
	refuse(refusals, HandlerRefusedError)


def require_handler(petition) -> None:
	"""The matter goes to a handler who can open it."""
	if not petition.handler:
		frappe.throw(_("Choose the handler first."), HandlerMissingError)
	if not petition.handler_user:
		frappe.throw(
			_("The handler has no account, so he could not open the matter. Choose another handler."),
			HandlerMissingError,
		)
	if not frappe.has_permission("Petition", "write", user=petition.handler_user):
		frappe.throw(
			_(
				"The handler may not work on petitions, so he could not open the matter. "
				"Choose another handler, or have the role Petition Officer given to him."
			),
			HandlerMissingError,
		)


def check_registrar(petition) -> None:
	"""Who is reported, or works in the office that is, does not register the report."""
	cadre = frappe.db.get_value("Cadre", {"user_id": frappe.session.user})
	if cadre and petition_rules.is_reported(person(cadre), persons_reported(petition)):
		frappe.throw(
			_(
				"The report is about you or your office. Hand the letter unopened to the discipline inspector, "
				"who registers it."
			),
			ReportedPersonError,
		)


def cadres_among_petitioners(petition) -> list[str]:
	"""Cadres who are petitioners themselves, found by their identity number."""
	hashes = [row.id_number_hash for row in petition.petitioners if row.id_number_hash]
	if not hashes:
		return []
	return frappe.get_all("Cadre", filters={"id_number_hash": ("in", hashes)}, pluck="name")


def earlier_petitions(petition) -> list[dict]:
	"""Earlier petitions of the same petitioners, the same village first; Reports are never suggested."""
	names: set[str] = set()
	for fieldname in ("id_number_hash", "phone_hash"):
		hashes = [row.get(fieldname) for row in petition.petitioners if row.get(fieldname)]
		if hashes:
			same = {fieldname: ("in", hashes), "parent": ("!=", petition.name or "")}
			names.update(frappe.get_all("Petition Petitioner", filters=same, pluck="parent"))
	found = frappe.get_all(
		"Petition",
		filters={
			"name": ("in", sorted(names) or [""]),
			"category": ("!=", petition_rules.REPORT),
			"township": petition.township,
		},
		fields=["name", "subject", "village", "received_on"],
		order_by="received_on desc",
	)
	found.sort(key=lambda row: row.village != petition.village)
	return found[:_MOST_SUGGESTIONS]
