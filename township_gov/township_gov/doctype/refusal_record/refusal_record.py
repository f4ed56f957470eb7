from frappe.model.document import Document


class RefusalRecord(Document):
	pass
