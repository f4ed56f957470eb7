from frappe.model.document import Document


class ApprovalTaskSubstitute(Document):
	pass
