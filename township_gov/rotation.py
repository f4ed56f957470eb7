"""Facts for the rotation of cadres (S46), read for `policies/tenure.py` and `policies/moves.py`."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import frappe

from township_gov import organisation, settings
from township_gov.policies.moves import Seat, Staffing
from township_gov.policies.tenure import RotationDecision, Service, TenureRules, decide

_RULE_KEYS = {
	"must_years": "rotation_must_years",
	"should_years": "rotation_should_years",
	"adds_deputy_and_head": "rotation_adds_deputy_and_head",
	"gap_days": "rotation_gap_days",
	"counts_acting": "rotation_counts_acting",
	"warning_months": "rotation_warning_months",
}


def rules_for(township: str, on: date, book: settings.Book | None = None) -> TenureRules:
	"""The settings of S46 in force for a township on a day; `book` holds them where they were read before."""
	found = (book or settings.Book(_RULE_KEYS.values())).in_force(on, township)
	return TenureRules(**{field: found[key].value for field, key in _RULE_KEYS.items()})


def services(townships: Iterable[str]) -> dict[str, list[Service]]:
	"""Township → every assignment of its cadres who have not left."""
	within = ["in", list(townships) or [""]]
	fields = ["name", "township", "is_technical"]
	rows = frappe.get_all("Cadre", filters={"township": within, "status": ["!=", "Left"]}, fields=fields)
	cadres = {(row.name, row.township): row for row in rows}
	fields = ["name", "level", "is_technical"]
	posts = {row.name: row for row in frappe.get_all("Post", filters={"township": within}, fields=fields)}
	found: dict[str, list[Service]] = defaultdict(list)
	for row in organisation.assignments(township=within):
		cadre, post = cadres.get((row.cadre, row.township)), posts[row.post]
		if cadre:
			is_technical = bool(cadre.is_technical or post.is_technical)
			service = Service(row.cadre, row.post, row.office, post.level, row.span, row.kind, is_technical)
			found[row.township].append(service)
	return found


def due_in(
	townships: Iterable[str], as_of: date, months_ahead: int = 0
) -> list[tuple[str, RotationDecision]]:
	"""(township, decision) for who is due for rotation on a day, or within so many months after it."""
	townships = list(townships)
	served, book = services(townships), settings.Book(_RULE_KEYS.values())
	return [
		(township, decision)
		for township in townships
		for decision in decide(served[township], as_of, rules_for(township, as_of, book), months_ahead)
	]


def staffing_on(township: str, on: date, cadres: Iterable[str]) -> Staffing:
	"""The organisation on the day that moves take effect, before them; certificates of the cadres who move."""
	holders = defaultdict(set)
	for row in organisation.assignments_on(on, township=township):
		holders[row.post].add(row.cadre)
	return Staffing(
		seats=_seats(township),
		holders={post: frozenset(people) for post, people in holders.items()},
		certificates=_certificates(cadres, on),
		organisation=organisation.organisation_on(township, on),
	)


def _seats(township: str) -> dict[str, Seat]:
	offices = {row.name: row for row in organisation.offices(township)}
	posts = frappe.get_all(
		"Post",
		filters={"township": township},
		fields=["name", "post_name", "office", "ceiling", "required_certificate_type"],
	)
	return {
		row.name: Seat(
			name=row.post_name,
			place=organisation.place(row.name, offices[row.office]),
			ceiling=row.ceiling,
			certificate=row.required_certificate_type or "",
		)
		for row in posts
	}


def _certificates(cadres: Iterable[str], on: date) -> dict[str, frozenset[str]]:
	rows = frappe.get_all(
		"Enforcement Certificate",
		filters={
			"cadre": ["in", [*cadres, ""]],
			"status": "Valid",
			"issued_on": ["<=", on],
			"valid_to": [">=", on],
		},
		fields=["cadre", "certificate_type"],
	)
	held = defaultdict(set)
	for row in rows:
		held[row.cadre].add(row.certificate_type)
	return {cadre: frozenset(types) for cadre, types in held.items()}


def _technical_flags(doctype: str, filters: dict) -> dict[str, int]:
	return dict(frappe.get_all(doctype, filters=filters, fields=["name", "is_technical"], as_list=True))
