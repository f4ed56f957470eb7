"""What holds after every event of every approval, whatever was done: the sixteen rules as far as a state shows them.

Each function asserts one promise on (the state before, the case after). They know the engine's records and effects
and nothing of its rules: where a rule decides (a vote, a time-out), it is counted here a second time.
`test_invariants_bite.py` breaks the engine on purpose and shows that each of them notices.
"""

from __future__ import annotations

from collections import Counter

from tests.engine.flows import Case
from township_gov.workflows import engine
from township_gov.workflows import state as st
from township_gov.workflows.state import State, Task, Token, canonical

DECISIONS = ("approve", "reject", "abstain")


def check(case: Case, before: State | None) -> None:
	"""Everything that holds after every event."""
	for promise in PROMISES:
		promise(before, case)


def kinds(case: Case, *names: str) -> list:
	"""The last step's effects of these kinds."""
	return [effect for effect in case.effects if type(effect).__name__ in names]


# -- tokens and tasks -------------------------------------------------------------------------------------


def a_finished_approval_has_no_open_task(_before: State | None, case: Case) -> None:
	state = case.state
	if state.status != st.RUNNING:
		assert not state.open_tasks() and not state.tokens and not state.suspended
		assert len(kinds(case, "Ended")) == 1
	else:
		assert not kinds(case, "Ended")


def no_token_is_an_orphan(_before: State | None, case: Case) -> None:
	"""Every token belongs to a branch of an open block, every open branch has its token, and every task a token."""
	state = case.state
	if state.status != st.RUNNING:
		return
	assert len({token.id for token in state.tokens}) == len(state.tokens) > 0
	tokens = {token.id for token in state.tokens}
	opened = [block for block in state.blocks if block.status == st.OPEN_BLOCK]
	sleeping = {block.token for block in opened}
	for block in opened:
		assert set(block.arrived) < set(block.branches)
		for branch in block.branches:
			assert (branch in tokens) + (branch in sleeping) + (branch in block.arrived) == 1
	for token in state.tokens:
		assert token.id not in sleeping
		if token.path:
			assert token.id in state.block(token.path[-1]).branches
		assert len(token.path) == len(case.flow.paths[token.node])
		assert all(state.block(number).status == st.OPEN_BLOCK for number in token.path)
	for task in state.open_tasks():
		token = state.token(task.token)
		assert token and (token.node, token.round) == (task.node, task.round)


def an_open_task_has_one_owner(_before: State | None, case: Case) -> None:
	"""A token has an owner, or waits for an answer, or says openly that nobody is left."""
	state = case.state
	for token in state.tokens:
		asked = bool(state.open_tasks(token.id))
		if token.waiting in ("", st.REPAIR):
			assert asked, token
		else:
			assert not asked, token
	for task in state.open_tasks():
		assert task.person and task.user and task.person not in {one.person for one in task.substitutes}
		assert len({one.person for one in task.substitutes}) == len(task.substitutes)
	owners = Counter((task.token, task.person, task.kind) for task in state.open_tasks())
	assert all(count == 1 for count in owners.values()), owners


def a_person_has_one_vote(before: State | None, case: Case) -> None:
	"""A natural person has one say at each visit of a node, whether for himself or for another (rule 6)."""
	state = case.state
	visits = [state.visit(token) for token in state.tokens]
	for token in before.tokens if before else ():  # those that have left their node with the last vote
		visits.append([state.task(task.id) for task in before.visit(token)])
	for rows in visits:
		says = [task.actor or task.person for task in rows if _has_a_say(task)]
		assert len(says) == len(set(says)), says


def _has_a_say(task: Task) -> bool:
	return task.status in (st.OPEN, st.SKIPPED) or (task.status == st.DONE and task.action != "retry")


def nobody_decides_his_own_case(_before: State | None, case: Case) -> None:
	"""Not as one who is asked, not as a substitute (rules 5, 7)."""
	for task in case.state.tasks:
		node = case.flow.by_key[task.node]
		if node.type == "Approval" and node.apart.initiator:
			assert case.state.initiator not in task.people
		assert case.state.initiator not in {one.person for one in task.substitutes}


