from frappe.model.document import Document


class FeeItem(Document):
	pass
