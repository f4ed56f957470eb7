"""What is really wrong with a flow: every course an approval can take in a small world, taken by the engine.

The linter has no part in this. A world has a few people with roles, a document with a handful of fields, registered
actions and kinds of documents; whoever looks for something that is not there falls over. Explored are all starters, all
decisions of all people, failures of actions, a holder who stays silent, and at every step every kind of document (a
document may be edited while it is under way). Returns are not followed: the random walks are for them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.engine.flows import person
from township_gov.workflows import engine
from township_gov.workflows import state as st
from township_gov.workflows.core import moving
from township_gov.workflows.core.run import request_key
from township_gov.workflows.core.site import Field, Site
from township_gov.workflows.definition import Approver, Flow, Node
from township_gov.workflows.refusals import DutiesApart, EngineRefusal, PersonNotAllowed
from township_gov.workflows.state import State, Token

MOST = 5000  # steps of the engine; a flow that needs more is not judged
STARTERS = ("ann", "bob")
ROLES: dict[str, tuple[str, ...]] = {
	"Clerk": ("bob", "cid"),
	"Head": ("dan", "eve"),
	"Mayor": ("fay", "gus"),
	"Office": ("hal", "ida"),
	"Board": ("jim", "kay", "leo"),
	"Finder": ("dan",),
	"Vacant": (),
}
STATUSES = ("Draft", "Checking", "Done", "Refused")
# The document: samples of each field from its whole range, and what the site knows of it.
SAMPLES: dict[str, tuple[Any, ...]] = {
	"size": (0, 2, 3, 4, 5, 6, 9, 12),
	"kind": ("", "A", "B", "C"),
	"day": (None, "2026-06-30", "2026-07-01", "2026-07-02"),
	"note": ("", "x"),
	"status": STATUSES,
	"amount": (0,),
	"rows": ((),),
	"rows.item": ("",),
}
SITE = Site(
	fields={
		"size": Field("Int"),
		"kind": Field("Select", ("A", "B", "C")),
		"day": Field("Date"),
		"note": Field("Data"),
		"status": Field("Select", STATUSES, required=True),
		"amount": Field("Currency"),
		"rows": Field("Table"),
		"rows.item": Field("Data"),
	},
	doctypes=("Purchase",),
	roles=tuple(ROLES),
	actions=("publish", "archive"),
	documents=("Notice",),
)


class TooLarge(Exception):
	"""More states than this judge looks at."""


class Wrong(Exception):
	"""The world has not what the flow asks for."""


class Document(dict):
	"""Values of one document: asking for a field that it has not is an error, not nothing."""

	def get(self, name: str, default: Any = None) -> Any:
		if name not in self:
			raise Wrong(f"no field {name}")
		return self[name]


class _Nought(dict):
	def __missing__(self, _key: str) -> int:
		return 0


def people_of(rule: Approver, starter: str) -> list[dict[str, Any]]:
	"""Whom a rule names."""
	if rule.rule == "Role in Scope":
		if rule.role not in ROLES:
			raise Wrong(f"no role {rule.role}")
		return [person(one) for one in ROLES[rule.role]]
	if rule.rule == "Named User":
		return [person(rule.user)] if rule.user else []
	if rule.rule == "Initiator":
		return [person(starter)]
	raise Wrong(f"no rule {rule.rule}")


def resolver(_town: str, rule: Approver) -> set[str] | None:
	"""What the linter is told of this world's people."""
	if rule.rule == "Role in Scope":
		return set(ROLES.get(rule.role, ()))
	return {rule.user} - {""} if rule.rule == "Named User" else None


def wrong(flow: Flow) -> tuple[list[str], list[str]]:
	"""(what stops an approval, what is odd: never happens or is ambiguous); both empty for a sound flow."""
	look = _Look(flow)
	try:
		look.all()
	except (EngineRefusal, RecursionError, LookupError, StopIteration, Wrong) as error:
		look.fatal.add(f"{type(error).__name__}: {error}"[:60])
	return sorted(look.fatal), sorted(look.odd)


