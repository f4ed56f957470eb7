from frappe.model.document import Document


class ApprovalFlowApprover(Document):
	pass
