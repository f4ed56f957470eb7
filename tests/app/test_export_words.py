"""Who may not export a list reads why, and who can do it for him."""

import pytest

import frappe

pytestmark = pytest.mark.standalone


def test_who_may_not_export_reads_whom_to_ask(world):
	from frappe_standalone.core.desk.rights import no_export_words

	frappe.set_user(world.mail("ann"))
	said = no_export_words("Service Case")
	able = {row.role for row in frappe.get_meta("Service Case").permissions if row.export}
	assert "may not export" in said and "Permission Manager" in said
	assert "Township Administrator" in able and "Township Administrator" in said
	assert "System Manager" not in said.partition("Permission Manager")[0]


def test_who_may_export_reads_nothing(world):
	from frappe_standalone.core.desk.rights import no_export_words

	frappe.set_user("Administrator")
	assert no_export_words("Service Case") == ""
