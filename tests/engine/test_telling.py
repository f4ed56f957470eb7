"""Who is told what after each step: exactly the right people, once (counted for each effect)."""

from __future__ import annotations

import pytest

from tests.engine.flows import Case, approval, chain, person
from township_gov.workflows.core import telling
from township_gov.workflows.core.settings import VERBS

OFFICE, LEADERS = ["head", "vice"], ["lin", "zhou"]


class Watched(Case):
	"""A running approval that says what each step tells."""

	def step(self, event: dict) -> list[tuple[str, str]]:
		"""(what, who) of every notice of a step, sorted."""
		before = self.state
		self.send(event)
		notices = telling.notices(self.flow, before, self.state, event, self.effects)
		assert len({(one.event, one.person, one.task) for one in notices}) == len(notices), "told twice"
		return sorted((one.event, one.person or "administrators") for one in notices)

	def begin(self) -> list[tuple[str, str]]:
		return self.step({"type": "start", "actor": person("ann")})

	def does(self, who: str, action: str = "approve", *, of: str = "", **more) -> list[tuple[str, str]]:
		"""A person acts on the open task of `of` (his own)."""
		(task,) = [one for one in self.state.open_tasks() if one.person == (of or who)][-1:]
		event = {"type": "act", "actor": person(who), "task": task.id, "action": action, "opinion": True}
		return self.step(event | more)

	def whole(self, kind: str, who: str, **more) -> list[tuple[str, str]]:
		return self.step({"type": kind, "actor": person(who), "opinion": True, **more})

	def number_of(self, who: str) -> int:
		return next(one.id for one in self.state.open_tasks() if one.person == who)


def case(*nodes, people=None, **values) -> Watched:
	nodes = nodes or (approval("office"), approval("one"))
	return Watched(chain(*nodes, **values), people or {"office": OFFICE, "one": LEADERS})


def away(name: str, *substitutes: str) -> dict:
	return person(name, substitutes=[person(one) for one in substitutes])


class TestAsked:
	def test_everybody_who_is_asked_is_told_once(self):
		assert case().begin() == [("Task", "head"), ("Task", "vice")]

	def test_who_asks_himself_is_not_told(self):
		one = case(people={"office": ["head"], "one": ["head", "lin"]})
		one.begin()
		assert one.does("head") == [("Task", "lin")]

	def test_a_substitute_is_told_beside_the_one_who_is_away(self):
		one = case(people={"office": [away("head", "deng")], "one": LEADERS})
		assert one.begin() == [("Stand-in Task", "deng"), ("Task", "head")]

	def test_the_applicant_is_never_told_as_a_substitute(self):
		one = case(people={"office": [away("head", "ann")], "one": LEADERS})
		assert one.begin() == [("Task", "head")]

	def test_a_task_passed_in_the_same_step_is_told_to_nobody(self):
		one = case(
			approval("office"),
			approval("one", skip_repeat=True),
			approval("two"),
			people={"office": ["head"], "one": ["head"], "two": ["lin"]},
		)
		one.begin()
		assert one.does("head") == [("Task", "lin")]

	def test_when_nobody_is_left_initiator_and_administrators_are_told(self):
		one = case(people={"office": ["head"], "one": []})
		one.begin()
		assert one.does("head") == [("Stands Still", "administrators"), ("Stands Still", "ann")]


class TestDecided:
	def test_those_whom_another_decision_spared_are_told_because_they_had_been_asked(self):
		one = case()
		one.begin()
		assert one.does("head") == [("Not Needed", "vice"), ("Task", "lin"), ("Task", "zhou")]

	def test_who_is_asked_next_is_not_bothered_with_what_is_not_needed(self):
		one = case(people={"office": OFFICE, "one": ["vice"]})
		one.begin()
		assert one.does("head") == [("Task", "vice")]

	def test_the_initiator_is_told_the_end_once(self):
		one = case(approval("office"), people={"office": ["head"]})
		one.begin()
		assert one.does("head") == [("Ended", "ann")]

	def test_a_substitutes_act_is_told_to_the_one_for_whom_he_acted(self):
		one = case(people={"office": [away("head", "deng")], "one": ["lin"]})
		one.begin()
		assert one.does("deng", of="head") == [("Acted for You", "head"), ("Task", "lin")]

	def test_the_one_who_is_away_may_act_first_and_his_substitute_is_told_nothing_new(self):
		one = case(people={"office": [away("head", "deng")], "one": ["lin"]})
		one.begin()
		assert one.does("head") == [("Task", "lin")]


class TestReturned:
	def test_the_initiator_is_told_in_every_round(self):
		one = case(people={"office": ["head"], "one": ["lin"]})
		one.begin()
		for _round in range(3):
			assert one.does("head", "return", to="initiator") == [("Returned", "ann")]
			assert one.does("ann", "resubmit") == [("Task", "head")]

	def test_whose_task_a_return_takes_away_is_told(self):
		one = case(people={"office": ["head"], "one": LEADERS})
		one.begin()
		one.does("head")
		assert one.does("lin", "return", to="office") == [("Taken Away", "zhou"), ("Task", "head")]


