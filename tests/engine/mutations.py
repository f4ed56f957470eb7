"""How well the linter sees what is wrong: sound flows are broken on purpose, the truth is found by exploration.

	python -m tests.engine.mutations [FLOWS] [--jobs N] [--table FILE]

`truth.wrong` takes every course of a mutant in a small world with the engine alone; the linter has no part in it.
What stops an approval has to be found, and what never happens or is ambiguous; a word on a sound mutant is a false
alarm. Prints a line for each operator, and fails under 95 % recall or over 5 % false alarms.
"""

from __future__ import annotations

import argparse
import copy
import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.engine import truth
from tests.engine.worlds import KINDS, Builder
from township_gov.workflows.definition import Flow
from township_gov.workflows.linter import Problem, lint, lint_people

Data = dict[str, Any]
Operator = Callable[[Data, Random], None]
AGAIN = 2  # mutants of one flow by one operator


def role(name: str) -> dict[str, str]:
	return {"rule": "Role in Scope", "role": name}


def small(random: Random) -> Data:
	"""A flow whose every course can be taken: few people at each node, all node types."""
	return _Small(random, inside=random.random() < 0.5).flow().dump() | {"applies_to": "Purchase"}


class _Small(Builder):
	def sequence(self, sources: list[str], depth: int) -> list[str]:
		"""Two or three elements one after another, a block among them at times; in a branch of it one."""
		if depth:
			elements = [self.random.choice(("Any One", "All", "In Order", "Automatic", "Copy"))]
		else:
			elements = self.random.sample(KINDS, 2) + (["Parallel Split"] if self.inside else ["Any One"])
			self.random.shuffle(elements)
		for kind in elements:
			sources = self.element(kind, sources, depth)
		return sources

	def node(self, kind: str) -> Data:
		random = self.random
		who = [role(random.choice(["Clerk", "Head", "Mayor", "Office"]))]
		if kind == "Automatic":
			return {"type": kind, "run": "publish", "approvers": who, "irreversible": random.random() < 0.4}
		if kind == "Issue Document":
			return {"type": kind, "document": "Notice", "approvers": who}
		if kind == "Copy":
			return {"type": kind, "approvers": who}
		node: Data = {
			"type": "Approval",
			"label": f"n{len(self.nodes)}",
			"approvers": who,
			"how": kind,
			"actions": ["approve", "reject", *(["abstain"] if kind == "Vote" else ["return"])],
			"opinion": "Never",
			"status": random.choice(["", "Checking"]),
			"apart": {"initiator": random.random() < 0.5, "earlier": False},
			"fields": random.choice([[], ["note"], ["amount", "rows:add"]]),
			"return_to": random.choice([["*"], ["initiator"]]),
		}
		if kind == "Vote":
			node |= {
				"approvers": [role("Board")],
				"vote": random.choice([{"count": 2}, {"more_than": "1/2"}]),
			}
			if random.random() < 0.5:
				node["vote"] |= {"chair": {"rule": "Named User", "user": "jim"}}
		if random.random() < 0.3:
			node["timer"] = [
				{"after": 60, "do": "Remind"},
				{"after": 120, "do": "Escalate", "to": [role("Mayor")]},
			]
		return node

	def choice(self, sources: list[str]) -> list[str]:
		split = self.add({"type": "Exclusive Split"})
		self.link(sources, split)
		one, other, third = (self.add(self.node(kind)) for kind in ("Any One", "All", "Any One"))
		first, second = self.random.choice(CLEAN)
		self.ways += [
			{"from": split, "to": one, "when": [first]},
			{"from": split, "to": other, "when": [second]},
			{"from": split, "to": third},
		]
		return [one, other, third]

	def flow(self) -> Flow:
		plain = super().flow().dump()
		return Flow.parse(
			plain | {"statuses": {"approved": "Done", "rejected": "Refused", "withdrawn": "Draft"}}
		)


def row(name: str, operator: str, value: Any = None) -> Data:
	return {"field": name, "operator": operator, "value": value}


