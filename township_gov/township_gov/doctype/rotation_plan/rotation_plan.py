import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import form_actions, language, rotation, scope
from township_gov.policies.moves import Move, move_refusals
from township_gov.policies.refusal import Refusal
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.rotation_plan import assignments, hand_over, publicity

DRAFT = "Draft"
# While the plan is on its way, and when it is approved, it must be complete and right.
BINDING = ("Office Opinion", "Awaiting Decision", "In Publicity", "Approved")


class RotationDatesError(frappe.ValidationError):
	"""The plan takes effect before the day its due list was made for."""


class RotationMoveError(frappe.ValidationError):
	"""A move breaks a ceiling, certificate or kin rule, or does not fit the assignments."""


class RotationOpenError(frappe.ValidationError):
	"""Somebody is due who neither moves nor is exempted with a reason."""


class RotationPlan(Document):
	"""Who must and should rotate, who moves where, and the assignments written once it is approved (S46)."""

	def onload(self):
		form_actions.offer(self, __name__, {"build_due_list": not self.docstatus})

	def validate(self):
		self.set_title()
		self.validate_dates()
		self.validate_townships()
		self.set_due_list()
		self.validate_moves()
		self.validate_everybody_due_answered()
		self.move_on()

	def before_submit(self):
		self.set_hand_over_lists()

	def on_submit(self):
		assignments.write(self)

	def on_cancel(self):
		assignments.revert(self)
		self.db_set("status", "Cancelled")

	def set_title(self):
		name = frappe.db.get_value("Township", self.township, "township_name")
		self.title = language.stored("Rotation of {0}, {1}").format(name, self.as_of)

	def validate_dates(self):
		if getdate(self.effective_on) < getdate(self.as_of):
			frappe.throw(
				_("{0} ({1}) is before {2} ({3}). Choose a later day.").format(
					_("Effective On"), self.effective_on, _("As Of"), self.as_of
				),
				RotationDatesError,
			)

	def validate_townships(self):
		scope.check_same_township(self, "office")
		for row in self.moves:
			scope.check_same_township(row, "cadre", "from_post", "to_post", of=self.township)

	def set_due_list(self):
		"""Computed while the plan is a draft, so that nobody types it; what is being signed stays as it is."""
		if self.status != DRAFT:
			return
		reasons = {(row.cadre, row.post): row.exempt_reason for row in self.due}
		due = rotation.due_in([self.township], getdate(self.as_of), int(self.months_ahead or 0))
		found = tuple(decision for _township, decision in due)
		self.set("due", [])
		for decision in found:
			self.append("due", _due_row(decision, reasons.get((decision.cadre, decision.post))))

	def validate_moves(self):
		self._refuse_if_binding(self._move_refusals(), RotationMoveError)

	def validate_everybody_due_answered(self):
		self._refuse_if_binding(self._open_due_refusals(), RotationOpenError)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "In Publicity":
			publicity.begin(self)
		if self.status == "Approved":
			publicity.check_over(self)

	def set_hand_over_lists(self):
		for row in self.moves:
			row.hand_over = row.hand_over or hand_over.list_for(
				row.cadre, row.from_post, self.hand_over_notes
			)

	def _move_refusals(self) -> list[Refusal]:
		if not self.moves:
			return []
		moves = [Move(row.cadre, row.from_post, row.to_post) for row in self.moves]
		staffing = rotation.staffing_on(
			self.township, getdate(self.effective_on), [move.cadre for move in moves]
		)
		return list(move_refusals(moves, staffing))

	def _open_due_refusals(self) -> list[Refusal]:
		moved = {(row.cadre, row.from_post) for row in self.moves}
		return [
			Refusal(
				"answer (S46)",
				"{0} is due for rotation from {1}. Enter a move, or a reason for the exemption.",
				(row.employee_name or row.cadre, row.post_name or row.post),
			)
			for row in self.due
			if getdate(row.due_on) <= getdate(self.as_of)
			and (row.cadre, row.post) not in moved
			and not (row.exempt_reason or "").strip()
		]

	def _refuse_if_binding(self, refusals: list[Refusal], error: type[Exception]) -> None:
		"""A draft may be incomplete and says what is missing; a plan on its way to the leaders may not."""
		if self.status in BINDING or self.docstatus == 1:
			refuse(refusals, error)
		elif self.status == DRAFT:
			for refusal in refusals:
				frappe.msgprint(refusal.text(_), title=_("Before the plan can be sent"), indicator="orange")


def _due_row(decision, exempt_reason: str | None) -> dict:
	return {
		"cadre": decision.cadre,
		"post": decision.post,
		"employee_name": frappe.db.get_value("Cadre", decision.cadre, "employee_name"),
		"post_name": frappe.db.get_value("Post", decision.post, "post_name"),
		"tenure_years": decision.tenure_years,
		"since": decision.since,
		"rule": decision.rule,
		"due_on": decision.due_on,
		"reason": language.stored("In this post since {0}; {1} years are full on {2}.").format(
			decision.since, decision.limit_years, decision.due_on
		),
		"exempt_reason": exempt_reason,
	}


@frappe.whitelist(methods=["POST"])
def build_due_list(doc: str | dict):
	"""Compute the due list anew from the assignments as they are now (form button)."""
	return form_actions.stored(doc, "Rotation Plan").save()
