"""What people do with their tasks besides deciding: give on, ask, add and remove signers, send copies, take back."""

import json
from itertools import pairwise

import pytest

import frappe

from township_gov.workflows import api, errors, runtime, stepping
from township_gov.workflows.core.settings import VERBS
from township_gov.workflows.state import State


def node(key: str, role: str, **values):
	"""A step decided by the holders of a role."""
	given = {"key": key, "type": "Approval", "label": key.title(), "opinion": "Never", "return_to": ["*"]}
	return given | {"approvers": [{"rule": "Role in Scope", "role": role}], "allow": list(VERBS)} | values


def publish(world, *nodes, **values):
	"""A flow of these steps, one after another, on the trial doctype."""
	keys = ["start", *(one["key"] for one in nodes), "end"]
	ways = [{"from": source, "to": target} for source, target in pairwise(keys)]
	ends = [
		{"key": "start", "type": "Start", "label": "Draft"},
		{"key": "end", "type": "End", "label": "End"},
	]
	frappe.set_user("Administrator")
	world.publish_flow(**{"nodes": [ends[0], *nodes, ends[1]], "transitions": ways} | values)


@pytest.fixture
def office(world):
	"""A document at a step that bob alone decides and that allows every act; then the leaders."""
	named = [{"rule": "Named User", "user": world.mail("bob")}]
	publish(world, node("office", "", approvers=named, fields=["remark"]), node("leaders", "Township Leader"))
	return world.started()


def log_of(doc, action=None):
	filters = {"reference_name": doc.name} | ({"action": action} if action else {})
	return frappe.get_last_doc("Approval Log", filters, order_by="seq desc")


def instance_of(doc):
	return frappe.get_last_doc("Approval Instance", {"reference_name": doc.name})


def record(world, who, doc):
	return frappe.get_doc("Approval Task", world.task_of(who, doc))


def replays(doc) -> bool:
	"""Whether the log rebuilds the stored state, byte for byte (rule 15)."""
	instance = instance_of(doc)
	return runtime.rebuilt(instance.name) == State.load(json.loads(instance.state))


def test_a_transferred_task_goes_to_another_with_its_reason(world, office):
	world.act("bob", office, "transfer", users=[world.mail("dan")])
	given, taken = record(world, "bob", office), record(world, "dan", office)
	assert (given.status, given.action, given.acted_by) == ("Transferred", "transfer", world.mail("bob"))
	assert (taken.status == "Open" and taken.why == "由Bob转交办理") or "Bob" in taken.why
	row = log_of(office)
	assert (row.action, row.action_label, json.loads(row.people)) == (
		"transfer",
		"Transfer",
		[world.mail("dan")],
	)
	assert instance_of(office).holders == "Dan" and replays(office)
	with pytest.raises(errors.ApprovalClosed, match="transferred"):
		world.act("bob", office)
	world.act("dan", office)
	assert {key for key, _who in world.open_tasks(office)} == {"leaders"}


def test_an_opinion_is_asked_and_comes_back_to_the_owner_who_decides(world, office):
	world.act("bob", office, "delegate", users=json.dumps([world.mail("dan")]), opinion="Is it lawful?")
	asked = record(world, "dan", office)
	assert (asked.kind, asked.helps, asked.asked_by) == (
		"Opinion",
		record(world, "bob", office).task_no,
		world.mail("bob"),
	)
	assert asked.note == "Is it lawful?" and "Bob" in asked.why
	with pytest.raises(errors.AnswerOutstanding):
		world.act("bob", office)
	with pytest.raises(errors.OpinionMissing):
		world.act("dan", office, "answer")
	with pytest.raises(errors.ActionRefused):
		world.act("dan", office, "approve")
	world.act("dan", office, "answer", opinion="Yes, by Article 3.")
	assert log_of(office).action_label == "Answer" and log_of(office).opinion == "Yes, by Article 3."
	world.act("bob", office)
	assert replays(office)


def test_who_is_only_asked_for_an_opinion_changes_no_field(world, office):
	world.act("bob", office, "delegate", users=[world.mail("dan")])
	for who in ("dan", "bob"):
		frappe.set_user(world.mail(who))
		doc = world.fresh(office)
		doc.remark = f"By {who}"
		if who == "dan":
			with pytest.raises(errors.DocumentGuarded):
				doc.save()
		else:
			doc.save()


