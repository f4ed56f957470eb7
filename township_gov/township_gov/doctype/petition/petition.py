from frappe.model.document import Document


class Petition(Document):
	pass
