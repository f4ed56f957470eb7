"""What people are told when an approval refuses: named classes, so that a test asserts the kind of refusal."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _

from township_gov.workflows import refusals as no


class ApprovalRefused(frappe.ValidationError):
	"""An act on an approval is not possible; the text says what to do next."""


class ApprovalClosed(ApprovalRefused):
	"""The task or the whole approval is over."""


class ApprovalNotYours(ApprovalRefused):
	"""Somebody else has to decide."""


class ActionRefused(ApprovalRefused):
	"""The node does not offer this action or return target."""


class OpinionMissing(ApprovalRefused):
	"""The node demands a written opinion."""


class DutiesNotApart(ApprovalRefused):
	"""The person is kept apart from this decision."""


class DocumentChanged(ApprovalRefused):
	"""The document is not the one the person has read."""


class RequiredFieldsEmpty(ApprovalRefused):
	"""Fields that the node demands are empty."""


class CannotStart(ApprovalRefused):
	"""No approval can be started on this document."""


class CannotWithdraw(ApprovalRefused):
	"""The approval cannot be withdrawn, or not by this person."""


class ApprovalRests(ApprovalRefused):
	"""The approval is suspended, or is not and cannot be resumed."""


class AnswerOutstanding(ApprovalRefused):
	"""Others were asked and have not answered yet."""


class PersonNotAllowed(ApprovalRefused):
	"""A named person cannot be asked here."""


class SignerNotRemovable(ApprovalRefused):
	"""A signer has acted, was added by somebody else, or is needed."""


class CannotTakeBack(ApprovalRefused):
	"""Something has happened on top of the act."""


class NothingToDo(ApprovalRefused):
	"""It would change nothing."""


class FlowNotSound(ApprovalRefused):
	"""A flow with errors cannot be published."""


class DocumentGuarded(frappe.PermissionError):
	"""The document is under an approval flow and was touched outside of it."""


_CLASSES: dict[type[no.EngineRefusal], type[ApprovalRefused]] = {
	no.NotRunning: ApprovalClosed,
	no.TaskClosed: ApprovalClosed,
	no.NotYourTask: ApprovalNotYours,
	no.ActionNotOffered: ActionRefused,
	no.TargetNotAllowed: ActionRefused,
	no.OpinionRequired: OpinionMissing,
	no.DutiesApart: DutiesNotApart,
	no.WithdrawRefused: CannotWithdraw,
	no.Resting: ApprovalRests,
	no.OpinionOutstanding: AnswerOutstanding,
	no.PersonNotAllowed: PersonNotAllowed,
	no.SignerNotRemovable: SignerNotRemovable,
	no.TakeBackRefused: CannotTakeBack,
	no.NothingToDo: NothingToDo,
}


def told(refusal: no.EngineRefusal) -> str:
	"""The engine's refusal in the reader's language."""
	return _(refusal.message).format(*(_(str(part), context="Approval") for part in refusal.args_))


def refuse_as(refusal: no.EngineRefusal) -> NoReturn:
	"""Tell the engine's refusal to the person, in his language."""
	frappe.throw(told(refusal), _CLASSES.get(type(refusal), ApprovalRefused))
