"""Running approvals moved onto a newer version of their flow: what moves, what cannot and why; the log replays."""

from __future__ import annotations

from random import Random

import pytest

from tests.engine import walker, worlds
from tests.engine.flows import Case, approval, chain, drawn, gate, person
from township_gov.workflows import engine
from township_gov.workflows import refusals as no
from township_gov.workflows.core import migrating
from township_gov.workflows.definition import Flow
from township_gov.workflows.state import canonical

PEOPLE = {"office": ["bob"], "leaders": ["cid", "dan"], "money": ["eve"], "law": ["fay"], "paper": ["bob"]}
VOTE = {"how": "Vote", "vote": {"more_than": "1/2"}}
FORK = ("start > fork > money > join > leaders > end", "fork > law > join")


def running(flow: Flow, *acts: tuple[str, str], **values) -> Case:
	case = Case(flow, PEOPLE, **values).start()
	for who, action in acts:
		case.act(who, action)
	return case


def obstacles(case: Case, new: Flow, **mapping: str) -> list[str]:
	return [str(one) for one in migrating.obstacles(case.flow, new, case.state, mapping)]


def migrate(case: Case, new: Flow, **mapping: str) -> Case:
	"""Move the case as the program does; its log goes on."""
	assert obstacles(case, new, **mapping) == []
	case.plan = migrating.plan(case.flow, new, case.state, mapping)
	case.versions["new"] = new
	return case.do("migrate", "admin", **{"from": "old", "version": "new"}, **case.plan)


def rebuilds(case: Case) -> bool:
	return engine.replay(case.first, case.log, case.versions.__getitem__) == case.state


def fork(*more: dict, lines: tuple[str, ...] = FORK) -> Flow:
	nodes = [
		gate("fork", "Parallel Split"),
		approval("money"),
		approval("law"),
		gate("join", "Join"),
		approval("leaders"),
	]
	return drawn([*nodes, *more], *lines)


def test_an_approval_follows_the_new_version_from_where_it_stands():
	new = chain(approval("office"), approval("money"), approval("leaders"))
	case = migrate(running(chain(approval("office"), approval("leaders"))), new)
	assert case.asked == [("office", "bob", 1)]
	assert case.act("bob").asked == [("money", "eve", 1)]
	assert rebuilds(case)


def test_a_step_that_is_called_otherwise_now_is_mapped():
	case = running(chain(approval("office"), approval("leaders")))
	new = chain(approval("desk"), approval("leaders"))
	assert obstacles(case, new) == ["Office is not in the new version; say which step takes its place."]
	with pytest.raises(no.CannotMigrate, match="office is not in the new version"):
		Case.send(_with_flow(case, new), {"type": "migrate", "actor": person("admin"), "nodes": {}})
	case = migrate(running(chain(approval("office"), approval("leaders"))), new, office="desk")
	assert case.asked == [("desk", "bob", 1)]
	assert case.kinds() == ["Migrated"]
	assert rebuilds(case.act("bob"))


def _with_flow(case: Case, flow: Flow) -> Case:
	case.flow = flow
	return case


def test_a_branch_stays_in_its_parallel_block():
	case = migrate(
		running(fork(), ("eve", "approve")), fork(approval("press"), lines=(*FORK, "fork > press > join"))
	)
	assert case.act("fay").asked == [("leaders", "cid", 1), ("leaders", "dan", 1)]
	assert rebuilds(case)


def test_a_step_cannot_move_into_or_out_of_a_parallel_block():
	text = "Money lies inside another parallel block in the new version."
	flat = drawn(
		[approval("money"), approval("law"), approval("leaders")], "start > money > law > leaders > end"
	)
	assert obstacles(running(flat), fork()) == [text]
	assert (
		obstacles(running(fork()), flat)[0]
		== "Fork is not in the new version; say which step takes its place."
	)


def test_two_branches_cannot_become_one():
	lines = ("start > fork > money > law > join > leaders > end", "fork > press > join")
	assert obstacles(running(fork()), fork(approval("press"), lines=lines)) == [
		"Two parallel branches would become one at Law."
	]


def test_two_steps_that_were_both_walked_cannot_become_one():
	case = running(chain(approval("office"), approval("leaders")), ("bob", "approve"))
	assert obstacles(case, chain(approval("leaders")), office="leaders") == [
		"Leaders and Office would become one step, and the approval has been at both."
	]
	assert (
		obstacles(
			running(chain(approval("office"), approval("leaders"))),
			chain(approval("leaders")),
			office="leaders",
		)
		== []
	)


def test_the_roster_of_an_open_vote_is_frozen():
	flow = chain(approval("leaders", **VOTE))
	text = "The roster of Leaders is frozen, and the new version counts it in another way; let it be decided first."
	assert obstacles(running(flow), chain(approval("leaders", how="All"))) == [text]
	assert obstacles(running(flow), chain(approval("leaders", how="Vote", vote={"count": 1}))) == [text]
	assert obstacles(running(chain(approval("leaders"))), flow) == [text]
	case = migrate(running(flow), chain(approval("leaders", label="All leaders", **VOTE), approval("money")))
	assert case.act("cid").act("dan").asked == [("money", "eve", 1)]


def test_votes_that_were_cast_are_counted_as_they_were_meant():
	flow = chain(approval("leaders", how="All"))
	assert obstacles(running(flow, ("cid", "approve")), chain(approval("leaders"))) == [
		"Somebody has decided at Leaders already, and the new version counts in another way."
	]
	case = migrate(running(flow), chain(approval("leaders")))
	assert case.act("cid").state.status == "Approved"


