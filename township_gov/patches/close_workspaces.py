"""Sites from before Frappe's own workspaces were left to System Managers."""

from township_gov import frappe_desk


def execute() -> None:
	frappe_desk.close_workspaces()
