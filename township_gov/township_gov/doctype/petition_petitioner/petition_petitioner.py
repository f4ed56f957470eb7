from frappe.model.document import Document


class PetitionPetitioner(Document):
	pass
