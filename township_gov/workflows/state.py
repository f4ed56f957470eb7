"""The state of one running approval: immutable values with a canonical JSON form.

Tokens say where the approval stands, one for each parallel branch that is under way. Tasks are never removed:
they are also the memory of who acted where, which duties apart and returns need. Values that a flow does not
use are left out of the JSON, so that states of older engines have the same bytes in newer ones.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, TypeVar

RUNNING, APPROVED, REJECTED, WITHDRAWN = "Running", "Approved", "Rejected", "Withdrawn"
TERMINATED = "Terminated"

OPEN = "Open"
DONE = "Done"
NOT_NEEDED = "Not Needed"  # another's decision settled the node
CANCELLED = "Cancelled"  # a return or withdrawal took the node away
REASSIGNED = "Reassigned"  # its holder left
TRANSFERRED = "Transferred"  # its holder gave it to another
REMOVED = "Removed"  # the signer was taken off the list before he acted
TAKEN_BACK = "Taken Back"  # the act that closed or opened it was taken back
SKIPPED = "Skipped"  # passed without an act: the same person again, or out of time where nothing is decided

# What a token waits for
NO_APPROVER = "No Approver"  # nobody may decide here
ACTION = "Action"  # a registered action is under way
REPAIR = "Repair"  # the action failed
NUMBER = "Number"  # a document is being issued

# What a task is for, besides deciding
OPINION = "Opinion"  # asked by the owner, who decides (委派)
BEFORE = "Before"  # signs before the owner may decide
BESIDE = "Beside"  # joined the roster: decides like the others
AFTER = "After"  # signs before the node is left
MEND = "Mend"  # an automatic node failed
ISSUE = "Issue"  # issues the document

OPEN_BLOCK, JOINED = "Open", "Joined"


V = TypeVar("V", bound="Value")


class Value:
	"""A value with JSON: what the first engine knew is always written, everything newer only where it is used."""

	ALWAYS: ClassVar[tuple[str, ...]] = ()

	def dump(self) -> dict[str, Any]:
		"""The value as plain JSON values."""
		held = self.__dict__
		return {
			name: value if (value := held[name]).__class__ in _SIMPLE else _plain(value)
			for name, is_kept, default in _plan(type(self))
			if is_kept or held[name] != default
		}


_SIMPLE = (str, int)


@cache
def _plan(kind: type[Value]) -> list[tuple[str, bool, Any]]:
	"""Of each field: its name, whether it is always written, its default."""
	return [
		(field.name, field.default is MISSING or field.name in kind.ALWAYS, field.default)
		for field in fields(kind)  # type: ignore[arg-type]
	]


_write = object.__setattr__  # what a frozen class itself uses, here once for all fields together


def replace(value: V, /, **changes: Any) -> V:
	"""The value with other fields; as `dataclasses.replace`, at a tenth of its cost: a step makes a dozen."""
	held = value.__dict__
	values = {**held, **changes}
	if len(values) != len(held):
		raise TypeError(f"{type(value).__name__} has no {', '.join(sorted(changes.keys() - held.keys()))}")
	new = object.__new__(type(value))
	_write(new, "__dict__", values)
	return new


def make(kind: type[V], /, **given: Any) -> V:
	"""A value by its class, as calling the class makes it, faster. Raises TypeError for what does not fit."""
	return _loaded(kind, given)


@cache
def _defaults(kind: type[Value]) -> tuple[dict[str, Any], frozenset[str]]:
	"""A class's defaults, and the names of all its fields."""
	rows = fields(kind)  # type: ignore[arg-type]
	plain = {row.name: row.default for row in rows if row.default is not MISSING}
	return plain, frozenset(row.name for row in rows)


