from frappe.model.document import Document


class TinyLine(Document):
	pass
