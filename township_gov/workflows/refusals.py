"""Why the engine says no: one class for each kind of refusal, each text with what to do next.

The text is an English template with arguments, so that a caller can translate it.
"""

from __future__ import annotations


class EngineRefusal(ValueError):
	"""The event is not possible in this state; the state is unchanged."""

	def __init__(self, message: str, *args: str):
		super().__init__(message, *args)
		self.message = message
		self.args_ = args

	def __str__(self) -> str:
		return self.message.format(*self.args_)


class NotRunning(EngineRefusal):
	"""The approval has ended."""


class TaskClosed(EngineRefusal):
	"""Somebody else's act, a return or a withdrawal closed the task."""


class NotYourTask(EngineRefusal):
	"""The task belongs to another person."""


class ActionNotOffered(EngineRefusal):
	"""The node does not offer this action."""


class OpinionRequired(EngineRefusal):
	"""The node demands a written opinion."""


class TargetNotAllowed(EngineRefusal):
	"""The node cannot return to that place."""


class DutiesApart(EngineRefusal):
	"""The person is kept apart from this decision."""


class NoWayOut(EngineRefusal):
	"""No transition fits the document; the flow is wrong."""


class WithdrawRefused(EngineRefusal):
	"""Only the initiator may withdraw, and only while the flow allows it."""


class NothingToDo(EngineRefusal):
	"""The event would change nothing."""


class Resting(EngineRefusal):
	"""The approval is suspended, or is not and should be resumed."""


class OpinionOutstanding(EngineRefusal):
	"""The owner has asked others, who have not answered yet."""


class PersonNotAllowed(EngineRefusal):
	"""The person cannot be given this task, or has a vote here already (rule 6)."""


class SignerNotRemovable(EngineRefusal):
	"""The signer has acted, was not added by this person, or is needed for the threshold."""


class TakeBackRefused(EngineRefusal):
	"""Something has happened on top of the act."""


class NotWaiting(EngineRefusal):
	"""No token waits for this answer."""


class NotNested(EngineRefusal):
	"""A branch reached a Join that closes nothing; the flow is wrong."""


class CannotMigrate(EngineRefusal):
	"""The newer version of the flow cannot take this approval over as it stands."""


class NeedFacts(LookupError):
	"""The step needs a fact that was not given (`kind`: people, subjects, clock or minutes); add it and call again."""

	def __init__(self, kind: str, key: str):
		super().__init__(kind, key)
		self.kind = kind
		self.key = key
