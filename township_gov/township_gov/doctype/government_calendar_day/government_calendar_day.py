from frappe.model.document import Document


class GovernmentCalendarDay(Document):
	pass
