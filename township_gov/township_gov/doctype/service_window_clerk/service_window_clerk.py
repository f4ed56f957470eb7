from frappe.model.document import Document


class ServiceWindowClerk(Document):
	pass
