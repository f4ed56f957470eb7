import frappe
from frappe import _
from frappe.utils import cstr

from township_gov.documents import layout_of
from township_gov.documents.errors import NumberFixed
from township_gov.workflows.records import EngineRecord

# What making a number void writes; everything else is as it was issued
VOID_FIELDS = ("status", "void_reason", "voided_at", "voided_by")


class OfficialDocument(EngineRecord):
	"""One number of the register of issued documents (发文登记簿), with the paper it was given to; kept for good.

	Written by `township_gov.documents.issuing` alone.
	"""

	def validate(self):
		super().validate()
		self.validate_unchanged()

	def validate_unchanged(self):
		"""The engine's own door lets a number become void, once, and nothing else."""
		if self.is_new():
			return
		stored = frappe.db.get_value(self.doctype, self.name, "*", as_dict=True)
		changed = {
			df.fieldname
			for df in self.meta.fields
			if df.fieldname in stored and cstr(self.get(df.fieldname)) != cstr(stored[df.fieldname])
		}
		if changed - set(VOID_FIELDS) or (changed and stored.status == "Void"):
			frappe.throw(
				_("{0} is on record as it was issued. Issue another document instead.").format(self.number),
				NumberFixed,
			)

	def sheets(self) -> list[dict]:
		"""For the print: the pages, line by line."""
		return layout_of.sheets(self)


def on_doctype_update() -> None:
	"""No two numbers of a township read alike; the papers of a document are found at once."""
	frappe.db.add_unique("Official Document", ["township", "number"])
	frappe.db.add_unique("Official Document", ["series", "sequence"])
	frappe.db.add_index("Official Document", ["reference_doctype", "reference_name"])
