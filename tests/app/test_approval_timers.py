"""Time limits (rule 11): working minutes of each task and round, each rung once, never an approval."""

from __future__ import annotations

import json

import pytest

import frappe

from tests.app.approval_steps import RUNGS, agreed, log_of, moment, only, publish, replays, set_clock, task
from township_gov import calendars, clock
from township_gov.policies.clock_values import Pause, PauseGround
from township_gov.workflows import api, timers

SKIP = {"after": 480, "do": "Skip"}
HAND_OVER = {**RUNGS[1], "after": 480, "hand_over": True}


@pytest.fixture
def at():
	"""Set the clock; it starts on Monday 2 March 2026 as the office opens."""
	before = frappe.flags.get(clock.FLAG)
	set_clock("2026-03-02 08:30")
	yield set_clock
	frappe.flags[clock.FLAG] = before


@pytest.fixture
def timed(world, at):
	"""The world with a flow whose office node reminds after a day and escalates after two; Bob decides there."""
	publish(world, *RUNGS, approvers=only(world, "bob"))
	return world


def climb(world, doc, who: str = "bob") -> bool:
	return timers.climb(world.task_of(who, doc))


def fired(doc) -> list[tuple[str, list[str]]]:
	"""What the timer did, each time: the acts of its effects."""
	rows = frappe.get_all(
		"Approval Log", {"reference_name": doc.name, "action": "timer"}, ["effects"], order_by="seq asc"
	)
	return [[one["kind"] for one in json.loads(row.effects)] for row in rows]


class TestWhen:
	def test_the_next_rung_stands_on_the_task_by_the_calendar(self, timed):
		doc = timed.started()
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-02 18:00:00"

	def test_weekends_and_lunch_breaks_are_left_out(self, timed, at):
		at("2026-03-06 16:30")
		assert str(task(timed, "bob", timed.started()).next_rung_at) == "2026-03-09 16:30:00"

	def test_a_node_without_time_limit_has_none(self, world, at):
		assert task(world, "bob", world.started()).next_rung_at is None

	def test_it_moves_on_to_the_next_rung_and_then_is_empty(self, timed, at):
		doc = timed.started()
		at("2026-03-02 18:00")
		assert climb(timed, doc)
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-03 18:00:00"
		at("2026-03-03 18:00")
		assert climb(timed, doc)
		assert task(timed, "bob", doc).next_rung_at is None

	def test_a_decided_task_has_none(self, timed, at):
		doc = timed.started()
		timed.act("bob", doc)
		assert task(timed, "bob", doc).next_rung_at is None

	def test_a_suspension_stops_the_clock_and_resuming_goes_on_with_what_is_left(self, timed, at):
		doc = timed.started()
		at("2026-03-02 10:30")
		frappe.set_user("Administrator")
		api.act_on(doc.doctype, doc.name, "suspend", opinion="等待县里答复")
		assert task(timed, "bob", doc).next_rung_at is None
		at("2026-03-05 08:30")
		api.act_on(doc.doctype, doc.name, "resume", opinion="已答复")
		record = task(timed, "bob", doc)
		assert (record.used_minutes, str(record.next_rung_at)) == (120, "2026-03-05 16:00:00")
		assert replays(doc)

	def test_asking_for_an_opinion_does_not_stop_it(self, world, at):
		publish(world, *RUNGS, approvers=only(world, "bob"), allow=["delegate"])
		doc = world.started()
		before = task(world, "bob", doc).next_rung_at
		at("2026-03-02 10:30")
		world.act("bob", doc, "delegate", users=[world.mail("dan")], opinion="请提意见")
		assert task(world, "bob", doc).next_rung_at == before

	def test_a_transfer_keeps_the_clock_running(self, world, at):
		publish(world, *RUNGS, approvers=only(world, "bob"), allow=["transfer"])
		doc = world.started()
		at("2026-03-02 10:30")
		world.act("bob", doc, "transfer", users=[world.mail("dan")], opinion="请办理")
		assert str(task(world, "dan", doc).next_rung_at) == "2026-03-02 18:00:00"

	def test_each_round_has_a_clock_of_its_own(self, timed, at):
		doc = timed.started()
		at("2026-03-02 18:00")
		climb(timed, doc)
		timed.act("bob", doc, "return", to_node="initiator", opinion="补充材料")
		at("2026-03-04 08:30")
		timed.act("ann", doc, "resubmit")
		record = task(timed, "bob", doc)
		assert (record.rungs_fired, str(record.next_rung_at)) == (0, "2026-03-04 18:00:00")
		at("2026-03-04 18:00")
		assert climb(timed, doc)
		assert len(fired(doc)) == 2


