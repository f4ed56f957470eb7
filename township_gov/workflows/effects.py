"""What a step of the engine asks its caller to do or to note: frozen values with a JSON form."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
	"""Something the caller has to do or note; `kind` is the class name in its JSON."""

	def dump(self) -> dict[str, Any]:
		"""The effect as plain JSON values."""
		return {"kind": type(self).__name__, **asdict(self)}


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
	"""A task is over: Done, Not Needed, Cancelled or Reassigned."""

	task: int
	status: str
	action: str = ""


@dataclass(frozen=True, slots=True)
class PassedOver(Effect):
	"""A candidate may not decide at this node, and why."""

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
