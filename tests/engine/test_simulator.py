"""A document walked through a flow before anybody is asked: path, people, reasons, dates, alternatives."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from random import Random

from tests.engine import worlds
from tests.engine.flows import approval, chain, drawn, gate, person
from township_gov.policies.working_days import WorkCalendar
from township_gov.workflows import engine, simulator
from township_gov.workflows.core.crossing import crossed
from township_gov.workflows.definition import Flow

MONDAY = datetime(2026, 3, 2, 9, 0)
CALENDAR = WorkCalendar(years=frozenset({2026}), current_year=2026)
SMALL = [{"field": "size", "operator": "<=", "value": 5}]
BIG = [{"field": "size", "operator": ">", "value": 5}]
ROLE = [{"rule": "Role in Scope", "role": "R"}]


def named(name: str, **values) -> dict:
	"""A candidate with a name to be read."""
	return {**person(name), "name": name.title(), **values}


def walked(
	flow: Flow, people: dict[str, list], *, by: str = "ann", subjects=None, size: int = 9, **values
) -> dict:
	"""The simulation of a document of this size; `people` as the facts of a case."""

	def ask(kind: str, key: str, _state) -> list:
		if kind == "subjects":
			return (subjects or {}).get(key, [])
		return [one if isinstance(one, dict) else named(one) for one in people.get(key, [])]

	sample = simulator.Sample(named(by), {"size": size}, MONDAY, CALENDAR, **values)
	return simulator.simulate(flow, sample, ask)


def path(found: dict) -> list[str]:
	return [step["node"] for step in found["steps"]]


def step_of(found: dict, node: str, nth: int = 0) -> dict:
	return [step for step in found["steps"] if step["node"] == node][nth]


def sized(*ends: str) -> Flow:
	nodes = [approval("office"), gate("size", "Exclusive Split"), approval("one"), approval("all", how="All")]
	flow = drawn(nodes, "start > office > size > all > end", "one > end").dump()
	flow["transitions"] += [{"key": "small", "from": "size", "to": "one"}]
	next(way for way in flow["transitions"] if way["to"] == "all")["when"] = [BIG]
	return Flow.parse(flow)


PEOPLE = {"office": ["bob"], "one": ["cid"], "all": ["cid", "dan"]}


def test_the_path_is_told_step_by_step_to_its_end():
	found = walked(sized(), PEOPLE)
	assert path(found) == ["start", "office", "size", "all", "end"]
	assert found["outcome"] == "Approved"
	assert path(walked(sized(), PEOPLE, size=3)) == ["start", "office", "size", "one", "end"]


def test_a_split_shows_every_way_and_which_condition_held():
	big, small = step_of(walked(sized(), PEOPLE, size=5), "size")["ways"]
	assert (big["to"], big["held"], big["taken"]) == ("all", False, False)
	row = big["when"][0][0]
	assert (row["field"], row["operator"], row["value"], row["actual"], row["held"]) == (
		"size",
		">",
		"5",
		5,
		False,
	)
	assert (small["to"], small["held"], small["taken"]) == ("one", True, True)


def test_people_are_named_with_the_reason_why_they_are_asked():
	why = {"rule": "Named User"}
	office = step_of(walked(sized(), {**PEOPLE, "office": [named("bob", why=why, post="P1")]}), "office")
	(bob,) = office["people"]
	assert (bob["name"], bob["post"], bob["why"], bob["action"]) == ("Bob", "P1", why, "approve")


def test_who_is_passed_over_is_told_with_the_reason():
	flow = chain(approval("office", apart={"initiator": True, "fields": ["owner"]}))
	found = walked(flow, {"office": ["ann", "bob", "cid"]}, subjects={"office": ["bob"]})
	office = step_of(found, "office")
	assert [(row["name"], row["reason"]) for row in office["passed_over"]] == [
		("Ann", "initiator"),
		("Bob", "subject"),
	]
	assert [row["name"] for row in office["people"]] == ["Cid"]


def test_a_step_where_nobody_may_decide_stands_still():
	found = walked(sized(), {"office": ["ann"]})
	assert step_of(found, "office")["nobody_left"]
	assert found["stands_still"]
	assert found["outcome"] == ""


def test_decisions_can_be_chosen_step_by_step():
	rejected = walked(sized(), PEOPLE, choices={"all": ["reject"]})
	assert rejected["outcome"] == "Rejected"
	assert [row["status"] for row in step_of(rejected, "all")["people"]] == ["Done", "Not Needed"]
	returned = walked(sized(), PEOPLE, choices={"all": ["return:office"]})
	assert path(returned) == ["start", "office", "size", "all", "office", "size", "all", "end"]
	assert step_of(returned, "office", 1)["round"] == 2
	sent_home = walked(sized(), PEOPLE, choices={"office": ["return"]})
	assert path(sent_home)[:4] == ["start", "office", "start", "office"]


def test_what_goes_straight_back_passes_no_split():
	data = sized().dump()
	next(node for node in data["nodes"] if node["key"] == "all")["after_return"] = "Straight Back"
	found = walked(Flow.parse(data), PEOPLE, choices={"all": ["return:office"]})
	assert path(found) == ["start", "office", "size", "all", "office", "all", "end"]


def test_a_choice_that_the_step_does_not_offer_is_said_and_stops_the_walk():
	flow = chain(approval("office", actions=["approve"]))
	found = walked(flow, PEOPLE, choices={"office": ["reject"]})
	assert "reject is not offered at Office" in str(found["problem"])


def test_alternatives_say_where_another_decision_would_lead():
	office = step_of(walked(sized(), PEOPLE), "all")
	rows = {(row["action"], row["to"]): (row["leads_to"], row["outcome"]) for row in office["alternatives"]}
	assert rows[("reject", "")] == ([], "Rejected")
	assert rows[("return", "initiator")] == (["start"], "")
	assert rows[("return", "office")] == (["office"], "")


def test_time_limits_become_dates_by_the_working_calendar():
	late = {"after": 480, "do": "Escalate", "to": ROLE}
	flow = chain(approval("office", timer=[{"after": 240, "do": "Remind"}, late]))
	office = step_of(walked(flow, {"office": ["bob"], "office@1": ["dan"]}), "office")
	assert [(rung["do"], rung["at"], rung["to"]) for rung in office["rungs"]] == [
		("Remind", "2026-03-02 14:30:00", []),
		("Escalate", "2026-03-03 09:00:00", ["Dan"]),
	]
	assert office["takes"] == {"minutes": 480, "basis": "limit", "count": 0}


def test_the_end_is_expected_from_what_steps_took_in_the_past():
	found = walked(sized(), PEOPLE, past={"office": (60, 12), "all": (480, 30)})
	assert (found["ends_at"], found["unknown"]) == ("2026-03-03 10:00:00", [])
	assert walked(sized(), PEOPLE, past={"office": (60, 12)})["unknown"] == ["All"]


def test_parallel_branches_run_side_by_side_and_the_last_one_fires_the_join():
	nodes = [gate("fork", "Parallel Split"), approval("money"), approval("law"), gate("join", "Join")]
	flow = drawn(nodes, "start > fork > money > join > end", "fork > law > join")
	people = {"money": ["bob"], "law": ["cid"]}
	found = walked(flow, people, past={"money": (60, 1), "law": (240, 1)})
	assert path(found) == ["start", "fork", "money", "law", "join", "end"]
	assert [step_of(found, key)["left_at"][11:16] for key in ("money", "law", "join")] == [
		"10:00",
		"14:30",
		"14:30",
	]
	assert [way["taken"] for way in step_of(found, "fork")["ways"]] == [True, True]
	assert step_of(found, "money")["inside"] == ["fork"]


def test_actions_numbers_and_copies_are_shown_and_taken_for_done():
	nodes = [
		gate("post", "Automatic", run="post", approvers=ROLE),
		gate("told", "Copy", approvers=ROLE),
		gate("paper", "Issue Document", document="Notice", approvers=ROLE),
	]
	found = walked(chain(*nodes), {"told": ["dan"], "paper": ["bob"]})
	assert path(found) == ["start", "post", "told", "paper", "end"]
	assert step_of(found, "post")["does"] == "post"
	assert [row["status"] for row in step_of(found, "told")["people"]] == ["Copy"]
	assert [row["action"] for row in step_of(found, "paper")["people"]] == ["issue"]


def test_substitutes_are_named_beside_whom_they_stand_in_for():
	bob = named("bob", substitutes=[named("dan")])
	assert step_of(walked(sized(), {**PEOPLE, "office": [bob]}), "office")["people"][0]["substitutes"] == [
		"Dan"
	]


def test_a_flow_without_a_fitting_way_says_so():
	flow = drawn([approval("office")], "start > office > end").dump()
	flow["transitions"][-1]["when"] = [SMALL]
	found = walked(Flow.parse(flow), PEOPLE)
	assert "No way out of Office fits" in str(found["problem"])


def test_a_jump_is_no_crossing():
	assert crossed(sized(), {"size": 9}, "all", "office") == []


def test_every_shipped_flow_is_walked_to_its_end():
	for file in sorted((Path(engine.__file__).parent / "flows").glob("*.json")):
		flow = Flow.parse(json.loads(file.read_text("utf-8")))
		crowd = {node.key: [person(node.key)] for node in flow.nodes}
		found = walked(flow, crowd)
		assert found["outcome"] == "Approved", file.stem


def test_random_flows_end_or_say_why_not():
	for seed in range(200):
		case = worlds.case(Random(seed))
		found = walked(case.flow, case.people, size=seed % 11)
		assert found["outcome"] or found["stands_still"] or found["problem"], seed
