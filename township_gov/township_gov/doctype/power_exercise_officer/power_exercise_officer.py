from frappe.model.document import Document


class PowerExerciseOfficer(Document):
	pass
