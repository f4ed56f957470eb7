"""What each approver rule means: it names accounts, each with the facts of its reason, from that day's posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import frappe

from township_gov import clock, organisation
from township_gov.workflows.definition import Approver


@dataclass(frozen=True)
class Asking:
	"""What the rules look at besides the document: who started its approval, who handled the step before."""

	initiator: str
	previous: str | None = None


def _by_role(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	township = doc.get(rule.township_field)
	office = doc.get(rule.office_field) if rule.office_field else None
	why: dict[str, Any] = {"role": rule.role}
	if township:
		why["township_name"] = frappe.get_cached_value("Township", township, "township_name")
	if office:
		why["office_name"] = frappe.get_cached_value("Township Office", office, "office_name")
	holders = frappe.get_all(
		"Has Role", filters={"role": rule.role, "parenttype": "User"}, fields=["parent", "creation"]
	)
	in_office = _users_in_office(office) if office else None
	of_township = _serving((holder.parent for holder in holders), township) if township else None
	for holder in holders:
		user = holder.parent
		if in_office is not None and user not in in_office:
			continue
		if of_township is not None and user not in of_township:
			continue
		since = in_office[user] if in_office else holder.creation
		yield user, why | {"since": str(since)[:10]}


def serves(user: str, township: str) -> bool:
	"""Whether the account belongs to the township: by its Cadre record, or by a User Permission for it."""
	return user in _serving((user,), township)


def _serving(users: Iterable[str], township: str) -> set[str]:
	"""Those of the accounts that belong to the township, however many hold a role, in two questions."""
	asked = list(users)
	if not asked:
		return set()
	cadres = {"user_id": ("in", asked), "status": "Active", "township": township}
	found = set(frappe.get_all("Cadre", cadres, pluck="user_id"))
	if others := [user for user in asked if user not in found]:
		given = {"user": ("in", others), "allow": "Township", "for_value": township}
		found |= set(frappe.get_all("User Permission", given, pluck="user"))
	return found


def _users_in_office(office: str) -> dict[str, Any]:
	"""Accounts of those who hold a post in the office today, with the day they took it."""
	today = clock.today()
	rows = frappe.get_all(
		"Post Assignment",
		filters={"office": office, "from_date": ("<=", today)},
		or_filters=[["to_date", "is", "not set"], ["to_date", ">=", today]],
		fields=["cadre", "from_date"],
		order_by="from_date asc",
	)
	since = {row.cadre: row.from_date for row in reversed(rows)}
	users = frappe.get_all(
		"Cadre", filters={"name": ("in", list(since) or [""]), "status": "Active"}, fields=["name", "user_id"]
	)
	return {row.user_id: since[row.name] for row in users if row.user_id}


def _named(rule: Approver, _doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	yield rule.user, {}


def _by_field(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	field = doc.meta.get_field(rule.field.split(".")[0])
	for doctype, value in linked(doc, rule.field):
		user = frappe.db.get_value("Cadre", value, "user_id") if doctype == "Cadre" else value
		yield user, {"field": rule.field, "label": field.label if field else rule.field}


def _head_of_office(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	yield from _head(doc.get(rule.field))


def _deputy_of_office(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	"""Who holds a deputy's post in the office of the field today."""
	office = doc.get(rule.field)
	if not office:
		return
	name = frappe.get_cached_value("Township Office", office, "office_name")
	for post in frappe.get_all("Post", filters={"office": office, "level": "Deputy"}, pluck="name"):
		for user, _since in _holders(post):
			yield user, {"office_name": name}


def _leader_by_portfolio(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	"""The leader in charge of the office or the village of the field today."""
	field, value = doc.meta.get_field(rule.field), doc.get(rule.field)
	if not field or not value or field.options not in _PORTFOLIO:
		return
	child, column, name = _PORTFOLIO[field.options]
	place = frappe.get_cached_value(field.options, value, name)
	today = clock.today()
	parents = frappe.get_all(child, filters={column: value, "parenttype": "Portfolio"}, pluck="parent")
	rows = frappe.get_all(
		"Portfolio",
		filters={"name": ("in", parents or [""]), "from_date": ("<=", today)},
		or_filters=[["to_date", "is", "not set"], ["to_date", ">=", today]],
		fields=["leader", "from_date"],
		order_by="from_date asc, name asc",
	)
	for row in rows:
		yield _account(row.leader), {"place": place, "since": str(row.from_date)}


def _holder_of_post(rule: Approver, doc, _asking: Asking) -> Iterator[tuple[str, dict]]:
	post = rule.post or doc.get(rule.field)
	if not post or not frappe.db.exists("Post", post):
		return
	name = frappe.get_cached_value("Post", post, "post_name")
	for user, since in _holders(post):
		yield user, {"post": post, "post_name": name, "since": since}


def _holders(post: str) -> Iterator[tuple[str | None, str]]:
	"""The accounts of those who hold a post today, with the day they took it."""
	for row in organisation.assignments_on(clock.today(), post=post):
		yield _account(row.cadre), str(row.from_date)


def _account(cadre: str | None) -> str | None:
	"""The account of a cadre in service."""
	return frappe.db.get_value("Cadre", {"name": cadre, "status": "Active"}, "user_id") if cadre else None


def _previous_handler(_rule: Approver, _doc, asking: Asking) -> Iterator[tuple[str, dict]]:
	yield asking.previous or asking.initiator, {}


def _initiator(_rule: Approver, _doc, asking: Asking) -> Iterator[tuple[str, dict]]:
	yield asking.initiator, {}


def _head_of_initiator(_rule: Approver, _doc, asking: Asking) -> Iterator[tuple[str, dict]]:
	"""The head of the initiator's office; of the office above where he is the head himself."""
	mine = {"user_id": asking.initiator}
	cadre = frappe.db.get_value("Cadre", mine, ["name", "current_post"], as_dict=True)
	if not cadre or not cadre.current_post:
		return
	office = frappe.db.get_value("Post", cadre.current_post, "office")
	if office and frappe.db.get_value("Township Office", office, "head") == cadre.name:
		office = frappe.db.get_value("Township Office", office, "parent_township_office")
	yield from _head(office)


def _head(office: str | None) -> Iterator[tuple[str, dict]]:
	if not office:
		return
	row = frappe.db.get_value("Township Office", office, ["head", "office_name"], as_dict=True)
	if row and row.head:
		yield frappe.db.get_value("Cadre", row.head, "user_id"), {"office_name": row.office_name}


def linked(doc, path: str) -> Iterator[tuple[str, str]]:
	"""(doctype, name) of what a field, or a column of a table, links to; `owner` is the account that made it."""
	if path == "owner":
		yield "User", doc.owner
	table, _dot, column = path.partition(".")
	rows, field = (doc.get(table) or [], column) if column else ([doc], table)
	for row in rows:
		df = row.meta.get_field(field)
		if df and row.get(field):
			doctype = row.get(df.options) if df.fieldtype == "Dynamic Link" else df.options
			yield doctype, row.get(field)


# What a leader's portfolio names: child table, its column, the field that people read
_PORTFOLIO = {
	"Township Office": ("Portfolio Office", "office", "office_name"),
	"Village": ("Portfolio Village", "village", "village_name"),
}
RULES = {
	"Role in Scope": _by_role,
	"Named User": _named,
	"Document Field": _by_field,
	"Head of Office": _head_of_office,
	"Deputy of Office": _deputy_of_office,
	"Leader by Portfolio": _leader_by_portfolio,
	"Holder of a Post": _holder_of_post,
	"Previous Handler": _previous_handler,
	"Initiator": _initiator,
	"Head of Initiator": _head_of_initiator,
}