# Pairs of conditions that no document meets both, and that some document meets neither of.
CLEAN = (
	([row("size", ">", 5)], [row("size", "<", 3)]),
	([row("kind", "=", "A")], [row("kind", "=", "B")]),
	([row("kind", "=", "A")], [row("kind", "in", "B")]),
	([row("size", ">=", 5), row("size", "<", 9)], [row("size", "<", 5), row("size", "!=", 0)]),
	([row("day", "<", "2026-07-01")], [row("day", ">", "2026-07-01")]),
	([row("note", "is set"), row("kind", "=", "A")], [row("note", "is not set")]),
)


# -- operators: each breaks a flow in place, or leaves it when it has no place ------------------------------


def _some(random: Random, rows: list[Data]) -> Data | None:
	return random.choice(rows) if rows else None


def _of_type(data: Data, *kinds: str) -> list[Data]:
	return [node for node in data["nodes"] if node["type"] in kinds]


def _approval(data: Data, random: Random, **values: Any) -> Data:
	"""Some Approval that has these values; an empty dict, which nothing reads, where there is none."""
	rows = [n for n in _of_type(data, "Approval") if all(n.get(key) == one for key, one in values.items())]
	return _some(random, rows) or {}


def _asking(data: Data, random: Random) -> Data:
	return _some(random, _of_type(data, "Approval", "Automatic", "Issue Document")) or {}


def _chosen(data: Data, random: Random) -> list[Data]:
	"""The ways out of an Exclusive Split, in order; a first one is made where there is none."""
	splits = _of_type(data, "Exclusive Split")
	if not splits:
		return []
	key = random.choice(splits)["key"]
	return [way for way in data["transitions"] if way["from"] == key]


def drop_way(data: Data, random: Random) -> None:
	data["transitions"].remove(random.choice(data["transitions"]))


def redirect(data: Data, random: Random) -> None:
	random.choice(data["transitions"])["to"] = random.choice(data["nodes"][1:])["key"]


def swap_targets(data: Data, random: Random) -> None:
	one, other = random.sample(data["transitions"], 2)
	one["to"], other["to"] = other["to"], one["to"]


def way_for_a_rejection(data: Data, random: Random) -> None:
	if source := _approval(data, random):
		target = random.choice(data["nodes"][1:])["key"]
		data["transitions"].append({"key": "extra", "from": source["key"], "to": target, "on": "reject"})


def drop_node(data: Data, random: Random) -> None:
	key = random.choice(data["nodes"][1:])["key"]
	data["nodes"] = [node for node in data["nodes"] if node["key"] != key]
	data["transitions"] = [way for way in data["transitions"] if key not in (way["from"], way["to"])]


def lonely_node(data: Data, random: Random) -> None:
	extra = copy.deepcopy(random.choice(data["nodes"][1:])) | {"key": "lonely"}
	data["nodes"].append(extra)
	if extra["type"] != "End":
		data["transitions"].append({"key": "lone", "from": "lonely", "to": data["nodes"][-2]["key"]})


def retype(data: Data, random: Random) -> None:
	if node := _some(random, _of_type(data, "Join", "Parallel Split", "Exclusive Split", "Copy")):
		node["type"] = random.choice(["Join", "Parallel Split", "Exclusive Split"])


def end_in_a_branch(data: Data, random: Random) -> None:
	joins = {node["key"] for node in _of_type(data, "Join")}
	if way := _some(random, [way for way in data["transitions"] if way["to"] in joins]):
		way["to"] = _of_type(data, "End")[0]["key"]


def leave_a_branch(data: Data, random: Random) -> None:
	joins = {node["key"] for node in _of_type(data, "Join")}
	if way := _some(random, [way for way in data["transitions"] if way["to"] in joins]):
		way["to"] = next(other["to"] for other in data["transitions"] if other["from"] == way["to"])


