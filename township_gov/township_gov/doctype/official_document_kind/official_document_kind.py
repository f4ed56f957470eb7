import re

import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import codes
from township_gov.documents.errors import PatternError
from township_gov.policies.document_numbers import pattern_refusals
from township_gov.refusals import refuse

TEMPLATES = (
	"title_template",
	"recipients_template",
	"body_template",
	"attachments_template",
	"copies_template",
	"annotation_template",
	"letterhead",
	"printed_by",
)


class OfficialDocumentKind(Document):
	"""A kind of official document (文种): how it is numbered, what it says, how its paper looks."""

	def autoname(self):
		self.name = f"{self.township}-{self.kind_code}" if self.township else self.kind_code

	def before_naming(self):
		codes.set_code(self, "kind_code")

	def validate(self):
		self.validate_pattern()
		self.validate_organ_code()
		self.validate_templates()

	def validate_pattern(self):
		refuse(pattern_refusals(self.pattern or ""), PatternError)

	def validate_organ_code(self):
		"""A code is part of names and numbers: no blanks, no brackets; `{township}` is the only thing in braces."""
		self.organ_code = (self.organ_code or "").strip()
		rest = self.organ_code.replace("{township}", "")
		if re.search(r"[\s{}〔〕\[\]<>]", rest) or not self.organ_code:
			frappe.throw(
				_("{0} is no organ code; write it without blanks and brackets, for instance 隆政.").format(
					self.organ_code
				),
				PatternError,
			)

	def validate_templates(self):
		for name in TEMPLATES:
			left = re.sub(r"\{\w+\}", "", self.get(name) or "")
			if "{" in left or "}" in left:
				frappe.throw(
					_("{0}: braces hold the name of one field, for instance {1}. Correct it.").format(
						_(self.meta.get_label(name)), "{subject}"
					),
					PatternError,
				)
