from frappe.model.document import Document


class ServiceCaseJointOffice(Document):
	pass