def branch_into_another(data: Data, random: Random) -> None:
	splits = {node["key"] for node in _of_type(data, "Parallel Split")}
	ways = [way for way in data["transitions"] if way["from"] in splits]
	if len(ways) > 1:
		one, other = random.sample(ways, 2)
		source = one["to"]
		way = next(way for way in data["transitions"] if way["from"] == source)
		way["to"] = other["to"]


def circle_of_splits(data: Data, random: Random) -> None:
	if ways := _chosen(data, random):
		ways[-1]["to"] = ways[-1]["from"]


def way_out_of_the_end(data: Data, random: Random) -> None:
	end, node = _of_type(data, "End")[0], random.choice(data["nodes"][1:])
	data["transitions"].append({"key": "extra", "from": end["key"], "to": node["key"], "on": "approve"})


def condition(data: Data, random: Random) -> None:
	random.choice(data["transitions"])["when"] = [[row("size", ">", 5)]]


def contradiction(data: Data, random: Random) -> None:
	if ways := _chosen(data, random):
		wrong = [
			[row("size", ">", 9), row("size", "<", 3)],
			[row("kind", "=", "A"), row("kind", "=", "B")],
			[row("day", ">", "2026-07-01"), row("day", "<", "2026-07-01")],
			[row("note", "is set"), row("note", "is not set")],
			[row("size", ">", 4), row("size", "<", 5)],
			[row("kind", "not in", "A,B,C"), row("kind", "is set")],
		]
		random.choice(ways[:-1])["when"] = [random.choice(wrong)]


def hidden_way(data: Data, random: Random) -> None:
	if len(ways := _chosen(data, random)) > 2:
		narrow = [
			([row("size", ">", 3)], [row("size", ">=", 4)]),
			([row("kind", "in", "A,B")], [row("kind", "=", "B")]),
		]
		first, second = random.choice(narrow)
		ways[0]["when"], ways[1]["when"] = [first], [second]


def overlap(data: Data, random: Random) -> None:
	if len(ways := _chosen(data, random)) > 2:
		both = [
			([row("size", ">", 3)], [row("size", "<", 9)]),
			([row("kind", "in", "A,B")], [row("kind", "in", "B,C")]),
			([row("size", ">", 5)], [row("kind", "=", "A")]),
			([row("day", ">=", "2026-07-01")], [row("day", "<=", "2026-07-01")]),
		]
		ways[0]["when"], ways[1]["when"] = ([one] for one in random.choice(both))


def gap(data: Data, random: Random) -> None:
	if ways := _chosen(data, random):
		last = [[row("size", "<=", 4)], [row("kind", "!=", "A")], [row("day", "is set")]]
		ways[-1]["when"] = [random.choice(last)]


def no_gap(data: Data, random: Random) -> None:
	"""Sound: conditions that leave nothing uncovered, without a last way for the rest."""
	if len(ways := _chosen(data, random)) > 2:
		ways[0]["when"] = [[row("size", ">", 5)]]
		ways[1]["when"] = [[row("size", "<=", 5), row("kind", "=", "A")]]
		ways[2]["when"] = [[row("size", "<=", 5), row("kind", "!=", "A")]]


def every_branch_conditional(data: Data, random: Random) -> None:
	splits = {node["key"] for node in _of_type(data, "Parallel Split")}
	for way in data["transitions"]:
		if way["from"] in splits:
			way["when"] = [[row("size", ">", 5)]]


def flow_fits_nothing(data: Data, _random: Random) -> None:
	data["when"] = [[row("size", ">", 9), row("size", "<", 4)]]


def unknown_condition_field(data: Data, random: Random) -> None:
	if ways := _chosen(data, random):
		random.choice(ways[:-1])["when"] = [[row("colour", "=", "red")]]


def unknown_option(data: Data, random: Random) -> None:
	if ways := _chosen(data, random):
		ways[0]["when"] = [[row("kind", "=", "Z")]]


def nobody_there(data: Data, random: Random) -> None:
	_asking(data, random)["approvers"] = [role("Vacant")]


