"""How a node is decided: any one, all, in order, vote by count or share (rule 3). Pure counting."""

from __future__ import annotations

import township_gov.workflows.state as st
from township_gov.workflows.definition import Node
from township_gov.workflows.state import State, Task, Token

UNDECIDED, PASSED, FAILED = "", "passed", "failed"


def outcome(node: Node, state: State, token: Token) -> str:
	"""Whether the votes cast at the token's visit decide the node, and how."""
	roster = state.roster(token)
	waiting = [task for task in roster if task.status == st.OPEN]
	rejected = any(task.action == "reject" for task in roster)
	if node.how == "Vote":
		return UNDECIDED if waiting and node.collect_all else _vote(token, roster)
	if rejected and not (node.collect_all and (waiting or token.queue)):
		return FAILED
	if node.how == "Any One" and any(task.action == "approve" for task in roster):
		return PASSED
	return UNDECIDED if waiting or token.queue or not roster else PASSED


def _vote(token: Token, roster: list[Task]) -> str:
	"""Passed when enough approve; failed when that cannot happen any more; the chair breaks a tie."""
	approvals = sum(task.action == "approve" for task in roster)
	rejections = sum(task.action == "reject" for task in roster)
	left = sum(task.status == st.OPEN for task in roster)
	if approvals >= token.needed:
		return PASSED
	if approvals + left >= token.needed:
		return UNDECIDED
	# What is left is a tie that the chair's vote, counted once more, may carry over the threshold.
	tie = approvals + left == token.needed - 1 == rejections
	chair = next((task for task in roster if task.person == token.chair), None)
	if tie and chair and (chair.status == st.OPEN or chair.action == "approve"):
		return UNDECIDED if left else PASSED
	return FAILED
