"""A township with its hall, items, powers and people, for the tests of the registers. Everybody in it is invented."""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from typing import Any

import pytest

import frappe

CODE = "999126101"
NEIGHBOUR = "999126102"
DEPARTMENT = "TEST-NYNC"
CERTIFICATE = "行政执法证"

# account -> (name, roles, office, level of the post)
PEOPLE = {
	"wang": ("王窗口", ["Window Clerk"], "HALL", "General"),
	"hu": ("胡主任", ["Hall Manager", "Office Head"], "HALL", "Director"),
	"lin": ("林审查", ["Window Clerk", "Enforcement Officer"], "AGRI", "General"),
	"shen": ("沈执法", ["Enforcement Officer"], "AGRI", "General"),
	"he": ("何主任", ["Office Head"], "AGRI", "Director"),
	"xu": ("徐信访", ["Petition Officer"], "PETI", "General"),
	"pan": ("潘主任", ["Office Head"], "PETI", "Director"),
	"luo": ("罗干事", ["Petition Officer"], "PETI", "General"),
	"fang": ("方登记", ["Power Register Officer"], "HALL", "General"),
	"zhang": ("张乡长", ["Township Leader"], "LEAD", "Director"),
	"fa": ("法审核", ["Legal Reviewer"], "HALL", "General"),
	"xian": ("县联络", ["County Supervisor"], None, None),
	"ji": ("纪委员", ["Discipline Inspector"], "LEAD", "General"),
	"shi": ("施审计", ["Auditor"], None, None),
}
OFFICES = {"HALL": "便民服务中心", "AGRI": "农业农村办公室", "PETI": "信访办公室", "LEAD": "领导班子"}

# Numbers with a right check digit that belong to nobody (GB 11643, an area code that does not exist)
ID_NUMBERS = ("999126199001011236", "99912619850202222X", "999126197803033315")


def mail(who: str) -> str:
	"""The account of a person of this world."""
	return f"{who}.registers@example.org"


def cadre(who: str) -> str:
	"""The Cadre record of a person of this world."""
	return frappe.db.get_value("Cadre", {"user_id": mail(who)})


def office(code: str) -> str:
	"""The name of an office."""
	return f"{CODE}-{code}"


def new(doctype: str, **values: Any):
	"""Insert a document as the present user."""
	return frappe.get_doc({"doctype": doctype, **values}).insert()


def build() -> None:
	"""Make the world where it is missing."""
	if frappe.db.exists("Service Item", "T-LICENCE"):
		_catch_up()
		return
	_organisation()
	_catalogue()


def _organisation() -> None:
	for code, name in ((CODE, "示范乡"), (NEIGHBOUR, "邻乡")):
		new(
			"Township",
			township_code=code,
			township_name=name,
			kind="Township",
			county="庆元县",
			document_code=f"{name[0]}政",
		)
	new("Village", township=CODE, village_code="01", village_name="竹溪村")
	new("County Department", department_code=DEPARTMENT, department_name="庆元县农业农村局", county="庆元县")
	for code, name in OFFICES.items():
		new("Township Office", township=CODE, office_code=code, office_name=name, office_type="Office")
	for who in PEOPLE:
		_person(who)


def _catch_up() -> None:
	"""A site that keeps this world from an earlier run gets what was added to it since."""
	for who in PEOPLE:
		if not frappe.db.exists("User", mail(who)):
			_person(who)
	for code in (CODE, NEIGHBOUR):
		if not frappe.db.get_value("Township", code, "document_code"):
			name = frappe.db.get_value("Township", code, "township_name")
			frappe.db.set_value("Township", code, "document_code", f"{name[0]}政")


def _person(who: str) -> None:
	name, roles, place, level = PEOPLE[who]
	number = frappe.db.count("Cadre", {"township": CODE}) + 1
	_user(who, name, roles)
	person = new(
		"Cadre",
		cadre_code=f"R{number:03}",
		employee_name=name,
		township=CODE,
		user_id=mail(who),
		staffing_type="Administrative",
		status="Active",
	)
	if place:
		_give_post(person.name, place, level, number)