def who_decided_earlier_is_kept_apart(before: State | None, case: Case) -> None:
	"""Where the node says so: neither the actor nor his principal acted at another node before (rule 7)."""
	event = case.log[-1][0]
	if before is None or event["type"] != "act":
		return
	task = before.task(event["task"])
	node = case.flow.by_key[task.node]
	if node.type != "Approval" or not node.apart.earlier:
		return
	earlier = {
		one
		for row in before.tasks
		if row.status == st.DONE and row.node not in (node.key, case.flow.start.key)
		for one in row.people
	}
	assert not earlier & {event["actor"]["person"], task.person}


def only_the_owner_or_his_substitute_acts(before: State | None, case: Case) -> None:
	event = case.log[-1][0]
	if before is None or event["type"] != "act":
		return
	task, who = before.task(event["task"]), event["actor"]["person"]
	assert task.status == st.OPEN and not before.suspended
	assert who == task.person or who in {one.person for one in task.substitutes}
	told = [(one.principal, one.actor) for one in kinds(case, "ActedFor")]
	assert told == ([] if who == task.person else [(task.person, who)])


def a_block_of_helpers_is_respected(before: State | None, case: Case) -> None:
	"""Who asked others decides after they have answered (rule 4)."""
	event = case.log[-1][0]
	if before is not None and event.get("action") in (*DECISIONS, "return"):
		assert not before.helpers(event["task"])


# -- what is told -----------------------------------------------------------------------------------------


def everybody_is_told_once(before: State | None, case: Case) -> None:
	"""One OpenTask for each new task, naming its person; one CloseTask for each task that ended."""
	old = {task.id: task.status for task in before.tasks} if before else {}
	opened = {one.task: (one.person, one.user, one.node, one.round) for one in kinds(case, "OpenTask")}
	assert len(opened) == len(kinds(case, "OpenTask"))
	new = {t.id: (t.person, t.user, t.node, t.round) for t in case.state.tasks if t.id not in old}
	assert opened == new
	closed = Counter(one.task for one in kinds(case, "CloseTask"))
	ended = [t.id for t in case.state.tasks if t.status != st.OPEN and old.get(t.id, st.OPEN) != t.status]
	assert closed == Counter(ended)


def a_standstill_is_said_openly(before: State | None, case: Case) -> None:
	"""A token at which nobody may decide says so when it comes to that (rule 7)."""
	was = {token.id: token for token in before.tokens} if before else {}
	for token in case.state.tokens:
		if token.waiting == st.NO_APPROVER and was.get(token.id) != token:
			assert token.node in {one.node for one in kinds(case, "NobodyLeft")}


def a_join_fires_once(_before: State | None, case: Case) -> None:
	"""Once for each passage, when every branch that was activated has arrived (rule 1)."""
	fired = [effect.block for effect in kinds(case, "Joined")]
	case.joined = [*getattr(case, "joined", []), *fired]
	assert len(case.joined) == len(set(case.joined))
	for number in fired:
		block = case.state.block(number)
		assert block.status == st.JOINED and set(block.arrived) == set(block.branches)


def a_return_opens_a_new_round(before: State | None, case: Case) -> None:
	"""Every return does, and nothing else; where it led, somebody is asked by a task that did not exist (rule 2)."""
	if before is None:
		assert case.state.round == 1
		return
	event = case.log[-1][0]
	returned = event.get("action") == "return"
	assert case.state.round == before.round + returned
	if not returned or case.state.status != st.RUNNING:
		return
	old = {task.id for task in before.tasks}
	rounds = [token for token in case.state.tokens if token.round == case.state.round]
	assert rounds
	told = {one.task for one in kinds(case, "OpenTask")}
	for token in rounds:
		asked = case.state.open_tasks(token.id)
		assert asked or token.waiting
		assert all(task.id not in old and task.id in told for task in asked)


