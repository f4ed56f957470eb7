"""Standing substitution (代理): consent, term, scope, no chain; and open tasks shared while it holds."""

from __future__ import annotations

import json

import pytest

import frappe

from tests.app.approval_steps import (
	agreed,
	cadre,
	log_of,
	moment,
	only,
	propose,
	publish,
	replays,
	set_clock,
	task,
)
from township_gov import clock, permissions
from township_gov.workflows import api, errors, sharing, substitutes
from township_gov.workflows.substitution_terms import NotYourSubstitutionError, SubstitutionRefusedError

MONDAY, FRIDAY = "2026-03-02", "2026-03-06"


@pytest.fixture
def at():
	"""Set the clock; it starts on the Sunday before."""
	before = frappe.flags.get(clock.FLAG)
	set_clock("2026-03-01 09:00")
	yield set_clock
	frappe.flags[clock.FLAG] = before


def names(rows) -> list[str]:
	return [row["user"].split(".")[0] for row in rows]


class TestConsent:
	def test_a_new_one_is_proposed_and_counts_for_nothing(self, world, at):
		doc = propose(world)
		assert (doc.status, str(doc.begins_at), str(doc.ends_at)) == (
			"Proposed",
			"2026-03-02 00:00:00",
			"2026-03-07 00:00:00",
		)
		assert doc.township == world.CODE
		assert substitutes.active(f"cadre:{cadre(world, 'bob')}", now=moment("2026-03-03 09:00")) == []

	def test_the_substitute_consents_and_then_it_counts(self, world, at):
		doc = agreed(world)
		assert (doc.status, doc.answered_by) == ("Accepted", world.mail("dan"))
		(row,) = substitutes.active(f"cadre:{doc.principal}", now=moment("2026-03-03 09:00"))
		assert (row["user"], row["substitution"]) == (world.mail("dan"), doc.name)

	@pytest.mark.parametrize("who", ["bob", "cid", "ann", "Administrator"])
	def test_nobody_consents_for_him(self, world, at, who):
		doc = propose(world)
		frappe.set_user(who if who == "Administrator" else world.mail(who))
		with pytest.raises(NotYourSubstitutionError, match="own consent|本人同意"):
			substitutes.answer(doc.name, True)

	def test_what_was_declined_stays_declined(self, world, at):
		doc = propose(world)
		frappe.set_user(world.mail("dan"))
		substitutes.answer(doc.name, False, "我也出差")
		with pytest.raises(SubstitutionRefusedError, match="answered already"):
			substitutes.answer(doc.name, True)
		assert substitutes.active(f"cadre:{doc.principal}", now=moment("2026-03-03 09:00")) == []

	def test_he_himself_his_head_and_an_administrator_propose_it(self, world, at):
		frappe.db.set_value("Cadre", cadre(world, "ann"), "department", f"{world.CODE}-HALL")
		assert propose(world, "ann", "dan", by="ann").status == "Proposed"
		assert propose(world, "ann", "dan", by="bob", from_date="2026-03-09", to_date="2026-03-09").status
		with pytest.raises(NotYourSubstitutionError, match="head of that office"):
			propose(world, "ann", "dan", by="cid", from_date="2026-03-10", to_date="2026-03-10")

	def test_the_button_of_the_form_is_offered_to_the_substitute_alone(self, world, at):
		doc = propose(world)
		for who, hidden in (("dan", ["end_now"]), ("bob", ["accept", "decline"])):
			frappe.set_user(world.mail(who))
			shown = frappe.get_doc("Approval Substitute", doc.name)
			shown.run_method("onload")
			away = [name.rpartition(".")[2] for name in shown.get("__onload").hidden_actions]
			assert away == hidden, who