class _Look:
	def __init__(self, flow: Flow):
		self.flow = flow
		self.fatal: set[str] = set()
		self.odd: set[str] = set()
		self.seen: set[str] = set()
		self.taken: set[str] = set()
		self.targets: dict[str, set[str]] = {}
		self.timed: dict[str, set[str]] = {}
		self.branch_of: dict[str, Any] = {}
		self.steps = 0
		self.looked = False  # whether the step asked a condition
		self.earlier = any(node.apart.earlier or node.skip_repeat for node in flow.nodes)

	def all(self) -> None:
		flow = self.flow
		if flow.applies_to not in SITE.doctypes:
			raise Wrong("no such document type")
		self.seen.add(flow.start.key)
		names = [name for name in flow.condition_fields if name in SAMPLES]
		columns = [SAMPLES[name] for name in names]
		self.documents = [
			self.document(dict(zip(names, one, strict=True))) for one in itertools.product(*columns)
		]
		if len(self.documents) > 300:
			raise TooLarge
		if flow.when and not any(moving.holds(flow.when, values) for values in self.documents):
			self.odd.add("fits no document")
		for starter in STARTERS:
			with _watched(self):
				self.explore(starter)
		self.unseen()

	def document(self, values: dict[str, Any]) -> Document:
		return Document({name: samples[0] for name, samples in SAMPLES.items()} | values)

	def unseen(self) -> None:
		if self.fatal:
			return
		self.odd |= {f"{node.key} is never reached" for node in self.flow.nodes if node.key not in self.seen}
		self.odd |= {
			f"{way.key} is never taken" for way in self.flow.transitions if way.key not in self.taken
		}
		for node in self.flow.nodes:
			if node.type == "Approval" and node.allows("return") and node.key in self.seen:
				never = set(node.return_to) - self.targets.get(node.key, set()) - {"*"}
				self.odd |= {f"{node.key}: never returned to {target}" for target in never}

	def facts(self, starter: str) -> dict[str, Any]:
		people: dict[str, Any] = {}
		for node in self.flow.nodes:
			people[node.key] = [one for rule in node.approvers for one in people_of(rule, starter)]
			for number, rule in enumerate(node.ladder, 1):
				people[f"{node.key}#{number}"] = people_of(rule, starter)
			if node.vote and node.vote.chair:
				people[f"{node.key}#chair"] = people_of(node.vote.chair, starter)
			for number, rung in enumerate(node.timer):
				people[f"{node.key}@{number}"] = [one for rule in rung.to for one in people_of(rule, starter)]
		subjects = {node.key: [] for node in self.flow.nodes}
		return {"people": people, "subjects": subjects, "clock": {"now": "0"}, "minutes": _Nought()}

	def explore(self, starter: str) -> None:
		facts = self.facts(starter)
		todo: list[State] = []
		graph: dict[Any, set[Any]] = {}
		ends: set[Any] = set()
		event = {"type": "start", "actor": person(starter)}
		for values in self.documents:
			state, effects = self.step(None, event, facts | {"values": values})
			self.see(state, effects)
			if state.status == st.RUNNING:
				todo.append(state)
		while todo:
			state = todo.pop()
			mark = self.mark(state)
			if mark in graph:
				continue
			graph[mark] = set()
			if len(state.tokens) > 9:
				raise TooLarge
			self.look_at(state, facts)
			for after, ended in self.nexts(state, facts):
				if ended:
					ends.add(mark)
				elif after.status == st.RUNNING:
					graph[mark].add(self.mark(after))
					todo.append(after)
		if graph and not _all_reach(graph, ends):
			self.fatal.add("never ends")

	def nexts(self, state: State, facts: dict[str, Any]) -> Iterator[tuple[State, bool]]:
		for event in self.events(state):
			for values in self.documents:
				self.looked = False
				try:
					after, effects = self.step(state, event, facts | {"values": values})
				except (DutiesApart, PersonNotAllowed):
					break
				self.see(after, effects, state, event)
				ended = any(
					type(e).__name__ == "Moved" and self.flow.by_key[e.target].type == "End" for e in effects
				)
				if ended and any(block.status == st.OPEN_BLOCK for block in after.blocks):
					self.fatal.add("ended inside a block")
				yield after, ended
				if not self.looked:
					break  # the document made no difference

	def step(self, state: State | None, event: dict[str, Any], facts: dict[str, Any]) -> tuple[State, list]:
		self.steps += 1
		if self.steps > MOST:
			raise TooLarge
		return engine.step(self.flow, state, event, facts)

	def events(self, state: State) -> Iterator[dict[str, Any]]:
		for task in state.open_tasks():
			node = self.flow.by_key[task.node]
			kinds = {st.ISSUE: ["issue"], st.MEND: ["retry"]}
			offered = kinds.get(task.kind) or [one for one, _label in node.actions if one != "return"]
			for action in offered:
				actor = {"actor": person(task.person), "opinion": True}
				yield {"type": "act", "task": task.id, "action": action} | actor
			if node.timer and any(rung.do == "Skip" for rung in node.timer):
				yield {"type": "timer", "task": task.id, "now": "0", "minutes": 10**6}
		for token in state.tokens:
			if token.waiting in (st.ACTION, st.NUMBER):
				for kind in ("done", "failed") if token.waiting == st.ACTION else ("issued",):
					yield {"type": kind, "token": token.id, "key": request_key(token), "number": "1"}

	# -- what is looked at on the way ---------------------------------------------------------------------

	def see(
		self, state: State, effects: list, before: State | None = None, event: Mapping | None = None
	) -> None:
		copied = {e.node for e in effects if type(e).__name__ == "CopyTo"}
		for effect in effects:
			name = type(effect).__name__
			if name == "Moved":
				self.enter(self.flow.by_key[effect.target], copied)
			elif name == "WriteStatus" and effect.value not in STATUSES:
				raise Wrong(f"no status {effect.value}")
			elif name == "NobodyLeft":
				self.fatal.add(f"nobody at {effect.node}")
			elif name in ("RunAction", "IssueDocument") and before:
				node = self.flow.by_key[effect.node]
				if (node.irreversible or name == "IssueDocument") and effect.node in {
					m.node for m in before.marks
				}:
					self.fatal.add(f"{effect.node} is done twice")
		if before and event and event.get("action") == "reject" and state.status in (st.RUNNING, st.APPROVED):
			self.refused(before, state, event)

	def refused(self, before: State, state: State, event: Mapping) -> None:
		"""A node that is left as agreed although nobody agreed."""
		task = before.task(event["task"])
		roster = [state.task(one.id) for one in before.roster(before.token(task.token))]
		moved = (after := state.token(task.token)) is None or after.node != task.node
		drawn = (task.node, "reject") in self.flow.ways
		if moved and not drawn and not any(one.action == "approve" for one in roster):
			self.fatal.add(f"{task.node} passes a rejection")

	def enter(self, node: Node, copied: set[str]) -> None:
		self.seen.add(node.key)
		if node.type == "Copy" and node.key not in copied:
			self.odd.add(f"nobody gets the copy {node.key}")
		if node.type == "Automatic" and node.run not in SITE.actions:
			raise Wrong(f"no action {node.run}")
		if node.type == "Issue Document" and node.document not in SITE.documents:
			raise Wrong(f"no kind {node.document}")
		for name in (*node.required, *node.apart.fields, *node.fields):
			if name != "*" and name.split(":")[0] not in SAMPLES:
				raise Wrong(f"no field {name}")

	def look_at(self, state: State, facts: dict[str, Any]) -> None:
		for token in state.tokens:
			node = self.flow.by_key[token.node]
			if node.vote and node.vote.chair and state.open_tasks(token.id):
				if token.chair not in {one.person for one in state.visit(token)}:
					self.odd.add(f"{node.key}: the chair has no vote")
		for task in state.open_tasks():
			node = self.flow.by_key[task.node]
			if node.type == "Approval":
				targets = engine.return_targets(self.flow, state, task)
				self.targets.setdefault(node.key, set()).update(targets)
			if node.timer and node.key not in self.timed:
				self.timed[node.key] = set()
				self.silent(node, task, state, facts)

	def place(self, state: State, token: Token, target: str) -> None:
		"""A node belongs to one branch; where a branch was left out, the others have not their numbers."""
		whole = all(
			len(state.block(one).branches) == len(self.flow.ways[state.block(one).split, "approve"])
			for one in token.path
		)
		branch = _branch(state, token)
		if whole and self.flow.by_key[target].type != "Join":
			if self.branch_of.setdefault(target, branch) != branch:
				self.fatal.add("reached from different branches")

	def silent(self, node: Node, task: st.Task, state: State, facts: dict[str, Any]) -> None:
		"""The holder never acts: each rung must do something."""
		for rung in node.timer:
			event = {"type": "timer", "task": task.id, "now": "0"}
			used = state.task(task.id).used
			try:
				state, effects = engine.step(
					self.flow,
					state,
					event | {"minutes": rung.after - used},
					facts | {"values": self.documents[0]},
				)
			except EngineRefusal:
				effects = []
			told = {type(e).__name__ for e in effects} & {"Reminded", "Escalated", "Passed"}
			if not told:
				self.odd.add(f"{node.key}: a rung of the timer does nothing")

	def mark(self, state: State) -> Any:
		"""What of a state counts for what can happen next."""
		tokens = sorted(
			(
				token.node,
				token.waiting,
				str(_branch(state, token)),
				tuple(one.person for one in token.queue),
				tuple(sorted({(t.person, t.status, t.action) for t in state.visit(token)})),
			)
			for token in state.tokens
		)
		blocks = sorted((b.split, len(b.arrived)) for b in state.blocks if b.status == st.OPEN_BLOCK)
		done = frozenset(
			(t.node, t.person if self.earlier and t.status == st.DONE else "") for t in state.tasks
		)
		return tuple(tokens), tuple(blocks), done, frozenset(mark.node for mark in state.marks)


