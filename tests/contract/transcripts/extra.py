"""The forms and people that only the transcripts need, beside those of tests/contract/forms.py."""

from __future__ import annotations

import frappe

from tests.contract.forms import PLAIN_MANAGER, TRACES, field, form, grant, remove_person

PLATFORM = None  # the platform that is playing, set by the stage
ROLES = ("CT Picker",)
PICKER, DEPUTY, KEEPER = "ct-picker@example.org", "ct-deputy@example.org", "ct-keeper@example.org"
PEOPLE = {
	PICKER: ["CT Picker"],
	DEPUTY: ["CT Clerk", "CT Auditor"],
	KEEPER: ["CT Owner", "CT Picker"],
}


def case_permissions() -> list[dict]:
	return [
		grant("CT Clerk", "read", "write", "create", "print"),
		grant("CT Head", *"select read write create submit cancel amend delete share".split()),
		grant("CT Auditor", "read", "report", "export", "email"),
		grant("CT Owner", *"read write create delete submit".split(), if_owner=1),
		grant("CT Picker", "select"),
		grant("System Manager", *"read write create submit cancel amend delete report".split()),
		grant("CT Head", "read", "write", permlevel=1),
		grant("CT Auditor", "read", permlevel=1),
		grant("CT Auditor", "read", "write", permlevel=2),
	]


def odd_fields() -> list[dict]:
	"""One field of each type that looks at its value, and each kind of default."""
	return [
		field("Title"),
		field("Day", "Date"),
		field("Moment", "Datetime"),
		field("At", "Time", fieldname="at_time"),
		field("Whole", "Int"),
		field("Broken", "Float"),
		field("Exact", "Float", precision="3"),
		field("Money", "Currency"),
		field("Fine Money", "Currency", precision="4"),
		field("Part", "Percent"),
		field("Yes", "Check"),
		field("Kind", "Select", "\nA\nB\nSecond choice"),
		field("Free", "Select"),
		field("Lasting", "Duration"),
		field("Stars", "Rating"),
		field("Colour", "Color"),
		field("Script", "Code"),
		field("Rich", "Text Editor"),
		field("Extra", "JSON"),
		field("Phone", "Phone"),
		field("Call", options="Phone"),
		field("Mail", options="Email"),
		field("Site", options="URL"),
		field("Person", options="Name"),
		field("Long", length=1000),
		field("Five", length=5),
		field("Small", "Small Text"),
		field("Wide", "Text"),
		field("Area", "Link", "CT Area"),
		field("Head Of Area", fetch_from="area.head"),
		field("Rank Of Area", "Int", fetch_from="area.rank"),
		field("Kept Head", fetch_from="area.head", fetch_if_empty=1),
		field("Of Type", "Link", "DocType"),
		field("Of Name", "Dynamic Link", "of_type"),
		field("Never Less", "Float", non_negative=1),
		field("Never Less Int", "Int", non_negative=1),
		field("Once", set_only_once=1),
		field("Once Number", "Int", set_only_once=1),
		field("Once Day", "Date", set_only_once=1),
		field("Alone", unique=1),
		field("Alone Number", "Int", unique=1),
		field("By User", default="__user"),
		field("By Today", "Date", default="Today"),
		field("By Now", "Datetime", default="now"),
		field("By Value", default="given"),
		field("By Number", "Int", default="12"),
		field("By Check", "Check", default="1"),
		field("By Choice", "Select", "One\nTwo"),
		field("Rows", "Table", "CT Odd Row"),
		field("Many", "Table MultiSelect", "CT Odd Link"),
	]


def must_fields() -> list[dict]:
	"""Mandatory fields of each type."""
	return [
		field("Text", reqd=1),
		field("Whole", "Int", reqd=1),
		field("Broken", "Float", reqd=1),
		field("Yes", "Check", reqd=1),
		field("Day", "Date", reqd=1),
		field("Rich", "Text Editor", reqd=1),
		field("Area", "Link", "CT Area", reqd=1),
		field("Kind", "Select", "\nA\nB", reqd=1),
		field("Rows", "Table", "CT Odd Row", reqd=1),
	]


def all_forms() -> list[dict]:
	return [
		form(
			"CT Odd Row",
			[
				field("Item", reqd=1, in_list_view=1),
				field("Qty", "Float", non_negative=1),
				field("Kind", "Select", "\nA\nB"),
				field("Area", "Link", "CT Area"),
				field("Head Of Area", fetch_from="area.head"),
				field("Five", length=5),
				field("Once", set_only_once=1),
				field("Day", "Date"),
			],
			[],
			istable=1,
		),
		form("CT Odd Link", [field("Area", "Link", "CT Area", in_list_view=1)], [], istable=1),
		form(
			"CT Odd",
			odd_fields(),
			autoname="CTODD-.###",
			track_changes=1,
			naming_rule="Expression (old style)",
		),
		form("CT Must", must_fields(), autoname="CTMUST-.###", naming_rule="Expression (old style)"),
		form(
			"CT Case",
			[
				field("Title"),
				field("Area", "Link", "CT Area"),
				field("Node", "Link", "CT Tree"),
				field("Level One", permlevel=1),
				field("Level Two", permlevel=2),
				field("Rows", "Table", "CT Odd Row"),
				field("Amended From", "Link", "CT Case", read_only=1, no_copy=1),
			],
			case_permissions(),
			autoname="field:title",
			is_submittable=1,
			track_changes=1,
			naming_rule="By fieldname",
		),
		form(
			"CT Cabinet",
			[field("Title"), field("Drawers", "Table", "CT Odd Row")],
			[grant("CT Clerk", "read"), dict(PLAIN_MANAGER)],
			autoname="field:title",
			naming_rule="By fieldname",
		),
	]


FORMS = ("CT Cabinet", "CT Case", "CT Must", "CT Odd", "CT Odd Link", "CT Odd Row")


def build() -> None:
	"""Make them, and commit."""
	remove()
	for role in ROLES:
		frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	for email, roles in PEOPLE.items():
		frappe.get_doc(
			{
				"doctype": "User",
				"email": email,
				"first_name": email.split("@")[0],
				"send_welcome_email": 0,
				"language": "en",
				"roles": [{"role": role} for role in roles],
			}
		).insert()
	for spec in all_forms():
		frappe.get_doc(spec).insert()
	frappe.db.commit()
	frappe.clear_cache()


def remove_rows() -> None:
	"""Delete the rows of these forms, and what others keep about them; does not commit."""
	for name in FORMS:
		if frappe.db.table_exists(name):
			frappe.db.delete(name)
	for doctype, key in TRACES.items():
		frappe.db.delete(doctype, {key: ("in", FORMS)})


def remove() -> None:
	"""Take away every trace of them, and commit."""
	remove_rows()
	frappe.db.commit()
	for name in FORMS:
		if frappe.db.exists("DocType", name):
			frappe.delete_doc("DocType", name, force=True, ignore_permissions=True)
			frappe.db.commit()
			frappe.db.sql_ddl(f"drop table if exists `tab{name}`")
	for email in PEOPLE:
		frappe.db.delete("User Permission", {"user": email})
		frappe.db.delete("DocShare", {"user": email})
		remove_person(email)
	for role in ROLES:
		if frappe.db.exists("Role", role):
			frappe.delete_doc("Role", role, force=True, ignore_permissions=True)
	frappe.db.commit()
	frappe.clear_cache()
