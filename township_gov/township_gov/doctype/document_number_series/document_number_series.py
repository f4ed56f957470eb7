import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from township_gov import clock, program_fields
from township_gov.documents.errors import PatternError, SeriesFixed


class DocumentNumberSeries(Document):
	"""The numbers of one organ code in one year. The row is locked while a number is given (`documents.issuing`).

	People make one only to say which numbers were given on paper before; otherwise the first issue makes it.
	"""

	def validate(self):
		program_fields.restore(self)
		self.validate_year()
		self.validate_opening()

	def validate_year(self):
		year = cint(self.year)
		if not 1949 <= year <= clock.today().year:
			frappe.throw(
				_(
					"Numbers count in the year they are given; {0} has not come yet or is too long ago."
				).format(year),
				PatternError,
			)

	def validate_opening(self):
		before = self.get_doc_before_save()
		changed = before and cint(before.opening) != cint(self.opening)
		if changed and self.is_used():
			frappe.throw(
				_("Numbers of {0} have been given; what the series begins with is fixed.").format(self.name),
				SeriesFixed,
			)

	def is_used(self) -> bool:
		return bool(frappe.db.exists("Official Document", {"series": self.name}))

	def before_rename(self, old, new, merge=False):
		frappe.throw(_("A series keeps its name: its numbers carry it."), SeriesFixed)

	def before_change(self):
		self.validate_opening()

	def on_trash(self):
		if self.is_used():
			frappe.throw(
				_("Numbers of {0} have been given; the series is kept with them.").format(self.name),
				SeriesFixed,
			)
