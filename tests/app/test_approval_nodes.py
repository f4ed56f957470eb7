"""Every node type and way of deciding on the platform: votes, order, branches, actions, documents, copies."""

import json
from types import SimpleNamespace

import pytest

import frappe

from tests.app.test_approval_acts import instance_of, log_of, node, publish, record, replays
from township_gov.workflows import api, automatic, errors

START = {"key": "start", "type": "Start", "label": "Draft", "status": "Draft"}
END = {"key": "end", "type": "End", "label": "End"}


def named(world, key, *people, **values):
	"""A step that these people decide."""
	rules = [{"rule": "Named User", "user": world.mail(who)} for who in people]
	return node(key, "", approvers=rules, apart={"initiator": False}, **values)


# -- ways of deciding -------------------------------------------------------------------------------------


def test_a_vote_passes_with_its_threshold_and_the_rest_is_not_needed(world):
	publish(world, named(world, "board", "bob", "cid", "dan", how="Vote", vote={"at_least": "2/3"}))
	doc = world.started()
	world.act("bob", doc)
	assert world.act("cid", doc)["status"] == "Approved"
	assert record(world, "dan", doc).status == "Not Needed" and replays(doc)
	with pytest.raises(errors.ApprovalClosed):
		world.act("dan", doc)


def test_a_tie_is_broken_by_the_chair(world):
	vote = {"more_than": "1/2", "chair": {"rule": "Named User", "user": world.mail("dan")}}
	actions = {"approve": "Agree", "reject": "Disagree", "abstain": "Abstain"}
	publish(
		world, named(world, "board", "bob", "dan", how="Vote", vote=vote, actions=actions, opinion="Never")
	)
	doc = world.started()
	world.act("bob", doc, "reject")
	assert world.act("dan", doc)["status"] == "Approved" and replays(doc)
	other = world.started()
	world.act("dan", other, "reject")
	assert world.fresh(other).status == "Rejected" or world.act("bob", other)["status"] == "Rejected"


def test_an_abstention_stays_in_the_roster(world):
	actions = {"approve": "Agree", "reject": "Disagree", "abstain": "Abstain"}
	publish(
		world, named(world, "board", "bob", "cid", how="Vote", vote={"more_than": "1/2"}, actions=actions)
	)
	doc = world.started()
	world.act("bob", doc)
	assert world.act("cid", doc, "abstain")["status"] == "Rejected"
	assert log_of(doc).action_label == "Abstain"


def test_people_sign_in_the_order_of_the_rules(world):
	publish(world, named(world, "line", "dan", "bob", "cid", how="In Order"))
	doc = world.started()
	for who in ("dan", "bob", "cid"):
		assert world.open_tasks(doc) == [("line", who)]
		assert record(world, who, doc).why == "Named in the approval flow" or record(world, who, doc).why
		basis = json.loads(record(world, who, doc).basis)
		assert basis["rule"] == "Named User"
		world.act(who, doc)
	assert instance_of(doc).status == "Approved" and replays(doc)


def test_who_signed_just_before_is_passed_over_and_it_is_logged(world):
	publish(world, named(world, "one", "bob"), named(world, "two", "bob", "dan", how="All", skip_repeat=True))
	doc = world.started()
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("two", "dan")]
	assert record(world, "bob", doc).status == "Skipped"
	assert any(
		one["kind"] == "Passed" and one["reason"] == "repeat" for one in json.loads(log_of(doc).effects)
	)
	assert replays(doc)


# -- parallel blocks --------------------------------------------------------------------------------------


@pytest.fixture
def block(world):
	"""Bob's and cid's branches side by side, joined before dan."""
	frappe.set_user("Administrator")
	world.publish_flow(
		nodes=[
			START,
			{"key": "split", "type": "Parallel Split", "label": "Both"},
			named(world, "left", "bob", fields=["remark"]),
			named(world, "right", "cid", fields=["amount"]),
			{"key": "join", "type": "Join", "label": "Joined"},
			named(world, "last", "dan"),
			END,
		],
		transitions=[
			{"from": "start", "to": "split"},
			{"from": "split", "to": "left"},
			{"from": "split", "to": "right", "when": [[{"field": "amount", "operator": ">", "value": 5}]]},
			{"from": "left", "to": "join"},
			{"from": "right", "to": "join"},
			{"from": "join", "to": "last"},
			{"from": "last", "to": "end"},
		],
	)
	return world


