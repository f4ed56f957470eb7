"""A small township for tests, made through the app's own doctypes; names are invented.

Tests roll back, so the code is free for each of them; nothing of a demo site is touched.
"""

from __future__ import annotations

from datetime import date, datetime
from types import SimpleNamespace

import frappe

from township_gov import clock
from township_gov.policies import identity

CODE = "990101001"
TODAY = date(2026, 3, 2)


def insert(doctype: str, **values):
	"""Insert one record as the present user."""
	return frappe.get_doc({"doctype": doctype, **values}).insert()


def at(day: date | str):
	"""Run a block as if it were that day, ten in the morning."""
	return clock.set_to(datetime.combine(date.fromisoformat(str(day)), datetime(2026, 1, 1, 10).time()))


def township(code: str = CODE, **values):
	"""A township with this code."""
	facts = {
		"township_code": code,
		"township_name": "青溪乡",
		"kind": "Township",
		"county": "试验县",
		**values,
	}
	return insert("Township", **facts).name


def office(code: str, name: str, of: str = CODE, **values) -> str:
	"""An office of the township; `DZ` and alike."""
	facts = {"office_code": code, "office_name": name, "township": of, "office_type": "Office", **values}
	return insert("Township Office", **facts).name


def post(code: str, name: str, in_office: str, level: str = "General", ceiling: int = 1, **values) -> str:
	"""A post of an office."""
	facts = {
		"post_code": code,
		"post_name": name,
		"office": in_office,
		"level": level,
		"ceiling": ceiling,
		**values,
	}
	return insert("Post", **facts).name


def cadre(code: str, name: str, of: str = CODE, **values) -> str:
	"""A cadre of the township."""
	facts = {
		"cadre_code": code,
		"employee_name": name,
		"township": of,
		"staffing_type": "Administrative",
		**values,
	}
	return insert("Cadre", **facts).name


def assign(who: str, to: str, since: str, until: str | None = None, **values):
	"""Assign a cadre to a post."""
	facts = {"cadre": who, "post": to, "from_date": since, "to_date": until, "kind": "Regular", **values}
	return insert("Post Assignment", **facts)


def user(sign_in: str, *roles: str, of: str | None = CODE) -> str:
	"""An account with roles, scoped to a township."""
	email = f"{sign_in}@qingxi.example"
	doc = frappe.get_doc(
		{
			"doctype": "User",
			"email": email,
			"first_name": sign_in,
			"user_type": "System User",
			"send_welcome_email": 0,
			"language": "en",
			"roles": [{"role": role} for role in roles],
		}
	).insert(ignore_permissions=True)
	if of:
		insert("User Permission", user=doc.name, allow="Township", for_value=of)
	return doc.name


def id_number(serial: int, born: str = "19800101") -> str:
	"""An invented identity number with a right last digit."""
	body = f"331126{born}{serial:03}"
	return body + identity.id_check_character(body)


def rotation_township() -> SimpleNamespace:
	"""Two offices and the leadership; Wu has headed his office for eleven years, Lan hers for three, Chen has been a clerk for six."""
	made = SimpleNamespace(code=township())
	made.leadership = office("LD", "领导班子", office_type="Leadership")
	made.party = office("DZ", "党政办")
	made.rural = office("NC", "农村工作指导中心", is_agricultural=1)
	made.leader_post = post("LD-01", "乡长", made.leadership, "Director")
	made.secretary_post = post("LD-02", "副乡长", made.leadership, "Deputy", 3)
	made.party_head = post("DZ-01", "党政办主任", made.party, "Director", duties="文件处理\n会议组织")
	made.party_clerk = post("DZ-03", "党政办干事", made.party, "General", 3)
	made.rural_head = post("NC-01", "中心主任", made.rural, "Director")
	made.rural_clerk = post("NC-03", "中心干事", made.rural, "General", 2)
	made.wu, made.lan, made.chen, made.lin, made.he, made.org = (
		cadre(f"{number:03}", name)
		for number, name in enumerate(("吴志", "兰英", "陈平", "林清", "何远", "叶秋"), 1)
	)
	assign(made.lin, made.leader_post, "2022-01-10")
	assign(made.he, made.secretary_post, "2021-06-01")
	assign(made.wu, made.party_head, "2015-02-01")
	assign(made.lan, made.rural_head, "2023-01-01")
	assign(made.chen, made.party_clerk, "2020-02-01")
	assign(made.org, made.party_clerk, "2024-05-01")
	return made
