from frappe.model.document import Document


class PowerExercise(Document):
	pass
