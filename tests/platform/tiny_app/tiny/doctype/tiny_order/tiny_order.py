from tiny_app import trace

from frappe.model.document import Document


class TinyOrder(Document):
	def validate(self):
		trace.add("controller validate")

	def before_submit(self):
		trace.add("controller before_submit")

	def on_submit(self):
		trace.add("controller on_submit")


def on_doctype_update():
	import frappe

	frappe.db.add_index("Tiny Order", ["status", "due_on"])
