from frappe.model.document import Document


class CadreKin(Document):
	pass
