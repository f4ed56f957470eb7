"""What the engine asks for to take a step: people of today with their reasons, the clock, working minutes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from frappe.utils import cstr

from township_gov import clock
from township_gov.workflows import log, people, substitutes, task_records
from township_gov.workflows.definition import Approver, Flow, Node
from township_gov.workflows.refusals import NeedFacts

if TYPE_CHECKING:
	from township_gov.workflows.stepping import Step


def find(step: Step, need: NeedFacts, event: dict[str, Any] | None) -> Any:
	"""The fact that is missing, found out now."""
	if need.kind == "clock":
		return cstr(clock.now())
	if need.kind == "minutes":
		return task_records.minutes_since(step, step.state.task(int(need.key)).at) or 0
	if need.kind == "subjects":
		return people.subjects(step.flow.by_key[need.key], step.doc)
	node, rules = rules_of(step.flow, need.key)
	asking = people.Asking(step.initiator, _previous(step, node.key, rules, event))
	in_order = node.how == "In Order" and need.key == node.key
	rows = people.candidates(rules, step.doc, asking, in_order=in_order, kin=node.apart.kin)
	return with_substitutes(step, rows)


def with_substitutes(step: Step, rows: list[people.Candidate]) -> list[people.Candidate]:
	"""Candidates with those who may act for them today."""
	found = substitutes.active_among({row["person"] for row in rows}, step.doc, flow=step.flow.name)
	for row in rows:
		if row["person"] in found:
			row["substitutes"] = found[row["person"]]
	return rows


def rules_of(flow: Flow, key: str) -> tuple[Node, tuple[Approver, ...]]:
	"""The node and the approver rules that a people fact is about: `node`, `node#2`, `node#chair`, `node@1`."""
	name, _hash, rung = key.partition("#")
	if rung == "chair":
		return flow.by_key[name], (flow.by_key[name].vote.chair,)
	if rung:
		return flow.by_key[name], (flow.by_key[name].ladder[int(rung) - 1],)
	name, _at, number = key.partition("@")
	node = flow.by_key[name]
	return node, node.timer[int(number)].to if number else node.approvers


def _previous(step: Step, node: str, rules: Iterable[Approver], event: dict[str, Any] | None) -> str | None:
	"""Who handled the step before a node: the actor of this event, or of the last act elsewhere in the log."""
	if not any(rule.rule == "Previous Handler" for rule in rules):
		return None
	if event and event["type"] == "act" and step.state.task(event["task"]).node != node:
		return event["actor"]["user"]
	for row in log.events(step.instance.name)[::-1] if step.state else ():
		past = row[0]
		if past["type"] == "act" and step.state.task(past["task"]).node != node:
			return past["actor"]["user"]
	return None
