from frappe.model.document import Document


class ServiceItem(Document):
	pass
