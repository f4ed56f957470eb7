from frappe.model.document import Document


class OutgoingDocumentOffice(Document):
	pass