@pytest.mark.parametrize("where", ["before", "beside", "after"])
def test_added_signers_sign_where_they_were_added(world, office, where):
	named = [{"rule": "Named User", "user": world.mail("bob")}]
	publish(world, node("office", "", how="All", approvers=named), node("leaders", "Township Leader"))
	doc = world.started()
	world.act("bob", doc, f"add {where}", users=[world.mail("dan")], opinion="Please check the sum.")
	assert json.loads(log_of(doc).people) == [world.mail("dan")]
	if where == "before":
		assert record(world, "dan", doc).kind == "Before"
		with pytest.raises(errors.AnswerOutstanding):
			world.act("bob", doc)
		world.act("dan", doc)
		world.act("bob", doc)
	if where == "beside":
		world.act("bob", doc)
		assert world.open_tasks(doc) == [("office", "dan")] and record(world, "dan", doc).kind == "Beside"
		world.act("dan", doc)
	if where == "after":
		assert [who for _node, who in world.open_tasks(doc)] == ["bob"]
		world.act("bob", doc)
		added = record(world, "dan", doc)
		assert (added.kind, added.asked_by, added.status) == ("After", world.mail("bob"), "Open")
		assert "Bob" in added.why
		world.act("dan", doc)
	assert {key for key, _who in world.open_tasks(doc)} == {"leaders"} and replays(doc)


def test_signers_one_has_added_are_removed_while_they_have_not_acted(world, office):
	world.act("bob", office, "add before", users=[world.mail("dan"), world.mail("cid")])
	frappe.set_user(world.mail("bob"))
	shown = api.people(world.task_of("bob", office), "remove")
	assert [row["user"] for row in shown] == [world.mail("cid"), world.mail("dan")]
	world.act("bob", office, "remove", users=[world.mail("dan")])
	assert record(world, "dan", office).status == "Removed"
	world.act("cid", office)
	with pytest.raises(errors.ActionRefused):
		world.act("bob", office, "remove", users=[world.mail("cid")])
	world.act("bob", office)
	assert replays(office)


def test_removing_somebody_else_is_refused(world, office):
	world.act("bob", office, "add before", users=[world.mail("dan")])
	with pytest.raises(errors.SignerNotRemovable):
		world.act("bob", office, "remove", users=[world.mail("cid")])


def test_an_act_is_taken_back_while_nobody_has_acted_on_it(world, office):
	world.act("bob", office)
	frappe.set_user(world.mail("bob"))
	assert api.act_on(world.TRIAL, office.name, "take_back")["nodes"] == ["office"]
	assert world.open_tasks(office) == [("office", "bob")]
	again = record(world, "bob", office)
	assert (
		again.status == "Open"
		and again.why
		== frappe.get_all(
			"Approval Task",
			{"reference_name": office.name, "status": "Taken Back", "assigned_to": world.mail("bob")},
			pluck="why",
		)[0]
	)
	world.act("bob", office)
	world.act("dan", office)
	frappe.set_user(world.mail("bob"))
	with pytest.raises(errors.ApprovalClosed):
		api.act_on(world.TRIAL, office.name, "take_back")
	assert replays(office)


def test_what_somebody_has_acted_on_is_not_taken_back(world, office):
	publish(
		world,
		node("office", "Window Clerk", apart={"initiator": False}),
		node("leaders", "Township Leader", how="All"),
	)
	doc = world.started()
	world.act("bob", doc)
	world.act("dan", doc)
	frappe.set_user(world.mail("bob"))
	with pytest.raises(errors.CannotTakeBack, match="Ask the person who has it now"):
		api.act_on(world.TRIAL, doc.name, "take_back")
	assert frappe.db.get_value("Approval Instance", {"reference_name": doc.name}, "status") == "Running"


def test_copies_are_sent_and_read(world, office):
	world.act("bob", office, "copy", users=[world.mail("dan")], opinion="For your information.")
	copy = frappe.get_last_doc("Approval Copy", {"reference_name": office.name})
	assert (copy.user, copy.sent_by, copy.note) == (
		world.mail("dan"),
		world.mail("bob"),
		"For your information.",
	)
	assert copy.read_at is None and world.open_tasks(office) == [("office", "bob")]
	with pytest.raises(errors.ApprovalNotYours):
		api.read_copy(copy.name)
	frappe.set_user(world.mail("dan"))
	first = api.read_copy(copy.name)["read_at"]
	assert first and api.read_copy(copy.name)["read_at"] == first
	assert replays(office)


@pytest.mark.parametrize(
	("who", "why"),
	[
		("eve", "does not serve in this township"),
		("Guest", "no account of a person"),
		("nobody@example.org", "no account of a person"),
		("ann", "initiator"),
		("bob", "has been asked"),
	],
)
def test_people_who_cannot_be_asked_are_refused_in_words(world, office, who, why):
	user = world.mail(who) if who in world.PEOPLE else who
	with pytest.raises(errors.PersonNotAllowed, match=why):
		world.act("bob", office, "transfer", users=[user])
	assert world.open_tasks(office) == [("office", "bob")]


def test_who_may_not_read_the_document_is_not_asked(world, office):
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("dan")).remove_roles("Township Leader")
	with pytest.raises(errors.PersonNotAllowed, match="may not read"):
		world.act("bob", office, "transfer", users=[world.mail("dan")])


