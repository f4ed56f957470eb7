"""What Frappe Desk shows beside the app's own pages."""

import pytest

import frappe

from township_gov import frappe_desk, install


def roles_of(workspace):
	return frappe.get_all("Has Role", {"parenttype": "Workspace", "parent": workspace}, pluck="role")


@pytest.fixture
def tools(world, monkeypatch):
	frappe.set_user("Administrator")
	monkeypatch.setattr(frappe, "get_installed_apps", lambda *args, **kwargs: ["frappe", "township_gov"])
	if not frappe.db.exists("Workspace", "Tools"):
		values = {"label": "Tools", "title": "Tools", "public": 1, "content": "[]", "module": "Core"}
		frappe.get_doc({"doctype": "Workspace", "name": "Tools", **values}).insert(ignore_permissions=True)
	frappe.db.delete("Has Role", {"parenttype": "Workspace", "parent": "Tools"})
	frappe.clear_document_cache("Workspace", "Tools")
	return "Tools"


def test_frappes_own_workspaces_are_for_system_managers(tools):
	frappe_desk.close_workspaces()
	frappe_desk.close_workspaces()
	assert roles_of(tools) == ["System Manager"]
	assert [row.role for row in frappe.get_cached_doc("Workspace", tools).roles] == ["System Manager"]


def test_whose_they_are_is_left_as_somebody_chose(tools):
	workspace = frappe.get_doc("Workspace", tools)
	workspace.append("roles", {"role": "All"})
	workspace.save()
	frappe_desk.close_workspaces()
	assert roles_of(tools) == ["All"]


def test_an_upgrade_does_not_close_what_an_administrator_opened(tools, monkeypatch):
	frappe_desk.close_workspaces()
	frappe.db.delete("Has Role", {"parenttype": "Workspace", "parent": tools})
	monkeypatch.setattr(install.sync, "sync_all", dict)
	install.after_migrate()
	assert roles_of(tools) == []


def test_a_site_with_other_apps_keeps_its_menu(tools, monkeypatch):
	apps = ["frappe", "erpnext", "township_gov"]
	monkeypatch.setattr(frappe, "get_installed_apps", lambda *args, **kwargs: apps)
	frappe_desk.close_workspaces()
	assert roles_of(tools) == []