class TestOnce:
	def test_before_its_time_nothing_is_climbed(self, timed, at):
		doc = timed.started()
		at("2026-03-02 17:59")
		assert not climb(timed, doc)
		assert fired(doc) == []

	def test_each_rung_is_climbed_once_however_often_it_is_asked(self, timed, at):
		doc = timed.started()
		at("2026-03-02 18:30")
		assert climb(timed, doc)
		assert not climb(timed, doc) and not climb(timed, doc)
		assert fired(doc) == [["Reminded"]]

	def test_after_downtime_all_missed_rungs_are_climbed_in_their_order_each_once(self, timed, at):
		doc = timed.started()
		at("2026-03-31 12:00")
		assert climb(timed, doc)
		assert fired(doc) == [["Reminded", "Escalated", "Escalated"]]
		assert not climb(timed, doc)
		record = task(timed, "bob", doc)
		assert (record.rungs_fired, record.next_rung_at, record.status) == (2, None, "Open")
		assert replays(doc)

	@pytest.mark.parametrize(
		("rung", "status", "step"),
		[
			(RUNGS[0], "Open", "Checking"),
			(RUNGS[1], "Open", "Checking"),
			(HAND_OVER, "Reassigned", "Checking"),
		],
	)
	def test_a_time_out_never_approves(self, world, at, rung, status, step):
		publish(world, rung, approvers=only(world, "bob"))
		doc = world.started()
		at("2026-06-30 12:00")
		climb(world, doc)
		assert (task(world, "bob", doc).status, world.fresh(doc).status) == (status, step)

	def test_a_task_handed_over_is_the_superiors(self, world, at):
		publish(world, HAND_OVER, approvers=only(world, "bob"))
		doc = world.started()
		at("2026-03-02 18:00")
		climb(world, doc)
		((node, who),) = world.open_tasks(doc)
		assert node == "office" and who in ("cid", "dan")

	def test_only_where_nothing_is_decided_a_time_out_passes_the_node(self, world, at):
		publish(world, SKIP, approvers=only(world, "bob"), decision=False)
		doc = world.started()
		at("2026-03-02 18:00")
		assert climb(world, doc)
		assert task(world, "bob", doc).status == "Skipped"
		assert world.fresh(doc).status == "Deciding"

	def test_the_log_names_the_program(self, timed, at):
		doc = timed.started()
		at("2026-03-02 18:00")
		climb(timed, doc)
		row = log_of(doc)[-1]
		assert row.actor_name == "Program" and not row.acting_for


class TestLegalPause:
	"""A document with legal pauses (here: the trial with a stub of `legal_pauses`) stops its approval's clocks."""

	@pytest.fixture
	def paused(self, timed, monkeypatch):
		pauses: list[Pause] = []
		from frappe.model.base_document import get_controller

		monkeypatch.setattr(
			get_controller(timed.TRIAL), "legal_pauses", lambda self: list(pauses), raising=False
		)
		return pauses

	def pause(self, begin: str, end: str | None = None) -> Pause:
		return Pause(PauseGround.HEARING, moment(begin).date(), moment(end).date() if end else None)

	def test_paused_days_do_not_count(self, timed, at, paused):
		paused.append(self.pause("2026-03-02", "2026-03-04"))
		doc = timed.started()
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-05 18:00:00"

	def test_an_open_pause_stops_it_until_it_ends(self, timed, at, paused):
		doc = timed.started()
		at("2026-03-02 10:30")
		paused.append(self.pause("2026-03-03"))
		timers.pauses_changed(doc)
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-02 18:00:00"
		paused[:] = [self.pause("2026-03-02")]
		timers.pauses_changed(doc)
		assert task(timed, "bob", doc).next_rung_at is None
		paused[:] = [self.pause("2026-03-02", "2026-03-05")]
		timers.pauses_changed(doc)
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-06 18:00:00"

	def test_the_pauses_of_a_service_case_are_its_own(self, site):
		from frappe.model.base_document import get_controller

		assert callable(get_controller("Service Case").legal_pauses)