def test_branches_go_side_by_side_and_the_join_waits_for_both(block):
	doc = block.started()
	assert block.open_tasks(doc) == [("left", "bob"), ("right", "cid")]
	assert instance_of(doc).node_label == "Left, Right" and instance_of(doc).holders == "Bob, Cid"
	assert log_of(doc).to_node == "Left, Right"
	block.act("bob", doc)
	assert (log_of(doc).from_node, log_of(doc).to_node) == ("Left", "Joined")
	assert block.open_tasks(doc) == [("right", "cid")]
	block.act("cid", doc)
	assert block.open_tasks(doc) == [("last", "dan")] and replays(doc)


def test_only_the_branches_whose_condition_holds_are_waited_for(block):
	doc = block.started(amount=5)
	assert block.open_tasks(doc) == [("left", "bob")]
	block.act("bob", doc)
	assert block.open_tasks(doc) == [("last", "dan")]


def test_a_return_to_before_the_split_cancels_the_siblings(block):
	doc = block.started()
	block.act("cid", doc, "return", to_node="initiator")
	assert block.open_tasks(doc) == [("start", "ann")] and record(block, "bob", doc).status == "Cancelled"
	assert any(one["kind"] == "BranchCancelled" for one in json.loads(log_of(doc).effects))
	block.act("ann", doc, "resubmit")
	assert block.open_tasks(doc) == [("left", "bob"), ("right", "cid")] and replays(doc)


def test_each_branch_gives_the_rights_of_its_own_step(block):
	doc = block.started()
	frappe.set_user(block.mail("bob"))
	mine = block.fresh(doc)
	mine.remark = "Left says yes"
	mine.save()
	mine.amount = 99
	with pytest.raises(errors.DocumentGuarded):
		mine.save()


# -- what the program does --------------------------------------------------------------------------------


def good(doc, context):
	"""Write the document and a record of its own, once for each key."""
	if not frappe.db.exists("ToDo", {"description": context.key}):
		frappe.get_doc({"doctype": "ToDo", "description": context.key}).insert(ignore_permissions=True)
	doc.remark = f"Done at {context.label} for {context.initiator}"
	doc.save(ignore_permissions=True)


def bad(doc, context):
	"""Half of the work, then a failure."""
	frappe.get_doc({"doctype": "ToDo", "description": f"half of {context.key}"}).insert(
		ignore_permissions=True
	)
	doc.remark = "half"
	doc.save(ignore_permissions=True)
	frappe.throw("The register of the county does not answer.")


def broken(doc, context):
	"""A fault of the program."""
	raise KeyError("no_such_field")


def nesting(doc, context):
	"""Half of the work, then an action inside of this one that succeeds in a savepoint of its own, then a failure."""
	frappe.get_doc({"doctype": "ToDo", "description": f"half of {context.key}"}).insert(
		ignore_permissions=True
	)
	inner = SimpleNamespace(
		doc=doc, flow=SimpleNamespace(by_key={"machine": SimpleNamespace(key="machine", label="M")})
	)
	inner.instance, inner.initiator = SimpleNamespace(name=context.instance), context.initiator
	effect = SimpleNamespace(action="good", node="machine", key="inner")
	assert automatic._perform(inner, effect) is None
	frappe.throw("The outer one does not answer.")


@pytest.fixture
def actions(monkeypatch):
	"""Actions as an app registers them; the test may exchange one."""
	known = {"good": good, "bad": bad, "broken": broken, "nesting": nesting}
	paths = {name: name for name in known}
	monkeypatch.setattr(automatic, "registered", lambda: paths)
	monkeypatch.setattr(automatic, "load", known.__getitem__)
	return paths


