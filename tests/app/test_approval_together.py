"""Two people at the same moment (rule 12), and what a refusal leaves behind, over real requests."""

import threading

import pytest
from werkzeug.test import Client

import frappe

from tests.app.test_approval_acts import instance_of, publish, replays
from tests.app.test_approval_nodes import named
from tests.platforms import api_token

ACT = "/api/method/township_gov.workflows.api.act"


@pytest.fixture
def shared(rest, approval_world):
	"""A document that bob or cid may decide by a flow of its own, committed."""
	frappe.set_user("Administrator")
	mine = [[{"field": "subject", "operator": "=", "value": "Together"}]]
	step = named(approval_world, "office", "bob", "cid")
	publish(approval_world, step, flow_name="Together", title="Together", when=mine, priority=9)
	doc = approval_world.started(subject="Together")
	frappe.set_user("Administrator")
	frappe.db.commit()
	return doc


def at_once(rest, calls: list[tuple[str, dict]]) -> list[tuple[int, dict]]:
	"""Send one request for each (user, body) at the same moment, each in a thread and a connection of its own."""
	tokens = {user: api_token(user) for user, _body in calls}
	frappe.db.commit()
	frappe.destroy()
	gate, answers = threading.Barrier(len(calls)), {}

	def send(number: int, user: str, body: dict) -> None:
		client = Client(rest.platform.wsgi(), use_cookies=False)
		gate.wait()
		response = client.post(ACT, json=body, headers={"Authorization": f"token {tokens[user]}"})
		answers[number] = (response.status_code, response.get_json())
		response.close()

	threads = [threading.Thread(target=send, args=(number, *call)) for number, call in enumerate(calls)]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join(60)
	rest.platform.connect()
	frappe.set_user("Administrator")
	return [answers[number] for number in range(len(calls))]


def test_of_two_people_on_one_step_one_wins_and_the_other_is_told(rest, approval_world, shared):
	world = approval_world
	seen = str(shared.modified)
	calls = [
		(world.mail(who), {"task": world.task_of(who, shared), "action": "approve", "seen": seen})
		for who in ("bob", "cid")
	]
	answers = at_once(rest, calls)
	assert sorted(status for status, _body in answers) == [200, 417]
	(told,) = [body for status, body in answers if status != 200]
	assert told["exc_type"] == "ApprovalClosed"
	assert instance_of(shared).status == "Approved" and replays(shared)
	assert frappe.db.count("Approval Log", {"reference_name": shared.name, "action": "approve"}) == 1


def test_a_request_sent_twice_at_once_is_done_once_and_answered_twice(rest, approval_world, shared):
	world = approval_world
	body = {
		"task": world.task_of("bob", shared),
		"action": "approve",
		"seen": str(shared.modified),
		"key": "k",
	}
	first, second = at_once(rest, [(world.mail("bob"), body)] * 2)
	assert [first[0], second[0]] == [200, 200], (first, second)
	assert first[1]["message"] == second[1]["message"]
	assert frappe.db.count("Approval Log", {"reference_name": shared.name, "action": "approve"}) == 1


@pytest.mark.parametrize(
	("who", "values"),
	[
		("bob", {"action": "transfer", "users": ["eve.trial@example.org"]}),
		("bob", {"action": "transfer"}),
		("dan", {"action": "approve"}),
		("bob", {"action": "approve", "seen": "2020-01-01 00:00:00"}),
	],
)
def test_every_refusal_is_on_record_after_the_rollback(rest, approval_world, shared, who, values):
	world = approval_world
	body = {"task": world.task_of("bob", shared), "seen": str(shared.modified)} | values
	status, answer = rest.method("township_gov.workflows.api.act", world.mail(who), **body)
	assert status in (403, 417), answer
	record = frappe.get_last_doc("Refusal Record", {"reference_name": shared.name})
	assert record.user == world.mail(who) and record.reasons
	assert instance_of(shared).last_seq == 1


def test_an_administrators_refusal_is_on_record_too(rest, approval_world, shared):
	where = {"doctype": shared.doctype, "name": shared.name}
	status, answer = rest.method(
		"township_gov.workflows.api.act_on",
		approval_world.mail("ann"),
		action="terminate",
		opinion="x",
		**where,
	)
	assert status == 417 and answer["exc_type"] == "ApprovalNotYours"
	assert frappe.get_last_doc("Refusal Record", {"reference_name": shared.name}).action == "terminate"
