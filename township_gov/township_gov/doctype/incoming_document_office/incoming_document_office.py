from frappe.model.document import Document


class IncomingDocumentOffice(Document):
	pass
