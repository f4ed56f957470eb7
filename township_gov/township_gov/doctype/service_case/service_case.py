from frappe.model.document import Document


class ServiceCase(Document):
	pass
