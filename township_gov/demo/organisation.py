"""Township, villages, offices, posts, people and their accounts of the demo."""

from __future__ import annotations

import frappe
from frappe.utils.password import update_password

from township_gov.demo import content
from township_gov.policies import identity

DOMAIN = "longgong.example"
CODE = content.TOWNSHIP["township_code"]


def email(sign_in: str) -> str:
	"""The account of a demo person."""
	return f"{sign_in}@{DOMAIN}"


def cadre(sign_in: str) -> str:
	"""Name of the Cadre record of a demo person."""
	return f"{CODE}-{_number(sign_in)}"


def office(code: str) -> str:
	return f"{CODE}-{code}"


def village(code: str) -> str:
	return f"{CODE}-{code}"


def insert(doctype: str, **values):
	"""Insert one record as the person who loads the demo."""
	return frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def load(password: str) -> None:
	"""Make the organisation; `password` becomes that of every demo account."""
	frappe.db.set_single_value("System Settings", "app_name", content.SITE_TITLE)
	insert("Township", **content.TOWNSHIP)
	insert("Township", **content.NEIGHBOUR)
	for code, name, households, population in content.VILLAGES:
		insert(
			"Village",
			village_code=code,
			village_name=name,
			township=CODE,
			households=households,
			population=population,
		)
	for code, name in content.DEPARTMENTS:
		insert("County Department", department_code=code, department_name=name, county="庆元县")
	_offices_and_posts()
	for name, roles in content.ROLE_PROFILES.items():
		insert("Role Profile", role_profile=name, roles=[{"role": role} for role in roles])
	_people(password)
	_outsiders(password)
	_heads_and_portfolios()


def _offices_and_posts() -> None:
	for code, name, kind, agricultural, plate in content.OFFICES:
		insert(
			"Township Office",
			office_code=code,
			office_name=name,
			township=CODE,
			office_type=kind,
			is_agricultural=agricultural,
			keeps_register=int(code == "DZ"),
			plate_name=plate,
		)
	for code, in_office, name, level, ceiling, technical, certificate in content.POSTS:
		insert(
			"Post",
			post_code=code,
			post_name=name,
			office=office(in_office),
			level=level,
			ceiling=ceiling,
			is_technical=technical,
			required_certificate_type=certificate,
		)


def _people(password: str) -> None:
	for number, person in enumerate(content.PEOPLE, 1):
		sign_in, name, gender, born, post, since, staffing, technical, roles = person
		_user(sign_in, name, roles, password, scoped=True)
		insert(
			"Cadre",
			cadre_code=f"{number:03}",
			employee_name=name,
			township=CODE,
			status="Active",
			user_id=email(sign_in),
			staffing_type=staffing,
			is_technical=technical,
			date_of_joining=since,
			id_number=identity_number(born, number, gender),
			cell_number=f"138000{number:05}",
		)
		insert(
			"Post Assignment",
			cadre=cadre(sign_in),
			post=f"{CODE}-{post}",
			kind="Regular",
			from_date=since,
			basis="演示数据",
		)


def _outsiders(password: str) -> None:
	for sign_in, name, roles, scoped in content.OUTSIDERS:
		_user(sign_in, name, roles, password, scoped)


def _user(sign_in: str, name: str, roles: tuple[str, ...], password: str, scoped: bool) -> None:
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": email(sign_in),
			"first_name": name,
			"language": "zh",
			"user_type": "System User",
			"send_welcome_email": 0,
			"roles": [{"role": role} for role in roles or ("Agency Clerk",)],
		}
	).insert(ignore_permissions=True)
	update_password(user.name, password)
	if scoped:
		insert("User Permission", user=user.name, allow="Township", for_value=CODE)


def _heads_and_portfolios() -> None:
	heads = {"DZ": "wu.zr", "NC": "fan.nc", "WW": "hong.ww", "SB": "shen.sb", "CJ": "xie.cj", "LD": "lin.xz"}
	for code, sign_in in heads.items():
		doc = frappe.get_doc("Township Office", office(code))
		doc.head = cadre(sign_in)
		doc.save(ignore_permissions=True)
	for sign_in, offices, villages in (
		("lin.xz", ("DZ",), ("01", "02")),
		("zhou.fxz", ("NC", "CJ"), ("03", "04")),
		("ye.fxz", ("SB", "WW"), ("05", "06")),
	):
		insert(
			"Portfolio",
			leader=cadre(sign_in),
			township=CODE,
			from_date="2022-04-01",
			offices=[{"office": office(code)} for code in offices],
			villages=[{"village": village(code)} for code in villages],
		)


def identity_number(born: str, serial: int, gender: str) -> str:
	"""An invented identity number with a right check digit; the serial is even for women, odd for men."""
	order = serial * 2 + (1 if gender == "Male" else 0)
	body = f"331126{born.replace('-', '')}{order % 1000:03}"
	return body + identity.id_check_character(body)


def _number(sign_in: str) -> str:
	position = next(i for i, person in enumerate(content.PEOPLE, 1) if person[0] == sign_in)
	return f"{position:03}"
