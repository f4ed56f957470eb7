"""An approval on the platform, from start to end, as people meet it."""

import json

import pytest

import frappe

from township_gov.patches import name_holders
from township_gov.workflows import api, doors, errors, runtime
from township_gov.workflows.state import State


def instance_of(doc):
	return frappe.get_last_doc("Approval Instance", {"reference_name": doc.name})


def test_it_runs_from_start_to_end_and_end_submits(world):
	doc = world.started()
	assert doc.status == "Checking" and doc.docstatus == 0
	assert world.open_tasks(doc) == [("office", "bob"), ("office", "cid")]
	world.act("bob", doc)
	assert world.fresh(doc).status == "Deciding"
	assert world.open_tasks(doc) == [("one", "cid"), ("one", "dan")]
	result = world.act("dan", doc)
	doc = world.fresh(doc)
	assert result["status"] == "Approved" and doc.docstatus == 1 and doc.status == "Approved"
	assert world.open_tasks(doc) == []


def test_who_is_asked_and_why_stands_in_the_task(world):
	doc = world.started()
	task = frappe.get_doc("Approval Task", world.task_of("bob", doc))
	assert json.loads(task.basis)["role"] == "Office Head"
	assert task.person.startswith("cadre:") and task.post
	assert "试验乡" in task.why


def test_people_of_another_township_are_not_asked(world):
	doc = world.started(township="999126002", office=None)
	assert world.open_tasks(doc) == [("office", "eve")]


def test_a_role_may_be_narrowed_to_the_holders_of_a_post_in_the_documents_office(world):
	nodes = world.definition()["nodes"]
	nodes[1]["approvers"] = [{"rule": "Role in Scope", "role": "Office Head", "office_field": "office"}]
	frappe.set_user("Administrator")
	world.publish_flow(nodes=nodes)
	doc = world.started(office=f"{world.CODE}-HALL")
	assert world.open_tasks(doc) == [("office", "bob")]
	basis = json.loads(frappe.db.get_value("Approval Task", world.task_of("bob", doc), "basis"))
	assert basis["since"] == "2024-01-15" and basis["office_name"] == "便民服务中心"


@pytest.mark.parametrize(
	("rule", "asked"),
	[
		({"rule": "Named User", "user": "dan.trial@example.org"}, ["dan"]),
		({"rule": "Document Field", "field": "cadre"}, ["cid"]),
		({"rule": "Head of Office", "field": "office"}, ["bob"]),
		({"rule": "Head of Initiator"}, ["bob"]),
	],
)
def test_other_rules_name_their_people(world, rule, asked):
	nodes = world.definition()["nodes"]
	nodes[1]["approvers"] = [rule]
	frappe.set_user("Administrator")
	world.publish_flow(nodes=nodes)
	cid = frappe.db.get_value("Cadre", {"user_id": world.mail("cid")})
	doc = world.started(office=f"{world.CODE}-HALL", cadre=cid)
	assert [who for _node, who in world.open_tasks(doc)] == asked


def test_an_approval_is_started_once(world):
	doc = world.started()
	with pytest.raises(errors.CannotStart, match="running already|正在"):
		api.start(world.TRIAL, doc.name)


def test_a_start_needs_the_fields_the_flow_demands(world):
	doc = world.trial(amount=0)
	with pytest.raises(errors.RequiredFieldsEmpty):
		api.start(world.TRIAL, doc.name)


def test_only_who_may_write_the_document_starts_it(world):
	doc = world.trial()
	frappe.set_user("Guest")
	with pytest.raises(frappe.PermissionError):
		api.start(world.TRIAL, doc.name)


def test_big_amounts_need_all_leaders_and_each_decides_once(world):
	doc = world.started(amount=500)
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("all", "cid"), ("all", "dan")]
	world.act("cid", doc)
	with pytest.raises(errors.ApprovalClosed):
		world.act("cid", doc)
	assert world.fresh(doc).docstatus == 0
	assert world.act("dan", doc)["status"] == "Approved"


def test_two_people_on_one_task_the_second_is_told(world):
	doc = world.started()
	world.act("bob", doc)
	frappe.set_user(world.mail("cid"))
	late = frappe.get_value(
		"Approval Task", {"reference_name": doc.name, "node_key": "office", "assigned_to": world.mail("cid")}
	)
	with pytest.raises(errors.ApprovalClosed):
		api.act(late, "approve", seen=str(world.fresh(doc).modified))


def test_a_return_opens_a_new_round_with_new_tasks(world):
	doc = world.started()
	world.act("bob", doc, "return", to_node="initiator", opinion="Add the form.")
	doc = world.fresh(doc)
	assert doc.status == "Draft" and world.open_tasks(doc) == [("start", "ann")]
	frappe.set_user(world.mail("ann"))
	doc.subject = "Trial, complete"
	doc.save()
	world.act("ann", doc, "resubmit")
	assert world.open_tasks(doc) == [("office", "bob"), ("office", "cid")]
	assert instance_of(doc).round == 2
	rounds = frappe.get_all(
		"Approval Task", {"reference_name": doc.name, "assigned_to": world.mail("bob")}, pluck="round"
	)
	assert sorted(rounds) == [1, 2]


