from frappe.model.document import Document


class ApprovalFlowCondition(Document):
	pass