class TestWritePaths:
	"""Whatever the door, consent is not written by anybody else."""

	FORGED = {"status": "Active", "answered_by": "dan.trial@example.org"}

	def test_it_cannot_be_inserted_as_agreed(self, world, at):
		with pytest.raises(SubstitutionRefusedError, match="only proposed"):
			propose(world, **self.FORGED)

	@pytest.mark.parametrize("who", ["bob", "dan"])
	def test_saving_a_form_with_another_status_is_refused(self, world, at, who):
		doc = propose(world)
		frappe.set_user(world.mail(who))
		doc = frappe.get_doc("Approval Substitute", doc.name)
		doc.update(self.FORGED)
		with pytest.raises((SubstitutionRefusedError, NotYourSubstitutionError)):
			doc.save()

	def test_setting_one_value_over_rest_is_refused(self, world, at):
		from frappe.client import set_value

		doc = propose(world)
		with pytest.raises(SubstitutionRefusedError, match="own answer"):
			set_value("Approval Substitute", doc.name, "status", "Accepted")

	def test_setting_a_column_directly_is_refused(self, world, at):
		with pytest.raises(SubstitutionRefusedError, match="form or its buttons"):
			propose(world).db_set("status", "Active")

	def test_what_was_agreed_is_not_changed_afterwards(self, world, at):
		doc = agreed(world)
		frappe.set_user(world.mail("bob"))
		for change in (
			{"to_date": "2026-12-31"},
			{"substitute": cadre(world, "cid")},
			{"scope": "Chosen Flows"},
		):
			doc = frappe.get_doc("Approval Substitute", doc.name)
			doc.update(change)
			with pytest.raises(SubstitutionRefusedError, match="stays as it is|at least one"):
				doc.save()

	def test_a_row_of_its_scope_cannot_be_changed_by_itself(self, world, at):
		doc = agreed(world, scope="Chosen Flows", covers=[{"flow": world.FLOW}])
		frappe.set_user("Administrator")
		row = frappe.get_doc("Approval Substitute Scope", doc.covers[0].name)
		row.document_type = "ToDo"
		with pytest.raises(SubstitutionRefusedError, match="not one row"):
			row.save()
		with pytest.raises(SubstitutionRefusedError, match="not one row"):
			row.delete()

	def test_somebody_else_cannot_move_a_proposal_to_himself(self, world, at):
		doc = propose(world)
		frappe.set_user(world.mail("dan"))
		doc = frappe.get_doc("Approval Substitute", doc.name)
		doc.principal = cadre(world, "dan")
		doc.substitute = cadre(world, "bob")
		with pytest.raises((NotYourSubstitutionError, frappe.PermissionError)):
			doc.save()

	def test_what_others_acted_on_is_kept(self, world, at):
		doc = agreed(world)
		frappe.set_user("Administrator")
		with pytest.raises(SubstitutionRefusedError, match="kept"):
			frappe.delete_doc("Approval Substitute", doc.name)

	def test_imported_rows_obey_too(self, world, at):
		frappe.set_user("Administrator")
		frappe.flags.in_import = True
		try:
			with pytest.raises(SubstitutionRefusedError, match="only proposed"):
				propose(world, by="bob", status="Accepted")
		finally:
			frappe.flags.in_import = False

	def test_who_has_nothing_to_do_with_it_does_not_see_it(self, world, at):
		doc = propose(world)
		frappe.set_user(world.mail("ann"))
		assert not frappe.get_list("Approval Substitute", filters={"name": doc.name})
		assert not frappe.has_permission("Approval Substitute", "read", doc.name)
		frappe.set_user(world.mail("dan"))
		assert frappe.get_list("Approval Substitute", filters={"name": doc.name})