def _loaded(kind: type[V], data: Mapping[str, Any]) -> V:
	"""A value from its JSON, whose lists are tuples already. Raises TypeError for what does not fit."""
	defaults, names = _defaults(kind)
	values = {**defaults, **data}
	if values.keys() != names:
		raise TypeError(f"{kind.__name__} does not fit {', '.join(sorted(values.keys() ^ names))}")
	value = object.__new__(kind)
	_write(value, "__dict__", values)
	return value


def _plain(value: Any) -> Any:
	kind = type(value)
	if kind is str or kind is int:
		return value
	if kind is tuple:
		return [_plain(one) for one in value]
	return value.dump() if isinstance(value, Value) else value


@dataclass(frozen=True)
class Person(Value):
	"""A natural person with an account, and the key of the people fact that named him."""

	person: str
	user: str
	source: str = ""
	substitutes: tuple[Person, ...] = ()

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Person:
		"""Read what `dump` wrote."""
		people = tuple(cls.load(row) for row in data.get("substitutes") or ())
		return _loaded(cls, {**data, "substitutes": people})


@dataclass(frozen=True)
class Task(Value):
	"""One natural person asked at one node in one round; `person` owns it, `user` is the account.

	`of`: the task it helps or was added by. `given`: the task it was transferred from. `actor`: who acted for him.
	`used`, `at`, `fired`: working minutes counted up to `at`, and the rungs of the node's timer that were climbed.
	"""

	ALWAYS = ("status", "action")

	id: int
	token: int
	node: str
	round: int
	person: str
	user: str
	status: str = OPEN
	action: str = ""
	kind: str = ""
	of: int = 0
	given: int = 0
	actor: str = ""
	substitutes: tuple[Person, ...] = ()
	used: int = 0
	at: str = ""
	fired: tuple[int, ...] = ()

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Task:
		"""Read what `dump` wrote."""
		if "substitutes" in data or "fired" in data:
			people = tuple(Person.load(row) for row in data.get("substitutes") or ())
			data = {**data, "substitutes": people, "fired": tuple(data.get("fired") or ())}
		return _loaded(cls, data)

	@property
	def decides(self) -> bool:
		"""Whether it carries a vote on its node."""
		return self.kind in ("", BESIDE)

	@property
	def people(self) -> set[str]:
		"""The owner and who acted for him."""
		return {self.person, self.actor} - {""}


@dataclass(frozen=True)
class Token(Value):
	"""Where the approval stands. `back_to`: nodes to jump back to after a resubmission, innermost last.

	`path`: the parallel blocks around it. `since`: where this visit began, if need be. `seats`, `needed`,
	`chair`: the frozen roster's size, threshold and chair of a vote. `queue`: who signs next, in order. `after`: who signs before the node is left.
	"""

	ALWAYS = ("waiting", "back_to")

	id: int
	node: str
	round: int
	waiting: str = ""
	back_to: tuple[str, ...] = ()
	path: tuple[int, ...] = ()
	since: int = 0
	seats: int = 0
	needed: int = 0
	chair: str = ""
	queue: tuple[Person, ...] = ()
	after: tuple[Person, ...] = ()

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Token:
		"""Read what `dump` wrote."""
		lists = {name: tuple(data.get(name) or ()) for name in ("back_to", "path")}
		people = {
			name: tuple(Person.load(row) for row in data.get(name) or ()) for name in ("queue", "after")
		}
		return _loaded(cls, {**data, **lists, **people})


@dataclass(frozen=True)
class Block(Value):
	"""One passage through a parallel block: the token that split, its branches, and those that reached the join."""

	id: int
	split: str
	token: int
	path: tuple[int, ...]
	branches: tuple[int, ...]
	arrived: tuple[int, ...] = ()
	status: str = OPEN_BLOCK

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Block:
		"""Read what `dump` wrote."""
		lists = {name: tuple(data.get(name) or ()) for name in ("path", "branches", "arrived")}
		return _loaded(cls, {**data, **lists})


