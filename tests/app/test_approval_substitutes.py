"""Standing substitution (代理): consent, term, scope, no chain; and open tasks shared while it holds."""

from __future__ import annotations

import datetime

import pytest

import frappe

from township_gov import clock
from township_gov.workflows import substitutes
from township_gov.workflows.substitution_terms import NotYourSubstitutionError, SubstitutionRefusedError

MONDAY, FRIDAY = "2026-03-02", "2026-03-06"


def moment(text: str) -> datetime.datetime:
	return datetime.datetime.fromisoformat(text)


@pytest.fixture
def at(monkeypatch):
	"""Set the clock; it starts on the Sunday before."""
	real = frappe.flags.get(clock.FLAG)

	def go(text: str) -> None:
		frappe.flags[clock.FLAG] = moment(text)

	go("2026-03-01 09:00")
	yield go
	frappe.flags[clock.FLAG] = real


def cadre(world, name: str) -> str:
	return frappe.db.get_value("Cadre", {"user_id": world.mail(name)})


def propose(world, principal="bob", substitute="dan", by=None, **values):
	frappe.set_user(world.mail(by or principal))
	return world.new(
		"Approval Substitute",
		**{
			"principal": cadre(world, principal),
			"substitute": cadre(world, substitute),
			"from_date": MONDAY,
			"to_date": FRIDAY,
			"reason": "年休假",
			**values,
		},
	)


def agreed(world, principal="bob", substitute="dan", **values):
	doc = propose(world, principal, substitute, **values)
	frappe.set_user(world.mail(substitute))
	substitutes.answer(doc.name, True)
	return frappe.get_doc("Approval Substitute", doc.name)


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
		with pytest.raises(SubstitutionRefusedError, match="before it begins"):
			propose(world, from_date=FRIDAY, to_date=MONDAY)
		with pytest.raises(SubstitutionRefusedError, match="before it begins"):
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

	def test_a_substitute_who_has_left_stands_in_no_more(self, world, at):
		doc = agreed(world)
		frappe.db.set_value("Cadre", doc.substitute, "status", "Left")
		assert substitutes.active(f"cadre:{doc.principal}", now=moment("2026-03-03 09:00")) == []