def test_a_returned_document_goes_straight_back_where_the_node_says_so(world):
	doc = world.started(amount=500)
	world.act("bob", doc)
	world.act("dan", doc, "return", to_node="office")
	assert world.open_tasks(doc) == [("office", "bob"), ("office", "cid")]
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("all", "cid"), ("all", "dan")]


def test_an_opinion_is_demanded_and_kept(world):
	doc = world.started()
	with pytest.raises(errors.OpinionMissing):
		world.act("bob", doc, "reject", opinion="  ")
	world.act("bob", doc, "reject", opinion="Not ours.")
	assert world.fresh(doc).status == "Rejected"
	assert api.history(world.TRIAL, doc.name)[-1]["opinion"] == "Not ours."


def test_he_approves_what_he_has_read(world):
	doc = world.started()
	for seen in (None, "2020-01-01 00:00:00"):
		with pytest.raises(errors.DocumentChanged):
			world.act("bob", doc, seen=seen)
	frappe.set_user(world.mail("bob"))
	read = str(world.fresh(doc).modified)
	other = world.fresh(doc)
	frappe.set_user(world.mail("cid"))
	other.remark = "Seen by Cid"
	other.save()
	with pytest.raises(errors.DocumentChanged):
		world.act("bob", doc, seen=read)
	world.act("bob", doc)


def test_a_repeated_key_gives_the_first_result(world):
	doc = world.started()
	seen = str(doc.modified)
	task = world.task_of("bob", doc)
	frappe.set_user(world.mail("bob"))
	first = api.act(task, "approve", seen=seen, key="once")
	assert api.act(task, "approve", seen=seen, key="once") == first
	assert frappe.db.count("Approval Log", {"reference_name": doc.name}) == 2
	frappe.set_user(world.mail("cid"))
	with pytest.raises(errors.ApprovalRefused):
		api.act(task, "approve", seen=str(world.fresh(doc).modified), key="once")


def test_each_step_is_a_revision_of_its_own_even_without_a_status_field(world):
	frappe.set_user("Administrator")
	nodes = [
		{key: value for key, value in node.items() if key != "status"} for node in world.definition()["nodes"]
	]
	world.publish_flow(status_field="", statuses={}, nodes=nodes)
	doc = world.trial()
	revisions = [str(doc.modified)]
	api.start(world.TRIAL, doc.name)
	revisions.append(str(world.fresh(doc).modified))
	world.act("bob", doc)
	revisions.append(str(world.fresh(doc).modified))
	assert len(set(revisions)) == 3


def test_the_database_refuses_a_second_running_approval(world):
	doc = world.started()
	twin = frappe.copy_doc(instance_of(doc))
	with doors.records(), pytest.raises(frappe.UniqueValidationError):
		twin.insert(ignore_permissions=True)


def test_the_initiator_withdraws_before_a_decision_and_may_start_anew(world):
	doc = world.started()
	frappe.set_user(world.mail("bob"))
	with pytest.raises(errors.CannotWithdraw):
		api.act_on(world.TRIAL, doc.name, "withdraw")
	frappe.set_user(world.mail("ann"))
	api.act_on(world.TRIAL, doc.name, "withdraw", opinion="Wrong form")
	assert world.fresh(doc).status == "Taken Back" and world.open_tasks(doc) == []
	first = instance_of(doc).name
	api.start(world.TRIAL, doc.name)
	assert instance_of(doc).previous == first
	world.act("bob", doc)
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.CannotWithdraw):
		api.act_on(world.TRIAL, doc.name, "withdraw")


def test_an_approval_started_by_an_earlier_version_is_told_who_has_it(world):
	doc = world.started()
	instance, said = instance_of(doc).name, instance_of(doc).holders
	frappe.db.set_value("Approval Instance", instance, "holders", None)
	name_holders.execute()
	assert said and frappe.db.get_value("Approval Instance", instance, "holders") == said


def _passed_over(doc) -> list[dict]:
	return [row for one in api.history(doc.doctype, doc.name) for row in one["passed_over"]]


def test_the_person_the_document_is_about_and_his_kin_do_not_decide(world):
	cid, dan = (frappe.db.get_value("Cadre", {"user_id": world.mail(who)}) for who in ("cid", "dan"))
	doc = world.started(amount=500, cadre=cid)
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("all", "dan")]
	frappe.set_user("Administrator")
	cadre = frappe.get_doc("Cadre", dan)
	cadre.append("kin", {"cadre": cid, "relation": cadre.meta.get_field("kin") and "Spouse"})
	cadre.flags.ignore_mandatory = True
	cadre.save()
	other = world.started(amount=500, cadre=cid)
	world.act("bob", other)
	assert world.open_tasks(other) == []
	assert instance_of(other).waiting == "No Approver"
	shown = api.actions(world.TRIAL, other.name)
	assert shown["waiting"] == "No Approver"
	frappe.set_user("Administrator")
	said = {row["reason"] for row in _passed_over(other)}
	assert "kin" in said, "the Administrator may know who is related to whom"
	frappe.set_user(world.mail("bob"))
	said = {row["reason"] for row in _passed_over(other)}
	assert "kin" not in said and "Kept apart by the rules of this step" in said
	frappe.set_user("Administrator")
	cadre.reload()
	cadre.kin = []
	cadre.save()
	api.act_on(world.TRIAL, other.name, "reassign")
	assert world.open_tasks(other) == [("all", "dan")]


