"""Fixtures of the security tests: the township of the registers, and REST as its people."""

import pytest

from tests.app.conftest import registers_world  # noqa: F401  the fixture by its name


@pytest.fixture
def town(registers_world, rest):  # noqa: F811
	"""The township with its people; requests commit, so tests use records of their own."""
	import frappe

	frappe.local.lang = "en"
	return registers_world


@pytest.fixture
def neighbour(town):
	"""An account with many roles in the neighbouring township only."""
	import frappe

	from tests.app.registers_world import NEIGHBOUR

	name = "neighbour.security@example.org"
	if not frappe.db.exists("User", name):
		user = frappe.new_doc("User")
		user.update({"email": name, "first_name": "邻乡", "send_welcome_email": 0})
		user.insert()
		user.add_roles("Township Administrator", "Window Clerk", "Office Head", "Petition Officer")
		frappe.get_doc(
			{"doctype": "User Permission", "user": name, "allow": "Township", "for_value": NEIGHBOUR}
		).insert()
		frappe.db.commit()
	return name


def forget(doctype: str, name: str) -> None:
	"""Take a committed document and its approval out of the database again, past every door."""
	import frappe

	frappe.set_user("Administrator")
	frappe.db.delete(doctype, {"name": name})
	for child in frappe.get_meta(doctype).get_table_fields():
		frappe.db.delete(child.options, {"parent": name, "parenttype": doctype})
	for record in ("Approval Instance", "Approval Task", "Approval Log"):
		frappe.db.delete(record, {"reference_doctype": doctype, "reference_name": name})
	frappe.db.commit()
