from frappe.model.document import Document


class ServiceWindow(Document):
	pass