def nobody_but_a_ladder(data: Data, random: Random) -> None:
	"""Sound: the ladder has somebody."""
	_approval(data, random, how="Any One") | {}
	node = _approval(data, random, how="Any One")
	node |= {"approvers": [role("Vacant")], "ladder": [role("Mayor")]}


def no_copy(data: Data, random: Random) -> None:
	if node := _some(random, _of_type(data, "Copy")):
		node["approvers"] = [role("Vacant")]


def unknown_role(data: Data, random: Random) -> None:
	_asking(data, random)["approvers"] = [role("Wizard")]


def his_own_case(data: Data, random: Random) -> None:
	"""The only one who may decide is somebody who can start it."""
	node = _approval(data, random, how="Any One")
	node |= {"approvers": [{"rule": "Named User", "user": "bob"}], "apart": {"initiator": True}, "ladder": []}


def his_own_case_with_a_ladder(data: Data, random: Random) -> None:
	"""Sound: the ladder decides where he started it."""
	his_own_case(data, random)
	for node in data["nodes"]:
		if node.get("approvers") == [{"rule": "Named User", "user": "bob"}]:
			node["ladder"] = [role("Mayor")]


def the_same_again(data: Data, random: Random) -> None:
	"""Two steps, one person, and duties apart."""
	rows = [n for n in _of_type(data, "Approval") if n["how"] in ("Any One", "All")]
	for node in random.sample(rows, 2) if len(rows) > 1 else []:
		node |= {"approvers": [role("Finder")], "apart": {"initiator": False, "earlier": True}}


def two_of_two(data: Data, random: Random) -> None:
	"""Three steps by the same two people, kept apart from what they did before."""
	rows = [n for n in _of_type(data, "Approval") if n["how"] == "Any One"]
	for node in random.sample(rows, 3) if len(rows) > 2 else []:
		node |= {"approvers": [role("Head")], "apart": {"initiator": False, "earlier": True}}


def threshold_too_high(data: Data, random: Random) -> None:
	_approval(data, random, how="Vote")["vote"] = {"count": 4}


def chair_outside(data: Data, random: Random) -> None:
	if node := _approval(data, random, how="Vote"):
		node["vote"] = {"more_than": "1/2", "chair": {"rule": "Named User", "user": "gus"}}


def vote_without_threshold(data: Data, random: Random) -> None:
	_approval(data, random, how="Any One")["how"] = "Vote"


def only_reminds(data: Data, random: Random) -> None:
	"""Sound: above the highest leader there is nobody to escalate to."""
	_approval(data, random)["timer"] = [{"after": 60, "do": "Remind"}, {"after": 90, "do": "Remind"}]


def escalates_to_nobody(data: Data, random: Random) -> None:
	to = random.choice([[], [role("Vacant")]])
	_approval(data, random)["timer"] = [
		{"after": 60, "do": "Remind"},
		{"after": 90, "do": "Escalate", "to": to},
	]


def skips_a_decision(data: Data, random: Random) -> None:
	_approval(data, random)["timer"] = [{"after": 60, "do": "Skip"}]


def skips_what_decides_nothing(data: Data, random: Random) -> None:
	"""Sound: an information step may be passed over."""
	_approval(data, random, how="Any One") | {}
	node = _approval(data, random, how="Any One")
	node |= {"timer": [{"after": 60, "do": "Skip"}], "decision": False}


def rungs_after_a_skip(data: Data, random: Random) -> None:
	node = _approval(data, random, how="Any One")
	node |= {"timer": [{"after": 60, "do": "Skip"}, {"after": 90, "do": "Remind"}], "decision": False}


def unknown_right(data: Data, random: Random) -> None:
	_approval(data, random)["fields"] = ["note", random.choice(["colour", "rows:paint", "rows.colour"][:1])]


def unknown_required(data: Data, random: Random) -> None:
	_approval(data, random)["required"] = ["colour"]


def unknown_doctype(data: Data, _random: Random) -> None:
	data["applies_to"] = "Purchse"


