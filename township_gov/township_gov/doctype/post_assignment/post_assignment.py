import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, date_order, organisation, scope
from township_gov.policies.establishment import ceiling_refusal
from township_gov.policies.kinship import kin_refusals
from township_gov.policies.spans import Span
from township_gov.refusals import refuse


class AssignmentDatesError(frappe.ValidationError):
	"""The assignment ends before it begins."""


class OverlappingAssignmentError(frappe.ValidationError):
	"""The cadre holds the post, or another regular one, on the same days already."""


class CeilingError(frappe.ValidationError):
	"""More people in the post than its ceiling allows (S04)."""


class KinError(frappe.ValidationError):
	"""The assignment would put kin under, over or beside each other (公务员法 Art. 74)."""


class PostAssignment(Document):
	"""Who holds which post from when to when, and by which decision (S04, S46)."""

	def before_insert(self):
		self.set_office_and_township()

	def validate(self):
		self.set_office_and_township()
		self.validate_dates()
		scope.check_same_township(self, "cadre")
		self.validate_overlap()
		self.validate_ceiling()
		self.validate_kin()

	def on_update(self):
		organisation.refresh_copies(self.cadre, self.office)

	def after_delete(self):
		organisation.refresh_copies(self.cadre, self.office)

	@property
	def span(self) -> Span:
		"""The days of the assignment."""
		return Span(getdate(self.from_date), getdate(self.to_date) if self.to_date else None)

	def set_office_and_township(self):
		found = frappe.db.get_value("Post", self.post, ["office", "township"])
		self.office, self.township = found or (None, None)

	def validate_dates(self):
		date_order.check(self, "from_date", "to_date", AssignmentDatesError)

	def validate_overlap(self):
		for other in organisation.assignments(cadre=self.cadre, name=["!=", self.name]):
			if not other.span.overlaps(self.span):
				continue
			if other.post == self.post or self._is_second_regular(other):
				frappe.throw(
					_(
						"{0} already holds {1} on these days. End that assignment first, "
						"or tick {2} if both posts are held together."
					).format(
						self.employee_name or self.cadre,
						frappe.db.get_value("Post", other.post, "post_name"),
						_("Held besides Another Post"),
					),
					OverlappingAssignmentError,
				)

	def validate_ceiling(self):
		if self.kind not in organisation.ESTABLISHED:
			return
		post = frappe.db.get_value("Post", self.post, ["post_name", "ceiling"], as_dict=True)
		others = organisation.assignments(
			post=self.post, kind=["in", organisation.ESTABLISHED], name=["!=", self.name]
		)
		refusal = ceiling_refusal(post.post_name, post.ceiling, [row.span for row in others], self.span)
		refuse([refusal] if refusal else (), CeilingError)

	def validate_kin(self):
		"""Checked on the first day of the assignment; an ended one is history and refuses nothing."""
		if self.span.end < clock.today():
			return
		now = organisation.organisation_on(
			self.township, max(self.span.first, clock.today()), without=[self.name]
		)
		office = frappe.get_doc("Township Office", self.office)
		held = (*now.places.get(self.cadre, ()), organisation.place(self.post, office))
		then = now.with_places(self.cadre, held)
		refuse(kin_refusals(self.cadre, then), KinError)

	def _is_second_regular(self, other) -> bool:
		both_regular = self.kind == other.kind == "Regular"
		return both_regular and not (self.is_concurrent or other.is_concurrent)
