"""A township with leaders, offices and clerks, for the tests of the everyday office. Everybody in it is invented."""

from __future__ import annotations

from typing import Any

import frappe

from tests.app.registers_world import at, fresh, new, refused  # noqa: F401 -- the tests' vocabulary

CODE = "999126301"
NEIGHBOUR = "999126302"
MONDAY = "2026-03-02"

# account -> (name, roles, office, level of the post, joined)
PEOPLE = {
	"zhang": ("张乡长", ["Township Leader"], "LEAD", "Director", "2005-07-01"),
	"li": ("李副乡长", ["Township Leader"], "LEAD", "Deputy", "2008-07-01"),
	"zhao": ("赵副书记", ["Township Leader"], "LEAD", "Deputy", "2010-07-01"),
	"wu": ("吴主任", ["Office Head"], "PGO", "Director", "2012-07-01"),
	"mao": ("毛组织", ["Organisation Officer"], "PGO", "General", "2020-03-01"),
	"hu": ("胡会计", ["Finance Officer"], "PGO", "General", "2018-07-01"),
	"xu": ("徐出纳", ["Finance Officer"], "PGO", "General", "2020-09-01"),
	"fan": ("范主任", ["Office Head"], "AGRI", "Director", "2006-10-01"),
	"pan": ("潘农技", [], "AGRI", "General", "2014-07-01"),
	"yang": ("杨农技", [], "AGRI", "General", "2025-09-01"),
	"tang": ("汤干事", ["Petition Officer"], "SOCI", "General", "2021-08-01"),
	"hong": ("洪主任", ["Office Head"], "SOCI", "Director", "2016-01-01"),
	"wen": ("文文书", ["Document Clerk"], "PGO", "General", "2019-05-01"),
	"che": ("车师傅", [], "PGO", "General", "2011-05-01"),
	"fa": ("法审核", ["Legal Reviewer"], "SOCI", "General", "2017-05-01"),
	"admin": ("管理员", ["Township Administrator"], None, None, None),
	"shi": ("施审计", ["Auditor"], None, None, None),
}
OFFICES = {"LEAD": "领导班子", "PGO": "党政综合办公室", "AGRI": "农村工作指导中心", "SOCI": "社会事务办公室"}
LED = {"zhang": ("PGO",), "li": ("AGRI",), "zhao": ("SOCI",)}


def mail(who: str) -> str:
	"""The account of a person of this world."""
	return f"{who}.office@example.org"


def cadre(who: str) -> str:
	"""The Cadre record of a person of this world."""
	return frappe.db.get_value("Cadre", {"user_id": mail(who)})


def office(code: str) -> str:
	"""The name of an office."""
	return f"{CODE}-{code}"


def build() -> None:
	"""Make the world where it is missing."""
	if frappe.db.exists("Township", CODE):
		return
	for code, name in ((CODE, "溪口乡"), (NEIGHBOUR, "邻溪乡")):
		new(
			"Township",
			township_code=code,
			township_name=name,
			kind="Township",
			county="庆元县",
			document_code=name[0] + "政",
		)
	for code, name in OFFICES.items():
		kind = "Leadership" if code == "LEAD" else "Office"
		new(
			"Township Office",
			township=CODE,
			office_code=code,
			office_name=name,
			office_type=kind,
			keeps_register=int(code == "PGO"),
		)
	for number, (who, person) in enumerate(PEOPLE.items(), 1):
		_person(number, who, *person)
	new(
		"Cadre", cadre_code="N001", employee_name="邻乡人", township=NEIGHBOUR, staffing_type="Administrative"
	)
	for who, offices in LED.items():
		new(
			"Portfolio",
			leader=cadre(who),
			township=CODE,
			from_date="2024-01-15",
			offices=[{"office": office(code)} for code in offices],
		)
	_things()


def _things() -> None:
	keepers = {"keeper": cadre("wen"), "deputy_keeper": cadre("mao")}
	new("Seal", township=CODE, seal_code="GZ", seal_name="溪口乡人民政府公章", needs_leader=1, **keepers)
	new(
		"Seal",
		township=CODE,
		seal_code="YW",
		seal_name="便民服务业务专用章",
		seal_type="Business Seal",
		**keepers,
	)
	for code, plate in (("C1", "浙K·00001"), ("C2", "浙K·00002")):
		new(
			"Official Vehicle",
			township=CODE,
			vehicle_code=code,
			license_plate=plate,
			dispatcher=cadre("che"),
			driver=cadre("che"),
			last_odometer=50000,
		)


def _person(number: int, who: str, name: str, roles: list[str], place: str | None, level, joined) -> None:
	user = frappe.new_doc("User")
	user.update({"email": mail(who), "first_name": name, "send_welcome_email": 0, "user_type": "System User"})
	user.insert()
	user.add_roles(*(roles or ["Agency Clerk"]))
	new("User Permission", user=mail(who), allow="Township", for_value=CODE)
	if not place:
		return
	person = new(
		"Cadre",
		cadre_code=f"E{number:03}",
		employee_name=name,
		township=CODE,
		user_id=mail(who),
		staffing_type="Administrative",
		status="Active",
		date_of_joining=joined,
	)
	post = new(
		"Post",
		office=office(place),
		post_code=f"E{number:02}",
		post_name=f"岗位{number}",
		level=level,
		ceiling=1 if level == "Director" else 5,
	)
	new(
		"Post Assignment",
		cadre=person.name,
		post=post.name,
		kind="Regular",
		from_date="2024-01-15",
		basis="测试",
	)


# -- people act


def act_as(who: str) -> None:
	"""The next steps are this person's."""
	frappe.set_user(mail(who))


def made(who: str, doctype: str, **values: Any):
	"""A document that this person enters."""
	act_as(who)
	return new(doctype, **values)


def start(who: str, doc):
	"""Start the approval of a document; returns the stored document."""
	from township_gov.workflows import api

	act_as(who)
	api.start(doc.doctype, doc.name)
	return fresh(doc)


def decide(who: str, doc, action: str = "approve", **values: Any):
	"""Let a person decide his open task, having read the document; returns the stored document."""
	from township_gov.workflows import api

	act_as(who)
	rows = frappe.get_all(
		"Approval Task",
		filters={"reference_name": doc.name, "assigned_to": mail(who), "status": "Open"},
		pluck="name",
	)
	assert rows, f"{who} is not asked on {doc.name}, but {asked(doc)}"
	api.act(rows[0], action, seen=str(fresh(doc).modified), **values)
	return fresh(doc)


def withdraw(who: str, doc):
	"""Let a person take his document out of its approval; returns the stored document."""
	from township_gov.workflows import api

	act_as(who)
	api.act_on(doc.doctype, doc.name, "withdraw")
	return fresh(doc)


def asked(doc) -> list[str]:
	"""Who has an open task on the document."""
	filters = {"reference_doctype": doc.doctype, "reference_name": doc.name, "status": "Open"}
	accounts = frappe.get_all("Approval Task", filters=filters, pluck="assigned_to")
	return sorted(account.split(".")[0] for account in accounts)


def walk(doc, *people: str):
	"""Let these people agree one after another; returns the stored document."""
	for who in people:
		doc = decide(who, doc)
	return doc
