from frappe.model.document import Document


class ServiceItemMaterial(Document):
	pass