def test_acts_that_name_nobody_take_no_people_and_the_others_need_some(world, office):
	with pytest.raises(errors.ApprovalRefused, match="takes no people"):
		world.act("bob", office, "approve", users=[world.mail("dan")])
	with pytest.raises(errors.PersonNotAllowed, match="Name"):
		world.act("bob", office, "transfer")
	with pytest.raises(errors.PersonNotAllowed, match="exactly one"):
		world.act("bob", office, "delegate", users=[world.mail("dan"), world.mail("cid")])


def test_a_node_offers_only_what_it_allows(world):
	publish(world, node("office", "Office Head", allow=[]))
	doc = world.started()
	for action in ("transfer", "delegate", "add before", "add beside", "add after", "copy"):
		with pytest.raises(errors.ActionRefused, match="not offered"):
			world.act("bob", doc, action, users=[world.mail("dan")])


def test_the_picker_shows_whom_one_may_name(world, office):
	frappe.set_user(world.mail("bob"))
	task = world.task_of("bob", office)
	names = [row["name"] for row in api.people(task, "transfer")]
	assert "Dan" in names and "Cid" in names and "Bob" not in names and "Eve" not in names
	assert [row["name"] for row in api.people(task, "transfer", txt="dA")] == ["Dan"]
	assert api.people(task, "transfer", start=0, limit=1) == api.people(task, "transfer")[:1]
	frappe.set_user(world.mail("dan"))
	with pytest.raises(errors.ApprovalNotYours):
		api.people(task, "transfer")


def test_an_administrator_picks_people_only_for_documents_that_he_may_read(world, office):
	task = world.task_of("bob", office)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("eve")).add_roles("Township Administrator")
	frappe.set_user(world.mail("eve"))
	with pytest.raises(errors.ApprovalNotYours):
		api.people(task, "transfer")
	assert frappe.has_permission(world.TRIAL, "read", doc=office.name)
	assert api.people(task, "reassign")
	frappe.set_user("Administrator")
	world.new("User Permission", user=world.mail("eve"), allow="Township", for_value="999126002")
	frappe.set_user(world.mail("eve"))
	with pytest.raises(frappe.PermissionError):
		api.people(task, "reassign")


def test_whom_a_rule_closes_the_document_to_acts_on_no_task_of_it(world, office, monkeypatch):
	task = world.task_of("bob", office)
	monkeypatch.setattr(stepping.access, "vetoed", lambda doc, user: user == world.mail("bob"))
	with pytest.raises(errors.ApprovalNotYours, match="closed to you"):
		world.act("bob", office)
	frappe.set_user(world.mail("bob"))
	with pytest.raises(errors.ApprovalNotYours, match="closed to you"):
		api.people(task, "transfer")


def test_a_repeated_act_names_its_people_once(world, office):
	first = world.act("bob", office, "delegate", users=[world.mail("dan")], key="k1")
	assert world.act("bob", office, "delegate", users=[world.mail("dan")], key="k1") == first
	assert len(world.open_tasks(office)) == 2


def test_a_key_counts_for_one_approval_and_may_be_used_for_another(world, office):
	other = world.started()
	for doc in (office, other):
		assert world.act("bob", doc, key="k1")["nodes"] == ["leaders"]


@pytest.fixture
def levelled(world):
	"""The trial's remark, and the amount of its rows, at permission level 1, which nobody holds."""
	frappe.set_user("Administrator")
	fields = ((world.TRIAL, "remark"), (world.ROW, "amount"))
	for doctype, field in fields:
		frappe.make_property_setter(
			{
				"doctype": doctype,
				"fieldname": field,
				"property": "permlevel",
				"value": 1,
				"property_type": "Int",
			},
			validate_fields_for_doctype=False,
		)
		frappe.clear_cache(doctype=doctype)
	yield world
	frappe.set_user("Administrator")
	for doctype, _field in fields:
		frappe.db.delete("Property Setter", {"doc_type": doctype})
		frappe.clear_cache(doctype=doctype)


def test_a_task_gives_no_right_to_fields_of_a_higher_permission_level(levelled):
	world = levelled
	named = [{"rule": "Named User", "user": world.mail("bob")}]
	publish(world, node("office", "", approvers=named, fields=["*"]))
	doc = world.started()
	for values in ({"remark": "Secret"}, {"rows": [{"name": doc.rows[0].name, "item": "a", "amount": 7}]}):
		with pytest.raises(errors.DocumentGuarded, match="permission level"):
			world.act("bob", doc, values=values)
	world.act("bob", doc, values={"subject": "Open"})
	assert world.fresh(doc).subject == "Open" and world.fresh(doc).remark is None