def unregistered_action(data: Data, random: Random) -> None:
	if node := _some(random, _of_type(data, "Automatic")):
		node["run"] = random.choice(["", "explode"])


def unknown_document(data: Data, random: Random) -> None:
	if node := _some(random, _of_type(data, "Issue Document")):
		node["document"] = random.choice(["", "Novel"])


def unknown_status(data: Data, random: Random) -> None:
	_approval(data, random)["status"] = "Dreaming"


def back_past_an_effect(data: Data, random: Random) -> None:
	"""A drawn way leads back to what cannot be undone."""
	done = [n for n in data["nodes"] if n["type"] == "Issue Document" or n.get("irreversible")]
	flow = Flow.parse(data)
	for node in done:
		after = [n for n in _of_type(data, "Approval") if n["key"] in flow.onward[node["key"]]]
		if after and flow.paths[after[0]["key"]] == flow.paths[node["key"]]:
			way = {"key": "back", "from": random.choice(after)["key"], "to": node["key"], "on": "reject"}
			data["transitions"].append(way)
			return


def return_past_an_effect(data: Data, random: Random) -> None:
	"""The only node to return to stands before what cannot be undone."""
	flow = Flow.parse(data)
	done = [n["key"] for n in data["nodes"] if n["type"] == "Issue Document" or n.get("irreversible")]
	for node in _of_type(data, "Approval"):
		if any(node["key"] in flow.onward[key] for key in done) and node["how"] != "Vote":
			node["return_to"] = ["initiator"]
			return


def return_ahead(data: Data, random: Random) -> None:
	rows = [n for n in _of_type(data, "Approval") if n["how"] != "Vote"]
	if len(rows) > 1:
		one, other = random.sample(rows, 2)
		one["return_to"] = [other["key"]]


def rule_without_a_role(data: Data, random: Random) -> None:
	_approval(data, random)["approvers"] = [{"rule": "Role in Scope"}]


OPERATORS: tuple[Operator, ...] = (
	drop_way, redirect, swap_targets, way_for_a_rejection, drop_node, lonely_node, retype, end_in_a_branch,
	leave_a_branch, branch_into_another, circle_of_splits, way_out_of_the_end, condition, contradiction, hidden_way,
	overlap, gap, no_gap, every_branch_conditional, flow_fits_nothing, unknown_condition_field, unknown_option,
	nobody_there, nobody_but_a_ladder, no_copy, unknown_role, his_own_case, his_own_case_with_a_ladder, the_same_again,
	two_of_two, threshold_too_high, chair_outside, vote_without_threshold, only_reminds, escalates_to_nobody,
	skips_a_decision, skips_what_decides_nothing, rungs_after_a_skip, unknown_right, unknown_required, unknown_doctype,
	unregistered_action, unknown_document, unknown_status, back_past_an_effect, return_past_an_effect, return_ahead,
	rule_without_a_role,
)  # fmt: skip


# -- judging ----------------------------------------------------------------------------------------------


def said(flow: Flow) -> list[Problem]:
	"""Everything the linter says of a flow in this world."""
	return lint(flow, site=truth.SITE) + lint_people(flow, [""], truth.resolver)


@dataclass
class Score:
	"""Mutants of one operator: how many, wrong in truth, found; sound in truth, spoken of in vain; not judged."""

	mutants: int = 0
	wrong: int = 0
	found: int = 0
	blocked: int = 0
	stops: int = 0
	sound: int = 0
	vain: int = 0
	large: int = 0
	odd: Counter = field(default_factory=Counter)

	def add(self, other: Score) -> None:
		for name in ("mutants", "wrong", "found", "blocked", "stops", "sound", "vain", "large"):
			setattr(self, name, getattr(self, name) + getattr(other, name))
		self.odd.update(other.odd)


