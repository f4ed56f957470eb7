"""The state of one running approval: immutable values with a canonical JSON form.

Tokens say where the approval stands (one today; a parallel block will add more, each with its own path).
Tasks are never removed: they are also the memory of who acted where, which duties apart and returns need.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

RUNNING, APPROVED, REJECTED, WITHDRAWN = "Running", "Approved", "Rejected", "Withdrawn"

OPEN = "Open"
DONE = "Done"
NOT_NEEDED = "Not Needed"  # another's decision settled the node
CANCELLED = "Cancelled"  # a return or withdrawal took the node away
REASSIGNED = "Reassigned"  # its holder left

NO_APPROVER = "No Approver"  # a token waits: nobody may decide here


@dataclass(frozen=True, slots=True)
class Task:
	"""One natural person asked at one node in one round; `person` owns it, `user` is the account."""

	id: int
	token: int
	node: str
	round: int
	person: str
	user: str
	status: str = OPEN
	action: str = ""


@dataclass(frozen=True, slots=True)
class Token:
	"""Where the approval stands. `back_to`: nodes to jump back to after a resubmission, innermost last."""

	id: int
	node: str
	round: int
	waiting: str = ""
	back_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
	"""The whole state; `last_id` numbers tokens and tasks of this instance."""

	status: str = RUNNING
	initiator: str = ""
	initiator_user: str = ""
	round: int = 1
	tokens: tuple[Token, ...] = ()
	tasks: tuple[Task, ...] = ()
	last_id: int = 0

	@classmethod
	def load(cls, data: Mapping[str, Any]) -> State:
		"""Read what `dump` wrote."""
		tokens = (Token(**{**row, "back_to": tuple(row.get("back_to") or ())}) for row in data["tokens"])
		return cls(**{**data, "tokens": tuple(tokens), "tasks": tuple(Task(**row) for row in data["tasks"])})

	def dump(self) -> dict[str, Any]:
		"""The state as plain JSON values."""
		data = asdict(self)
		data["tokens"] = [{**row, "back_to": list(row["back_to"])} for row in data["tokens"]]
		data["tasks"] = list(data["tasks"])
		return data

	def task(self, number: int) -> Task | None:
		"""The task with this number."""
		return next((task for task in self.tasks if task.id == number), None)

	def open_tasks(self, token: int | None = None) -> list[Task]:
		"""Tasks that wait for somebody, of one token or of all."""
		return [task for task in self.tasks if task.status == OPEN and token in (None, task.token)]


def canonical(data: Any) -> str:
	"""JSON with one spelling for one value, the form that is stored and hashed."""
	return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(data: Any) -> str:
	"""SHA-256 of the canonical JSON, in hex."""
	return hashlib.sha256(canonical(data).encode("utf-8")).hexdigest()
