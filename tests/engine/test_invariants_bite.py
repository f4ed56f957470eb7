"""Each promise of the random walks is broken on purpose once: a walk that notices nothing would prove nothing."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from tests.engine import invariants, worlds
from tests.engine.walker import walk
from township_gov.workflows import engine
from township_gov.workflows import state as st
from township_gov.workflows.core import (
	acting,
	asked,
	asking,
	clockwork,
	moving,
	run,
	signers,
	tally,
	undoing,
	whole,
)
from township_gov.workflows.effects import BranchCancelled, CloseTask, Ended, Joined, NobodyLeft, OpenTask
from township_gov.workflows.state import replace


def no_effect(kind):
	"""The engine forgets to say something."""

	def patch(monkeypatch):
		plain = run.Run.result.fget

		def result(self):
			state, effects = plain(self)
			return state, [one for one in effects if not isinstance(one, kind)]

		monkeypatch.setattr(run.Run, "result", property(result))

	return patch


def setting(module, name, value):
	return lambda monkeypatch: monkeypatch.setattr(module, name, value)


def finish_leaves_tasks(monkeypatch):
	monkeypatch.setattr(moving, "finish", lambda run, outcome, status, submit=False: _end(run, outcome))


def _end(run, outcome):
	run.state = st.replace(run.state, status=outcome, tokens=(), undo=(), suspended=False)
	run.effects.append(Ended(outcome, True))


def a_branch_is_lost(monkeypatch):
	plain = moving._join

	def join(self, token, node):
		plain(self, token, node)
		if any(block.status == "Open" for block in self.state.blocks) and len(self.state.tokens) > 1:
			self.drop_token(self.state.tokens[0])

	monkeypatch.setitem(moving._ENTER, "Join", join)


def the_join_fires_early(monkeypatch):
	def join(self, token, node):
		self.drop_token(token)
		block = self.state.block(token.path[-1])
		self.put_block(st.replace(block, arrived=(*block.arrived, token.id), status=st.JOINED))
		self.effects.append(Joined(node.key, block.id))
		moving.leave(self, st.Token(block.token, node.key, self.state.round, path=block.path))

	monkeypatch.setitem(moving._ENTER, "Join", join)


def a_person_is_asked_twice(monkeypatch):
	monkeypatch.setattr(
		asking, "fit", lambda run, node, source: asking.in_order(run.fact("people", source)) * 2
	)


def no_round(monkeypatch):
	plain = acting._return

	def back(run, task, event):
		plain(run, task, event)
		run.state = st.replace(run.state, round=run.before.round)

	monkeypatch.setitem(acting._ACTS, "return", back)


def siblings_go_on(monkeypatch):
	monkeypatch.setattr(acting, "BranchCancelled", lambda node, token: BranchCancelled(node, token + 1000))


def half_is_enough(monkeypatch):
	plain = tally._vote

	def vote(token, roster):
		return plain(st.replace(token, needed=max(1, token.needed - 1)), roster)

	monkeypatch.setattr(tally, "_vote", vote)


def time_approves(monkeypatch):
	def skip(run, task, _number, _rung):
		run.close(task, st.DONE, "approve")
		moving.settle(run, run.token(task.token))

	monkeypatch.setitem(clockwork._CLIMB, "Remind", skip)


def clocks_run_on(monkeypatch):
	def suspend(run, event):
		tasks = run.state.tasks
		whole.suspend(run, event)
		run.state = st.replace(run.state, tasks=tasks)

	monkeypatch.setitem(engine._HANDLERS, "suspend", suspend)


def numbers_are_forgotten(monkeypatch):
	plain = acting._return

	def back(run, task, event):
		plain(run, task, event)
		run.state = st.replace(run.state, marks=())

	monkeypatch.setitem(acting._ACTS, "return", back)


def an_unstable_list(monkeypatch):
	flip = itertools.count()

	def in_order(rows):
		rows = sorted(rows, key=lambda row: (row["person"], row["user"]))
		return rows if next(flip) % 2 else rows[::-1]

	monkeypatch.setattr(asking, "in_order", in_order)


def a_threshold_follows_the_roster(monkeypatch):
	def forget(run, token, by):
		run.put_token(replace(token, needed=max(1, token.needed - 1)))

	monkeypatch.setattr(signers, "_lengthen", forget)


def everybody_may(monkeypatch):
	for module in (asking, acting):
		monkeypatch.setattr(module, "apart", lambda run, node, who: "")


def takes_back_without_memory(monkeypatch):
	monkeypatch.setattr(undoing, "_stop_clock", lambda run, task: None)
	plain = undoing._ask_again

	def ask(run, undo, task):
		plain(run, undo, task)
		new = run.state.tasks[-1]
		run.put_task(replace(new, at=task.at))

	monkeypatch.setattr(undoing, "_ask_again", ask)


def helpers_are_ignored(monkeypatch):
	monkeypatch.setattr(acting, "DECISIONS", ())


def strangers_may_act(monkeypatch):
	monkeypatch.setattr(acting, "own_open_task", lambda state, number, _person: state.task(number))


def back_past_a_number(monkeypatch):
	monkeypatch.setattr(asked, "_reachable", lambda flow, state, task, target: not state.blocks)


BROKEN = {
	"a_finished_approval_has_no_open_task": finish_leaves_tasks,
	"no_token_is_an_orphan": a_branch_is_lost,
	"an_open_task_has_one_owner": a_person_is_asked_twice,
	"a_person_has_one_vote": setting(acting, "_one_vote", lambda run, task, person: None),
	"nobody_decides_his_own_case": everybody_may,
	"who_decided_earlier_is_kept_apart": everybody_may,
	"only_the_owner_or_his_substitute_acts": strangers_may_act,
	"a_block_of_helpers_is_respected": helpers_are_ignored,
	"everybody_is_told_once": no_effect((OpenTask, CloseTask)),
	"a_standstill_is_said_openly": no_effect(NobodyLeft),
	"a_join_fires_once": the_join_fires_early,
	"a_return_opens_a_new_round": no_round,
	"a_return_inside_a_branch_leaves_the_others_alone": siblings_go_on,
	"a_node_is_decided_as_it_says": half_is_enough,
	"a_threshold_never_falls": a_threshold_follows_the_roster,
	"time_never_approves": time_approves,
	"a_pause_stops_the_clocks": clocks_run_on,
	"what_was_paused_is_not_counted": takes_back_without_memory,
	"what_is_done_for_good_stays": numbers_are_forgotten,
	"nothing_leads_back_past_it": back_past_a_number,
	"the_log_rebuilds_the_state": an_unstable_list,
}


def test_every_promise_has_an_engine_that_breaks_it():
	assert set(BROKEN) == {promise.__name__ for promise in invariants.PROMISES}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_engine_is_noticed_by_the_promise_it_breaks(name, monkeypatch):
	"""Only this one promise is watched, so that no other covers for it."""
	BROKEN[name](monkeypatch)
	watched = (getattr(invariants, name),)
	monkeypatch.setattr(invariants, "PROMISES", watched)
	assert any(_noticed(seed) for seed in range(3000)), "3000 walks noticed nothing"


def _noticed(seed: int) -> bool:
	random = Random(seed)
	try:
		for _step in walk(worlds.case(random), random):
			pass
	except AssertionError as error:
		frames = [code.co_name for code in _frames(error.__traceback__)]
		return any(one.__name__ in frames for one in invariants.PROMISES)
	except (LookupError, StopIteration, AttributeError, ValueError):
		return False  # so broken that it fell over
	return False


def _frames(trace):
	while trace:
		yield trace.tb_frame.f_code
		trace = trace.tb_next
