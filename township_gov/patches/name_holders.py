"""Approvals that were started before their records named who has them now: the names are those of their open tasks."""

import frappe


def execute() -> None:
	running = {"status": "Running", "holders": ("is", "not set")}
	for name in frappe.get_all("Approval Instance", running, pluck="name", order_by="name asc"):
		asked = frappe.get_all(
			"Approval Task", {"instance": name, "status": "Open"}, pluck="person_name", order_by="task_no asc"
		)
		names = ", ".join(dict.fromkeys(one for one in asked if one))
		frappe.db.set_value("Approval Instance", name, "holders", names, update_modified=False)
