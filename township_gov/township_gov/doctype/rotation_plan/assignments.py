"""What an approved rotation plan does to the post assignments, and how a cancelled one is taken back.

The authority is the plan that the leaders approved, so whoever closes the approval needs no right of his own on
Post Assignment. Nothing that was in force is ever deleted.
"""

import frappe
from frappe import _
from frappe.utils import getdate

from township_gov import clock, language, organisation
from township_gov.policies.spans import day_before


class MissingAssignmentError(frappe.ValidationError):
	"""The assignment that a move ends is not there any more."""


class LaterAssignmentError(frappe.ValidationError):
	"""The assignment that the plan began was changed since, so the plan cannot be taken back by itself."""


def write(plan) -> None:
	"""End the old assignments the day before the plan takes effect, then begin the new ones.

	All ends come first: in a chain of moves a post is free only when its holder has left.
	"""
	for row in plan.moves:
		_end_old(plan, row)
	for row in plan.moves:
		_begin_new(plan, row)


def revert(plan) -> None:
	"""Take the plan back: before its first day as if it had not been, later by new assignments from today on."""
	has_begun = getdate(plan.effective_on) < clock.today()
	_check_unchanged(plan)
	for row in plan.moves:
		_end_new(row, has_begun)
	for row in plan.moves:
		_restore_old(plan, row, has_begun)


def _end_old(plan, row) -> None:
	effective_on = getdate(plan.effective_on)
	found = organisation.assignments_on(effective_on, cadre=row.cadre, post=row.from_post)
	if not found:
		frappe.throw(
			_("Row {0}: {1} holds {2} no longer. Return the plan and correct the move.").format(
				row.idx, row.employee_name or row.cadre, row.from_post
			),
			MissingAssignmentError,
		)
	old = frappe.get_doc("Post Assignment", found[0].name)
	row.db_set({"closed_assignment": old.name, "previous_to_date": old.to_date}, update_modified=False)
	old.to_date = day_before(effective_on)
	old.save(ignore_permissions=True)


def _begin_new(plan, row) -> None:
	new = frappe.get_doc(
		{
			"doctype": "Post Assignment",
			"cadre": row.cadre,
			"post": row.to_post,
			"kind": "Regular",
			"is_concurrent": frappe.db.get_value("Post Assignment", row.closed_assignment, "is_concurrent"),
			"from_date": plan.effective_on,
			"basis": plan.basis or plan.title,
			"rotation_plan": plan.name,
		}
	).insert(ignore_permissions=True)
	row.db_set("new_assignment", new.name, update_modified=False)


def _check_unchanged(plan) -> None:
	for row in plan.moves:
		to_date = frappe.db.get_value("Post Assignment", row.new_assignment, "to_date")
		if to_date and getdate(to_date) < clock.today():
			frappe.throw(
				_(
					"Row {0}: {1} has left the new post since. Make a new plan instead of cancelling this one."
				).format(row.idx, row.employee_name or row.cadre),
				LaterAssignmentError,
			)


def _end_new(row, has_begun: bool) -> None:
	name = row.new_assignment
	if has_begun:
		new = frappe.get_doc("Post Assignment", name)
		new.to_date = day_before(clock.today())
		new.save(ignore_permissions=True)
	else:
		row.db_set("new_assignment", None, update_modified=False)
		frappe.delete_doc("Post Assignment", name, ignore_permissions=True)


def _restore_old(plan, row, has_begun: bool) -> None:
	old = frappe.get_doc("Post Assignment", row.closed_assignment)
	if not has_begun:
		old.to_date = row.previous_to_date
		old.save(ignore_permissions=True)
	elif not row.previous_to_date or getdate(row.previous_to_date) >= clock.today():
		frappe.get_doc(
			{
				"doctype": "Post Assignment",
				"cadre": row.cadre,
				"post": row.from_post,
				"kind": old.kind,
				"is_concurrent": old.is_concurrent,
				"from_date": clock.today(),
				"to_date": row.previous_to_date,
				"basis": language.stored("Rotation plan {0} cancelled").format(plan.name),
				"rotation_plan": plan.name,
			}
		).insert(ignore_permissions=True)