@dataclass(frozen=True)
class Mark(Value):
	"""Something that cannot be undone: an issued number, or an irreversible action. `id` places it among the tasks."""

	id: int
	node: str
	path: tuple[int, ...]
	number: str = ""

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Mark:
		"""Read what `dump` wrote."""
		return cls(**{**data, "path": tuple(data["path"])})


@dataclass(frozen=True)
class Undo(Value):
	"""What taking back one act has to restore, kept only while nobody has acted on what the act made (rule 8)."""

	task: int
	people: tuple[str, ...]
	before: Token
	after: tuple[Token, ...]
	opened: tuple[int, ...]
	closed: tuple[int, ...]
	forked: tuple[int, ...] = ()

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> Undo:
		"""Read what `dump` wrote."""
		return cls(
			task=data["task"],
			people=tuple(data["people"]),
			before=Token.load(data["before"]),
			after=tuple(Token.load(row) for row in data["after"]),
			opened=tuple(data["opened"]),
			closed=tuple(data["closed"]),
			forked=tuple(data.get("forked") or ()),
		)


@dataclass(frozen=True)
class State(Value):
	"""The whole state; `last_id` numbers tokens, tasks, blocks and marks of this instance."""

	ALWAYS = ("status", "initiator", "initiator_user", "round", "tokens", "tasks", "last_id")

	status: str = RUNNING
	initiator: str = ""
	initiator_user: str = ""
	round: int = 1
	tokens: tuple[Token, ...] = ()
	tasks: tuple[Task, ...] = ()
	last_id: int = 0
	blocks: tuple[Block, ...] = ()
	marks: tuple[Mark, ...] = ()
	undo: tuple[Undo, ...] = ()
	suspended: bool = False

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> State:
		"""Read what `dump` wrote."""
		kinds = (("tokens", Token), ("tasks", Task), ("blocks", Block), ("marks", Mark), ("undo", Undo))
		rows = {name: tuple([kind.load(row) for row in data.get(name) or ()]) for name, kind in kinds}
		return _loaded(cls, {**data, **rows})

	def task(self, number: int) -> Task | None:
		"""The task with this number."""
		return next((task for task in self.tasks if task.id == number), None)

	def token(self, number: int) -> Token | None:
		"""The token with this number, while it is under way."""
		return next((token for token in self.tokens if token.id == number), None)

	def block(self, number: int) -> Block:
		"""The passage through a parallel block with this number."""
		return next(block for block in self.blocks if block.id == number)

	def open_tasks(self, token: int | None = None) -> list[Task]:
		"""Tasks that wait for somebody, of one token or of all."""
		if token is None:
			return [task for task in self.tasks if task.status == OPEN]
		return [task for task in self.tasks if task.token == token and task.status == OPEN]

	def helpers(self, task: int) -> list[Task]:
		"""Open tasks that have to be answered before this one may be decided."""
		return [
			row
			for row in self.tasks
			if row.of == task and row.status == OPEN and row.kind in (OPINION, BEFORE)
		]

	def visit(self, token: Token) -> list[Task]:
		"""Tasks of the token's present visit to its node: those after its last task elsewhere."""
		found: list[Task] = []
		number, node, turn, since = token.id, token.node, token.round, token.since
		for task in self.tasks:
			if task.token == number and task.id > since and task.status != TAKEN_BACK:
				if task.node == node and task.round == turn:
					found.append(task)
				else:
					found = []
		return found

	def roster(self, token: Token) -> list[Task]:
		"""Tasks of the visit that carry a vote, cast or to be cast."""
		return [t for t in self.visit(token) if t.decides and t.status in (OPEN, DONE, SKIPPED)]


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(data: Any) -> str:
	"""JSON with one spelling for one value, the form that is stored and hashed."""
	return _encode(data)


def fingerprint(data: Any) -> str:
	"""SHA-256 of the canonical JSON, in hex."""
	return hashlib.sha256(canonical(data).encode("utf-8")).hexdigest()