def judge(data: Data) -> Score:
	"""One mutant: what is true of it, and what the linter says."""
	score = Score(mutants=1)
	flow = Flow.parse(data)
	try:
		stops, odd = truth.wrong(flow)
	except truth.TooLarge:
		score.large = 1
		return score
	problems = said(flow)
	why = (stops or odd or [""])[0]
	score.stops, score.wrong, score.sound = int(bool(stops)), int(bool(why)), int(not why)
	score.found = int(bool(why and problems))
	score.blocked = int(bool(stops) and any(one.error for one in problems))
	score.vain = int(bool(problems and not why))
	if bool(why) != bool(problems):
		score.odd[("missed: " + why) if why else f"in vain: {problems[0]}"] += 1
	return score


def of_one_flow(seed: int) -> tuple[dict[str, Score], set[str]]:
	"""A sound flow and its mutants; the score of each operator, and the node types that the flow has."""
	random = Random(seed)
	data = small(random)
	while not _sound(data):
		data = small(random)
	table = {"(as it is)": judge(copy.deepcopy(data))}
	for operator in OPERATORS:
		table[operator.__name__] = score = Score()
		for _again in range(AGAIN):
			mutant = copy.deepcopy(data)
			operator(mutant, random)
			if mutant != data:
				score.add(judge(mutant))
	kinds = {node["how"] if node["type"] == "Approval" else node["type"] for node in data["nodes"]}
	return table, kinds


def _sound(data: Data) -> bool:
	try:
		return len(data["nodes"]) <= 16 and truth.wrong(Flow.parse(data)) == ([], [])
	except truth.TooLarge:
		return False


def measure(flows: int, jobs: int = 1) -> tuple[dict[str, Score], set[str]]:
	"""The scores of `flows` sound flows by operator, and the node types among them."""
	table: dict[str, Score] = {}
	kinds: set[str] = set()
	with ProcessPoolExecutor(jobs) as pool:
		for found, types in pool.map(of_one_flow, range(flows)):
			kinds |= types
			for name, score in found.items():
				table.setdefault(name, Score()).add(score)
	return table, kinds


def whole(table: dict[str, Score]) -> Score:
	"""All operators together."""
	total = Score()
	for score in table.values():
		total.add(score)
	return total


def shown(table: dict[str, Score]) -> str:
	"""The table as text."""
	lines = [f"{'operator':<30} {'mutants':>8} {'wrong':>6} {'found':>6} {'sound':>6} {'in vain':>8}"]
	for name, score in [*table.items(), ("all", whole(table))]:
		lines.append(
			f"{name:<30} {score.mutants:>8} {score.wrong:>6} {score.found:>6} {score.sound:>6} {score.vain:>8}"
		)
	return "\n".join(lines)


def main() -> None:
	"""Print recall and false alarms; fail when they are worse than wanted."""
	parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
	parser.add_argument("flows", nargs="?", type=int, default=24)
	parser.add_argument("--jobs", type=int, default=1, help="processes")
	parser.add_argument("--table", help="write the table as JSON to this file")
	options = parser.parse_args()
	table, kinds = measure(options.flows, options.jobs)
	print(shown(table))
	total = whole(table)
	for line, count in total.odd.most_common():
		print(f"{count:4} {line}")
	recall, alarms = total.found / total.wrong, total.vain / max(1, total.sound)
	print(f"{options.flows} sound flows with {', '.join(sorted(kinds))}")
	print(
		f"{total.mutants} mutants, {total.large} too large to judge; recall {recall:.1%}, false alarms {alarms:.1%}"
	)
	print(f"of {total.stops} that stop an approval, {total.blocked} cannot be published")
	if options.table:
		rows = {
			name: {key: getattr(one, key) for key in ("mutants", "wrong", "found", "sound", "vain", "large")}
			for name, one in table.items()
		}
		data = {"flows": options.flows, "kinds": sorted(kinds), "operators": rows}
		Path(options.table).write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
	if recall < 0.95 or alarms > 0.05:
		raise SystemExit("the linter is worse than wanted")


if __name__ == "__main__":
	main()