def a_return_inside_a_branch_leaves_the_others_alone(before: State | None, case: Case) -> None:
	"""And one to before the split cancels each of them, which the log shows (rule 2)."""
	event = case.log[-1][0]
	if before is None or event.get("action") != "return":
		return
	mine = before.token(before.task(event["task"]).token)
	for other in before.tokens:
		if other.id == mine.id:
			continue
		after = case.state.token(other.id)
		cancelled = other.id in {one.token for one in kinds(case, "BranchCancelled")}
		assert (after == other) != cancelled


# -- how it is decided ------------------------------------------------------------------------------------


def a_node_is_decided_as_it_says(before: State | None, case: Case) -> None:
	"""The votes counted a second time: the token stays while undecided, and leaves when decided (rule 3)."""
	event = case.log[-1][0]
	if before is None or event["type"] != "act" or event["action"] not in DECISIONS:
		return
	task = before.task(event["task"])
	node, token = case.flow.by_key[task.node], before.token(task.token)
	if node.type != "Approval" or not task.decides:
		return
	ids = {row.id for row in before.roster(token)}
	cast = [row.action for row in case.state.tasks if row.id in ids and row.status in (st.DONE, st.SKIPPED)]
	chair = next((row for row in case.state.tasks if row.id in ids and row.person == token.chair), None)
	left = len(ids) - len(cast)
	decided = _decided(node, token, cast, left, chair)
	open_votes = [row for row in case.state.open_tasks(token.id) if row.id in ids]
	if decided is None:
		assert case.state.status == st.RUNNING and case.state.token(token.id).node == node.key
		assert len(open_votes) == left
	else:
		assert not open_votes, "the rest is not needed"
		unneeded = [row for row in case.state.tasks if row.id in ids and row.status == st.NOT_NEEDED]
		assert len(unneeded) == left


def _decided(node, token: Token, cast: list[str], left: int, chair: Task | None) -> bool | None:
	yes, no = cast.count("approve"), cast.count("reject")
	if node.how == "Vote":
		if left and node.collect_all:
			return None
		if yes >= token.needed:
			return True
		best = yes + left
		if best >= token.needed:
			return None
		casting = best == token.needed - 1 == no and chair
		if casting and chair.status == st.OPEN:
			return None
		if casting and chair.action == "approve":
			return None if left else True
		return False
	if no:
		return None if node.collect_all and (left or token.queue) else False
	if node.how == "Any One" and yes:
		return True
	return None if left or token.queue else True


def a_threshold_never_falls(before: State | None, case: Case) -> None:
	"""Within one visit, whoever is added or removed; and it is not larger than who is left can reach (rules 3, 4)."""
	was = {token.id: token for token in before.tokens} if before else {}
	taken_back = bool(kinds(case, "TakenBack"))
	for token in case.state.tokens:
		old = was.get(token.id)
		if old and (old.node, old.round, old.since) == (token.node, token.round, token.since):
			anew = old.waiting == st.NO_APPROVER and not before.roster(old)  # all left before a vote was cast
			assert taken_back or anew or token.needed >= old.needed
	event = case.log[-1][0]
	if event.get("type") == "remove" or event.get("action") == "remove":
		for token in case.state.tokens:
			old = was.get(token.id)
			same = old and (old.node, old.round, old.since) == (token.node, token.round, token.since)
			if token.needed and same:
				assert len(case.state.roster(token)) >= min(token.needed, len(before.roster(old)))


def time_never_approves(before: State | None, case: Case) -> None:
	"""A time-out reminds, hands over, or skips what decides nothing; each rung of a task is climbed once (rule 11)."""
	climbed = [(one.task, one.rung, one.person) for one in kinds(case, "Reminded", "Escalated")]
	case.climbed = [*getattr(case, "climbed", []), *climbed]
	assert len(case.climbed) == len(set(case.climbed))
	event = case.log[-1][0]
	if before is None or event["type"] != "timer":
		return
	assert not before.suspended
	task = before.task(event["task"])
	after = case.state.task(task.id)
	assert set(task.fired) < set(after.fired)
	if case.flow.by_key[task.node].decision:
		assert after.status in (st.OPEN, st.REASSIGNED)
		assert case.state.token(task.token).node == task.node
	else:
		assert after.status in (st.OPEN, st.REASSIGNED, st.SKIPPED)


