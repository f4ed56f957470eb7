"""A value that somebody may not read does not come out by asking for it in other ways."""

import pytest

import frappe


@pytest.fixture
def kin(town):
	"""A cadre with a birthday and a relative in the township."""
	frappe.set_user("Administrator")
	person = frappe.get_doc("Cadre", town.cadre("pan"))
	person.date_of_birth = "1980-05-05"
	person.append("kin", {"cadre": town.cadre("lin"), "relation": "Spouse"})
	person.save()
	return person


def test_the_rows_of_a_closed_table_are_as_closed_as_the_table(town, kin):
	town.act_as("shi")
	joined = frappe.get_list("Cadre", filters={"name": kin.name}, fields=["name", "kin.relation"])
	assert joined and not any(row.get("relation") for row in joined)
	rows = frappe.get_list("Cadre Kin", {"parent": kin.name}, ["relation"], parent_doctype="Cadre")
	assert not any(row.get("relation") for row in rows)
	town.act_as("ji")
	assert (
		frappe.get_list("Cadre", filters={"name": kin.name}, fields=["kin.relation"])[0].relation == "Spouse"
	)


@pytest.mark.standalone
@pytest.mark.parametrize(
	"question",
	[
		{"filters": {"date_of_birth": (">", "1979-01-01")}},
		{"filters": [["Cadre", "date_of_birth", "like", "19%"]]},
		{"or_filters": {"date_of_birth": (">", "1979-01-01"), "name": "x"}},
		{"order_by": "date_of_birth desc"},
		{"order_by": "name asc, `tabCadre`.`date_of_birth` desc"},
		{"group_by": "date_of_birth", "fields": ["count(name) as n"]},
		{"filters": [["Cadre Kin", "relation", "=", "Spouse"]]},
	],
)
def test_a_field_that_is_not_readable_is_no_filter_and_no_order(town, kin, question):
	town.act_as("shi")
	with pytest.raises(frappe.PermissionError):
		frappe.get_list("Cadre", **question)
	town.act_as("ji")
	frappe.get_list("Cadre", **question)


@pytest.mark.standalone
def test_nor_is_it_one_over_a_link(town, kin):
	town.act_as("shi")
	with pytest.raises(frappe.PermissionError):
		frappe.get_list(
			"Post Assignment", fields=["cadre.employee_name"], order_by="`tabCadre`.`date_of_birth` desc"
		)
