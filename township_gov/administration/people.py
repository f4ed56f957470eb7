"""Role profiles in words, given to many at once; one person's rights added up; a temporary password on a slip."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.permissions import get_user_permissions
from frappe.utils import get_url
from frappe.utils.password import update_password

from township_gov import form_actions, sent
from township_gov.administration import first_sign_in, rights
from township_gov.audit import entries, kinds
from township_gov.audit.place import Place
from township_gov.workflows.drawn import link_title

PAGE = "/role-profiles"
_NOT_PEOPLE = ("Administrator", "Guest")
# Without letters and digits that look alike on paper
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_SLIP_LENGTH = 12


class NotAssignedError(frappe.ValidationError):
	"""A profile or people are missing, or somebody may not be given one here."""


def profiles() -> list[dict[str, Any]]:
	"""Every role profile: its roles and how many enabled accounts have it."""
	counted: dict[str, int] = {}
	for name in frappe.get_all(
		"User", {"enabled": 1, "role_profile_name": ("is", "set")}, pluck="role_profile_name", limit=0
	):
		counted[name] = counted.get(name, 0) + 1
	held: dict[str, list[str]] = {}
	for row in frappe.get_all(
		"Has Role", {"parenttype": "Role Profile"}, ["parent", "role"], order_by="idx asc", limit=0
	):
		held.setdefault(row.parent, []).append(row.role)
	return [
		{
			"name": name,
			"roles": held.get(name, []),
			"labels": [_(role) for role in held.get(name, [])],
			"people": counted.get(name, 0),
		}
		for name in frappe.get_all("Role Profile", pluck="name", order_by="name asc", limit=0)
	]


def accounts(besides: str = "") -> list[dict[str, Any]]:
	"""The enabled accounts of the desk by name, and one besides that may be closed."""
	rows = frappe.get_all(
		"User",
		{"name": ("not in", _NOT_PEOPLE), "user_type": "System User"},
		["name", "full_name", "enabled"],
		order_by="full_name asc",
		limit=1000,
	)
	return [row for row in rows if row.enabled or row.name == besides]


def people() -> list[dict[str, Any]]:
	"""The accounts of the desk, by name, with their roles in words."""
	fields = ["name", "full_name", "role_profile_name", "enabled"]
	rows = frappe.get_all(
		"User",
		{"name": ("not in", _NOT_PEOPLE), "user_type": "System User"},
		fields,
		order_by="full_name asc",
		limit=1000,
	)
	held = rights._roles_of([row.name for row in rows])
	for row in rows:
		row.roles = "、".join(_(role) for role in sorted(held[row.name]))
	return rows


def onload(doc: Any, method: str | None = None) -> None:
	"""A user's form leads a System Manager to the sum of his rights, on both desks."""
	if not doc.is_new() and "System Manager" in frappe.get_roles():
		form_actions.link(
			doc, _("Sum of rights", context="People"), f"{PAGE}?{urlencode({'user': doc.name})}"
		)


@frappe.whitelist(methods=["POST"])
def save_profile(profile: str | None = None, roles: list | str | None = None) -> dict[str, str]:
	"""Make a profile, or give it other roles; who has it gets them at once."""
	rights.check_manager()
	chosen = sent.texts_of(roles)
	name = (profile or "").strip()
	if not name or not chosen:
		frappe.throw(_("Name the profile and tick at least one role."), NotAssignedError)
	there = frappe.db.exists("Role Profile", name)
	doc = frappe.get_doc("Role Profile", name) if there else frappe.new_doc("Role Profile")
	if not there:
		doc.role_profile = name
	doc.set("roles", [{"role": role} for role in chosen])
	doc.save() if there else doc.insert()
	return {
		"said": _("The profile {0} is saved.").format(name),
		"url": f"{PAGE}?{urlencode({'profile': name})}",
	}