def a_pause_stops_the_clocks(_before: State | None, case: Case) -> None:
	"""Each open task of a timed node counts from a moment, and none while the approval rests (rule 11)."""
	for task in case.state.open_tasks():
		timed = bool(case.flow.by_key[task.node].timer) and task.kind in ("", st.BESIDE, st.AFTER)
		assert bool(task.at) == (timed and not case.state.suspended), task


def what_was_paused_is_not_counted(_before: State | None, case: Case) -> None:
	"""No clock shows more than the working minutes in which its task, or the one it came from, waited (rule 11)."""
	born = case.__dict__.setdefault("born", {})
	for task in case.state.tasks:
		if task.id not in born:
			key = (task.token, task.node, task.round, task.person)
			same = [t.id for t in case.state.tasks if (t.token, t.node, t.round, t.person) == key]
			born[task.id] = min((born[one] for one in (*same, task.given) if one in born), default=case.awake)
		if task.status == st.OPEN:
			used = task.used + (case.now - int(task.at) if task.at else 0)
			assert used <= case.awake - born[task.id], task


# -- what cannot be undone --------------------------------------------------------------------------------


def what_is_done_for_good_stays(before: State | None, case: Case) -> None:
	"""No number and no irreversible action is forgotten, asked for twice, or passed backwards (rules 8, 13, 16)."""
	marks = before.marks if before else ()
	assert case.state.marks[: len(marks)] == marks
	event = case.log[-1][0]
	keys = getattr(case, "answered", [])
	if event["type"] in ("done", "issued"):
		case.answered = keys = [*keys, event["key"]]
	assert len(keys) == len(set(keys))
	if event["type"] == "withdraw":
		assert not any(not mark.number for mark in case.state.marks)
		assert {one.number for one in kinds(case, "VoidNumber")} == {m.number for m in marks if m.number}


def nothing_leads_back_past_it(before: State | None, case: Case) -> None:
	"""A return or a taking back leads to where somebody was asked after the last effect for good around it."""
	event = case.log[-1][0]
	if before is None or not (event.get("action") == "return" or event["type"] == "take_back"):
		return
	for token in case.state.tokens:
		if before.token(token.id) == token:
			continue
		here = case.flow.paths[token.node]
		around = [
			mark.id
			for mark in before.marks
			if mark.path[: len(token.path)] == token.path and case.flow.paths[mark.node][: len(here)] == here
		]
		asked = [row.id for row in before.tasks if row.node == token.node]
		assert not around or (asked and max(asked) > max(around))


# -- the log ----------------------------------------------------------------------------------------------


def the_log_rebuilds_the_state(before: State | None, case: Case) -> None:
	"""The step taken again from the stored JSON of the state before gives the same bytes (rule 15)."""
	stored = State.load(before.dump()) if before else None
	again, effects = engine.step(case.flow, stored, *case.log[-1])
	assert canonical(again.dump()) == canonical(case.state.dump()) and effects == case.effects
	assert State.load(again.dump()) == case.state


PROMISES = (
	a_finished_approval_has_no_open_task,
	no_token_is_an_orphan,
	an_open_task_has_one_owner,
	a_person_has_one_vote,
	nobody_decides_his_own_case,
	who_decided_earlier_is_kept_apart,
	only_the_owner_or_his_substitute_acts,
	a_block_of_helpers_is_respected,
	everybody_is_told_once,
	a_standstill_is_said_openly,
	a_join_fires_once,
	a_return_opens_a_new_round,
	a_return_inside_a_branch_leaves_the_others_alone,
	a_node_is_decided_as_it_says,
	a_threshold_never_falls,
	time_never_approves,
	a_pause_stops_the_clocks,
	what_was_paused_is_not_counted,
	what_is_done_for_good_stays,
	nothing_leads_back_past_it,
	the_log_rebuilds_the_state,
)
