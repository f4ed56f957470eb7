import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import clock, organisation, program_fields, registry, scope
from township_gov.documents import draft_sheet

# Kinds written to a higher organ (上行文), and those on letter paper
UPWARD, ON_LETTER_PAPER = ("Request", "Report"), ("Letter", "Reply")


class CountersignError(frappe.ValidationError):
	"""The drafting office countersigns nothing of its own, and nobody twice."""


class LegalityError(frappe.ValidationError):
	"""A normative document without the opinion on its legality."""


class NoSealError(frappe.ValidationError):
	"""The document has no seal to be sealed with."""


class OutgoingDocument(Document):
	"""A document of the township, from the draft to its distribution (党政机关公文处理工作条例 Art. 19-25)."""

	def before_insert(self):
		self.set_drafter()
		registry.set_registry(self)

	def validate(self):
		program_fields.restore(self)
		if self.is_new():
			self.set_drafter()
		registry.set_registry(self)
		scope.check_same_township(self, "office", "registry_office", "seal")
		self.set_paper()
		self.validate_countersign()
		self.move_on()

	def set_drafter(self):
		"""Who enters it drafts it, for the office he serves in unless another is named."""
		mine = organisation.cadre_of(frappe.session.user)
		if not mine:
			return
		facts = frappe.db.get_value("Cadre", mine.name, ["township", "department"], as_dict=True)
		self.drafter, self.township = mine.name, self.township or facts.township
		self.office = self.office or facts.department

	def set_paper(self):
		"""信函 for letters, 上行文 for requests and reports, else 文件 (GB/T 9704-2012)."""
		if self.document_type in ON_LETTER_PAPER:
			self.paper = "Letter"
		else:
			self.paper = "Upward" if self.document_type in UPWARD else "Document"

	def validate_countersign(self):
		for row in self.countersign:
			scope.check_same_township(row, "office", "responsible", of=self.township)
		named = [row.office for row in self.countersign]
		if self.office in named or len(named) != len(set(named)):
			frappe.throw(
				_("Countersigning is for other offices, each once. Correct the rows."), CountersignError
			)
		registry.set_responsible(self.countersign)

	def move_on(self):
		"""The engine has set a new status."""
		if self.is_new() or not self.has_value_changed("status"):
			return
		if self.status == "Awaiting Signature" and self.is_normative and not self.legal_opinion:
			frappe.throw(
				_("The opinion on legality is missing; without it a normative document is not signed."),
				LegalityError,
			)
		if self.status == "Signed":
			self.signed_on = clock.today()
			self.signed_by = frappe.utils.get_fullname(frappe.session.user)
		if self.status == "Awaiting Seal" and not self.keeper:
			frappe.throw(_("Choose the seal before the document is numbered."), NoSealError)
		if self.status == "Awaiting Distribution":
			self.sealed_on = clock.now()
		if self.status == "Issued":
			self.distributed_on = clock.today()

	# -- for the printed sheet

	def draft_sheet(self) -> dict:
		"""发文稿纸, with the opinions of the approval."""
		return draft_sheet.of(self)
