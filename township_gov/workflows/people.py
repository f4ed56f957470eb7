"""Who may decide: approver rules turned into people of that day, each with the reason.

A *person* is a natural person: `cadre:<name>` where a Cadre record names the account, else `user:<account>`.
A *candidate* is a plain dict: person, user, name, post, kin (persons), why (facts that `explain` makes a sentence).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _

from township_gov import clock, organisation
from township_gov.workflows import access, errors
from township_gov.workflows.definition import Approver, Node

NOT_PEOPLE = ("Administrator", "Guest")
Candidate = dict[str, Any]


def person_of(user: str) -> str:
	"""The natural person behind an account."""
	cadre = organisation.cadre_of(user)
	return f"cadre:{cadre.name}" if cadre else f"user:{user}"


def actor(user: str) -> Candidate:
	"""The acting person as an event names him."""
	person = person_of(user)
	return {"person": person, "user": user, "kin": kin_of(person)}


@dataclass(frozen=True)
class Asking:
	"""What the rules look at besides the document: who started its approval, who handled the step before."""

	initiator: str
	previous: str | None = None


def candidates(rules: Iterable[Approver], doc, asking: Asking, *, in_order: bool = False) -> list[Candidate]:
	"""The people whom `rules` name for a document today.

	A person named by two rules appears once, with the first reason. Disabled accounts are left out. `in_order`: each
	carries `order`, the place of his rule (of his row, where the rule reads a table).
	"""
	found: dict[tuple[str, str], Candidate] = {}
	for number, rule in enumerate(rules):
		for place, (user, why) in enumerate(_RULES[rule.rule](rule, doc, asking)):
			if not may_be_asked(user):
				continue
			row = candidate(user, {"rule": rule.rule, **why})
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
	return not township or _serves(user, township)


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
		for doctype, value in _linked(doc, field):
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


def name_of(user: str) -> str:
	"""What people call the holder of an account."""
	cadre = organisation.cadre_of(user)
	return (cadre and cadre.employee_name) or frappe.get_cached_value("User", user, "full_name") or user


_ADDED = {
	"transfer": "Given the task by {0}",
	"delegate": "Asked for an opinion by {0}",
	"copy": "Sent a copy by {0}",
	"reassign": "Given the task by {0}",
}
_SENTENCES = {
	"Head of Office": ("Head of {0}", "office_name"),
	"Head of Initiator": ("Head of {0}", "office_name"),
	"Deputy of Office": ("Deputy of {0}", "office_name"),
	"Leader by Portfolio": ("In charge of {0} by the division of work since {1}", "place", "since"),
	"Holder of a Post": ("Holds the post {0} since {1}", "post_name", "since"),
	"Previous Handler": ("Handled the step before",),
	"Named User": ("Named in the approval flow",),
}


def explain(why: dict[str, Any], language: str | None = None) -> str:
	"""Why a person was asked, as a sentence in a language (default: the reader's)."""
	rule = why.get("rule")
	if rule == "Role in Scope":
		return _role_sentence(why, language)
	if rule == "Added":
		return _(_ADDED.get(why.get("how", ""), "Added as a signer by {0}"), language).format(why["by"])
	if rule == "Document Field":
		return _("Named in the document's field {0}", language).format(_(why["label"], language))
	if rule in _SENTENCES:
		text, *names = _SENTENCES[rule]
		return _(text, language).format(*(why[name] for name in names))
	return _("Started the approval", language)


def _role_sentence(why: dict[str, Any], language: str | None) -> str:
	since, role = why["since"], _(why["role"], language)
	place = why.get("office_name") or why.get("township_name")
	if place:
		return _("Holds the role {0} in {1} since {2}", language).format(role, place, since)
	return _("Holds the role {0} since {1}", language).format(role, since)


def candidate(user: str, why: dict[str, Any]) -> Candidate:
	"""An account as a candidate, with the reason why it is asked."""
	cadre, person = organisation.cadre_of(user), person_of(user)
	return {
		"person": person,
		"user": user,
		"name": name_of(user),
		"post": cadre.current_post if cadre else None,
		"kin": kin_of(person),
		"why": why,
	}


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
	for holder in holders:
		user = holder.parent
		if in_office is not None and user not in in_office:
			continue
		if township and not _serves(user, township):
			continue
		since = in_office[user] if in_office else holder.creation
		yield user, why | {"since": str(since)[:10]}


def _serves(user: str, township: str) -> bool:
	"""Whether the account belongs to the township: by its Cadre record, or by a User Permission for it."""
	if frappe.db.get_value("Cadre", {"user_id": user, "status": "Active"}, "township") == township:
		return True
	return bool(
		frappe.db.exists("User Permission", {"user": user, "allow": "Township", "for_value": township})
	)


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
	for doctype, value in _linked(doc, rule.field):
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


def _linked(doc, path: str) -> Iterator[tuple[str, str]]:
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
_RULES = {
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
