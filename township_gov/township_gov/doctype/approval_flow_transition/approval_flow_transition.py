from frappe.model.document import Document


class ApprovalFlowTransition(Document):
	pass
