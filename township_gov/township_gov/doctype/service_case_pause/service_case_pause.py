from frappe.model.document import Document


class ServiceCasePause(Document):
	pass
