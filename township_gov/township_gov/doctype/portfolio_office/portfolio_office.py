from frappe.model.document import Document


class PortfolioOffice(Document):
	pass
