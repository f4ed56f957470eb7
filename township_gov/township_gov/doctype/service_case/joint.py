"""A case that several offices handle together: who is asked, and that each answers for itself (行政许可法 Art. 26, 42)."""

import frappe
from frappe import _

from township_gov import registry, scope


class JointOfficeError(frappe.ValidationError):
	"""An office stands twice, or is the one that handles the case anyway."""


class VerdictMissingError(frappe.ValidationError):
	"""An office has not said whether it agrees, or objects without a reason."""


def prepare(case) -> None:
	"""Check the rows, and let each office answer through its head."""
	named = [row.office for row in case.joint_offices]
	for row in case.joint_offices:
		scope.check_same_township(row, "office", "responsible", of=case.township)
	if case.handling_office in named or len(named) != len(set(named)):
		frappe.throw(
			_("Joint handling is for other offices than the one in front, each once. Correct the rows."),
			JointOfficeError,
		)
	registry.set_responsible(case.joint_offices)
	if case.status == "In Verification":
		registry.check_own_rows(case, "joint_offices", ("verdict", "opinion"))


def check_verdicts(case) -> None:
	"""Before the head decides, every office has given its verdict; an objection says why."""
	for row in case.joint_offices:
		if not row.verdict or (row.verdict != "Agrees" and not (row.opinion or "").strip()):
			frappe.throw(
				_("Row {0}: {1} has not given its verdict, or no reason for it. Fill it in.").format(
					row.idx, row.office
				),
				VerdictMissingError,
			)
