from frappe.model.document import Document


class PetitionAccused(Document):
	pass
