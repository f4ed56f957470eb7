from frappe.model.document import Document


class ServiceItemFee(Document):
	pass
