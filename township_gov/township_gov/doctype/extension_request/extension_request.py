import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import clock, language, program_fields
from township_gov.petition_access import can_see
from township_gov.township_gov.doctype.extension_request.matters import MATTERS, ExtensionRefusedError

OPEN = ("Draft", "Awaiting Approval")


class ExtensionRequest(Document):
	"""More time for a matter, asked for by who handles it and approved by the head; the applicant is told why.

	Sources: 行政许可法 Art. 42 (10 working days, 15 where several offices handle it); 信访工作条例 Art. 34 (30 days in all).
	"""

	def has_permission(self, permtype="read", **kwargs) -> bool:
		"""That of a Report is closed to the Administrator's desk too: v15 asks no hook for that account."""
		if self.flags.ignore_permissions:
			return True
		user = kwargs.get("user") or frappe.session.user
		return can_see(self, user) and super().has_permission(permtype, **kwargs)

	def before_insert(self):
		self.set_from_matter()

	def validate(self):
		program_fields.restore(self)
		self.set_from_matter()
		if self.status in OPEN:
			self.validate_alone()
			self.rules().check(self, self.get_matter())
		if self.has_value_changed("status") and self.status == "Approved":
			self.approved_by, self.notified_on = frappe.session.user, clock.today()

	def on_update(self):
		if self.has_value_changed("status") and self.status == "Approved":
			self.rules().grant(self, self.get_matter())

	def get_matter(self):
		"""The case or petition that needs more time."""
		return frappe.get_doc(self.matter_type, self.matter)

	def rules(self):
		"""How this kind of matter is extended."""
		return MATTERS[self.matter_type]

	def set_from_matter(self):
		if self.matter_type not in MATTERS or not frappe.db.exists(self.matter_type, self.matter):
			frappe.throw(_("Choose the matter that needs more time."), ExtensionRefusedError)
		matter = self.get_matter()
		if self.is_new() and not self.flags.ignore_permissions:
			matter.check_permission("write")
		self.township, self.handling_office = matter.township, matter.handling_office
		self.present_due_on = self.rules().due_on(matter)
		self.is_joint = int(bool(matter.get("joint_offices")))
		leadership = {"township": matter.township, "office_type": "Leadership"}
		self.leadership = frappe.db.get_value("Township Office", leadership)
		self.title = language.stored("Extension of {0}").format(matter.name)

	def validate_alone(self):
		"""A matter is extended once, so one request at a time is enough."""
		same = {
			"matter_type": self.matter_type,
			"matter": self.matter,
			"status": ("in", OPEN),
			"name": ("!=", self.name or ""),
		}
		if other := frappe.db.get_value("Extension Request", same):
			frappe.throw(
				_("{0} asks for an extension of this matter already. Open that one.").format(other),
				ExtensionRefusedError,
			)
