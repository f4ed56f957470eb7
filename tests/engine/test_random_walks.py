"""Random flows, random people, random acts: what must hold after every step, whatever happens."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.flows import Case, approval, chain, person
from township_gov.workflows import engine
from township_gov.workflows.linter import lint
from township_gov.workflows.refusals import EngineRefusal
from township_gov.workflows.state import OPEN, State

PEOPLE = ["ann", "bob", "cid", "dan", "eve"]
SIZE = [{"field": "size", "operator": ">", "value": 5}]
groups = st.lists(st.sampled_from(PEOPLE), max_size=4)

node_settings = st.fixed_dictionaries(
	{
		"how": st.sampled_from(["Any One", "All"]),
		"after_return": st.sampled_from(["Step by Step", "Straight Back"]),
		"opinion": st.sampled_from(["Never", "On Reject or Return", "Always"]),
		"return_to": st.sampled_from([["initiator"], ["*"], ["n0"], ["n0", "initiator"]]),
		"apart": st.fixed_dictionaries(
			{"initiator": st.booleans(), "earlier": st.booleans(), "fields": st.sampled_from([[], ["cadre"]])}
		),
		"ladder": st.sampled_from([[], [{"rule": "Initiator"}]]),
		"actions": st.sampled_from([["approve"], ["approve", "return"], ["approve", "reject", "return"]]),
	}
)
walks = st.lists(
	st.tuples(
		st.sampled_from(["act", "act", "act", "act", "withdraw", "reassign"]),
		st.sampled_from(["approve", "approve", "approve", "reject", "return", "resubmit"]),
		st.integers(0, 11),
		st.sampled_from(["owner", "owner", "owner", *PEOPLE]),
		st.sampled_from([None, "initiator", "n0", "n1", "end"]),
		st.booleans(),
	),
	max_size=25,
)


@st.composite
def cases(draw):
	nodes = []
	for number, values in enumerate(draw(st.lists(node_settings, min_size=1, max_size=4))):
		key = f"n{number}"
		targets = [target for target in values["return_to"] if target != key] or ["initiator"]
		nodes.append(approval(key, **values | {"return_to": targets}))
	flow = chain(*nodes, withdraw=draw(st.sampled_from(["Before First Decision", "Until Finished", "Never"])))
	if len(nodes) > 1 and draw(st.booleans()):
		flow = with_split(flow)
	people = {}
	for node in nodes:
		people[node["key"]] = draw(groups)
		people[node["key"] + "#1"] = draw(groups)
	subjects = {node["key"]: draw(groups) for node in nodes}
	return Case(flow, people, subjects=subjects, values={"size": draw(st.integers(0, 10))})


def with_split(flow):
	"""The same flow, whose second node is passed over by small documents."""
	data = flow.dump()
	data["nodes"].append({"key": "split", "type": "Exclusive Split", "label": "Split"})
	data["transitions"][1]["to"] = "split"
	after = data["transitions"][2]["to"]
	data["transitions"] += [{"from": "split", "to": "n1", "when": SIZE}, {"from": "split", "to": after}]
	return type(flow).parse(data)


def holds(case: Case) -> None:
	state = case.state
	open_tasks = state.open_tasks()
	assert len({(task.token, task.node, task.round, task.person) for task in open_tasks}) == len(open_tasks)
	assert all(task.person and task.user for task in state.tasks)
	if state.status != "Running":
		assert not open_tasks and not state.tokens
	else:
		assert len(state.tokens) == 1
		token = state.tokens[0]
		assert bool(open_tasks) != bool(token.waiting), "a token has an owner or says openly that it has none"
		assert {(task.node, task.round) for task in open_tasks} <= {(token.node, token.round)}
	one_vote(case)
	assert State.load(state.dump()) == state
	assert engine.replay(case.flow, case.log) == state


def one_vote(case: Case) -> None:
	votes = [
		(task.node, task.round, task.person)
		for task in case.state.tasks
		if task.status == "Done" and task.node != "start"
	]
	assert len(votes) == len(set(votes))
	for node in case.flow.nodes:
		if node.type == "Approval" and node.apart.initiator:
			assert (node.key, "ann") not in {(task.node, task.person) for task in case.state.tasks}


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), walks)
def test_every_walk_keeps_the_rules(case, walk):
	assert not lint(case.flow)
	case.start("ann")
	holds(case)
	for kind, action, number, who, to, opinion in walk:
		before, tasks = case.state, case.state.tasks
		task = tasks[number % len(tasks)] if tasks else None
		actor = task.person if task and who == "owner" else (PEOPLE[0] if who == "owner" else who)
		event = {"type": kind, "actor": person(actor)}
		if kind == "act":
			event |= {"task": task.id if task else 0, "action": action, "to": to, "opinion": opinion}
		try:
			case.send(event)
		except EngineRefusal as refusal:
			assert str(refusal) and case.state is before
			continue
		holds(case)
		opened_again(before, case)


def opened_again(before: State, case: Case) -> None:
	"""A return opens a new round, and whoever is asked in it has a new task."""
	if case.state.round > before.round:
		old = {task.id for task in before.tasks}
		assert all(task.id not in old for task in case.state.tasks if task.status == OPEN)