class TestCalendar:
	def test_a_changed_calendar_moves_the_next_rung(self, timed, at):
		"""Wednesday 4 March becomes a holiday of this township."""
		at("2026-03-03 13:30")
		doc = timed.started()
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-04 12:00:00"
		frappe.set_user("Administrator")
		year = frappe.new_doc("Government Calendar", year=2026, township=timed.CODE, is_announced=1)
		year.append("holidays", {"holiday_date": "2026-03-04", "day_type": "Holiday", "description": "停电"})
		year.insert()
		instance = frappe.db.get_value("Approval Instance", {"reference_name": doc.name})
		timers._recompute([instance])
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-05 12:00:00"
		calendars.forget()

	def test_other_office_hours_move_it_too(self, timed, at):
		doc = timed.started()
		frappe.set_user("Administrator")
		hours = {"morning_from": "09:00:00", "morning_to": "12:00:00", "afternoon_from": "14:00:00"}
		year = frappe.new_doc("Government Calendar", year=2026, township=timed.CODE, is_announced=1)
		year.update({**hours, "afternoon_to": "17:00:00"})
		year.insert()
		instance = frappe.db.get_value("Approval Instance", {"reference_name": doc.name})
		timers._recompute([instance])
		assert str(task(timed, "bob", doc).next_rung_at) == "2026-03-03 11:00:00"
		calendars.forget()

	def test_a_changed_calendar_has_them_computed_after_it_is_stored(self, timed, at, monkeypatch):
		timed.started()
		frappe.set_user("Administrator")
		jobs = []
		monkeypatch.setattr(frappe, "enqueue", lambda method, **options: jobs.append((method, options)))
		year = frappe.new_doc("Government Calendar", year=2026, township=timed.CODE, is_announced=1)
		year.insert()
		assert ("township_gov.workflows.timers.recompute", {"enqueue_after_commit": True}) in jobs
		calendars.forget()

	def test_nothing_moves_where_nothing_changed(self, timed, at):
		doc = timed.started()
		instance = frappe.db.get_value("Approval Instance", {"reference_name": doc.name})
		assert timers._recompute([instance]) == 0


@pytest.fixture
def committed(approval_world, site, at):
	"""The world for what commits: its documents are ended, and its flow is put back, at the end."""
	publish(approval_world, *RUNGS, approvers=only(approval_world, "bob"))
	made: list = []
	yield approval_world, made
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doc in made:
		api.act_on(doc.doctype, doc.name, "terminate", opinion="测试结束")
	approval_world.publish_flow()
	frappe.db.commit()


class TestRun:
	def test_the_oldest_come_first_one_error_stops_nobody_and_the_rest_waits_for_the_next_run(
		self, committed, at, monkeypatch
	):
		world, made = committed
		for hour in ("08:30", "09:30", "10:30", "11:30"):
			at(f"2026-03-02 {hour}")
			made.append(world.started())
		frappe.db.commit()
		tasks = [world.task_of("bob", doc) for doc in made]
		real = timers.climb
		order = []

		def climb(name):
			order.append(name)
			if name == tasks[1]:
				raise ValueError("broken on purpose")
			return real(name)

		monkeypatch.setattr(timers, "climb", climb)
		now = moment("2026-03-03 11:30")
		assert timers.due(now, 10) == tasks
		first = timers.run(now, limit=3)
		assert order == tasks[:3]
		assert first == {"climbed": 2, "moved": 0, "failed": 1, "left": 1}
		second = timers.run(now, limit=3)
		assert second == {"climbed": 1, "moved": 0, "failed": 0, "left": 0}
		assert [len(fired(doc)) for doc in made] == [1, 0, 1, 1]
		assert frappe.db.exists("Error Log", {"method": ("like", f"%{tasks[1]}%")})
		third = timers.run(moment("2026-03-03 12:31"), limit=3)
		assert third["failed"] == 1, "what failed is put off for an hour, then tried again"

	def test_a_run_finds_nothing_twice(self, committed, at):
		world, made = committed
		made.append(world.started())
		frappe.db.commit()
		now = moment("2026-03-02 18:00")
		assert timers.run(now)["climbed"] == 1
		assert timers.run(now) == {"climbed": 0, "moved": 0, "failed": 0, "left": 0}

	def test_the_scan_asks_the_index(self, site, at):
		query = timers.due_query(moment("2026-03-02 18:00"), 500).get_sql()
		plan = frappe.db.sql(f"{'explain' if site.name == 'bench' else 'explain query plan'} {query}")
		assert "next_rung_at" in str(plan)


def test_time_and_substitution_together(timed, at):
	"""A reminder reaches the substitute; the clock runs on while he stands in."""
	agreed(timed)
	doc = timed.started()
	at("2026-03-02 18:00")
	assert climb(timed, doc)
	frappe.set_user("Administrator")
	told = frappe.get_all(
		"Approval Notification", {"reference_name": doc.name, "event": "Reminder"}, pluck="recipient"
	)
	assert sorted(told) == [timed.mail("bob"), timed.mail("dan")]
