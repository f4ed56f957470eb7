"""The form of a flow holds everything its JSON says: there and back gives the same bytes."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.flows import approval, chain
from township_gov.workflows.core.settings import VERBS
from township_gov.workflows.definition import DefinitionError, Flow
from township_gov.workflows.form import definition_of, values_of
from township_gov.workflows.state import fingerprint

words = st.text("abcdefghij_", min_size=1, max_size=8)
labels = st.text("意见科室Office 1-2", min_size=1, max_size=12).map(str.strip).filter(bool)
fields = st.lists(
	st.one_of(words, words.map(lambda word: f"{word}:add"), st.just("*")), max_size=3, unique=True
)
flags = st.booleans()


@st.composite
def rules(draw):
	"""One approver rule, with the values that its name needs."""
	rule = draw(
		st.sampled_from(
			[
				{"rule": "Role in Scope", "role": "Office Head"},
				{"rule": "Role in Scope", "role": "Office Head", "office_field": "office"},
				{"rule": "Named User", "user": "a@example.org"},
				{"rule": "Document Field", "field": "rows.cadre"},
				{"rule": "Head of Office", "field": "office"},
				{"rule": "Deputy of Office", "field": "office"},
				{"rule": "Leader by Portfolio", "field": "village"},
				{"rule": "Holder of a Post", "post": "P-1"},
				{"rule": "Holder of a Post", "field": "post"},
				{"rule": "Initiator"},
				{"rule": "Head of Initiator"},
				{"rule": "Previous Handler"},
			]
		)
	)
	return rule | ({"township_field": "other_township"} if draw(flags) else {})


rule_lists = st.lists(rules(), min_size=1, max_size=3)


@st.composite
def votes(draw):
	"""When a vote passes, with or without a chair."""
	vote = draw(
		st.sampled_from([{"count": 2}, {"at_least": "2/3"}, {"more_than": "1/2"}, {"at_least": "1/1"}])
	)
	return vote | ({"chair": draw(rules())} if draw(flags) else {})


@st.composite
def timers(draw):
	"""Rungs in the order of time."""
	times = sorted(draw(st.sets(st.integers(1, 5000), max_size=4)))
	return [
		{"after": after, "do": (do := draw(st.sampled_from(["Remind", "Escalate", "Skip"])))}
		| ({"to": draw(rule_lists), "hand_over": draw(flags)} if do == "Escalate" else {})
		for after in times
	]


@st.composite
def approvals(draw, key):
	"""An Approval node with any of its settings."""
	how = draw(st.sampled_from(["Any One", "All", "Vote", "In Order"]))
	actions = {"approve": draw(labels)} | {
		name: draw(labels)
		for name in ("reject", "return", "abstain")
		if draw(flags) and (name != "abstain" or how == "Vote")
	}
	return {
		"key": key, "type": "Approval", "label": draw(labels), "status": draw(st.sampled_from(["", "Checking"])),
		"approvers": draw(rule_lists), "ladder": draw(st.lists(rules(), max_size=3)), "how": how, "actions": actions,
		"vote": draw(votes()) if how == "Vote" else None,
		"return_to": draw(st.sampled_from([["initiator"], ["*"], ["initiator", "n0"]])),
		"after_return": draw(st.sampled_from(["Step by Step", "Straight Back"])),
		"opinion": draw(st.sampled_from(["Never", "On Reject or Return", "Always"])),
		"apart": {"initiator": draw(flags), "earlier": draw(flags), "fields": ["rows.cadre"], "kin": draw(flags)},
		"fields": draw(fields), "required": draw(st.lists(words, max_size=2, unique=True)),
		"hidden": draw(st.lists(words, max_size=2, unique=True)), "collect_all": draw(flags), "skip_repeat": draw(flags),
		"decision": draw(flags), "allow": draw(st.lists(st.sampled_from(VERBS), unique=True)), "timer": draw(timers()),
	}  # fmt: skip


@st.composite
def others(draw, key):
	"""A node of another type with its settings."""
	kind = draw(
		st.sampled_from(["Exclusive Split", "Parallel Split", "Join", "Automatic", "Copy", "Issue Document"])
	)
	node = {
		"key": key,
		"type": kind,
		"label": draw(labels),
		"status": draw(st.sampled_from(["", "Checking"])),
	}
	if kind in ("Automatic", "Copy", "Issue Document"):
		node |= {"approvers": draw(rule_lists), "apart": {"initiator": draw(flags)}, "fields": draw(fields)}
	if kind == "Automatic":
		node |= {"run": draw(words), "irreversible": draw(flags)}
	return node | ({"document": draw(words)} if kind == "Issue Document" else {})


@st.composite
def flows(draw):
	"""A flow of any nodes, one after another (what the form holds does not depend on the ways)."""
	kinds = draw(st.lists(flags, min_size=1, max_size=4))
	nodes = [
		draw(approvals(f"n{i}") if is_approval else others(f"n{i}")) for i, is_approval in enumerate(kinds)
	]
	condition = {"field": "amount", "operator": ">", "value": "10"}
	when = draw(st.sampled_from([[], [[condition]], [[condition, condition], [condition]]]))
	return chain(*nodes, when=when, priority=draw(st.integers(0, 3)), reopen_rejected=draw(flags))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(flows())
def test_any_flow_survives_the_form(flow):
	assert definition_of(values_of(flow)) == flow.dump()


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(flows())
def test_the_form_keeps_its_own_values(flow):
	values = values_of(flow)
	assert values_of(Flow.parse(definition_of(copy.deepcopy(values)))) == values


def test_a_flow_of_the_first_schema_keeps_the_hash_it_was_published_with():
	rule = {"rule": "Role in Scope", "role": "Office Head", "office_field": "office"}
	ladder = [{"rule": "Named User", "user": "a@example.org"}, {"rule": "Head of Office", "field": "office"}]
	flow = chain(approval("one", approvers=[rule], ladder=ladder, apart={"kin": True}))
	assert flow.schema == 1
	assert fingerprint(definition_of(values_of(flow))) == HASH


HASH = "4094d4c13e01495b5277fe671cf6f1f66ad912ed759b9479586644892bd3d599"


def test_a_row_older_than_the_purpose_belongs_to_the_ladder_by_its_rung():
	flow = chain(approval("one", ladder=[{"rule": "Initiator"}]))
	values = values_of(flow)
	for row in values["approvers"]:
		row["purpose"] = "Decides"
	assert definition_of(values) == flow.dump()


def test_settings_on_a_node_that_does_not_use_them_are_refused_and_not_dropped():
	flow = chain({"key": "x", "type": "Copy", "label": "X", "approvers": [], "allow": ["transfer"]})
	with pytest.raises(DefinitionError, match="cannot hold all of Test"):
		values_of(flow)


def test_a_vote_has_one_chair():
	vote = {"count": 1, "chair": {"rule": "Initiator"}}
	values = values_of(chain(approval("one", how="Vote", vote=vote)))
	values["approvers"].append(dict(values["approvers"][-1]))
	with pytest.raises(DefinitionError, match="one chair"):
		definition_of(values)


def test_a_threshold_left_in_the_form_counts_only_for_a_vote():
	values = values_of(chain(approval("one", how="Vote", vote={"count": 2})))
	values["nodes"][1]["how"] = "All"
	assert Flow.parse(definition_of(values)).by_key["one"].vote is None
