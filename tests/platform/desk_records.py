"""Doctypes, a workspace, a report and a print format with which the desk's tests work; no app needed."""

from __future__ import annotations

SUBJECT = "宅基地审批 <script>alert(1)</script>"
SECRET = "13812345678"

ROW_FIELDS = [
	{"fieldname": "item", "label": "Item", "fieldtype": "Data", "in_list_view": 1, "reqd": 1},
	{"fieldname": "qty", "label": "Qty", "fieldtype": "Int", "in_list_view": 1},
	{
		"fieldname": "kind",
		"label": "Kind",
		"fieldtype": "Select",
		"options": "Paper\nCopy\nPicture",
		"default": "Copy",
		"in_list_view": 1,
	},
	{"fieldname": "note", "label": "Note", "fieldtype": "Small Text"},
	{"fieldname": "inner_remark", "label": "Inner Remark", "fieldtype": "Data", "permlevel": 1},
]
CASE_FIELDS = [
	{"fieldname": "subject", "label": "Trial Subject", "fieldtype": "Data", "reqd": 1, "in_list_view": 1},
	{
		"fieldname": "status",
		"label": "Status",
		"fieldtype": "Select",
		"options": "Open\nClosed",
		"default": "Open",
		"in_list_view": 1,
		"in_standard_filter": 1,
	},
	{"fieldname": "light", "label": "Light", "fieldtype": "Select", "options": "\nGreen\nYellow\nRed"},
	{"fieldname": "column", "fieldtype": "Column Break"},
	{
		"fieldname": "due_on",
		"label": "Due On",
		"fieldtype": "Date",
		"in_list_view": 1,
		"description": "Promised.",
	},
	{"fieldname": "handler", "label": "Handler", "fieldtype": "Link", "options": "User", "in_list_view": 1},
	{"fieldname": "earlier", "label": "Earlier Case", "fieldtype": "Link", "options": "Desk Case"},
	{"fieldname": "code", "label": "Trial Code", "fieldtype": "Data", "in_standard_filter": 1},
	{"fieldname": "phone", "label": "Phone", "fieldtype": "Password"},
	{"fieldname": "opens_at", "label": "Opens At", "fieldtype": "Time", "default": "08:30:00"},
	{"fieldname": "inner", "label": "Inner Note", "fieldtype": "Data", "permlevel": 1},
	{"fieldname": "more", "label": "More", "fieldtype": "Section Break"},
	{
		"fieldname": "reason",
		"label": "Reason",
		"fieldtype": "Small Text",
		"depends_on": "eval:doc.status=='Closed'",
		"mandatory_depends_on": "eval:doc.status=='Closed'",
	},
	{"fieldname": "rows", "label": "Trial Rows", "fieldtype": "Table", "options": "Desk Row"},
	{"fieldname": "amount", "label": "Amount", "fieldtype": "Currency"},
]
ALL = {"read": 1, "write": 1, "create": 1, "delete": 1, "report": 1, "export": 1, "import": 1, "print": 1}
PERMISSIONS = [
	{"role": "System Manager", **ALL},
	{"role": "System Manager", "permlevel": 1, "read": 1, "write": 1},
	{"role": "Trial Reader", **dict.fromkeys(ALL, 0), "read": 1, "report": 1},
]
PRINT_HTML = "<h1>{{ doc.subject }}</h1><p>{{ doc.get_formatted('status') }} {{ doc.phone }}</p>"


def make_records() -> None:
	"""Insert everything; called inside a site's context, by Administrator."""
	import frappe

	if not frappe.db.exists("Role", "Trial Reader"):
		frappe.get_doc({"doctype": "Role", "role_name": "Trial Reader", "desk_access": 1}).insert()
	custom = {"doctype": "DocType", "module": "Custom", "custom": 1}
	frappe.get_doc({**custom, "name": "Desk Row", "istable": 1, "fields": ROW_FIELDS}).insert()
	frappe.get_doc(
		{
			**custom,
			"name": "Desk Case",
			"autoname": "DC-.#####",
			"track_changes": 1,
			"allow_import": 1,
			"title_field": "subject",
			"search_fields": "code,status",
			"states": [{"title": "Open", "color": "Blue"}, {"title": "Closed", "color": "Green"}],
			"fields": CASE_FIELDS,
			"permissions": PERMISSIONS,
		}
	).insert()
	for number in range(1, 26):
		make_case(number)
	frappe.db.set_value("Desk Case", "DC-00023", "earlier", "DC-00025")
	frappe.get_doc(
		{
			"doctype": "Workspace",
			"label": "Desk Trial",
			"title": "Desk Trial",
			"public": 1,
			"content": "[]",
			"shortcuts": [
				{
					"type": "DocType",
					"link_to": "Desk Case",
					"label": "Desk Case",
					"stats_filter": '{"status": "Open"}',
					"format": "{} Open",
				}
			],
			"links": [
				{"type": "Link", "link_type": "Report", "link_to": "Desk Figures", "label": "Desk Figures"}
			],
		}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Report",
			"report_name": "Desk Figures",
			"ref_doctype": "Desk Case",
			"report_type": "Query Report",
			"is_standard": "No",
			"add_total_row": 1,
			"query": "select status, count(*) as n, sum(amount) as amount from `tabDesk Case` group by status",
			"columns": [
				{"fieldname": "status", "label": "Status", "fieldtype": "Data"},
				{"fieldname": "n", "label": "Cases", "fieldtype": "Int"},
				{"fieldname": "amount", "label": "Amount", "fieldtype": "Currency"},
			],
			"roles": [{"role": "System Manager"}],
		}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Print Format",
			"name": "Desk Slip",
			"doc_type": "Desk Case",
			"standard": "No",
			"custom_format": 1,
			"print_format_type": "Jinja",
			"html": PRINT_HTML,
		}
	).insert()


def make_case(number: int) -> None:
	import frappe

	frappe.get_doc(
		{
			"doctype": "Desk Case",
			"subject": SUBJECT if number == 1 else f"临时救助 {number}",
			"status": "Closed" if number % 5 == 0 else "Open",
			"reason": "done" if number % 5 == 0 else None,
			"light": ("Green", "Yellow", "Red")[number % 3],
			"due_on": frappe.utils.add_days(frappe.utils.nowdate(), number - 5),
			"handler": "Administrator",
			"code": f"0{number:03d}",
			"phone": SECRET,
			"inner": "inner words",
			"amount": number * 10,
			"rows": [{"item": f"材料 {number}", "qty": number}],
		}
	).insert()