def machine(world, run, **values):
	step = {"key": "machine", "type": "Automatic", "label": "Register", "run": run} | values
	step["approvers"] = [{"rule": "Named User", "user": world.mail("cid")}]
	publish(world, named(world, "office", "bob"), step, named(world, "last", "dan"))


def test_an_automatic_node_runs_its_action_and_goes_on(world, actions):
	machine(world, "good")
	doc = world.started()
	result = world.act("bob", doc)
	assert world.open_tasks(doc) == [("last", "dan")] and result["nodes"] == ["last"]
	assert world.fresh(doc).remark == f"Done at Register for {world.mail('ann')}"
	row = log_of(doc)
	assert (row.action, row.actor_name, json.loads(row.changes)["remark"][0]) == ("done", "Program", None)
	assert result["modified"] == str(world.fresh(doc).modified) and replays(doc)


@pytest.mark.parametrize(
	("run", "words"),
	[("bad", "does not answer"), ("broken", "no_such_field"), ("nesting", "outer one does not answer")],
)
def test_a_failed_action_leaves_nothing_half_done_and_asks_somebody_to_mend_it(world, actions, run, words):
	machine(world, run)
	doc = world.started()
	world.act("bob", doc)
	assert not frappe.db.exists("ToDo", {"description": ("like", "half of%")}) and not world.fresh(doc).remark
	mend = record(world, "cid", doc)
	assert (mend.kind, mend.status) == ("Mend", "Open") and words in mend.note
	assert log_of(doc).action == "failed" and words in log_of(doc).opinion
	assert instance_of(doc).waiting == "Repair" and replays(doc)
	with pytest.raises(errors.ActionRefused):
		world.act("cid", doc, "approve")
	world.act("cid", doc, "retry")
	assert instance_of(doc).waiting == "Repair" and record(world, "cid", doc).status == "Open"
	actions[run] = "good"
	world.act("cid", doc, "retry")
	assert world.open_tasks(doc) == [("last", "dan")] and replays(doc)
	assert frappe.db.count("ToDo", {"description": ("like", f"{instance_of(doc).name}.machine%")}) == 1


def test_a_failure_shows_no_error_to_the_person_whose_act_was_accepted(world, actions):
	machine(world, "bad")
	doc = world.started()
	frappe.clear_messages()
	world.act("bob", doc)
	assert not frappe.get_message_log()


def test_a_flow_with_an_action_that_nobody_registers_is_not_published(world, actions):
	with pytest.raises(errors.FlowNotSound, match="no installed app registers the action nothing"):
		machine(world, "nothing")


def test_an_action_whose_app_was_removed_meanwhile_asks_for_repair(world, actions):
	machine(world, "good")
	doc = world.started()
	del actions["good"]
	world.act("bob", doc)
	assert "is not registered" in record(world, "cid", doc).note


def test_nothing_leads_back_past_what_cannot_be_undone(world, actions):
	machine(world, "good", irreversible=True)
	doc = world.started()
	world.act("bob", doc)
	with pytest.raises(errors.ActionRefused):
		world.act("dan", doc, "return", to_node="office")
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.CannotWithdraw):
		api.act_on(doc.doctype, doc.name, "withdraw")


numbers: list[str] = []


def issue(doc, instance, node, kind, key):
	"""A number for each key."""
	number = f"{kind}-{doc.name}"
	if key not in numbers:
		numbers.append(key)
	return number


def void(number, reason, instance=None):
	"""Keep a number as void."""
	numbers.append(f"void {number}: {reason}")


@pytest.fixture
def papers(monkeypatch):
	numbers.clear()
	monkeypatch.setattr(automatic.issuing, "issue", issue)
	monkeypatch.setattr(automatic.issuing, "void", void)
	return numbers


