"""What the tests of time, substitution and notices share: a clock that stands, people, flows with time limits."""

from __future__ import annotations

import datetime
from typing import Any

import frappe

from township_gov import clock

RUNGS = (
	{"after": 480, "do": "Remind"},
	{"after": 960, "do": "Escalate", "to": [{"rule": "Role in Scope", "role": "Township Leader"}]},
)


def moment(text: str) -> datetime.datetime:
	"""A moment of the site's time."""
	return datetime.datetime.fromisoformat(text)


def set_clock(text: str) -> None:
	"""Let the app's clock stand at a moment."""
	frappe.flags[clock.FLAG] = moment(text)


def cadre(world, name: str) -> str:
	"""The Cadre record of a person of the approval world."""
	return frappe.db.get_value("Cadre", {"user_id": world.mail(name)})


def publish(world, *rungs: dict, **node: Any) -> None:
	"""The trial flow, its office node changed and with these time limits."""
	nodes = world.definition()["nodes"]
	nodes[1] |= {"timer": list(rungs)} if rungs else {}
	nodes[1] |= node
	frappe.set_user("Administrator")
	world.publish_flow(nodes=nodes)


def only(world, name: str) -> list[dict]:
	"""An approver rule that names one person."""
	return [{"rule": "Named User", "user": world.mail(name)}]


def propose(world, principal="bob", substitute="dan", by=None, **values):
	"""A substitution of the week from Monday 2 to Friday 6 March 2026."""
	frappe.set_user(world.mail(by or principal))
	return world.new(
		"Approval Substitute",
		**{
			"principal": cadre(world, principal),
			"substitute": cadre(world, substitute),
			"from_date": "2026-03-02",
			"to_date": "2026-03-06",
			"reason": "年休假",
			**values,
		},
	)


def agreed(world, principal="bob", substitute="dan", **values):
	"""The same with the substitute's consent."""
	from township_gov.workflows import substitutes

	doc = propose(world, principal, substitute, **values)
	frappe.set_user(world.mail(substitute))
	substitutes.answer(doc.name, True)
	return frappe.get_doc("Approval Substitute", doc.name)


def task(world, who: str, doc):
	"""A person's newest task on a document."""
	return frappe.get_doc("Approval Task", world.task_of(who, doc))


def log_of(doc) -> list:
	"""The log rows of a document's approval, oldest first."""
	return frappe.get_all(
		"Approval Log",
		{"reference_name": doc.name},
		["action", "actor_name", "acting_for", "event", "people", "minutes_used"],
		order_by="seq asc",
	)


def replays(doc) -> bool:
	"""Whether the log rebuilds the stored state, byte for byte (rule 15)."""
	from township_gov.workflows import runtime
	from township_gov.workflows.state import fingerprint

	name, stored = frappe.db.get_value(
		"Approval Instance", {"reference_name": doc.name}, ["name", "state_hash"]
	)
	return fingerprint(runtime.rebuilt(name).dump()) == stored
