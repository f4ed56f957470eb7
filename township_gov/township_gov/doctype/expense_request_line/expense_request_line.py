from frappe.model.document import Document


class ExpenseRequestLine(Document):
	pass
