"""How each kind of matter is extended: by how much at most, until when, and what an approval writes."""

import frappe
from frappe import _
from frappe.utils import cint

from township_gov import settings
from township_gov.policies import petition_rules
from township_gov.refusals import refuse
from township_gov.township_gov.doctype.service_case import case_clock
from township_gov.workflows import guard


class ExtensionRefusedError(frappe.ValidationError):
	"""The extension is too long, comes too late, lacks its reason, or the law knows none."""


class _Matter:
	"""What both kinds have in common."""

	stages: tuple[str, ...] = ()

	def check(self, request, matter) -> None:
		"""Refuse what the law does not allow; raises `ExtensionRefusedError`."""
		if matter.extension_approved_by:
			_refuse(_("It was extended already; a matter is extended once."))
		if matter.status not in self.stages:
			_refuse(_("It is extended only while it is being handled; it is {0}.").format(_(matter.status)))
		self.check_length(request, matter)

	def check_length(self, request, matter) -> None:
		raise NotImplementedError

	def grant(self, request, matter) -> None:
		"""Write the approved extension into the matter; its log says why."""
		self.check(request, matter)
		with guard.opened(matter.doctype, matter.name, _("Extension approved: {0}").format(request.name)):
			matter.extension_days = request.extension_days
			matter.extension_reason = request.reason
			matter.extension_approved_by = request.approved_by
			matter.extension_notified_on = request.notified_on
			matter.save(ignore_permissions=True)


class _ServiceCase(_Matter):
	stages = ("Under Review", "In Verification", "Awaiting Decision")

	def due_on(self, matter):
		return matter.legal_due_on or matter.due_on

	def check_length(self, request, matter) -> None:
		longest = case_clock.longest_extension(matter)
		if not longest:
			_refuse(_("The law knows no extension of this item's limit: only licences are extended."))
		if not 0 < cint(request.extension_days) <= longest:
			_refuse(
				_("The limit is extended by 1 to {0} days; {1} were entered.").format(
					longest, request.extension_days
				)
			)


class _Petition(_Matter):
	stages = ("In Handling", "Awaiting Review", "Awaiting Opinion")

	def due_on(self, matter):
		return matter.conclude_due_on

	def check_length(self, request, matter) -> None:
		longest = settings.get("X4.extension", matter.accepted_on, matter.township)
		days, reason = cint(request.extension_days), request.reason or ""
		refuse(
			petition_rules.extension_refusals(matter.as_matter(), days, reason, longest),
			ExtensionRefusedError,
		)


def _refuse(text: str) -> None:
	frappe.throw(text, ExtensionRefusedError)


MATTERS = {"Service Case": _ServiceCase(), "Petition": _Petition()}