class TestTerms:
	def test_nobody_is_his_own_substitute(self, world, at):
		with pytest.raises(SubstitutionRefusedError, match="own substitute"):
			propose(world, "bob", "bob")

	def test_it_does_not_end_before_it_begins(self, world, at):
		with pytest.raises(SubstitutionRefusedError, match="“To” may not be earlier than “From”"):
			propose(world, from_date=FRIDAY, to_date=MONDAY)
		with pytest.raises(SubstitutionRefusedError, match="end at noon and begin after that"):
			propose(world, to_date=MONDAY, from_part="Afternoon", to_part="Noon")

	def test_its_term_is_not_over(self, world, at):
		at("2026-03-07 00:00")
		with pytest.raises(SubstitutionRefusedError, match="over already"):
			propose(world)

	def test_another_township_cannot_stand_in(self, world, at):
		from township_gov.scope import OtherTownshipError

		with pytest.raises(OtherTownshipError):
			propose(world, "bob", "eve")

	def test_who_cannot_sign_in_cannot_stand_in(self, world, at):
		frappe.db.set_value("User", world.mail("dan"), "enabled", 0)
		with pytest.raises(SubstitutionRefusedError, match="cannot act"):
			propose(world)

	def test_two_for_the_same_time_and_scope_are_refused(self, world, at):
		agreed(world)
		with pytest.raises(SubstitutionRefusedError, match="already"):
			propose(world, "bob", "cid", from_date=FRIDAY, to_date="2026-03-20")
		assert propose(world, "bob", "cid", from_date="2026-03-07", to_date="2026-03-20").status == "Proposed"

	def test_two_may_share_the_flows_between_them(self, world, at):
		agreed(world, scope="Chosen Flows", covers=[{"flow": world.FLOW}])
		other = {"scope": "Chosen Document Types", "covers": [{"document_type": "Petition"}]}
		assert propose(world, "bob", "cid", **other).status == "Proposed"
		with pytest.raises(SubstitutionRefusedError, match="already"):
			propose(
				world,
				"bob",
				"cid",
				scope="Chosen Document Types",
				covers=[{"document_type": world.TRIAL}],
			)

	def test_no_chain_nobody_stands_in_who_is_away_himself(self, world, at):
		agreed(world, "dan", "cid")
		with pytest.raises(SubstitutionRefusedError, match="not passed on"):
			propose(world, "bob", "dan")

	def test_no_chain_what_one_holds_for_another_stays_where_it_is(self, world, at):
		agreed(world, "bob", "dan")
		agreed(world, "dan", "cid")
		found = substitutes.active(f"cadre:{cadre(world, 'bob')}", now=moment("2026-03-03 09:00"))
		assert names(found) == ["dan"]

	@pytest.mark.parametrize(
		("scope", "covered"),
		[
			({"scope": "Everything"}, True),
			({"scope": "Chosen Flows", "covers": [{"flow": "Approval Trial Flow"}]}, True),
			({"scope": "Chosen Document Types", "covers": [{"document_type": "Approval Trial"}]}, True),
			({"scope": "Chosen Document Types", "covers": [{"document_type": "Petition"}]}, False),
			({"scope": "One Township", "scope_township": "999126001"}, True),
			({"scope": "One Township", "scope_township": "999126002"}, False),
		],
	)
	def test_it_covers_what_it_says(self, world, at, scope, covered):
		doc = agreed(world, **scope)
		trial = world.trial()
		found = substitutes.active(
			f"cadre:{doc.principal}", trial, now=moment("2026-03-03 09:00"), flow=world.FLOW
		)
		assert names(found) == (["dan"] if covered else [])


