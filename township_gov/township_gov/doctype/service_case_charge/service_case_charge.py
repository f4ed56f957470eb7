from frappe.model.document import Document


class ServiceCaseCharge(Document):
	pass