class TestGivingOn:
	def open(self):
		one = case(approval("office", allow=list(VERBS)), people={"office": ["head"]})
		one.begin()
		return one

	def test_a_transfer_tells_the_one_who_gets_it(self):
		assert self.open().does("head", "transfer", users=[person("deng")]) == [("Handed Over", "deng")]

	def test_an_opinion_is_asked_and_its_answer_gives_the_task_back(self):
		one = self.open()
		assert one.does("head", "delegate", users=[person("deng")]) == [("Task", "deng")]
		assert one.does("deng", "answer") == [("Unblocked", "head")]

	def test_a_removed_signer_is_told(self):
		one = self.open()
		one.does("head", "add beside", users=[person("deng")])
		assert one.does("head", "remove", users=[person("deng")]) == [("Taken Away", "deng")]

	def test_copies_are_told_to_those_they_are_for(self):
		told = self.open().does("head", "copy", users=[person("deng"), person("qian")])
		assert told == [("Copy", "deng"), ("Copy", "qian")]

	def test_who_is_given_a_task_is_told_and_who_loses_it_too(self):
		one = self.open()
		event = {"task": one.number_of("head"), "users": [person("deng")]}
		assert one.whole("reassign", "boss", **event) == [("Handed Over", "deng"), ("Taken Away", "head")]

	def test_taking_back_tells_those_whose_task_is_gone(self):
		one = case(
			approval("office", allow=["take back"]),
			approval("one"),
			people={"office": ["head"], "one": LEADERS},
		)
		one.begin()
		one.does("head")
		assert one.whole("take_back", "head") == [("Taken Away", "lin"), ("Taken Away", "zhou")]


class TestWhole:
	def open(self, **values):
		one = case(people={"office": [away("head", "deng")], "one": ["lin"]}, **values)
		one.begin()
		return one

	def test_urging_tells_the_holder_and_who_stands_in(self):
		assert self.open().whole("urge", "ann") == [("Urge", "deng"), ("Urge", "head")]

	@pytest.mark.parametrize("who", ["boss", "ann"])
	def test_suspension_and_resumption_tell_initiator_and_holders_but_not_who_did_it(self, who):
		one = self.open()
		others = [name for name in ("ann", "head") if name != who]
		assert one.whole("suspend", who) == [("Suspended", name) for name in others]
		assert one.whole("resume", who) == [("Resumed", name) for name in others]

	def test_termination_tells_the_initiator_and_whose_task_is_gone(self):
		assert self.open().whole("terminate", "boss") == [("Ended", "ann"), ("Taken Away", "head")]

	def test_a_withdrawal_tells_whose_task_is_gone_and_not_who_withdrew(self):
		assert self.open().whole("withdraw", "ann") == [("Taken Away", "head")]

	def test_a_branch_cancelled_by_a_return_tells_its_people(self):
		one = Watched(_two_branches(), {"left": ["lin"], "right": ["zhou"], "first": ["head"]})
		one.begin()
		one.does("head")
		assert one.does("lin", "return", to="first") == [("Taken Away", "zhou"), ("Task", "head")]


def _two_branches():
	return chain(
		approval("first"),
		approval("left"),
		nodes=[
			{"key": "start", "type": "Start", "label": "Draft"},
			approval("first"),
			{"key": "split", "type": "Parallel Split", "label": "Split"},
			approval("left"),
			approval("right"),
			{"key": "join", "type": "Join", "label": "Join"},
			{"key": "end", "type": "End", "label": "End"},
		],
		transitions=[
			{"from": a, "to": b}
			for a, b in (
				("start", "first"),
				("first", "split"),
				("split", "left"),
				("split", "right"),
				("left", "join"),
				("right", "join"),
				("join", "end"),
			)
		],
	)


class TestTime:
	RUNGS = (
		{"after": 100, "do": "Remind"},
		{"after": 200, "do": "Escalate", "to": [{"rule": "Role in Scope", "role": "Township Leader"}]},
		{
			"after": 300,
			"do": "Escalate",
			"hand_over": True,
			"to": [{"rule": "Role in Scope", "role": "Township Leader"}],
		},
	)

	def open(self, *rungs, **node):
		one = case(
			approval("office", timer=list(rungs), **node),
			people={
				"office": [away("head", "deng")],
				"office@0": ["lin"],
				"office@1": ["lin"],
				"office@2": ["lin"],
			},
		)
		one.begin()
		return one

	def pass_minutes(self, one: Watched, minutes: int, task: int = 0) -> list[tuple[str, str]]:
		one.now += minutes
		number = task or one.state.open_tasks()[0].id
		passed = one.now - int(one.state.task(number).at)
		return one.step({"type": "timer", "task": number, "now": str(one.now), "minutes": passed})

	def test_a_reminder_tells_the_holder_and_who_stands_in(self):
		assert self.pass_minutes(self.open(*self.RUNGS), 100) == [("Reminder", "deng"), ("Reminder", "head")]

	def test_an_escalation_tells_the_superior_alone(self):
		assert self.pass_minutes(self.open(self.RUNGS[1]), 200) == [("Escalation", "lin")]

	def test_a_task_handed_over_tells_heir_and_holder_each_once(self):
		assert self.pass_minutes(self.open(self.RUNGS[2]), 300) == [
			("Handed Over", "lin"),
			("Taken Away", "head"),
		]

	def test_several_missed_rungs_tell_each_of_them(self):
		told = self.pass_minutes(self.open(*self.RUNGS[:2]), 500)
		assert told == [("Escalation", "lin"), ("Reminder", "deng"), ("Reminder", "head")]

	def test_a_leave_that_begins_is_not_told_task_by_task(self):
		one = self.open(self.RUNGS[0])
		number = one.state.open_tasks()[0].id
		assert one.step({"type": "stand_in", "task": number, "substitutes": [person("qian")]}) == []
		assert one.step({"type": "stand_in", "task": number, "substitutes": []}) == []


def test_what_a_step_closed_is_known():
	one = case(people={"office": OFFICE, "one": LEADERS})
	one.begin()
	before = one.state
	one.does("head")
	assert telling.closed(before, one.state) == [task.id for task in before.open_tasks()]
	assert telling.closed(None, one.state) == []
