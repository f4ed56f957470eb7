from frappe.model.document import Document


class RotationPlan(Document):
	pass
