from frappe.model.document import Document


class RotationMove(Document):
	pass