@contextmanager
def _watched(look: _Look) -> Iterator[None]:
	"""Note which ways the engine finds fitting, which it takes, and from which branches it enters a node."""
	plain = moving.ways

	def ways(run, node, decision="approve"):
		fitting = plain(run, node, decision)
		look.seen.add(node)
		look.looked |= any(way.when for way in look.flow.ways.get((node, decision), ()))
		if look.flow.by_key[node].type == "Parallel Split":
			look.taken.update(way.key for way in fitting)
		else:
			look.taken.update(way.key for way in fitting[:1])
			named = [way for way in fitting if way.when]
			if len({way.target for way in named}) > 1:
				look.odd.add(f"{node}: two ways fit one document")
		return fitting

	enter = moving.enter

	def entered(run, token, target):
		look.place(run.state, token, target)
		enter(run, token, target)

	moving.ways, moving.enter = ways, entered
	try:
		yield
	finally:
		moving.ways, moving.enter = plain, enter


def _branch(state: State, token: Token) -> Any:
	"""Which branch of which split a token is in, from the inside out."""
	found, number = [], token.id
	for block in (state.block(one) for one in reversed(token.path)):
		found.append((block.split, block.branches.index(number)))
		number = block.token
	return found


def _all_reach(graph: dict[Any, set[Any]], ends: set[Any]) -> bool:
	good, grown = set(ends), True
	while grown:
		grown = False
		for mark, after in graph.items():
			if mark not in good and after & good:
				good.add(mark)
				grown = True
	return set(graph) == good
