import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import codes, organisation
from township_gov.policies.establishment import PostLine, ceiling_refusal, office_refusals
from township_gov.policies.spans import Span
from township_gov.refusals import refuse


class EstablishmentError(frappe.ValidationError):
	"""The post would break the establishment of its office (S04)."""


class Post(Document):
	"""A post of an office with its duties and its ceiling of people (S04)."""

	def before_insert(self):
		self.set_township()
		codes.set_code(self, "post_code")

	def validate(self):
		self.set_township()
		self.validate_establishment()
		self.validate_ceiling_holds()

	def set_township(self):
		self.township = frappe.db.get_value("Township Office", self.office, "township")

	def validate_establishment(self):
		office = frappe.get_doc("Township Office", self.office)
		planned = [PostLine(row.level, row.ceiling) for row in self._other_posts()]
		planned.append(PostLine(self.level, int(self.ceiling or 0)))
		found = office_refusals(
			office.office_name, office.office_type, planned, organisation.office_limits(self.township)
		)
		refuse((refusal for refusal in found if not refusal.is_warning), EstablishmentError)

	def validate_ceiling_holds(self):
		"""A ceiling may not be lowered below the people who hold the post already."""
		held = (
			[]
			if self.is_new()
			else organisation.assignments(post=self.name, kind=["in", organisation.ESTABLISHED])
		)
		for row in held:
			others = [other.span for other in held if other is not row]
			refusal = ceiling_refusal(
				self.post_name, int(self.ceiling or 0), others, Span(row.from_date, row.to_date)
			)
			refuse([refusal] if refusal else (), EstablishmentError)

	def _other_posts(self):
		return frappe.get_all(
			"Post",
			filters={"office": self.office, "name": ["!=", self.name or ""]},
			fields=["level", "ceiling"],
		)


@frappe.whitelist()
def establishment_notes(office: str) -> list[str]:
	"""What S04 has to say about an office as it is planned, warnings included, in the user's language."""
	record = frappe.get_doc("Township Office", office)
	record.check_permission("read")
	posts = frappe.get_all("Post", filters={"office": office}, fields=["level", "ceiling"])
	lines = [PostLine(row.level, row.ceiling) for row in posts]
	limits = organisation.office_limits(record.township)
	return [
		refusal.text(_) for refusal in office_refusals(record.office_name, record.office_type, lines, limits)
	]