def test_who_made_the_document_is_kept_apart_where_the_flow_says_so(world):
	nodes = world.definition()["nodes"]
	nodes[1]["apart"] = {"initiator": True, "fields": ["owner"]}
	frappe.set_user("Administrator")
	world.publish_flow(nodes=nodes)
	doc = world.trial(by="bob")
	frappe.set_user(world.mail("ann"))
	api.start(world.TRIAL, doc.name)
	assert world.open_tasks(doc) == [("office", "cid")]
	assert api.history(world.TRIAL, doc.name)[0]["passed_over"][0]["reason"] == "subject"


def test_facts_behind_a_step_are_for_those_who_check_approvals(world):
	doc = world.started()
	row = frappe.get_last_doc("Approval Log", {"reference_name": doc.name})
	frappe.set_user(world.mail("ann"))
	row.apply_fieldlevel_read_permissions()
	assert not row.get("facts") and not row.get("event") and row.action == "start"


def test_only_initiator_or_administrator_may_reassign(world):
	doc = world.started()
	frappe.set_user(world.mail("dan"))
	with pytest.raises(errors.ApprovalNotYours):
		api.act_on(world.TRIAL, doc.name, "reassign")


def test_who_loses_his_role_hands_over(world):
	doc = world.started()
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("bob")).remove_roles("Office Head")
	api.act_on(world.TRIAL, doc.name, "reassign")
	assert world.open_tasks(doc) == [("office", "cid")]


def test_a_running_approval_keeps_its_version(world):
	doc = world.started()
	frappe.set_user("Administrator")
	flow = world.publish_flow(
		nodes=[node for node in world.definition()["nodes"] if node["key"] not in ("one", "size", "all")],
		transitions=[{"from": "start", "to": "office"}, {"from": "office", "to": "end"}],
	)
	assert flow.version > 1
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("one", "cid"), ("one", "dan")]
	newer = world.started()
	assert world.act("bob", newer)["status"] == "Approved"


def test_the_log_replays_to_the_stored_state(world):
	doc = world.started(amount=500)
	world.act("bob", doc, values={"remark": "Checked"})
	world.act("dan", doc, "return", to_node="initiator")
	world.act("ann", doc, "resubmit")
	world.act("cid", doc)
	world.act("dan", doc)
	instance = instance_of(doc)
	assert instance.status == "Approved"
	assert runtime.rebuilt(instance.name) == State.load(json.loads(instance.state))


def test_the_log_says_who_what_where_and_in_which_capacity(world):
	doc = world.started()
	world.act("bob", doc, opinion="Agree.", values={"remark": "Checked"})
	row = frappe.get_last_doc("Approval Log", {"reference_name": doc.name, "action": "approve"})
	assert (row.from_node, row.to_node, row.actor, row.opinion) == (
		"Office",
		"One Leader",
		world.mail("bob"),
		"Agree.",
	)
	assert row.post and row.why and row.minutes_used is not None and row.action_label == "Accept"
	assert json.loads(row.changes) == {"remark": ["", "Checked"]} or json.loads(row.changes) == {
		"remark": [None, "Checked"]
	}


def test_values_are_set_within_the_rights_of_the_step_only(world):
	doc = world.started()
	with pytest.raises(errors.DocumentGuarded):
		world.act("bob", doc, values={"amount": 5000})
	with pytest.raises(errors.DocumentGuarded):
		world.act("bob", doc, values={"status": "Approved"})
	for hidden in ({"name": "other"}, {"docstatus": 1}, {"owner": "eve"}):
		with pytest.raises(errors.ActionRefused, match="no field"):
			world.act("bob", doc, values=hidden)
	world.act("bob", doc, values={"remark": "Checked"})
	assert world.fresh(doc).remark == "Checked"


def test_a_system_change_is_logged_with_its_reason(world):
	from township_gov.workflows import guard

	doc = world.started()
	frappe.set_user("Administrator")
	with guard.opened(world.TRIAL, doc.name, "Yearly correction"):
		doc = world.fresh(doc)
		doc.status = "Deciding"
		doc.save()
	row = frappe.get_last_doc("Approval Log", {"reference_name": doc.name, "kind": "System Change"})
	assert row.opinion == "Yearly correction"
	assert not doors.is_open(world.TRIAL, doc.name)
	world.act("bob", doc)
