from frappe.model.document import Document


class RotationDueRow(Document):
	pass