def test_a_document_is_issued_by_who_is_asked_to_and_its_number_stands_in_the_log(world, papers):
	paper = {"key": "paper", "type": "Issue Document", "label": "Issue", "document": "NOTICE"}
	paper["approvers"] = [{"rule": "Named User", "user": world.mail("cid")}]
	publish(
		world, named(world, "office", "bob"), paper, named(world, "last", "dan"), withdraw="Until Finished"
	)
	doc = world.started()
	world.act("bob", doc)
	assert record(world, "cid", doc).kind == "Issue" and not papers
	world.act("cid", doc, "issue")
	assert world.open_tasks(doc) == [("last", "dan")] and len(papers) == 1
	assert (log_of(doc).action, log_of(doc).opinion) == ("issued", f"NOTICE-{doc.name}")
	frappe.set_user(world.mail("ann"))
	api.act_on(doc.doctype, doc.name, "withdraw", opinion="Not needed.")
	assert papers[-1] == f"void NOTICE-{doc.name}: Not needed." and replays(doc)


def test_a_document_that_nobody_has_to_issue_is_issued_at_once(world, papers):
	paper = {"key": "paper", "type": "Issue Document", "label": "Issue", "document": "NOTICE"}
	publish(world, named(world, "office", "bob"), paper)
	doc = world.started()
	assert world.act("bob", doc)["status"] == "Approved" and len(papers) == 1 and replays(doc)


def test_a_copy_node_sends_copies_and_waits_for_nobody(world):
	copy = {"key": "copy", "type": "Copy", "label": "Copies"}
	copy["approvers"] = [{"rule": "Named User", "user": world.mail(who)} for who in ("cid", "dan")]
	publish(world, named(world, "office", "bob"), copy)
	doc = world.started()
	assert world.act("bob", doc)["status"] == "Approved"
	rows = frappe.get_all("Approval Copy", {"reference_name": doc.name}, ["user", "node_label", "sent_by"])
	assert sorted(row.user for row in rows) == [world.mail("cid"), world.mail("dan")]
	assert {(row.node_label, row.sent_by) for row in rows} == {("Copies", None)}


# -- who is asked -----------------------------------------------------------------------------------------


@pytest.fixture
def posts(world):
	"""Bob is a deputy of the hall, dan leads it by portfolio and a village besides."""
	frappe.set_user("Administrator")
	cadre = {who: frappe.db.get_value("Cadre", {"user_id": world.mail(who)}) for who in ("bob", "dan")}
	hall = f"{world.CODE}-HALL"
	post = frappe.db.get_value("Cadre", cadre["bob"], "current_post")
	frappe.db.set_value("Post", post, "level", "Deputy")
	world.new(
		"Portfolio",
		leader=cadre["dan"],
		township=world.CODE,
		from_date="2024-01-01",
		offices=[{"office": hall}],
	)
	return frappe._dict(post=post, hall=hall)


@pytest.mark.parametrize(
	("rule", "asked", "why"),
	[
		({"rule": "Deputy of Office", "field": "office"}, "bob", "Deputy of 便民服务中心"),
		(
			{"rule": "Leader by Portfolio", "field": "office"},
			"dan",
			"In charge of 便民服务中心 by the division of work",
		),
		({"rule": "Holder of a Post", "post": "POST"}, "bob", "Holds the post 岗位2 since 2024-01-15"),
		({"rule": "Previous Handler"}, "cid", "Handled the step before"),
	],
)
def test_further_rules_name_their_people_and_say_why(world, posts, rule, asked, why):
	rule = rule | ({"post": posts.post} if "post" in rule else {})
	step = node("named", "", approvers=[rule], apart={"initiator": False})
	publish(world, named(world, "first", "cid"), step)
	doc = world.started(office=posts.hall)
	world.act("cid", doc)
	assert world.open_tasks(doc) == [("named", asked)]
	from township_gov.workflows import people

	assert why in people.explain(json.loads(record(world, asked, doc).basis), "en") and replays(doc)


def test_the_previous_handler_of_the_first_step_is_who_started_it(world):
	publish(world, node("named", "", approvers=[{"rule": "Previous Handler"}], apart={"initiator": False}))
	assert world.open_tasks(world.started()) == [("named", "ann")]
