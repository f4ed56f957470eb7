"""Calendar View: by which dates a DocType's records stand in the calendar."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.model.document import Document

DATES = ("Date", "Datetime")


class CalendarView(Document):
	"""Subject, first and last day are fields of the DocType it is for."""

	def validate(self) -> None:
		meta = frappe.get_meta(self.reference_doctype)
		for fieldname in (self.start_date_field, self.end_date_field):
			df = meta.get_field(fieldname)
			if not (df and df.fieldtype in DATES) and fieldname not in ("creation", "modified"):
				frappe.throw(
					_("{0} has no date called {1}. Choose a field of type Date or Datetime.").format(
						_(self.reference_doctype), fieldname
					)
				)
		if self.subject_field != "name" and not meta.get_field(self.subject_field):
			frappe.throw(
				_("{0} has no field called {1}.").format(_(self.reference_doctype), self.subject_field)
			)
