"""The form in which an administrator draws a flow. What it says counts only once it is published."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.permissions import get_user_permissions

from township_gov.workflows import publishing
from township_gov.workflows.state import fingerprint


class ApprovalFlow(Document):
	def validate(self):
		self.set_titles_and_keys()
		self.validate_scope()
		self.validate_status()
		self.set_findings()

	def on_trash(self):
		if self.published_version:
			frappe.throw(_("A published flow is kept for the approvals that used it. Retire it instead."))

	def set_titles_and_keys(self):
		self.title = self.title or self.flow_name
		for number, row in enumerate(self.transitions, 1):
			row.transition_key = row.transition_key or f"t{number}"

	def validate_scope(self):
		"""Who serves some townships only may write flows of those only, not the one that all townships use."""
		mine = {row.get("doc") for row in get_user_permissions(frappe.session.user).get("Township") or ()}
		if mine and not self.township and set(frappe.get_all("Township", pluck="name")) - mine:
			frappe.throw(
				_("This flow serves every township. Make a copy with your township in it and change that.")
			)

	def validate_status(self):
		"""Status and version move with `publish` and `retire` only."""
		before = self.get_doc_before_save()
		kept = ("status", "version", "published_version")
		stored = {name: before.get(name) for name in kept} if before else {"status": "Draft", "version": 0}
		self.used_for_new = before.used_for_new if before else ""  # written by choosing.refresh only
		if not self.flags.publishing and any(
			(self.get(name) or 0) != (stored.get(name) or 0) for name in kept
		):
			frappe.throw(_("Use Publish or Retire; the status of a flow is not set by hand."))

	def set_findings(self):
		definition = publishing.definition(self)
		self.findings = "\n".join(publishing.findings(self, definition))
		published = self.published_version and frappe.db.get_value(
			"Approval Flow Version", self.published_version, "definition_hash"
		)
		self.unpublished_changes = int(bool(published) and published != fingerprint(definition))
