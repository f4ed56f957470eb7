import frappe
from frappe import _
from frappe.model.document import Document

from township_gov import clock, codes, form_actions, language, organisation
from township_gov.policies.establishment import share_refusal
from township_gov.policies.office_templates import TEMPLATES

_KIND_NAMES = {"Town": "镇", "Township": "乡", "Subdistrict": "街道"}


class NoTemplateError(frappe.ValidationError):
	"""Offices cannot be set up, because no template is chosen."""


class Township(Document):
	"""A town, township, subdistrict or the like; scopes every other record through User Permissions."""

	def before_insert(self):
		codes.set_code(self, "township_code")

	def validate(self):
		self.set_kind_name()

	def set_kind_name(self):
		self.kind_name = self.kind_name or _KIND_NAMES.get(self.kind)

	def set_staffing(self):
		share = organisation.agricultural_share(self.name, clock.today())
		self.organ_staff, self.agricultural_ratio = share.staff, share.ratio
		return share

	@property
	def is_dispatched_organ(self) -> bool:
		"""A subdistrict office is dispatched by the county: other bodies review and remedy (复议法 Art. 24)."""
		return self.kind == "Subdistrict"


@frappe.whitelist(methods=["POST"])
def refresh_staffing(doc: str | dict):
	"""Count organ staff and the agricultural share as of today, and say whether the floor of S05 is met (form button)."""
	township = form_actions.stored(doc, "Township")
	share = township.set_staffing()
	township.save()
	refusal = share_refusal(share, township.is_dispatched_organ)
	if refusal:
		frappe.msgprint(refusal.text(_), title=_("Agricultural Staff"), indicator="orange")
	return township


@frappe.whitelist(methods=["POST"])
def set_up_offices(doc: str | dict):
	"""Create the offices of the chosen template that do not exist yet (form button; S01, S02, S03)."""
	township = form_actions.stored(doc, "Township")
	if not township.office_template:
		frappe.throw(_("Choose an office template and save first."), NoTemplateError)
	for office in TEMPLATES[township.office_template]:
		if not frappe.db.exists("Township Office", f"{township.name}-{office.code}"):
			_create_office(township.name, office)
	return township


def _create_office(township: str, office) -> None:
	frappe.get_doc(
		{
			"doctype": "Township Office",
			"township": township,
			"office_code": office.code,
			"office_name": language.stored(office.name),
			"office_type": office.office_type,
			"plate_name": language.stored(office.plate),
			"is_agricultural": int(office.is_agricultural),
			"duties": language.stored(office.duties),
		}
	).insert()
