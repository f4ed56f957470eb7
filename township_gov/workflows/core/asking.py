"""Who is asked at a node: candidates, duties apart, the ladder, substitutes, thresholds (rules 3, 5, 6, 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import township_gov.workflows.refusals as no
import township_gov.workflows.state as st
from township_gov.workflows.core.run import Run
from township_gov.workflows.definition import Node
from township_gov.workflows.effects import NobodyLeft, Passed, PassedOver
from township_gov.workflows.state import Person, State, Task, Token, replace

Candidate = Mapping[str, Any]


def ask_node(run: Run, token: Token, node: Node) -> None:
	"""Ask everybody who may decide at `node` (in order: the first); when nobody is left, say so and wait."""
	source, people = allowed(run, node)
	token = _freeze(run, token, node, len(people))
	if not people or (node.how == "Vote" and len(people) < token.needed):
		stand_still(run, token)
		return
	persons = [person_of(run, node, row, source) for row in people]
	if node.how == "In Order":
		token = run.put_token(replace(token, queue=tuple(persons[1:])))
		persons = persons[:1]
	for person in persons:
		run.open_task(token, person)
	_pass_repeaters(run, token, node)


def stand_still(run: Run, token: Token) -> None:
	"""Nobody may decide: say so openly and wait for `reassign`."""
	run.put_token(replace(token, waiting=st.NO_APPROVER))
	run.effects.append(NobodyLeft(token.node))


def _freeze(run: Run, token: Token, node: Node, roster: int) -> Token:
	"""What is frozen on entry: the size of the roster, of a vote also its threshold and its chair (rule 3)."""
	if node.how in ("Any One", "All"):
		return token
	token = run.put_token(replace(token, seats=roster))
	if not node.vote:
		return token
	rows = run.fact("people", f"{node.key}#chair") if node.vote.chair else ()
	chair = min((row["person"] for row in rows), default="")
	return run.put_token(replace(token, needed=node.vote.needed(roster), chair=chair))


def _pass_repeaters(run: Run, token: Token, node: Node) -> None:
	"""Who decided just before need not sign the same thing again, where the node says so (rule 6)."""
	if not node.skip_repeat or node.key in run.visited:
		return
	for task in run.state.open_tasks(token.id):
		if task.person in run.repeaters:
			run.close(task, st.SKIPPED, "approve")
			run.effects.append(Passed(task.id, task.person, "repeat"))


def allowed(run: Run, node: Node) -> tuple[str, list[Candidate]]:
	"""The first rung of the ladder (the node's own rules come first) on which somebody may decide."""
	for rung in range(len(node.ladder) + 1):
		source = f"{node.key}#{rung}" if rung else node.key
		people = fit(run, node, source)
		if people:
			return source, people
	return node.key, []


def fit(run: Run, node: Node, source: str) -> list[Candidate]:
	"""The candidates of a people fact who may decide, each natural person once; the others are logged."""
	people: dict[str, Candidate] = {}
	for candidate in in_order(run.fact("people", source)):
		reason = apart(run, node, candidate)
		if reason:
			run.effects.append(PassedOver(node.key, candidate["person"], reason))
		else:
			people.setdefault(candidate["person"], candidate)
	return list(people.values())


def in_order(candidates: list[Candidate]) -> list[Candidate]:
	"""Candidates as their `order` says, then by name: the same facts always give the same list."""
	return sorted(candidates, key=lambda row: (row.get("order", 0), row["person"], row["user"]))


def apart(run: Run, node: Node, candidate: Candidate) -> str:
	"""Why the candidate may not decide here, or nothing (rule 7)."""
	person, rule = candidate["person"], node.apart
	if rule.initiator and person == run.state.initiator:
		return "initiator"
	if rule.earlier and any(
		person in (row.person, row.actor)
		and row.status == st.DONE
		and row.node not in (node.key, run.flow.start.key)
		for row in run.state.tasks
	):
		return "earlier actor"
	subjects = run.fact("subjects", node.key) if rule.fields else ()
	if person in subjects:
		return "subject"
	if rule.kin:
		relatives = set(candidate.get("kin") or ())
		if relatives & ({run.state.initiator, *subjects} if rule.initiator else set(subjects)):
			return "kin"
	return ""


def person_of(run: Run, node: Node, candidate: Candidate, source: str) -> Person:
	"""The candidate as he is asked, with those who may act for him today (rule 5: never the applicant, no chain)."""
	found: dict[str, Person] = {}
	for one in in_order(candidate.get("substitutes") or []):
		reason = "initiator" if one["person"] == run.state.initiator else apart(run, node, one)
		if reason:
			run.effects.append(PassedOver(node.key, one["person"], reason))
		elif one["person"] != candidate["person"]:
			found.setdefault(one["person"], Person(one["person"], one["user"]))
	return Person(candidate["person"], candidate["user"], source, tuple(found.values()))


def voters(state: State, token: Token) -> set[str]:
	"""Everybody who has, had, or will have a say at the token's visit: each natural person once (rule 6)."""
	asked = {
		one
		for task in state.visit(token)
		if task.status in (st.OPEN, st.DONE, st.SKIPPED)
		for one in task.people
	}
	return asked | {row.person for row in (*token.queue, *token.after)}


def invited(run: Run, task: Task, event: Mapping[str, Any], *, most: int | None = None) -> list[Person]:
	"""The people an act names, checked: somebody is named, none twice, none kept apart, none asked here already."""
	node, token = run.node(task), run.token(task.token)
	rows = {row["person"]: row for row in reversed(event.get("users") or ())}
	if not rows or (most and len(rows) > most):
		raise no.PersonNotAllowed("Name exactly one person." if most == 1 else "Name at least one person.")
	taken = voters(run.state, token)
	for row in rows.values():
		if row["person"] in taken:
			text = "{0} has been asked at {1} already; a person has one say there. Choose somebody else."
			raise no.PersonNotAllowed(text, row["user"], node.label)
		if reason := apart(run, node, row):
			text = "{0} may not act at {1} ({2}); choose somebody else."
			raise no.PersonNotAllowed(text, row["user"], node.label, reason)
	return [person_of(run, node, row, "") for row in in_order(list(rows.values()))]