class TestBoundaries:
	"""The clock is set to the second; the scheduler has not run."""

	@pytest.mark.parametrize(
		("now", "holds"),
		[
			("2026-03-01 23:59:59", False),
			("2026-03-02 00:00:00", True),
			("2026-03-06 23:59:59", True),
			("2026-03-07 00:00:00", False),
		],
	)
	def test_whole_days(self, world, at, now, holds):
		doc = agreed(world)
		assert bool(substitutes.active(f"cadre:{doc.principal}", now=moment(now))) is holds

	@pytest.mark.parametrize(
		("now", "holds"),
		[
			("2026-03-02 11:59:59", False),
			("2026-03-02 12:00:00", True),
			("2026-03-06 11:59:59", True),
			("2026-03-06 12:00:00", False),
		],
	)
	def test_half_days(self, world, at, now, holds):
		doc = agreed(world, from_part="Afternoon", to_part="Noon")
		assert bool(substitutes.active(f"cadre:{doc.principal}", now=moment(now))) is holds

	def test_ended_early_it_is_over_from_that_moment(self, world, at):
		doc = agreed(world)
		at("2026-03-03 10:00")
		frappe.set_user(world.mail("bob"))
		substitutes.end(doc.name, "提前返岗")
		assert substitutes.active(f"cadre:{doc.principal}", now=moment("2026-03-03 10:00")) == []
		doc = frappe.get_doc("Approval Substitute", doc.name)
		assert (doc.status, doc.ended_by) == ("Ended", world.mail("bob"))

	def test_the_substitute_may_lay_it_down_and_strangers_may_not(self, world, at):
		doc = agreed(world)
		frappe.set_user(world.mail("cid"))
		with pytest.raises(NotYourSubstitutionError):
			substitutes.end(doc.name)
		frappe.set_user(world.mail("dan"))
		substitutes.end(doc.name, "临时出差")
		assert frappe.db.get_value("Approval Substitute", doc.name, "status") == "Withdrawn"

	@pytest.mark.parametrize("change", [{"status": "Left"}, {"township": "999126002"}])
	def test_a_substitute_who_has_left_stands_in_no_more(self, world, at, change):
		doc = agreed(world)
		frappe.db.set_value("Cadre", doc.substitute, change)
		assert substitutes.active(f"cadre:{doc.principal}", now=moment("2026-03-03 09:00")) == []


