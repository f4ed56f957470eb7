from frappe.model.document import Document


class CadreTie(Document):
	pass
