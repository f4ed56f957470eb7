import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from township_gov import clock, date_order
from township_gov.codes import set_code
from township_gov.policies.power_gate import Certificate


class CertificateTermError(frappe.ValidationError):
	"""The certificate ends before it begins."""


class EnforcementCertificate(Document):
	def before_naming(self):
		set_code(self, "certificate_no")

	def validate(self):
		self.set_facts_of_cadre()
		self.validate_term()
		self.set_expired()

	def set_facts_of_cadre(self):
		found = frappe.db.get_value("Cadre", self.cadre, ["employee_name", "township"])
		self.employee_name, self.township = found or (None, None)

	def validate_term(self):
		date_order.check(self, "issued_on", "valid_to", CertificateTermError)

	def set_expired(self):
		"""A renewed certificate (a later last day) is valid again; suspended and revoked stay as they are."""
		is_over = getdate(self.valid_to) < clock.today()
		if is_over and self.status == "Valid":
			self.status = "Expired"
		elif not is_over and self.status == "Expired":
			self.status = "Valid"

	def as_certificate(self) -> Certificate:
		"""This record as the gate looks at it; whether it had expired on a day is a matter of its dates."""
		return Certificate(
			number=self.certificate_no,
			cadre=self.cadre,
			certificate_type=self.certificate_type,
			status="Valid" if self.status == "Expired" else self.status,
			issued_on=getdate(self.issued_on),
			valid_to=getdate(self.valid_to),
		)


def count_certified_cadres(township: str, certificate_type: str, on) -> int:
	"""How many active cadres of a township hold a certificate of this type that is valid on a day (S32)."""
	holders = frappe.get_all(
		"Enforcement Certificate",
		filters={
			"township": township,
			"certificate_type": certificate_type,
			"status": "Valid",
			"issued_on": ("<=", on),
			"valid_to": (">=", on),
		},
		pluck="cadre",
	)
	return frappe.db.count("Cadre", {"name": ("in", sorted(set(holders)) or [""]), "status": "Active"})


def expire_certificates() -> None:
	"""Daily: certificates whose last day has passed become Expired."""
	over = {"status": "Valid", "valid_to": ("<", clock.today())}
	for name in frappe.get_all("Enforcement Certificate", filters=over, pluck="name"):
		frappe.get_doc("Enforcement Certificate", name).save(ignore_permissions=True)
		frappe.db.commit()