class TestOpenTasks:
	"""What is open is shared while the substitution holds, and is the principal's alone again afterwards."""

	def test_a_task_that_opens_during_the_leave_is_shared(self, world, at):
		substitution = agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		record = task(world, "bob", doc)
		(row,) = record.substitutes
		assert (row.user, row.substitution) == (world.mail("dan"), substitution.name)

	def test_both_see_it_and_the_first_act_wins(self, world, at):
		publish(world, approvers=only(world, "bob"))
		agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		for who in ("bob", "dan"):
			frappe.set_user(world.mail(who))
			assert frappe.get_list("Approval Task", filters={"reference_name": doc.name, "status": "Open"})
		act_for(world, "dan", "bob", doc)
		record = task(world, "bob", doc)
		assert (record.status, record.acted_by) == ("Done", world.mail("dan"))
		with pytest.raises(errors.ApprovalClosed, match="already|已"):
			act_for(world, "bob", "bob", doc)

	def test_a_list_of_who_stands_in_shows_the_tasks_one_may_see_alone(self, world, at):
		agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		seen = {}
		for who in ("dan", "eve"):
			frappe.set_user("Administrator")
			if who == "eve":
				world.new("User Permission", user=world.mail(who), allow="Township", for_value="999126002")
			frappe.set_user(world.mail(who))
			condition = permissions.share_query_conditions()
			table = "tabApproval Task Substitute"
			rows = frappe.db.sql(
				f"select `{table}`.`name` from `{table}` join `tabApproval Task` task on task.`name` = `{table}`.`parent`"
				f" where task.`reference_name` = %s and {condition}",
				doc.name,
			)
			seen[who] = len(rows)
		assert seen == {"dan": 1, "eve": 0}

	def test_the_log_says_for_whom_he_acted_and_replays(self, world, at):
		publish(world, approvers=only(world, "bob"))
		agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		act_for(world, "dan", "bob", doc)
		row = log_of(doc)[-1]
		assert (row.actor_name, row.acting_for) == ("Dan", world.mail("bob"))
		assert replays(doc)

	def test_open_tasks_are_shared_when_the_leave_begins_and_given_back_when_it_ends(self, world, at):
		publish(world, approvers=only(world, "bob"))
		doc = world.started()
		substitution = agreed(world)
		assert not task(world, "bob", doc).substitutes
		at("2026-03-02 00:00")
		turn(substitution)
		assert [row.user for row in task(world, "bob", doc).substitutes] == [world.mail("dan")]
		at("2026-03-07 00:00")
		turn(substitution)
		assert not task(world, "bob", doc).substitutes
		assert frappe.db.get_value("Approval Substitute", substitution.name, "status") == "Ended"
		assert [row.action for row in log_of(doc)] == ["start", "stand_in", "stand_in"]
		assert replays(doc)

	@pytest.mark.parametrize("change", [{"status": "Left"}, {"township": "999126002"}])
	def test_a_substitute_who_left_meanwhile_holds_up_no_other_and_it_can_be_ended(
		self, world, at, change, monkeypatch
	):
		monkeypatch.setattr(frappe.local.db, "commit", lambda: None)
		at("2026-02-27 10:00")
		broken = agreed(world, "bob", "dan", from_date="2026-03-01")
		other = agreed(world, "ann", "cid")
		frappe.db.set_value("Cadre", cadre(world, "dan"), change)
		at("2026-03-02 08:30")
		sharing.refresh()
		assert frappe.db.get_value("Approval Substitute", other.name, "status") == "Active"
		frappe.set_user(world.mail("bob"))
		substitutes.end(broken.name, "He has left")
		assert frappe.db.get_value("Approval Substitute", broken.name, "status") == "Ended"

	def test_one_that_cannot_be_turned_is_recorded_and_the_others_are_turned(self, world, at, monkeypatch):
		at("2026-02-27 10:00")
		broken = agreed(world, "bob", "dan", from_date="2026-03-01")
		other = agreed(world, "ann", "cid")
		turned = sharing.turn

		def turn_or_fail(name):
			if name == broken.name:
				raise frappe.ValidationError("does not turn")
			return turned(name)

		monkeypatch.setattr(sharing, "turn", turn_or_fail)
		monkeypatch.setattr(frappe.local.db, "commit", lambda: None)
		monkeypatch.setattr(frappe.local.db, "rollback", lambda **_to: None)
		at("2026-03-02 08:30")
		done = sharing.refresh()
		assert (done["begun"], done["failed"]) == (1, 1)
		assert frappe.db.get_value("Approval Substitute", other.name, "status") == "Active"
		assert frappe.db.exists("Error Log", {"method": f"Substitution {broken.name}"})

	def test_turning_twice_changes_nothing(self, world, at):
		doc = world.started()
		substitution = agreed(world)
		at("2026-03-03 09:00")
		turn(substitution)
		rows = len(log_of(doc))
		turn(substitution)
		assert len(log_of(doc)) == rows

	@pytest.mark.parametrize(
		("now", "allowed"),
		[
			("2026-03-01 23:59:59", False),
			("2026-03-02 00:00:00", True),
			("2026-03-06 23:59:59", True),
			("2026-03-07 00:00:00", False),
		],
	)
	def test_he_may_act_from_the_first_to_the_last_second_whatever_the_scheduler_did(
		self, world, at, now, allowed
	):
		publish(world, approvers=only(world, "bob"))
		doc = world.started()
		agreed(world)
		at(now)
		if allowed:
			act_for(world, "dan", "bob", doc)
			assert world.fresh(doc).status == "Deciding"
		else:
			with pytest.raises(errors.ApprovalNotYours):
				act_for(world, "dan", "bob", doc)

	def test_ended_early_he_may_not_act_though_nothing_was_refreshed(self, world, at):
		publish(world, approvers=only(world, "bob"))
		substitution = agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		frappe.set_user(world.mail("bob"))
		substitutes.end(substitution.name)
		with pytest.raises(errors.ApprovalNotYours):
			act_for(world, "dan", "bob", doc)

	def test_approving_ones_own_document_through_a_substitution_is_refused(self, world, at):
		"""Ann stands in for Bob and starts a document that Bob decides: she is not offered it."""
		publish(world, approvers=only(world, "bob"))
		agreed(world, "bob", "ann")
		at("2026-03-03 09:00")
		doc = world.started("ann")
		assert not task(world, "bob", doc).substitutes
		with pytest.raises(errors.ApprovalNotYours):
			act_for(world, "ann", "bob", doc)

	def test_a_leave_that_begins_later_does_not_give_the_applicant_his_own_document(self, world, at):
		publish(world, approvers=only(world, "bob"))
		doc = world.started("ann")
		substitution = agreed(world, "bob", "ann")
		at("2026-03-03 09:00")
		turn(substitution)
		assert not task(world, "bob", doc).substitutes
		with pytest.raises(errors.ApprovalNotYours):
			act_for(world, "ann", "bob", doc)

	def test_a_transferred_task_is_shared_with_the_receivers_substitute(self, world, at):
		publish(world, approvers=only(world, "cid"), allow=["transfer"])
		agreed(world)
		at("2026-03-03 09:00")
		doc = world.started()
		world.act("cid", doc, "transfer", users=[world.mail("bob")], opinion="请办理")
		assert [row.user for row in task(world, "bob", doc).substitutes] == [world.mail("dan")]

	def test_the_substitution_of_another_flow_shares_nothing(self, world, at):
		agreed(world, scope="Chosen Document Types", covers=[{"document_type": "Petition"}])
		at("2026-03-03 09:00")
		doc = world.started()
		assert not task(world, "bob", doc).substitutes


