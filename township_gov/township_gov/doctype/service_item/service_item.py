import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from township_gov.codes import set_code
from township_gov.policies import service_items
from township_gov.refusals import refuse

# A change of these is a new version of the item: a case keeps the one it was accepted under (S22).
_VERSIONED = (
	"legal_basis",
	"legal_days",
	"no_legal_limit",
	"promised_days",
	"is_on_the_spot",
	"day_unit",
	"residence_condition",
	"no_materials",
)
_VERSIONED_TABLES = {"materials": ("material_name", "is_required", "copies"), "fees": ("fee_item",)}


class IncompleteItemError(frappe.ValidationError):
	"""The item lacks facts without which it cannot be offered."""


class ItemLimitError(frappe.ValidationError):
	"""A limit or a residence condition that the law does not allow."""


class NoWindowError(frappe.ValidationError):
	"""An item under a delegated power is not mapped to an open window (S19)."""


class ServiceItem(Document):
	def before_naming(self):
		set_code(self, "item_code")

	def validate(self):
		refuse(service_items.limit_refusals(self.as_item()), ItemLimitError)
		self.validate_complete()
		self.validate_window()
		self.set_version()

	def validate_complete(self):
		"""An item may be Active or Suspended only with every fact of its guide (S22)."""
		missing = [_(label) for label in service_items.missing_facts(self.as_item())]
		self.missing_facts = "\n".join(missing)
		if missing and self.status == "Active":
			frappe.throw(
				_(
					"{0} cannot be active yet. Still missing: {1}. Fill them in, or leave it Incomplete."
				).format(self.item_name, ", ".join(missing)),
				IncompleteItemError,
			)

	def validate_window(self):
		if self.status == "Active":
			refuse(service_items.activation_refusals(self.as_item()), NoWindowError)

	def set_version(self):
		before = self.get_doc_before_save()
		self.item_version = cint(self.item_version) or 1
		if before and _versioned_facts(before) != _versioned_facts(self):
			self.item_version = cint(before.item_version) + 1

	def as_item(self) -> service_items.Item:
		"""This record as the rules of the catalogue look at it."""
		return service_items.Item(
			item_type=self.item_type,
			legal_basis=self.legal_basis or "",
			legal_days=cint(self.legal_days),
			no_legal_limit=bool(cint(self.no_legal_limit)),
			promised_days=cint(self.promised_days),
			is_on_the_spot=bool(cint(self.is_on_the_spot)),
			day_unit=self.day_unit or service_items.WORKING,
			handled_in=self.handled_in or "",
			materials=len(self.materials),
			no_materials=bool(cint(self.no_materials)),
			residence_condition=self.residence_condition or service_items.ANYONE,
			residence_basis=self.residence_basis or "",
			is_delegated=bool(self.delegated_power),
			open_windows=self.count_open_windows() if self.delegated_power else 0,
		)

	def count_open_windows(self) -> int:
		"""Open windows of the power's township that handle this item."""
		township = frappe.db.get_value("Delegated Power", self.delegated_power, "township")
		windows = frappe.get_all(
			"Service Window Item", filters={"service_item": self.name or self.item_code}, pluck="parent"
		)
		return frappe.db.count(
			"Service Window", {"name": ("in", windows or [""]), "status": "Open", "township": township}
		)


def _versioned_facts(item: ServiceItem) -> tuple:
	"""Everything a case is measured by, in a form that compares."""
	own = tuple(str(item.get(fieldname) or "") for fieldname in _VERSIONED)
	tables = tuple(
		tuple(str(row.get(column) or "") for column in columns)
		for table, columns in _VERSIONED_TABLES.items()
		for row in item.get(table)
	)
	return own + tables
