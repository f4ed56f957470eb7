from frappe.model.document import Document


class ServiceWindowItem(Document):
	pass
