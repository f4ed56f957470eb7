from frappe.model.document import Document


class IncomingDocumentReader(Document):
	pass
