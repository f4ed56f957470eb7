from frappe.model.document import Document


class DelegatedPower(Document):
	pass
