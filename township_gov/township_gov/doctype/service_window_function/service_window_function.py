from frappe.model.document import Document


class ServiceWindowFunction(Document):
	pass