def test_what_cannot_be_undone_does_not_come_a_second_time():
	paper = gate(
		"paper", "Issue Document", document="Notice", approvers=[{"rule": "Role in Scope", "role": "R"}]
	)
	case = running(chain(paper, approval("leaders"))).act("bob", "issue").answer("issued", number="1")
	assert obstacles(case, chain(approval("leaders"), paper)) == [
		"Paper was passed and cannot be undone, but comes again behind Leaders in the new version."
	]
	assert obstacles(case, chain(approval("money"), paper, approval("leaders"))) == []


def test_an_answer_that_is_awaited_comes_first():
	post = gate("post", "Automatic", run="post")
	case = running(chain(post))
	assert obstacles(case, chain(gate("post", "Automatic", run="send"))) == [
		"Post waits for an answer that was asked for under the old version; let it come first."
	]
	case = migrate(running(chain(post)), chain(post, approval("leaders")))
	assert case.answer("done").asked == [("leaders", "cid", 1), ("leaders", "dan", 1)]


def test_who_returned_it_gets_it_back_in_the_new_version_too():
	nodes = [approval("office"), approval("leaders", after_return="Straight Back")]
	case = running(chain(*nodes), ("bob", "approve")).act("cid", "return", to="initiator")
	assert obstacles(case, chain(approval("office"))) == [
		"Leaders is not in the new version; say which step takes its place."
	]
	case = migrate(case, chain(approval("office"), approval("chiefs")), leaders="chiefs")
	case.people["chiefs"] = ["dan"]
	assert case.act("ann", "resubmit").asked == [("chiefs", "dan", 2)]
	assert rebuilds(case)


def test_a_time_limit_begins_with_the_new_version_and_climbed_rungs_stay_climbed():
	remind, late = {"after": 60, "do": "Remind"}, {"after": 90, "do": "Remind"}
	case = migrate(running(chain(approval("office"))), chain(approval("office", timer=[remind])))
	assert case.tick("bob", 60).told("Reminded") == ["bob"]
	case = migrate(case, chain(approval("office", timer=[{"after": 30, "do": "Remind"}, remind, late])))
	assert case.state.open_tasks()[0].fired == (1,)
	assert case.tick("bob", 30).told("Reminded") == ["bob", "bob"]
	case = migrate(case, chain(approval("office")))
	assert case.state.open_tasks()[0].at == ""


def test_an_act_from_before_cannot_be_taken_back_over_a_migration():
	flow = chain(approval("office", allow=["take back"]), approval("leaders"))
	case = migrate(running(flow, ("bob", "approve")), flow)
	with pytest.raises(no.TakeBackRefused):
		case.do("take_back", "bob")


def test_a_version_that_only_renames_its_steps_changes_nothing_but_names():
	"""Random approvals of every node type, moved in the middle of a random walk."""
	moved = 0
	for seed in range(300):
		case = worlds.case(Random(seed))
		list(walker.walk(case, Random(seed), 12))
		moved += case.state.status == "Running" and _moves_renamed(case)
	assert moved > 60


def test_an_approval_whose_past_steps_are_gone_can_still_do_everything():
	"""Only steps where something stands are mapped; the rest is history, of steps that the new version does not have."""
	moved = 0
	for seed in range(400):
		case = worlds.case(Random(seed))
		list(walker.walk(case, Random(seed), 10))
		if case.state.status != "Running":
			continue
		new, names = _renamed(case)
		state = case.state
		live = {key for token in state.tokens for key in (token.node, *token.back_to)}
		live |= {block.split for block in state.blocks if block.status == "Open"}
		mapping = {key: names[key] for key in live}
		if migrating.obstacles(case.flow, new, state, mapping):
			continue
		case.people = {_key_of(key, names): people for key, people in case.people.items()}
		migrate(case, new, **mapping)
		moved += 1
		_act_at_random(case, Random(seed + 1))
		assert rebuilds(case), seed
	assert moved > 80


def _act_at_random(case: Case, random: Random) -> None:
	"""Fifteen events, most of them possible; refusals leave everything as it is."""
	for _number in range(15):
		if case.state.status == "Running":
			try:
				case.send(walker.choose(case, random)[0])
			except no.EngineRefusal:
				continue


def _key_of(key: str, names: dict[str, str]) -> str:
	"""The key of a people fact, with the new name of its node."""
	for sign in "#@":
		name, found, rung = key.partition(sign)
		if found:
			return f"{names[name]}{sign}{rung}"
	return names[key]


def _renamed(case: Case) -> tuple[Flow, dict[str, str]]:
	"""The flow of a case with other keys, and which became which."""
	names = {node.key: f"{node.key}_neu" for node in case.flow.nodes}
	data = case.flow.dump()
	for node in data["nodes"]:
		node["key"] = names[node["key"]]
		node["return_to"] = [names.get(key, key) for key in node.get("return_to", [])]
	for way in data["transitions"]:
		way["from"], way["to"] = names[way["from"]], names[way["to"]]
	return Flow.parse(data), names


def _moves_renamed(case: Case) -> bool:
	"""Move it onto its own flow with other keys; False where an answer is awaited."""
	new, names = _renamed(case)
	found = migrating.obstacles(case.flow, new, case.state, names)
	if any(token.waiting in ("Action", "Number", "Repair") for token in case.state.tokens):
		assert found
		return False
	assert found == []
	event = {"type": "migrate", "actor": person("admin"), **migrating.plan(case.flow, new, case.state, names)}
	state, _effects = engine.step(new, case.state, event, {"clock": {"now": str(case.now)}})
	expected = canonical({**case.state.dump(), "undo": []})
	for old, key in names.items():
		expected = expected.replace(f'"{old}"', f'"{key}"')
	assert canonical({**state.dump(), "undo": []}) == expected
	return True