def _give_post(person: str, place: str, level: str, number: int) -> None:
	post = new(
		"Post",
		office=office(place),
		post_code=f"R{number:02}",
		post_name=f"岗位{number}",
		level=level,
		ceiling=1 if level == "Director" else 5,
	)
	new("Post Assignment", cadre=person, post=post.name, kind="Regular", from_date="2024-01-15", basis="测试")


def _user(who: str, name: str, roles: list[str]) -> None:
	if not frappe.db.exists("User", mail(who)):
		user = frappe.new_doc("User")
		user.update({"email": mail(who), "first_name": name, "send_welcome_email": 0})
		user.insert()
		user.add_roles(*roles)


def _catalogue() -> None:
	new(
		"Fee Item",
		fee_code="T-COPY",
		fee_name="证照工本费",
		standard=5,
		legal_basis="浙价费〔2016〕1号",
		published=1,
		is_cost_fee=1,
	)
	new("Fee Item", fee_code="T-SECRET", fee_name="手续费", standard=50)
	item(
		"T-LICENCE",
		item_name="农村村民住宅用地审批",
		item_type="Administrative Licence",
		legal_days=20,
		promised_days=8,
		materials=[{"material_name": "申请表"}, {"material_name": "身份证"}],
		fees=[{"fee_item": "T-COPY"}],
	)
	item(
		"T-SERVICE",
		item_name="生育登记",
		item_type="Public Service",
		no_legal_limit=1,
		promised_days=3,
		no_materials=1,
	)
	new("Service Hall", hall_code="F1", hall_name="民生服务大厅", township=CODE, floor=1)
	new(
		"Service Window",
		hall=f"{CODE}-F1",
		window_no="01",
		window_name="综合窗口",
		clerks=[{"cadre": cadre("wang")}],
		items=[{"service_item": "T-LICENCE"}, {"service_item": "T-SERVICE"}],
	)


def item(code: str, **values: Any):
	"""A complete, active service item."""
	given = {
		"item_code": code,
		"department": DEPARTMENT,
		"legal_basis": "土地管理法第六十二条",
		"handled_in": "Township",
		"status": "Active",
	}
	return new("Service Item", **given | values)


# -- people act


def at(day: str):
	"""The app's clock stands at nine o'clock of a day, for a `with` block."""
	from township_gov import clock

	return clock.set_to(datetime.datetime.fromisoformat(f"{day} 09:00:00"))


def act_as(who: str) -> None:
	"""The next steps are this person's."""
	frappe.set_user(mail(who))


def fresh(doc):
	"""The document as it is stored now."""
	return frappe.get_doc(doc.doctype, doc.name)


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
	assert rows, f"{who} is not asked on {doc.name}"
	api.act(rows[0], action, seen=str(fresh(doc).modified), **values)
	return fresh(doc)


def asked(doc) -> list[str]:
	"""Who has an open task on the document."""
	accounts = frappe.get_all(
		"Approval Task", filters={"reference_name": doc.name, "status": "Open"}, pluck="assigned_to"
	)
	return sorted(account.split(".")[0] for account in accounts)


@contextmanager
def refused(error: type[Exception], match: str | None = None):
	"""The block is refused with `error` and, as in a request, nothing of it stays."""
	frappe.db.savepoint("refused")
	with pytest.raises(error, match=match):
		yield
	frappe.db.rollback(save_point="refused")


def edit(who: str, doc, **values: Any):
	"""Let a person change fields of a document in its form; returns the stored document."""
	act_as(who)
	stored = fresh(doc)
	stored.update(values)
	stored.save()
	return fresh(doc)


def press(who: str, action, doc):
	"""Let a person press a button of the form (a DocType action); returns the stored document."""
	act_as(who)
	action(fresh(doc).as_json())
	return fresh(doc)


def paper(doc, print_format: str) -> str:
	"""The document in one of its print formats, as HTML."""
	frappe.set_user("Administrator")
	html = frappe.db.get_value("Print Format", print_format, "html")
	return frappe.render_template(html, {"doc": fresh(doc)})
