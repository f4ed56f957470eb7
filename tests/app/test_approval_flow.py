"""Drawing, checking, publishing and retiring flows, as an administrator does it in the form."""

import json

import pytest

import frappe

from township_gov.workflows import api, errors
from township_gov.workflows.definition import Flow
from township_gov.workflows.form import definition_of, values_of


def form(world):
	frappe.set_user("Administrator")
	return frappe.get_doc("Approval Flow", world.FLOW)


def only_warns(findings) -> bool:
	"""Whether all that is found is that people hold submit and cancel on the trial doctype (rule 13), as they do here,
	and that the small townships of the tests have not somebody for everything.
	"""
	*people, last = findings
	lacks = ("duties apart can leave nobody at", "nobody is found for")
	return (
		all(any(lack in one for lack in lacks) for one in people) and "Office Head, Township Leader" in last
	)


def test_nobody_should_hold_submit_or_cancel_on_what_an_approval_submits(world):
	found = [one for one in api.lint(form(world).name) if not one["error"]]
	assert "may submit or cancel Approval Trial by hand" in found[-1]["message"]


def test_where_a_township_has_nobody_to_decide_it_is_said_with_its_name(world):
	found = [one["message"] for one in api.lint(form(world).name) if not one["error"]]
	assert any("nobody is found for" in one and one.startswith("邻近乡") for one in found)
	assert any(
		"duties apart can leave nobody at" in one and "add a rung to the ladder" in one for one in found
	)


def test_the_form_and_the_json_say_the_same(world):
	flow = Flow.parse(
		world.definition(township=world.CODE, when=[[{"field": "amount", "operator": "in", "value": [1, 2]}]])
	)
	assert definition_of(values_of(flow)) == flow.dump()


def test_the_stored_form_gives_the_published_definition(world):
	doc = form(world)
	stored = frappe.db.get_value("Approval Flow Version", doc.published_version, "definition")
	assert definition_of(doc) == json.loads(stored)
	# In the language of whoever published it last
	found = api.lint(doc.name)
	assert not doc.unpublished_changes and len(doc.findings.splitlines()) == len(found)
	assert not any(one["error"] for one in found)


def test_an_edit_counts_only_after_publishing(world):
	doc = form(world)
	before = doc.published_version
	doc.nodes[1].label = "Front Office"
	doc.save()
	assert doc.unpublished_changes == 1 and doc.published_version == before
	running = world.started()
	assert frappe.get_value("Approval Task", world.task_of("bob", running), "node_label") == "Office"
	frappe.set_user("Administrator")
	answer = api.publish(world.FLOW)
	assert answer["version"] == f"{world.FLOW}-v{doc.version + 1}"
	assert only_warns(answer["findings"]), "\n".join(answer["findings"])
	assert (
		frappe.get_value("Approval Task", world.task_of("bob", world.started()), "node_label")
		== "Front Office"
	)


def test_publishing_the_same_twice_makes_no_new_version(world):
	doc = form(world)
	assert api.publish(doc.name)["version"] == doc.published_version


def test_a_flow_with_errors_is_saved_but_not_published(world):
	doc = form(world)
	doc.status_field = "no_such_field"
	doc.append("nodes", {"node_key": "lost", "node_type": "Approval", "label": "Lost", "submit_document": 1})
	doc.save()
	assert "no_such_field" in doc.findings and "Lost" in doc.findings
	assert [one["error"] for one in api.lint(doc.name)].count(False) == 1
	with pytest.raises(errors.FlowNotSound, match="no_such_field"):
		api.publish(doc.name)


def test_the_status_of_a_flow_is_not_set_by_hand(world):
	doc = form(world)
	doc.status = "Retired"
	with pytest.raises(frappe.ValidationError, match="by hand|手工"):
		doc.save()


def test_a_published_flow_is_retired_not_deleted(world):
	doc = form(world)
	with pytest.raises(frappe.ValidationError):
		doc.delete()


def test_a_retired_flow_starts_nothing_but_lets_run_what_runs(world):
	running, waiting = world.started(), world.trial()
	frappe.set_user("Administrator")
	api.retire_from_form(json.dumps({"doctype": "Approval Flow", "name": world.FLOW}))
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.CannotStart):
		api.start(world.TRIAL, waiting.name)
	world.act("bob", running)
	assert world.act("dan", running)["status"] == "Approved"


def test_only_who_may_write_flows_publishes_them(world):
	for who in ("ann", "cid"):
		frappe.set_user(world.mail(who))
		with pytest.raises(frappe.PermissionError):
			api.publish(world.FLOW)


def test_the_fitting_flow_of_highest_priority_is_used(world):
	frappe.set_user("Administrator")
	nodes = [node for node in world.definition()["nodes"] if node["key"] in ("start", "one", "end")]
	ways = [{"from": "start", "to": "one"}, {"from": "one", "to": "end"}]
	big = [[{"field": "amount", "operator": ">=", "value": 1000}]]
	world.publish_flow(flow_name="Big Trial", when=big, priority=5, nodes=nodes, transitions=ways)
	world.publish_flow(flow_name="Elsewhere", township="999126002", priority=9, nodes=nodes, transitions=ways)
	assert world.open_tasks(world.started(amount=2000))[0][0] == "one"
	assert world.open_tasks(world.started(amount=20))[0][0] == "office"


def test_a_flow_starts_only_from_the_statuses_it_names_and_may_then_follow_an_ended_one(world):
	frappe.set_user("Administrator")
	world.publish_flow(starts_from=["Draft", "Rejected"])
	doc = world.started()
	world.act("bob", doc, "reject", opinion="No.")
	frappe.set_user(world.mail("ann"))
	api.start(world.TRIAL, doc.name)
	world.act("bob", doc)
	world.act("cid", doc)
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.CannotStart):
		api.start(world.TRIAL, doc.name)


def test_a_rejected_document_is_closed_unless_the_flow_reopens_it(world):
	doc = world.started()
	world.act("bob", doc, "reject", opinion="No.")
	frappe.set_user(world.mail("ann"))
	doc = world.fresh(doc)
	doc.amount = 3
	with pytest.raises(errors.DocumentGuarded, match="ended|已结束"):
		doc.save()
	frappe.set_user("Administrator")
	world.publish_flow(reopen_rejected=True)
	other = world.started()
	world.act("bob", other, "reject", opinion="No.")
	frappe.set_user(world.mail("ann"))
	other = world.fresh(other)
	other.amount = 3
	other.save()
	api.start(world.TRIAL, other.name)
