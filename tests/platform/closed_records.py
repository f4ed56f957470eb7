"""Cases of two zones with rows, files, tags, comments and pointers to them; people who see some, and paths that ask."""

from __future__ import annotations

CASE, ROW, POINTER, ZONE = "Closed Case", "Closed Row", "Case Pointer", "Case Zone"
NORTH, SOUTH, HIS, MISSING = "CC-00001", "CC-00002", "CC-00003", "CC-09999"
TITLES = {NORTH: "northern words", SOUTH: "southern words", HIS: "words of his own"}
INNER = "inner words"
READS = {"read": 1, "report": 1, "export": 1, "print": 1, "write": 1, "delete": 1, "create": 1, "share": 1}
NONE = dict.fromkeys(("read", "write", "create", "delete", "report", "export", "print", "email", "share"), 0)
# person → what he may open
ZONED, MAKER, GUESTED, STRANGER = (
	f"{name}@example.com" for name in ("zoned", "maker", "guested", "stranger")
)
OPEN_TO = {ZONED: {NORTH}, MAKER: {HIS}, GUESTED: {SOUTH}, STRANGER: set()}
ROLES = {ZONED: ["Case Reader"], MAKER: ["Case Maker"], GUESTED: [], STRANGER: []}


def make_records() -> None:
	"""Insert everything; called inside a site's context, by Administrator."""
	import frappe

	custom = {"doctype": "DocType", "module": "Custom", "custom": 1}
	manager = {"role": "System Manager", **READS, "import": 1}
	for role in ("Case Reader", "Case Maker", "Desk Worker"):
		frappe.get_doc({"doctype": "Role", "role_name": role, "desk_access": 1}).insert()
	anybody = {**NONE, "role": "Desk Worker", "read": 1}
	frappe.get_doc(
		{
			**custom,
			"name": ZONE,
			"autoname": "field:zone",
			"fields": [field("zone", "Data", unique=1)],
			"permissions": [manager, {**NONE, "role": "Case Reader", "read": 1}],
		}
	).insert()
	row_fields = [field("item", "Data"), field("inner_cost", "Data", permlevel=1)]
	frappe.get_doc({**custom, "name": ROW, "istable": 1, "fields": row_fields}).insert()
	frappe.get_doc(
		{
			**custom,
			"name": CASE,
			"autoname": "CC-.#####",
			"title_field": "subject",
			"search_fields": "subject",
			"track_changes": 1,
			"fields": [
				field("subject", "Data", in_list_view=1),
				field("zone", "Link", ZONE),
				field("amount", "Int"),
				field("inner", "Data", permlevel=1),
				field("rows", "Table", ROW),
				field("inner_rows", "Table", ROW, permlevel=1),
			],
			"permissions": [
				manager,
				{"role": "System Manager", "permlevel": 1, "read": 1, "write": 1},
				{**NONE, **READS, "role": "Case Reader"},
				{**NONE, **READS, "role": "Case Maker", "if_owner": 1},
			],
		}
	).insert()
	frappe.get_doc(
		{
			**custom,
			"name": POINTER,
			"autoname": "CP-.#####",
			"fields": [field("case", "Link", CASE)],
			"permissions": [manager, anybody],
		}
	).insert()
	for zone in ("North", "South"):
		frappe.get_doc({"doctype": ZONE, "zone": zone}).insert()
	for name, zone in ((NORTH, "North"), (SOUTH, "South"), (HIS, "South")):
		make_case(name, zone)
	frappe.db.set_value(CASE, HIS, "owner", MAKER)
	make_workspace()


def field(fieldname: str, fieldtype: str, options: str | None = None, **more) -> dict:
	return {
		"fieldname": fieldname,
		"label": fieldname.replace("_", " ").title(),
		"fieldtype": fieldtype,
		"options": options,
		**more,
	}


def make_case(name: str, zone: str) -> None:
	import frappe

	case = frappe.get_doc(
		{
			"doctype": CASE,
			"subject": TITLES[name],
			"zone": zone,
			"amount": 7,
			"inner": INNER,
			"rows": [{"item": f"row of {TITLES[name]}", "inner_cost": INNER}],
			"inner_rows": [{"item": f"{INNER} of {TITLES[name]}"}],
		}
	).insert()
	assert case.name == name
	case.add_tag(f"tag of {name}")
	case.add_comment("Comment", f"said of {TITLES[name]}")
	frappe.get_doc({"doctype": POINTER, "case": name}).insert()
	for is_private in (0, 1):
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": f"{name}-{is_private}.txt",
				"content": f"content of {TITLES[name]} {is_private}",
				"is_private": is_private,
				"attached_to_doctype": CASE,
				"attached_to_name": name,
			}
		).insert()


def make_workspace() -> None:
	import frappe

	for function in ("Count", "Sum"):
		frappe.get_doc(
			{
				"doctype": "Number Card",
				"label": f"{function} of cases",
				"type": "Document Type",
				"document_type": CASE,
				"function": function,
				"aggregate_function_based_on": "amount" if function == "Sum" else None,
				"filters_json": "[]",
			}
		).insert()
	frappe.get_doc(
		{
			"doctype": "Workspace",
			"label": "Cases",
			"title": "Cases",
			"public": 1,
			"content": "[]",
			"shortcuts": [
				{
					"type": "DocType",
					"link_to": CASE,
					"label": CASE,
					"stats_filter": "{}",
					"format": "{} in all",
				}
			],
			"number_cards": [
				{"number_card_name": f"{kind} of cases", "label": f"{kind} of cases"}
				for kind in ("Count", "Sum")
			],
		}
	).insert()


def make_limits() -> None:
	"""User permission and share, once the people are there."""
	import frappe.share
	from frappe.permissions import add_user_permission

	add_user_permission(ZONE, "North", ZONED)
	frappe.share.add(CASE, SOUTH, GUESTED, write=1)
