"""Acts on an approval as a whole: urge, suspend, resume, terminate, give and strike the tasks of others."""

import pytest

import frappe

from tests.app.test_approval_acts import instance_of, log_of, node, publish, record, replays
from township_gov.workflows import api, errors

ADMIN = "Administrator"


def on(world, who, doc, action, **values):
	"""An act of a person on the whole approval."""
	frappe.set_user(world.mail(who) if who in world.PEOPLE else who)
	return api.act_on(doc.doctype, doc.name, action, **values)


def test_who_started_it_urges_those_who_have_it(world):
	doc = world.started()
	on(world, "ann", doc, "urge", opinion="The applicant is waiting.")
	assert log_of(doc).action == "urge" and replays(doc)
	with pytest.raises(errors.PersonNotAllowed):
		on(world, "dan", doc, "urge")


def test_an_administrator_lets_it_rest_and_go_on(world):
	doc = world.started()
	for who in ("ann", "bob"):
		with pytest.raises(errors.ApprovalNotYours, match="Only an administrator"):
			on(world, who, doc, "suspend", opinion="Wait.")
	with pytest.raises(errors.OpinionMissing):
		on(world, ADMIN, doc, "suspend")
	on(world, ADMIN, doc, "suspend", opinion="The court decides first.")
	rests = instance_of(doc)
	assert rests.suspended and rests.suspended_reason == "The court decides first." and rests.suspended_at
	with pytest.raises(errors.ApprovalRests, match="suspended"):
		world.act("bob", doc)
	with pytest.raises(errors.ApprovalRests):
		on(world, ADMIN, doc, "suspend", opinion="Again.")
	on(world, ADMIN, doc, "resume")
	assert not instance_of(doc).suspended and not instance_of(doc).suspended_reason
	world.act("bob", doc)
	assert replays(doc)


def test_nobody_changes_a_document_whose_approval_rests(world):
	doc = world.started()
	on(world, ADMIN, doc, "suspend", opinion="Wait.")
	frappe.set_user(world.mail("bob"))
	doc = world.fresh(doc)
	doc.remark = "Changed"
	with pytest.raises(errors.DocumentGuarded):
		doc.save()


def test_an_administrator_ends_it_without_a_result_for_a_reason(world):
	doc = world.started()
	with pytest.raises(errors.ApprovalNotYours):
		on(world, "ann", doc, "terminate", opinion="No more.")
	with pytest.raises(errors.OpinionMissing):
		on(world, ADMIN, doc, "terminate")
	on(world, ADMIN, doc, "terminate", opinion="The matter went to the county.")
	ended = instance_of(doc)
	assert ended.status == "Terminated" and ended.ended_at and world.fresh(doc).status == "Taken Back"
	assert (
		world.open_tasks(doc) == []
		and log_of(doc).opinion == "The matter went to the county."
		and replays(doc)
	)
	frappe.set_user(world.mail("ann"))
	again = api.start(doc.doctype, doc.name)
	assert frappe.db.get_value("Approval Instance", again["instance"], "previous") == ended.name


def test_an_administrator_gives_one_task_to_a_named_person_with_a_reason(world):
	publish(world, node("office", "Office Head", allow=[]))
	doc = world.started()
	task = world.task_of("bob", doc)
	with pytest.raises(errors.ApprovalNotYours):
		on(world, "ann", doc, "reassign", task=task, users=[world.mail("dan")], opinion="Ill.")
	with pytest.raises(errors.OpinionMissing):
		on(world, ADMIN, doc, "reassign", task=task, users=[world.mail("dan")])
	with pytest.raises(errors.PersonNotAllowed, match="does not serve"):
		on(world, ADMIN, doc, "reassign", task=task, users=[world.mail("eve")], opinion="Ill.")
	on(world, ADMIN, doc, "reassign", task=task, users=[world.mail("dan")], opinion="Bob is ill.")
	assert record(world, "bob", doc).status == "Reassigned" and ("office", "dan") in world.open_tasks(doc)
	assert log_of(doc).opinion == "Bob is ill." and replays(doc)


def test_an_administrator_strikes_a_signer_but_never_the_last_one(world):
	publish(world, node("leaders", "Township Leader", how="All"))
	doc = world.started()
	with pytest.raises(errors.ActionRefused, match="Name an open task"):
		on(world, ADMIN, doc, "remove", opinion="Left.")
	on(world, ADMIN, doc, "remove", task=world.task_of("cid", doc), opinion="Away for months.")
	assert record(world, "cid", doc).status == "Removed" and world.open_tasks(doc) == [("leaders", "dan")]
	with pytest.raises(errors.SignerNotRemovable):
		on(world, ADMIN, doc, "remove", task=world.task_of("dan", doc), opinion="Away too.")
	assert replays(doc)


def test_people_are_named_for_one_task_not_for_all(world):
	doc = world.started()
	with pytest.raises(errors.ActionRefused, match="Name an open task"):
		on(world, ADMIN, doc, "reassign", users=[world.mail("dan")], opinion="All to Dan.")


def test_a_task_of_another_approval_is_not_touched(world):
	one, other = world.started(), world.started()
	with pytest.raises(errors.ActionRefused):
		on(world, ADMIN, one, "remove", task=world.task_of("bob", other), opinion="Mistake.")