class TestLeave:
	def leave(self, world):
		"""A document that stands for a leave request whose approval asks the substitute."""
		publish(world, approvers=only(world, "dan"))
		return world.started("bob", subject="年休假")

	def term(self, world):
		return {
			"principal": cadre(world, "bob"),
			"substitute": cadre(world, "dan"),
			"from_date": MONDAY,
			"to_date": FRIDAY,
		}

	def test_consent_given_in_the_leaves_approval_counts(self, world, at):
		leave = self.leave(world)
		world.act("dan", leave)
		name = substitutes.open_for_leave(leave, **self.term(world))
		doc = frappe.get_doc("Approval Substitute", name)
		assert (doc.status, doc.answered_by, doc.source_name) == ("Accepted", world.mail("dan"), leave.name)
		assert substitutes.open_for_leave(leave, **self.term(world)) == name

	def test_without_it_the_substitute_is_asked(self, world, at):
		leave = self.leave(world)
		name = substitutes.open_for_leave(leave, **self.term(world))
		assert frappe.db.get_value("Approval Substitute", name, "status") == "Proposed"

	def test_it_ends_with_the_leave(self, world, at):
		leave = self.leave(world)
		world.act("dan", leave)
		name = substitutes.open_for_leave(leave, **self.term(world))
		at("2026-03-04 09:00")
		substitutes.close_for_leave(leave, "提前销假")
		assert frappe.db.get_value("Approval Substitute", name, ["status", "end_reason"]) == (
			"Ended",
			"提前销假",
		)


def act_for(world, who: str, owner: str, doc, action: str = "approve", **values):
	"""Let a person act on the newest task of `owner`."""
	frappe.set_user(world.mail(who))
	return api.act(world.task_of(owner, doc), action, seen=str(world.fresh(doc).modified), **values)


def turn(substitution) -> None:
	"""What the scheduler does with one substitution, in the test's own transaction."""
	for name in frappe.get_all(
		"Approval Task", {"person": f"cadre:{substitution.principal}", "status": "Open"}, pluck="name"
	):
		sharing.share(name)
	sharing.turn(substitution.name)


# -- over REST: real requests, each committed or rolled back on its own ------------------------------------

DOORS = (
	"PUT status",
	"PUT principal",
	"PUT dates",
	"PUT child",
	"POST child",
	"set_value",
	"bulk",
	"desk save",
	"DELETE",
)


