from frappe.model.document import Document


class TinySettings(Document):
	pass
