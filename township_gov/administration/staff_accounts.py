"""Accounts from a list of staff: who is new, who is there already, what is wrong; then made at once, each with a
one-time password shown once on a slip."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any

import frappe
from frappe import _
from frappe.utils import get_url, validate_email_address
from frappe.utils.password import update_password

from township_gov import secret_fields, sent
from township_gov.administration import access, first_sign_in, staff_list
from township_gov.administration.staff_list import Listed
from township_gov.audit import entries, kinds
from township_gov.audit.place import Place
from township_gov.policies import identity
from township_gov.policies.refusal import RuleError

PAGE = "/staff-accounts"
# Without letters and digits that look alike on paper
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH = 12
_SIGN_IN = re.compile(r"^[a-z0-9][a-z0-9._-]{1,60}$")
_PHONE = re.compile(r"^\+?\d{7,15}$")
_NUMBERED = "yg"  # 员工
NEW, THERE, WRONG = "new", "there", "wrong"


class NoAccountsError(frappe.ValidationError):
	"""No account can be made from the list, or somebody else has changed what it was checked against."""


@dataclass
class Planned:
	"""What becomes of one line: state, account, the cadre it belongs to, and why."""

	listed: Listed
	state: str
	account: str = ""
	cadre: str = ""
	note: str = ""


def check_manager() -> None:
	"""Raise PermissionError for who may make no accounts."""
	access.check()
	frappe.has_permission("User", "create", throw=True)


def suffix() -> str:
	"""What follows the @ of most accounts here."""
	names = frappe.get_all("User", {"user_type": "System User"}, pluck="name", limit=500)
	found = Counter(name.split("@")[1] for name in names if "@" in name)
	return found.most_common(1)[0][0] if found else "township.example"


def plan(people: list[Listed], township: str, domain: str) -> list[Planned]:
	"""What becomes of every line of a list; nothing is written."""
	cadres = _cadres(township)
	offices = {
		row.office_name
		for row in frappe.get_all("Township Office", {"township": township}, ["office_name"], limit=0)
	}
	posts = {row.post_name for row in frappe.get_all("Post", {"township": township}, ["post_name"], limit=0)}
	profiles = set(frappe.get_all("Role Profile", pluck="name", limit=0))
	seen: dict[str, int] = {}
	return [_plan_one(one, cadres, (offices, posts, profiles), domain, seen) for one in people]


def _cadres(township: str) -> list[Any]:
	fields = ["name", "employee_name", "department_name", "user_id", "cell_number_hash", "status"]
	return frappe.get_all("Cadre", {"township": township}, fields, limit=0)


def _plan_one(
	one: Listed, cadres: list[Any], known: tuple[set, set, set], domain: str, seen: dict[str, int]
) -> Planned:
	problems = _problems(one, known)
	hashed = _phone_hash(one, problems)
	cadre = _cadre_of(one, cadres, hashed, problems)
	if cadre and cadre.user_id and not problems:
		return Planned(one, THERE, cadre.user_id, cadre.name, _("Has the account {0}.").format(cadre.user_id))
	namesake = not one.sign_in and not cadre and frappe.db.exists("User", {"full_name": one.full_name})
	if namesake and not problems:
		note = _("An account of this name is there: {0}. Give a sign-in name if this is somebody else.")
		return Planned(one, THERE, namesake, "", note.format(namesake))
	account = _account(one, domain, problems, seen)
	if account and account in seen:
		problems.append(_("The account {0} stands already in line {1}.").format(account, seen[account]))
	seen.setdefault(account, one.line)
	if problems:
		return Planned(one, WRONG, account, note="；".join(problems))
	if frappe.db.exists("User", account):
		return Planned(one, THERE, account, "", _("The account {0} is there already.").format(account))
	note = _("Is linked to the cadre.") if cadre else _("Not in the list of cadres: only an account is made.")
	return Planned(one, NEW, account, cadre.name if cadre else "", note)


def _problems(one: Listed, known: tuple[set, set, set]) -> list[str]:
	offices, posts, profiles = known
	found = []
	if not one.full_name:
		found.append(_("The name is missing."))
	if one.office and one.office not in offices:
		found.append(_("There is no office {0}.").format(one.office))
	if one.post and one.post not in posts:
		found.append(_("There is no post {0}.").format(one.post))
	if not one.profile:
		found.append(_("The role profile is missing."))
	elif one.profile not in profiles:
		found.append(
			_("There is no role profile {0}. There are: {1}.").format(
				one.profile, "、".join(sorted(profiles)) or "–"
			)
		)
	return found


def _phone_hash(one: Listed, problems: list[str]) -> str:
	if not one.phone:
		return ""
	try:
		return secret_fields.hash_of("Phone", identity.check_phone(one.phone))
	except RuleError as error:
		problems.append(error.refusal.text(_))
		return ""


_LONGEST_ADDRESS = 140  # of an account's name


def _account(one: Listed, domain: str, problems: list[str], seen: dict[str, int]) -> str:
	"""The account of a line. Without a sign-in name it is numbered: a telephone number would stand in plain everywhere."""
	name = one.sign_in.strip().lower()
	if not name:
		return _next_number(domain, seen)
	if "@" in name:
		if len(name) > _LONGEST_ADDRESS or not validate_email_address(name):
			problems.append(_("{0} is no account. Write it like an e-mail address.").format(name))
		return name
	if not _SIGN_IN.match(name) or _PHONE.match(name):
		problems.append(
			_("{0} is no sign-in name. Use letters a–z, digits, dots; no telephone number.").format(name)
		)
	return f"{name}@{domain}"


def _next_number(domain: str, seen: dict[str, int]) -> str:
	for number in range(1, 10_000):
		account = f"{_NUMBERED}{number:03}@{domain}"
		if account not in seen and not frappe.db.exists("User", account):
			return account
	return frappe.throw(_("All numbered accounts are taken. Give the sign-in names."), NoAccountsError)


def _cadre_of(one: Listed, cadres: list[Any], hashed: str, problems: list[str]) -> Any:
	"""The cadre that is meant: by the telephone number and the name, else by the name, in the office if one is given."""
	named = [row for row in cadres if row.employee_name == one.full_name and row.status != "Left"]
	by_phone = [row for row in named if hashed and row.cell_number_hash == hashed]
	in_office = [row for row in named if one.office and row.department_name == one.office]
	for found in (by_phone, in_office, named):
		if len(found) == 1:
			return found[0]
		if len(found) > 1:
			problems.append(
				_("Several cadres are called {0}. Give the telephone number or the office.").format(
					one.full_name
				)
			)
			return None
	return None


@frappe.whitelist(methods=["POST"])
def check(
	township: str = "", domain: str = "", text: str = "", file_name: str = "", file_content: str = ""
) -> dict[str, str]:
	"""Read a list and say what would become of each line, as HTML; nothing is written."""
	check_manager()
	planned = plan(staff_list.read(text, file_content), _township(township), _domain(domain))
	counts = Counter(one.state for one in planned)
	return {
		"html": frappe.render_template(
			"templates/administration/staff_plan.html",
			{
				"rows": planned,
				"counts": counts,
				"township": _township(township),
				"domain": _domain(domain),
				"people": frappe.as_json([_as_row(one) for one in planned if one.state == NEW], indent=None),
			},
		)
	}


def _as_row(one: Planned) -> dict[str, Any]:
	values = {name: getattr(one.listed, name) for name in staff_list.HEADS}
	return {**values, "line": one.listed.line}


@frappe.whitelist(methods=["POST"])
def create(township: str = "", domain: str = "", people: str | list = "[]") -> dict[str, str]:
	"""Make the accounts of those who are new, and show their slips: the only time the passwords are shown.

	Raises:
		NoAccountsError, PermissionError
	"""
	check_manager()
	where = _township(township)
	listed = [
		Listed(
			sent.number_of(row.get("line")), **{name: str(row.get(name) or "") for name in staff_list.HEADS}
		)
		for row in sent.rows_of(people, dict)
	]
	planned = [one for one in plan(listed, where, _domain(domain)) if one.state != THERE]
	wrong = [one for one in planned if one.state == WRONG]
	if wrong or not planned:
		frappe.throw(_("The list has changed since it was checked. Check it again."), NoAccountsError)
	slips = [_create_one(one, where) for one in planned]
	context = {"slips": slips, "address": get_url("/login")}
	return {"html": frappe.render_template("templates/administration/staff_slips.html", context)}


def _create_one(one: Planned, township: str) -> dict[str, str]:
	user = frappe.new_doc("User")
	user.update(
		{
			"email": one.account,
			"first_name": one.listed.full_name,
			"language": "zh",
			"send_welcome_email": 0,
			"role_profile_name": one.listed.profile,
		}
	)
	user.insert()
	if township:
		permission = {"user": user.name, "allow": "Township", "for_value": township}
		frappe.get_doc({"doctype": "User Permission", **permission}).insert()
	if one.cadre:
		cadre = frappe.get_doc("Cadre", one.cadre)
		cadre.user_id = user.name
		if one.listed.phone and not cadre.cell_number_hash:
			cadre.cell_number = one.listed.phone
		cadre.save()
	password = "".join(secrets.choice(_LETTERS) for _number in range(_LENGTH))
	update_password(user.name, password)
	first_sign_in.require(user.name)
	entries.write(kinds.CHANGE, about=Place("User", user.name), action="one_time_password")
	return {
		"name": one.listed.full_name,
		"office": " ".join(part for part in (one.listed.office, one.listed.post) if part),
		"account": user.name,
		"password": password,
	}


@frappe.whitelist(methods=["POST"])
def printed(count: int = 0) -> None:
	"""Record that slips are printed."""
	check_manager()
	entries.write(kinds.PRINT, about=Place("User", ""), action="staff_slips", details={"rows": int(count)})


@frappe.whitelist()
def template() -> None:
	"""Answer with the list to fill in, the role profiles as a list in the cells."""
	check_manager()
	from township_gov.administration.staff_template import workbook

	frappe.response["type"] = "binary"
	frappe.response["filename"] = _("Staff list") + ".xlsx"
	frappe.response["filecontent"] = workbook()


def _township(asked: str) -> str:
	return access.own_township(asked)


def _domain(asked: str) -> str:
	domain = (asked or suffix()).strip().lower().lstrip("@")
	if not validate_email_address(f"a@{domain}"):
		frappe.throw(
			_("{0} cannot follow the @ of an account. Write it like office.example.").format(domain),
			NoAccountsError,
		)
	return domain
