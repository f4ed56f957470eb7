"""What a step of the engine asks its caller to do or to note: frozen values with a JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
	"""Something the caller has to do or note; `kind` is the class name in its JSON."""

	def dump(self) -> dict[str, Any]:
		"""The effect as plain JSON values."""
		data = {
			name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
		}
		return {"kind": type(self).__name__, **data}


@dataclass(frozen=True, slots=True)
class Moved(Effect):
	"""The approval went from one node to another (`source` empty at the start)."""

	source: str
	target: str


@dataclass(frozen=True, slots=True)
class OpenTask(Effect):
	"""Ask a person; `source` is the key of the people fact that named him."""

	task: int
	node: str
	round: int
	person: str
	user: str
	source: str


@dataclass(frozen=True, slots=True)
class CloseTask(Effect):
	"""A task is over; `status` is one of those in `state`."""

	task: int
	status: str
	action: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver(Effect):
	"""A candidate may not decide (or stand in) at this node, and why."""

	node: str
	person: str
	reason: str


@dataclass(frozen=True, slots=True)
class NobodyLeft(Effect):
	"""Nobody may decide at this node, its ladder included; the approval stands still until `reassign`."""

	node: str


@dataclass(frozen=True, slots=True)
class WriteStatus(Effect):
	"""Write this value to the document's status field."""

	value: str


@dataclass(frozen=True, slots=True)
class Ended(Effect):
	"""The instance is over; `submit` asks to submit the document."""

	outcome: str
	submit: bool


@dataclass(frozen=True, slots=True)
class Helps(Effect):
	"""The task just opened serves another (`of`, 0: the node itself); `purpose` is its kind in `state`."""

	task: int
	of: int
	purpose: str


@dataclass(frozen=True, slots=True)
class ShowTask(Effect):
	"""Let a substitute see a task too, and act for its owner."""

	task: int
	person: str
	user: str


@dataclass(frozen=True, slots=True)
class HideTask(Effect):
	"""The substitution is over: the task is its owner's alone again."""

	task: int
	person: str


@dataclass(frozen=True, slots=True)
class ActedFor(Effect):
	"""A substitute acted on a task for its owner."""

	task: int
	principal: str
	actor: str


@dataclass(frozen=True, slots=True)
class Unblocked(Effect):
	"""All whom the owner asked have answered; tell him that the task is his again."""

	task: int
	person: str
	user: str


@dataclass(frozen=True, slots=True)
class Passed(Effect):
	"""A task was passed without an act: `repeat` (he decided just before) or `timeout` (nothing is decided here)."""

	task: int
	person: str
	reason: str


@dataclass(frozen=True, slots=True)
class Forked(Effect):
	"""A parallel split was passed; the tokens of its branches."""

	node: str
	block: int
	branches: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrived(Effect):
	"""A branch has reached its join, which waits for others."""

	node: str
	block: int
	token: int


@dataclass(frozen=True, slots=True)
class Joined(Effect):
	"""All branches have arrived; the join fires, once."""

	node: str
	block: int


@dataclass(frozen=True, slots=True)
class BranchCancelled(Effect):
	"""A return to before the split took this branch away."""

	node: str
	token: int


@dataclass(frozen=True, slots=True)
class RunAction(Effect):
	"""Run a registered action, once for each `key`; answer with a `done` or a `failed` event."""

	token: int
	node: str
	action: str
	key: str


@dataclass(frozen=True, slots=True)
class IssueDocument(Effect):
	"""Issue an official document, once for each `key`; answer with an `issued` event that names its number."""

	token: int
	node: str
	document: str
	key: str


@dataclass(frozen=True, slots=True)
class CancelRequest(Effect):
	"""What `RunAction` or `IssueDocument` asked for under this key is not wanted any more."""

	key: str


@dataclass(frozen=True, slots=True)
class VoidNumber(Effect):
	"""The approval ended without a result: keep this number, as void."""

	node: str
	number: str


@dataclass(frozen=True, slots=True)
class CopyTo(Effect):
	"""Send a copy for information (抄送); nothing waits for it."""

	node: str
	person: str
	user: str
	source: str


@dataclass(frozen=True, slots=True)
class Urged(Effect):
	"""Ask the holder of a task to hurry (催办)."""

	task: int
	person: str
	user: str


@dataclass(frozen=True, slots=True)
class Reminded(Effect):
	"""A rung of the timer: remind the holder of a task."""

	task: int
	rung: int
	person: str
	user: str


@dataclass(frozen=True, slots=True)
class Escalated(Effect):
	"""A rung of the timer: tell a superior that a task waits; with `handed` it is his now."""

	task: int
	rung: int
	person: str
	user: str
	handed: bool


@dataclass(frozen=True, slots=True)
class Suspended(Effect):
	"""The whole approval rests; its clocks stand."""


@dataclass(frozen=True, slots=True)
class Resumed(Effect):
	"""The approval goes on; its clocks run."""


@dataclass(frozen=True, slots=True)
class TakenBack(Effect):
	"""An act was taken back; the task that it had closed."""

	task: int


@dataclass(frozen=True, slots=True)
class Migrated(Effect):
	"""The approval follows a newer version of its flow; an open task stands at this node of it."""

	task: int
	node: str
