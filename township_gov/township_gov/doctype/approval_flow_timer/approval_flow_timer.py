from frappe.model.document import Document


class ApprovalFlowTimer(Document):
	pass
