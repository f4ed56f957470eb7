"""Running approvals to try the doors on: one maker for each guarded doctype, the rest is read from the flow itself."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import frappe

from tests.app import approval_world as trials
from tests.app import office_world as office
from tests.app import registers_world as registers
from tests.bypass.filling import Target

# Everybody on every doctype: TOWNSHIP_BYPASS=full. Else those who may write it, and everybody on one doctype
FULL = os.environ.get("TOWNSHIP_BYPASS") == "full"
_TEXT = ("Data", "Small Text", "Text", "Long Text", "Text Editor")
_NUMBER = ("Int", "Float", "Currency")


@dataclass(frozen=True)
class Situation:
	"""A running approval: who holds its open task, what he may change, what nobody may change now, and who has no business."""

	doctype: str
	name: str
	holder: str
	task: str
	initiator: str
	right: tuple[str, Any] | None
	wrong: tuple[str, Any]
	others: dict[str, str]
	allowed: frozenset[str]
	computed: frozenset[str]

	def target(self, change: tuple[str, Any], **values: Any) -> Target:
		"""The document as the aim of a try that changes one field."""
		seen = str(frappe.db.get_value(self.doctype, self.name, "modified"))
		return Target(
			self.doctype, self.name, *change, task=self.task, seen=values.pop("seen", seen), **values
		)


def of(doctype: str, name: str) -> Situation:
	"""Read the situation of a running approval from its records."""
	from township_gov.workflows import published

	where = {"reference_doctype": doctype, "reference_name": name, "status": "Open"}
	task = frappe.get_all(
		"Approval Task", where, ["name", "assigned_to", "node_key", "instance"], order_by="task_no"
	)[0]
	instance = frappe.get_doc("Approval Instance", task.instance)
	flow = published.version(instance.flow_version)
	rights = flow.by_key[task.node_key].fields
	everybody = set(frappe.get_all("Approval Task", where, pluck="assigned_to"))
	return Situation(
		doctype,
		name,
		task.assigned_to,
		task.name,
		instance.initiator,
		_change(doctype, lambda field: field in rights or "*" in rights, flow.status_field),
		_change(doctype, lambda field: field not in rights, flow.status_field)
		or (flow.status_field, "Approved"),
		{
			label: user
			for label, user in _others(doctype, name, instance.initiator).items()
			if user not in everybody
		},
		_allowed(doctype, rights) - {flow.status_field, "docstatus"},
		_computed(doctype) - {flow.status_field, "docstatus"},
	)


def _allowed(doctype: str, rights: tuple[str, ...]) -> frozenset[str]:
	"""What may change when the holder uses his rights: the fields and tables named, and what the program computes."""
	named = {right.replace(":", ".").split(".")[0] for right in rights}
	everything = {df.fieldname for df in frappe.get_meta(doctype).fields} if "*" in named else set()
	return _computed(doctype) | named | everything


def _computed(doctype: str) -> frozenset[str]:
	"""Fields that nobody types: a save that changes nothing may find the light of the day in them."""
	return frozenset(df.fieldname for df in frappe.get_meta(doctype).fields if df.read_only or df.fetch_from)


def _change(doctype: str, wanted: Callable[[str], bool], status: str) -> tuple[str, Any] | None:
	"""A plain field that is `wanted`, with a value it does not have."""
	fields = [
		df
		for df in frappe.get_meta(doctype).fields
		if not df.read_only and not df.fetch_from and not df.set_only_once
	]
	for kinds, value in ((_TEXT, "By another way"), (_NUMBER, 4711)):
		for df in fields:
			if df.fieldtype in kinds and wanted(df.fieldname) and df.fieldname != status and not df.options:
				return df.fieldname, value
	return None


def _others(doctype: str, name: str, initiator: str) -> dict[str, str]:
	"""People without a say in this step, each for a reason of his own."""
	leader = trials.mail("dan") if doctype == trials.TRIAL else registers.mail("zhang")
	people = {"initiator": initiator, "leader of a later step": leader, "Administrator": "Administrator"}
	if not (FULL or doctype == trials.TRIAL):
		return people
	return people | {
		"same role, another township": trials.mail("eve"),
		"auditor": registers.mail("shi"),
		"account without roles": nobody(),
		"Guest": "Guest",
	}


def nobody() -> str:
	"""An account that holds no role."""
	mail = "nobody.bypass@example.org"
	if not frappe.db.exists("User", mail):
		frappe.get_doc(
			{"doctype": "User", "email": mail, "first_name": "Nobody", "send_welcome_email": 0}
		).insert()
	return mail


# -- one document of each guarded doctype, in approval


def _trial() -> str:
	return trials.started().name


def _case() -> str:
	from tests.app.test_service_case import accepted

	return accepted(registers).name


def _petition() -> str:
	from tests.app.test_petition import register

	return registers.start("xu", register(registers)).name


def _power() -> str:
	from tests.app.test_power_register import propose

	return registers.start("fang", propose(registers, "T777")).name


def _exercise() -> str:
	from tests.app.test_power_register import certificate, in_force, use

	for who, number in (("lin", "T-33-701"), ("shen", "T-33-702")):
		certificate(registers, who, number)
	power = in_force(registers, "T778")
	return registers.start("lin", use(registers, power, certificates=("T-33-701", "T-33-702"))).name


def _plan() -> str:
	from tests.app import test_rotation, township_maker

	town = township_maker.rotation_township()
	account = township_maker.user("ye.bypass", "Organisation Officer")
	frappe.db.set_value("Cadre", town.org, "user_id", account)
	for cadre, who, role in (
		(town.chen, "chen.bypass", "Office Head"),
		(town.lin, "lin.bypass", "Township Leader"),
		(town.he, "he.bypass", "Township Leader"),
	):
		frappe.db.set_value("Cadre", cadre, "user_id", township_maker.user(who, role))
	drafted = test_rotation.complete(town)
	frappe.set_user(account)
	from township_gov.workflows import api

	api.start("Rotation Plan", drafted.name)
	return drafted.name


def _leave() -> str:
	from tests.app.test_leave_request import request

	return office.start("pan", request(office)).name


def _expense() -> str:
	from tests.app.test_expense_request import request

	return office.start("pan", request(office)).name


def _sealing() -> str:
	from tests.app.test_seals_and_vehicles import sealing

	return office.start("pan", sealing(office)).name


def _trip() -> str:
	from tests.app.test_seals_and_vehicles import trip

	return office.start("pan", trip(office)).name


def _letter() -> str:
	from tests.app.test_incoming_document import letter

	return office.start("wen", letter(office)).name


def _draft() -> str:
	from tests.app.test_outgoing_document import draft

	return office.start("pan", draft(office)).name


def _extension() -> str:
	from tests.app.test_service_case import accepted, extension

	return registers.start("lin", extension(registers, accepted(registers), 10)).name


def _waiver() -> str:
	from tests.app.test_service_case import TestFeeWaiver

	world = TestFeeWaiver()
	return registers.start("wang", world.waiver(registers, world.charged(registers))).name


def _inspection() -> str:
	from tests.app.test_power_register import TestInspection, certificate, in_force

	for who, number in (("lin", "T-33-703"), ("shen", "T-33-704")):
		certificate(registers, who, number)
	found = TestInspection().inspection(registers, power=in_force(registers, "T779"))
	return registers.start("fang", found).name


MAKERS: dict[str, Callable[[], str]] = {
	trials.TRIAL: _trial,
	"Service Case": _case,
	"Petition": _petition,
	"Delegated Power": _power,
	"Power Exercise": _exercise,
	"Rotation Plan": _plan,
	"Leave Request": _leave,
	"Expense Request": _expense,
	"Seal Use": _sealing,
	"Vehicle Request": _trip,
	"Incoming Document": _letter,
	"Outgoing Document": _draft,
	"Extension Request": _extension,
	"Fee Waiver": _waiver,
	"Power Inspection": _inspection,
}


def make(doctype: str) -> Situation:
	"""A new document of a guarded doctype, in approval, on 2 March 2026."""
	with registers.at("2026-03-02"):
		frappe.set_user("Administrator")
		name = MAKERS[doctype]()
	frappe.set_user("Administrator")
	return of(doctype, name)


def withdraw(situation: Situation) -> None:
	"""Let the person who started it take it back."""
	from township_gov.workflows import api

	frappe.set_user(situation.initiator)
	api.act_on(situation.doctype, situation.name, "withdraw")
	frappe.set_user("Administrator")


def end(situation: Situation) -> bool:
	"""Let everybody who is asked refuse it, or agree where nobody can, or where what is refused may start again.

	Whether that ended it: some steps want papers first.
	"""
	from township_gov.workflows import api, published
	from township_gov.workflows.errors import ApprovalRefused

	version = frappe.db.get_value("Approval Instance", {"reference_name": situation.name}, "flow_version")
	again = published.version(version).reopen_rejected
	while state_of(situation.doctype, situation.name)["status"] == "Running":
		now = of(situation.doctype, situation.name)
		frappe.set_user(now.holder)
		shown = api.actions(now.doctype, now.name)
		offered = [row["action"] for row in shown["tasks"][0]["actions"]]
		action = "reject" if "reject" in offered and not again else "approve"
		try:
			api.act(now.task, action, opinion="Not by the rules.", seen=shown["modified"])
		except (ApprovalRefused, frappe.ValidationError):
			return False
	frappe.set_user("Administrator")
	return True


def open_after_the_end(doctype: str) -> frozenset[str]:
	"""Fields and tables that the flows of a doctype leave open after the end."""
	from township_gov.workflows import published

	versions = frappe.get_all(
		"Approval Flow", {"applies_to": doctype, "status": "Published"}, pluck="published_version"
	)
	rights = {right for name in versions for right in published.version(name).fields_after_end}
	return frozenset(right.replace(":", ".").split(".")[0] for right in rights)


def state_of(doctype: str, name: str) -> dict[str, Any]:
	"""The engine's state of the document's latest approval."""
	rows = frappe.get_all(
		"Approval Instance",
		{"reference_doctype": doctype, "reference_name": name},
		["state"],
		order_by="creation desc",
	)
	return json.loads(rows[0].state)
