"""Running approvals moved onto the newest version: the forecast, the move, the log that replays."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

import frappe
from frappe.utils import today

from tests.app.test_approval_acts import instance_of, log_of, node
from tests.app.test_approval_nodes import END, START, named
from township_gov.workflows import api, errors, migrating, runtime
from township_gov.workflows.state import canonical


def publish(world, *nodes, **changes):
	"""A version of the flow: Start, these steps one after another, End."""
	frappe.set_user("Administrator")
	keys = ["start", *(one["key"] for one in nodes), "end"]
	ways = [{"from": source, "to": target} for source, target in pairwise(keys)]
	return world.publish_flow(nodes=[START, *nodes, END], transitions=ways, **changes)


def plain(world, key: str, *people: str, **values):
	return named(world, key, *(people or ("bob",)), **values)


def move(world, dry_run: bool = False, **mapping: str) -> dict:
	frappe.set_user("Administrator")
	return api.migrate_instances(world.FLOW, json.dumps(mapping), dry_run=dry_run)


def both(world, **mapping: str) -> dict:
	"""Forecast, then move: the same report."""
	forecast, done = move(world, True, **mapping), move(world, **mapping)
	assert forecast["totals"] == done["totals"]
	assert (forecast["groups"], forecast["rows"]) == (done["groups"], done["rows"])
	return done


def replays(doc) -> bool:
	instance = instance_of(doc)
	return canonical(runtime.rebuilt(instance.name).dump()) == instance.state


@pytest.fixture(autouse=True)
def nothing_is_kept(world, monkeypatch):
	"""A move commits by the batch; here everything is rolled back, and what other tests left running is out of sight."""
	left = {"flow": world.FLOW, "status": "Running"}
	frappe.db.set_value("Approval Instance", left, "status", "Terminated", update_modified=False)
	monkeypatch.setattr(frappe.db, "commit", lambda: None)


def test_an_approval_goes_on_by_the_new_version(world):
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	doc = world.started()
	publish(world, plain(world, "office"), plain(world, "law", "cid"), plain(world, "boss", "dan"))
	found = both(world)
	assert found["totals"] == {
		"approvals": 1,
		"as is": 1,
		"mapped": 0,
		"stays": 0,
		"reassigned": 0,
		"failed": 0,
	}
	(group,) = found["groups"]
	assert (group["standing"], group["as is"], group["stays"]) == ("Office", 1, 0)
	assert group["version"] != found["version"] and group["approvals"] == 1
	assert instance_of(doc).flow_version == found["version"]
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("law", "cid")]
	assert replays(doc)


def test_the_log_says_who_moved_it_and_from_where(world):
	publish(world, plain(world, "office"))
	doc = world.started()
	old = instance_of(doc).flow_version
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	new = both(world)["version"]
	row = log_of(doc)
	assert (row.action, row.actor, row.opinion) == (
		"migrate",
		"Administrator",
		f"Moved from version {old} to {new}",
	)
	event = json.loads(row.event)
	assert (event["type"], event["from"], event["version"]) == ("migrate", old, new)
	assert replays(doc)


def test_a_step_with_another_key_is_mapped_and_its_task_follows(world):
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	doc = world.started()
	task = world.task_of("bob", doc)
	publish(world, plain(world, "desk", label="Front Desk"), plain(world, "boss", "dan"))
	stays = both(world)
	assert stays["totals"]["stays"] == 1
	assert stays["rows"][0]["reasons"] == [
		"Office is not in the new version; say which step takes its place."
	]
	assert instance_of(doc).flow_version != stays["version"]
	assert both(world, office="desk")["totals"]["mapped"] == 1
	row = frappe.get_doc("Approval Task", task)
	assert (row.node_key, row.node_label, row.status) == ("desk", "Front Desk", "Open")
	world.act("bob", doc)
	assert world.open_tasks(doc) == [("boss", "dan")]
	assert replays(doc)


def test_what_people_see_of_a_moved_approval_goes_on(world):
	publish(world, plain(world, "office"), plain(world, "law", "cid"), plain(world, "boss", "dan"))
	doc = world.started()
	world.act("bob", doc)
	publish(world, plain(world, "desk"), plain(world, "legal", "cid"), plain(world, "boss", "dan"))
	assert both(world, law="legal")["totals"]["mapped"] == 1  # the office is history, and gone
	for who in ("cid", "bob", "ann"):
		frappe.set_user(world.mail(who))
		api.actions(world.TRIAL, doc.name)
		assert [row["action"] for row in api.history(world.TRIAL, doc.name)][-1] == "migrate"
		api.tasks("open")
		api.tasks("done")
	world.act("cid", doc, "return", to_node="initiator", opinion="again")
	world.act("ann", doc, "resubmit")
	assert world.open_tasks(doc) == [("desk", "bob")]
	assert replays(doc)


def test_a_moved_approval_can_be_told_again(world):
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	doc = world.started()
	publish(world, plain(world, "desk"), plain(world, "boss", "dan"))
	move(world, office="desk")
	publish(world, plain(world, "front"), plain(world, "boss", "dan"))
	move(world, desk="front")
	world.act("bob", doc)
	frappe.set_user("Administrator")
	row = next(row for row in api.replay(world.FLOW, today(), today())["rows"] if row["name"] == doc.name)
	assert (row["path_before"], row["path_after"]) == (["Office", "Boss"], ["Front", "Boss"])
	assert row["stopped"] == ""


def test_who_is_still_named_keeps_the_task_and_another_gets_it_otherwise(world):
	publish(world, plain(world, "office", "bob", "cid"))
	kept = world.started()
	publish(world, plain(world, "office", "bob", "dan"))
	found = both(world)
	assert found["totals"]["reassigned"] == 1
	assert world.open_tasks(kept) == [("office", "bob"), ("office", "dan")]
	assert [row.action for row in frappe.get_all("Approval Log", {"instance": instance_of(kept).name}, "action", order_by="seq")][-2:] == ["migrate", "reassign"]  # fmt: skip
	assert replays(kept)


def test_an_approval_is_not_moved_to_where_nobody_may_decide(world):
	publish(world, plain(world, "office"))
	doc = world.started("ann")
	publish(world, plain(world, "office", "ann") | {"apart": {"initiator": True}})
	found = both(world)
	assert found["rows"][0]["reasons"] == ["Nobody may decide at Office by the rules of the new version."]
	assert world.open_tasks(doc) == [("office", "bob")]


def test_an_open_vote_keeps_its_roster_and_stays(world):
	vote = {"how": "Vote", "vote": {"count": 2}}
	publish(world, plain(world, "board", "bob", "cid", "dan", **vote))
	doc = world.started()
	publish(world, plain(world, "board", "bob", "cid", "dan", how="All"))
	found = both(world)
	assert found["totals"]["stays"] == 1
	assert "The roster of Board is frozen" in found["rows"][0]["reasons"][0]
	world.act("bob", doc)
	assert world.act("cid", doc)["status"] == "Approved"
	assert replays(doc)


def test_a_forecast_writes_nothing(world):
	publish(world, plain(world, "office"))
	doc = world.started()
	publish(world, plain(world, "office", "dan"))
	writes = frappe.db.transaction_writes
	move(world, True)
	assert frappe.db.transaction_writes == writes
	assert log_of(doc).action == "start"


@pytest.mark.parametrize("sent", [True, 1, "1", "true", "yes", None, "False?"])
def test_only_a_plain_no_moves_anything(world, sent):
	publish(world, plain(world, "office"))
	doc = world.started()
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	frappe.set_user("Administrator")
	assert api.migrate_instances(world.FLOW, dry_run=sent)["dry_run"]
	assert log_of(doc).action == "start"


def test_only_administrators_who_may_write_the_flow_move_approvals(world):
	publish(world, plain(world, "office"))
	world.started()
	for who in ("ann", "dan"):
		frappe.set_user(world.mail(who))
		with pytest.raises(frappe.PermissionError):
			api.migrate_instances(world.FLOW, dry_run=True)


def test_a_mapping_names_steps_that_exist(world):
	publish(world, plain(world, "office"))
	publish(world, plain(world, "desk"))
	with pytest.raises(migrating.MappingNotSound, match="No older version has a step nowhere"):
		move(world, True, nowhere="desk")
	with pytest.raises(migrating.MappingNotSound, match="has no step nowhere"):
		move(world, True, office="nowhere")
	with pytest.raises(migrating.MappingNotSound, match="an object"):
		api.migrate_instances(world.FLOW, "[1]")


def test_a_part_at_a_time_reaches_everybody_once(world):
	publish(world, plain(world, "office"))
	docs = [world.started() for _number in range(5)]
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	frappe.set_user("Administrator")
	moved, after = 0, ""
	while True:
		part = api.migrate_instances(world.FLOW, dry_run=False, after=after, limit=2)
		moved, after = moved + part["totals"]["as is"], part["next"]
		if not after:
			break
	assert moved == 5
	assert {instance_of(doc).flow_version for doc in docs} == {part["version"]}


def test_a_failure_of_one_leaves_the_others_alone(world, monkeypatch):
	publish(world, plain(world, "office"))
	docs = [world.started() for _number in range(3)]
	publish(world, plain(world, "office"), plain(world, "boss", "dan"))
	broken = instance_of(docs[1]).name
	write = migrating._Moving.write

	def fail(self, step):
		write(self, step)
		if step.instance.name == broken:
			frappe.throw("broken")

	monkeypatch.setattr(migrating._Moving, "write", fail)
	found = move(world)
	assert (found["totals"]["as is"], found["totals"]["failed"]) == (2, 1)
	assert instance_of(docs[1]).flow_version != found["version"]
	assert log_of(docs[1]).action == "start"
	assert all(replays(doc) for doc in docs)


def test_a_flow_that_is_not_published_has_nothing_to_move_to(world):
	frappe.set_user("Administrator")
	flow = frappe.get_doc("Approval Flow", world.FLOW)
	copy = frappe.copy_doc(flow)
	copy.update({"flow_name": "Draft Only", "status": "Draft", "version": 0, "published_version": None})
	copy.insert()
	with pytest.raises(errors.FlowNotSound, match="no version to move to"):
		api.migrate_instances("Draft Only")


def test_a_returned_approval_moves_with_its_initiators_task(world):
	publish(
		world,
		plain(world, "office", actions=["approve", "return"], opinion="Never", after_return="Straight Back"),
	)
	doc = world.started()
	world.act("bob", doc, "return")
	publish(
		world,
		node("law", "", approvers=[{"rule": "Named User", "user": world.mail("cid")}]),
		plain(world, "office"),
	)
	assert both(world)["totals"]["as is"] == 1
	world.act("ann", doc, "resubmit")
	assert world.open_tasks(doc) == [("office", "bob")]
	assert replays(doc)
