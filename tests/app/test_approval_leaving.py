"""Rule 10: whoever leaves hands over what waits for him, and it is logged; fields of flows in force stay."""

import pytest

import frappe

from tests.app.test_approval_acts import instance_of, log_of, node, publish, record, replays
from tests.app.test_approval_nodes import actions, machine, named  # noqa: F401  a fixture
from township_gov.workflows import errors, leaving


def leaves(world, who, **values):
	"""He leaves the service; his cadre record says so."""
	frappe.set_user("Administrator")
	cadre = frappe.get_doc("Cadre", {"user_id": world.mail(who)})
	cadre.update({"status": "Left", "relieving_date": "2026-11-01"} | values)
	cadre.save()


def disabled(world, who, enabled=0):
	"""His account is out of use (written directly: v15 wants a second System Manager first)."""
	frappe.set_user("Administrator")
	frappe.db.set_value("User", world.mail(who), "enabled", enabled)
	frappe.clear_document_cache("User", world.mail(who))


def loses_his_role(world, who):
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail(who)).remove_roles("Office Head")


def is_bound_elsewhere(world, who):
	"""His account is for another township from now on."""
	frappe.set_user("Administrator")
	world.new("User Permission", user=world.mail(who), allow="Township", for_value="999126002")


def test_whoever_leaves_gives_his_seat_to_todays_people(world):
	publish(world, node("leaders", "Township Leader", how="All"))
	doc = world.started()
	disabled(world, "dan")
	assert leaving.mend(instance_of(doc).name)
	assert record(world, "dan", doc).status == "Reassigned" and world.open_tasks(doc) == [("leaders", "cid")]
	row = log_of(doc)
	assert (row.action, row.actor_name) == ("reassign", "Program") and row.opinion and replays(doc)
	assert not leaving.mend(instance_of(doc).name)


def test_a_role_taken_away_is_enough(world):
	publish(world, node("leaders", "Township Leader", how="All"))
	doc = world.started()
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("dan")).remove_roles("Township Leader")
	assert leaving.mend(instance_of(doc).name) and world.open_tasks(doc) == [("leaders", "cid")]


def test_where_nobody_is_left_it_waits_and_goes_on_when_somebody_comes(world, monkeypatch):
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	publish(world, named(world, "office", "bob"))
	doc = world.started()
	disabled(world, "bob")
	assert leaving.mend(instance_of(doc).name)
	assert instance_of(doc).waiting == "No Approver" and world.open_tasks(doc) == []
	disabled(world, "bob", enabled=1)
	assert leaving.sweep()["approvals"] >= 1
	assert world.open_tasks(doc) == [("office", "bob")] and replays(doc)


def test_a_transferred_task_comes_back_to_the_giver(world):
	publish(world, named(world, "office", "bob"))
	doc = world.started()
	world.act("bob", doc, "transfer", users=[world.mail("dan")])
	leaves(world, "dan")
	assert leaving.mend(instance_of(doc).name)
	assert world.open_tasks(doc) == [("office", "bob")] and replays(doc)


@pytest.mark.parametrize("action", ["delegate", "add before"])
def test_a_question_to_somebody_who_left_is_withdrawn(world, action):
	publish(world, named(world, "office", "bob"))
	doc = world.started()
	world.act("bob", doc, action, users=[world.mail("dan")])
	leaves(world, "dan")
	assert leaving.mend(instance_of(doc).name)
	assert record(world, "dan", doc).status == "Removed" and log_of(doc).action == "remove"
	assert world.act("bob", doc)["status"] == "Approved" and replays(doc)


def test_who_had_to_mend_an_action_gives_way_too(world, actions):  # noqa: F811
	machine(world, "bad")
	doc = world.started()
	world.act("bob", doc)
	disabled(world, "cid")
	assert leaving.mend(instance_of(doc).name)
	assert record(world, "cid", doc).status == "Reassigned" and instance_of(doc).waiting == "No Approver"
	assert replays(doc)


@pytest.mark.parametrize("change", [leaves, loses_his_role, is_bound_elsewhere])
def test_the_change_itself_has_it_looked_at(world, monkeypatch, change):
	publish(world, named(world, "office", "bob"))
	world.started()
	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda job, **values: jobs.append((job, values)))
	change(world, "bob")
	assert (leaving._JOB, [world.mail("bob")]) in [(job, values.get("users")) for job, values in jobs]
	assert all(values["enqueue_after_commit"] for job, values in jobs if job == leaving._JOB)


def test_a_change_of_somebody_who_is_asked_nothing_costs_no_job(world, monkeypatch):
	jobs = []
	monkeypatch.setattr(frappe, "enqueue", lambda job, **values: jobs.append(job))
	loses_his_role(world, "eve")
	assert leaving._JOB not in jobs


def test_the_daily_sweep_finds_posts_that_ended_by_their_date(world, monkeypatch):
	monkeypatch.setattr(frappe.db, "commit", lambda: None)
	rule = {"rule": "Role in Scope", "role": "Office Head", "office_field": "office"}
	publish(
		world,
		node("office", "", approvers=[rule], ladder=[{"rule": "Role in Scope", "role": "Township Leader"}]),
	)
	doc = world.started(office=f"{world.CODE}-HALL")
	assert world.open_tasks(doc) == [("office", "bob")]
	frappe.set_user("Administrator")
	cadre = frappe.db.get_value("Cadre", {"user_id": world.mail("bob")})
	yesterday = frappe.utils.add_days(frappe.utils.nowdate(), -1)
	frappe.db.set_value("Post Assignment", {"cadre": cadre}, "to_date", yesterday)
	assert leaving.sweep()["approvals"] == 1
	assert [who for _node, who in world.open_tasks(doc)] == ["cid", "dan"] and replays(doc)


def test_a_field_of_a_flow_in_force_is_not_taken_out_of_its_doctype(world):
	doc = world.started()
	frappe.set_user("Administrator")
	for doctype, field in ((world.TRIAL, "remark"), (world.ROW, "amount")):
		kind = frappe.get_doc("DocType", doctype)
		kind.set("fields", [df for df in kind.fields if df.fieldname != field])
		with pytest.raises(errors.DocumentGuarded, match=f"{world.FLOW}.*{field}"):
			kind.save()
	assert frappe.get_meta(doc.doctype).has_field("remark")


def test_a_field_that_no_flow_uses_may_go(world):
	world.started()
	frappe.set_user("Administrator")
	kind = frappe.get_doc("DocType", world.TRIAL)
	from township_gov.workflows import guard

	kind.set("fields", [df for df in kind.fields if df.fieldname != "amended_from"])
	guard._check_fields_unused(kind, kind.name, guard._fields_left_out(kind))
