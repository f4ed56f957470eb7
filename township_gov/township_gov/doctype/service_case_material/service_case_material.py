from frappe.model.document import Document


class ServiceCaseMaterial(Document):
	pass
