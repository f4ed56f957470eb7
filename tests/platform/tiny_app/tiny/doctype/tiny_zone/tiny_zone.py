from frappe.utils.nestedset import NestedSet


class TinyZone(NestedSet):
	pass
