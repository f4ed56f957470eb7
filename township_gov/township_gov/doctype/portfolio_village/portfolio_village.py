from frappe.model.document import Document


class PortfolioVillage(Document):
	pass
