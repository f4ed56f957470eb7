from frappe.model.document import Document


class DelegatedPowerReadiness(Document):
	pass
