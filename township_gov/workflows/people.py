"""Who may decide: approver rules turned into people of that day, each with the reason.

A *person* is a natural person: `cadre:<name>` where a Cadre record names the account, else `user:<account>`.
A *candidate* is a plain dict: person, user, name, post, kin (persons), why (facts that `explain` makes a sentence).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import frappe
from frappe import _

from township_gov import organisation
from township_gov.workflows import access, approver_rules, errors
from township_gov.workflows.approver_rules import Asking
from township_gov.workflows.definition import Approver, Node
from township_gov.workflows.reasons import explain

__all__ = [
	"Asking", "Candidate", "actor", "candidate", "candidates", "explain", "kin_of", "may_be_asked", "may_know_kin", "may_see", "name_of",
	"nameable", "named", "person_of", "shown", "subjects",
]  # fmt: skip

NOT_PEOPLE = ("Administrator", "Guest")
# Said where a reason is a relative, to those who may not know
KEPT_APART = "Kept apart by the rules of this step"
Candidate = dict[str, Any]


def person_of(user: str) -> str:
	"""The natural person behind an account."""
	cadre = organisation.cadre_of(user)
	return f"cadre:{cadre.name}" if cadre else f"user:{user}"


def actor(user: str, *, kin: bool = True) -> Candidate:
	"""The acting person as an event names him; his relatives only where they are looked at (`kin`)."""
	person = person_of(user)
	return {"person": person, "user": user, "kin": kin_of(person) if kin else []}


def candidates(
	rules: Iterable[Approver], doc, asking: Asking, *, in_order: bool = False, kin: bool = True
) -> list[Candidate]:
	"""The people whom `rules` name for a document today.

	A person named by two rules appears once, with the first reason. Disabled accounts are left out. `in_order`: each
	carries `order`, the place of his rule (of his row, where the rule reads a table). `kin`: with their relatives.
	"""
	found: dict[tuple[str, str], Candidate] = {}
	for number, rule in enumerate(rules):
		for place, (user, why) in enumerate(approver_rules.RULES[rule.rule](rule, doc, asking)):
			if not may_be_asked(user):
				continue
			row = candidate(user, {"rule": rule.rule, **why}, kin=kin)
			if in_order:
				row["order"] = number * 1000 + (place if rule.rule == "Document Field" else 0)
			found.setdefault((row["person"], user), row)
	return [found[key] for key in sorted(found)]


def may_be_asked(user: str | None) -> bool:
	"""Whether an account is a person's and enabled."""
	return bool(user and user not in NOT_PEOPLE and frappe.get_cached_value("User", user, "enabled"))


def named(users: Iterable[str], doc, node: Node, asking: Asking, how: str) -> list[Candidate]:
	"""The people whom an act names by their accounts. Raises `errors.PersonNotAllowed`, saying why one cannot be asked.

	They must be enabled, belong to the document's township or be named by the node's own rules, and may read it.
	"""
	why = {"rule": "Added", "how": how, "by": name_of(frappe.session.user)}
	found, by_rule = [], None
	for user in dict.fromkeys(users):
		if by_rule is None and not _in_township(user, doc):
			by_rule = {row["user"] for row in candidates(node.rules, doc, asking)}
		if text := _not_askable(user, doc, by_rule or ()):
			frappe.throw(text, errors.PersonNotAllowed)
		found.append(candidate(user, why))
	return found


def _in_township(user: str, doc) -> bool:
	township = doc.get("township")
	return not township or approver_rules.serves(user, township)


def _not_askable(user: str, doc, by_rule: Collection[str]) -> str:
	"""Why a person cannot be asked, or nothing."""
	if not frappe.db.exists("User", user) or not may_be_asked(user):
		return _("{0} is no account of a person that is in use; choose somebody else.").format(user)
	if not _in_township(user, doc) and user not in by_rule:
		text = _(
			"{0} does not serve in this township, and no rule of this step names him; choose somebody else."
		)
		return text.format(name_of(user))
	if not may_see(user, doc):
		return _("{0} may not read this document; choose somebody who may.").format(name_of(user))
	return ""


def may_see(user: str, doc) -> bool:
	"""Whether a person may read a document by his own rights."""
	return not access.vetoed(doc, user) and bool(
		frappe.has_permission(doc.doctype, "read", doc=doc, user=user)
	)


def nameable(doc, txt: str = "") -> list[dict[str, Any]]:
	"""Whom the session's user may name in an act on a document: name, user, post, office; those who serve in its
	township and may read it, whose name, account, post or office holds `txt`; by name."""
	filters: dict[str, Any] = {"status": "Active", "user_id": ("is", "set")}
	if doc.get("township"):
		filters["township"] = doc.township
	rows = frappe.get_all(
		"Cadre",
		filters=filters,
		fields=["name as cadre", "employee_name as name", "user_id as user", "designation as post", "department_name as office"],
		order_by="employee_name asc, name asc",
	)  # fmt: skip
	wanted = txt.strip().lower()
	return [
		dict(row)
		for row in rows
		if wanted in " ".join(part or "" for part in (row.name, row.user, row.post, row.office)).lower()
		and may_be_asked(row.user)
		and may_see(row.user, doc)
	]


def shown(user: str) -> dict[str, Any]:
	"""An account as `nameable` shows it."""
	fields = ["name as cadre", "employee_name as name", "designation as post", "department_name as office"]
	rows = frappe.get_all("Cadre", filters={"user_id": user}, fields=fields, limit=1)
	return (
		{**rows[0], "user": user}
		if rows
		else {"name": name_of(user), "user": user, "post": None, "office": None}
	)


def subjects(node: Node, doc) -> list[str]:
	"""The persons whom the node's duties-apart fields name in the document, sorted."""
	people: set[str] = set()
	for field in node.apart.fields:
		for doctype, value in approver_rules.linked(doc, field):
			people.add(f"cadre:{value}" if doctype == "Cadre" else person_of(value))
	return sorted(people)


def kin_of(person: str) -> list[str]:
	"""Relatives of a cadre, as both records state them, sorted."""
	kind, name = person.split(":", 1)
	if kind != "cadre":
		return []
	own = frappe.get_all("Cadre Kin", filters={"parent": name, "parenttype": "Cadre"}, pluck="cadre")
	others = frappe.get_all("Cadre Kin", filters={"cadre": name, "parenttype": "Cadre"}, pluck="parent")
	return sorted(f"cadre:{one}" for one in {*own, *others} if one)


def may_know_kin() -> bool:
	"""Whether the session's user may read who is related to whom: the permission level of a cadre's relatives."""
	meta = frappe.get_meta("Cadre")
	return meta.get_field("kin").permlevel in meta.get_permlevel_access("read")


def name_of(user: str) -> str:
	"""What people call the holder of an account."""
	cadre = organisation.cadre_of(user)
	return (cadre and cadre.employee_name) or frappe.get_cached_value("User", user, "full_name") or user


def candidate(user: str, why: dict[str, Any], *, kin: bool = True) -> Candidate:
	"""An account as a candidate, with the reason why it is asked."""
	cadre, person = organisation.cadre_of(user), person_of(user)
	return {
		"person": person,
		"user": user,
		"name": name_of(user),
		"post": cadre.current_post if cadre else None,
		"kin": kin_of(person) if kin else [],
		"why": why,
	}
