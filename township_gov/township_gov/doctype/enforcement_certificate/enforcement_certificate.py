from frappe.model.document import Document


class EnforcementCertificate(Document):
	pass
