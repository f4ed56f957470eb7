from frappe.model.document import Document


class ApprovalFlowNode(Document):
	pass