@frappe.whitelist(methods=["POST"])
def try_assign(profile: str = "", users: list | str | None = None) -> dict[str, str]:
	"""Which roles each person would gain and lose, as HTML; nothing is written."""
	rights.check_manager()
	context = {"rows": _changes(profile, _chosen(profile, users))}
	return {"html": frappe.render_template("templates/administration/role_changes.html", context)}


def _changes(profile: str, users: list[str]) -> list[dict[str, Any]]:
	wanted = {row.role for row in frappe.get_doc("Role Profile", profile).roles}
	held = rights._roles_of(users)
	return [
		{
			"name": frappe.db.get_value("User", user, "full_name") or user,
			"gain": "、".join(_(role) for role in sorted(wanted - held[user])),
			"lose": "、".join(_(role) for role in sorted(held[user] - wanted)),
		}
		for user in users
	]


@frappe.whitelist(methods=["POST"])
def assign(profile: str = "", users: list | str | None = None) -> dict[str, str]:
	"""Give a profile to people: they have exactly its roles from then on."""
	rights.check_manager()
	chosen = _chosen(profile, users)
	for user in chosen:
		doc = frappe.get_doc("User", user)
		doc.role_profile_name = profile
		doc.save()
	said = _("{0} people have the profile {1} now.").format(len(chosen), profile)
	return {"said": said, "url": f"{PAGE}?{urlencode({'profile': profile})}"}


def _chosen(profile: str, users: list | str | None) -> list[str]:
	chosen = sent.texts_of(users)
	if not frappe.db.exists("Role Profile", profile) or not chosen:
		frappe.throw(_("Choose a profile and tick at least one person."), NotAssignedError)
	if frappe.session.user in chosen or set(_NOT_PEOPLE) & set(chosen):
		frappe.throw(
			_("Nobody gives a profile to himself, and Administrator has none. Untick that account."),
			NotAssignedError,
		)
	for user in chosen:
		if not frappe.db.exists("User", user):
			frappe.throw(_("There is no user {0}.").format(user), frappe.DoesNotExistError)
	return chosen


def person(user: str) -> dict[str, Any]:
	"""One person: roles, profile, to what he is limited, the sum of his rights in words, and what he has to do."""
	doc = frappe.get_doc("User", user)
	held = sorted(rights._roles_of([user])[user])
	limits = get_user_permissions(user) or {}
	return {
		"user": user,
		"name": doc.full_name or user,
		"enabled": bool(doc.enabled),
		"profile": doc.role_profile_name or "",
		"roles": [_(role) for role in held],
		"limits": [
			f"{_(kind)}：" + "、".join(link_title(kind, row.get("doc")) for row in rows)
			for kind, rows in limits.items()
		],
		"rights": rights.summary(held),
		"tasks": frappe.db.count("Approval Task", {"assigned_to": user, "status": "Open"}),
	}


@frappe.whitelist(methods=["POST"])
def password_slip(user: str) -> dict[str, str]:
	"""Set a one-time password and show it once, on a slip to print; the person is signed out and must choose his own.

	Raises:
		NotAssignedError, PermissionError
	"""
	rights.check_manager()
	if user in _NOT_PEOPLE or user == frappe.session.user:
		frappe.throw(
			_("Your own password and Administrator's are changed in the account itself."), NotAssignedError
		)
	doc = frappe.get_doc("User", user)
	doc.check_permission("write")
	password = "".join(secrets.choice(_LETTERS) for _number in range(_SLIP_LENGTH))
	update_password(user, password, logout_all_sessions=True)
	first_sign_in.require(user)
	entries.write(
		kinds.CHANGE,
		about=Place("User", user),
		action="password_slip",
		reason=_("Temporary password on a slip"),
	)
	context = {
		"user": user,
		"name": doc.full_name or user,
		"password": password,
		"address": get_url("/login"),
	}
	return {"html": frappe.render_template("templates/administration/password_slip.html", context)}