def doors(world, doc) -> dict[str, tuple]:
	"""Every REST door to an agreed substitution: verb, path, body."""
	own, row = f"/api/resource/Approval Substitute/{doc.name}", doc.covers[0].name
	whole = json.loads(frappe.as_json(doc.as_dict()))
	place = {"parent": doc.name, "parenttype": doc.doctype, "parentfield": "covers"}
	client = "/api/method/frappe.client."
	return {
		"PUT status": ("PUT", own, {"status": "Active"}),
		"PUT principal": ("PUT", own, {"principal": cadre(world, "dan"), "substitute": cadre(world, "bob")}),
		"PUT dates": ("PUT", own, {"to_date": "2099-12-31"}),
		"PUT child": ("PUT", f"/api/resource/Approval Substitute Scope/{row}", {"document_type": "ToDo"}),
		"POST child": ("POST", "/api/resource/Approval Substitute Scope", {"document_type": "ToDo", **place}),
		"set_value": (
			"POST",
			client + "set_value",
			{"doctype": doc.doctype, "name": doc.name, "fieldname": "ends_at", "value": "2099-01-01"},
		),
		"bulk": (
			"POST",
			client + "bulk_update",
			{"docs": json.dumps([{"doctype": doc.doctype, "docname": doc.name, "to_date": "2099-12-31"}])},
		),
		"desk save": (
			"POST",
			"/api/method/frappe.desk.form.save.savedocs",
			{"doc": json.dumps(whole | {"to_date": "2099-12-31"}), "action": "Save"},
		),
		"DELETE": ("DELETE", own, {}),
	}


@pytest.fixture
def on_record(rest, approval_world):
	"""An agreed substitution of today, committed; it is gone afterwards."""
	today = str(clock.today())
	doc = agreed(
		approval_world,
		from_date=today,
		to_date=today,
		scope="Chosen Flows",
		covers=[{"flow": approval_world.FLOW}],
	)
	frappe.set_user("Administrator")
	frappe.db.commit()
	yield doc
	frappe.set_user("Administrator")
	for name in frappe.get_all("Approval Substitute", {"township": approval_world.CODE}, pluck="name"):
		frappe.db.delete("Approval Substitute Scope", {"parent": name})
		frappe.db.delete("Approval Substitute", {"name": name})
	frappe.db.commit()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["bob", "dan", "ann"])
def test_no_rest_door_changes_what_was_agreed(rest, approval_world, on_record, door, who):
	before = content(on_record)
	verb, path, body = doors(approval_world, on_record)[door]
	rest.call(verb, path, approval_world.mail(who), **body)
	assert content(on_record) == before


def content(doc) -> dict:
	"""What a substitution says, without when it was saved last."""
	stored = json.loads(frappe.as_json(frappe.get_doc(doc.doctype, doc.name).as_dict()))
	for one in (stored, *stored["covers"]):
		one.pop("modified"), one.pop("modified_by")
	return stored


@pytest.mark.parametrize(("who", "status"), [("ann", 403), ("bob", 403), ("cid", 403)])
def test_over_rest_too_nobody_consents_for_another(rest, approval_world, on_record, who, status):
	tomorrow = str(frappe.utils.add_days(clock.today(), 1))
	other = propose(approval_world, from_date=tomorrow, to_date=tomorrow)
	frappe.db.commit()
	got, answer = rest.method(
		"township_gov.workflows.api.answer_substitution", approval_world.mail(who), name=other.name, accept=1
	)
	assert (got, answer["exc_type"]) == (status, "NotYourSubstitutionError")
	got, _answer = rest.method(
		"township_gov.workflows.api.answer_substitution",
		approval_world.mail("dan"),
		name=other.name,
		accept=1,
	)
	assert got == 200
	assert frappe.db.get_value("Approval Substitute", other.name, "status") == "Accepted"


def test_a_request_cannot_insert_an_agreed_one(rest, approval_world, on_record):
	body = {
		"principal": cadre(approval_world, "bob"),
		"substitute": cadre(approval_world, "dan"),
		"from_date": "2099-01-05",
		"to_date": "2099-01-06",
		"reason": "年休假",
	}
	for forged in ({"status": "Accepted"}, {"answered_by": approval_world.mail("dan")}, {"status": "Active"}):
		status, answer = rest.call(
			"POST", "/api/resource/Approval Substitute", approval_world.mail("bob"), **body, **forged
		)
		assert status >= 400 and answer["exc_type"] == "SubstitutionRefusedError", forged
	status, _answer = rest.call(
		"POST", "/api/resource/Approval Substitute", approval_world.mail("bob"), **body
	)
	assert status == 200
