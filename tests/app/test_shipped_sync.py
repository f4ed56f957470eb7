"""What the app ships against what an administrator did with it: {untouched, edited, deleted} x {same, changed}, twice."""

import copy
import json

import pytest

import frappe

from township_gov import install
from township_gov.shipped import sources, standard, sync
from township_gov.workflows.definition import Flow

FLOW = "Shipped Trial"
RECORD = f"Approval Flow-{FLOW}"


@pytest.fixture
def shipped(world, tmp_path, monkeypatch):
	"""A folder of shipped flows with one flow in it; returns a function that ships a changed one."""
	folder = tmp_path / "flows"
	folder.mkdir()
	monkeypatch.setattr(sources, "FLOWS", folder)
	monkeypatch.setattr(sources, "DATA", tmp_path / "data")
	frappe.set_user("Administrator")

	def ship(**changes):
		flow = Flow.parse(copy.deepcopy(world.definition()) | {"flow_name": FLOW, "priority": -5} | changes)
		(folder / "trial.json").write_text(json.dumps(flow.dump()), encoding="utf-8")
		return sync.sync_all()

	ship()
	return ship


def flow():
	return frappe.get_doc("Approval Flow", FLOW)


def status() -> str:
	return frappe.db.get_value("Shipped Record", RECORD, "status")


def edit():
	doc = flow()
	doc.nodes[1].label = "Our Own Word"
	doc.save()


def test_a_shipped_flow_is_added_and_published(shipped):
	assert flow().status == "Published" and flow().version == 1 and status() == "As Shipped"
	assert RECORD not in shipped()


def test_an_untouched_flow_follows_the_app(shipped):
	assert shipped(title="New Title")[RECORD] == "updated"
	assert flow().title == "New Title" and flow().version == 2
	assert RECORD not in shipped(title="New Title")


def test_an_edited_flow_is_kept_and_the_upgrade_waits_to_be_accepted(shipped):
	edit()
	assert RECORD not in shipped() and status() == "Edited Here"
	assert "kept" in shipped(title="New Title")[RECORD] and status() == "Upgrade Waiting"
	assert RECORD not in shipped(title="New Title")
	assert flow().nodes[1].label == "Our Own Word" and flow().title != "New Title"
	sync.accept(RECORD)
	assert flow().nodes[1].label == "Office" and flow().title == "New Title" and status() == "As Shipped"
	with pytest.raises(sync.NothingWaitsError):
		sync.accept(RECORD)


def test_an_edit_that_comes_to_the_same_is_no_edit(shipped):
	doc = flow()
	doc.title = "New Title"
	doc.save()
	assert RECORD not in shipped(title="New Title") and status() == "As Shipped"


def test_a_retired_flow_stays_retired(shipped):
	from township_gov.workflows import publishing

	publishing.retire(flow())
	shipped(title="New Title")
	assert flow().status == "Retired" and status() == "Upgrade Waiting"


def test_a_deleted_record_stays_deleted(shipped, tmp_path, monkeypatch):
	def ship(limit):
		folder = tmp_path / "data"
		folder.mkdir(exist_ok=True)
		record = {"name": "trial-note", "description": f"Limit {limit}"}
		text = json.dumps({"doctype": "ToDo", "records": [record]})
		(folder / "todo.json").write_text(text, encoding="utf-8")
		return sync.sync_all().get("ToDo-trial-note")

	if not frappe.db.exists("DocType", "ToDo"):
		pytest.skip("no simple doctype to ship")
	assert ship(1) == "added"
	name = frappe.db.get_value("ToDo", {"description": "Limit 1"})
	if name != "trial-note":
		pytest.skip("this doctype names itself")
	frappe.delete_doc("ToDo", name)
	assert ship(1) == "stays deleted"
	assert ship(2) is None
	assert not frappe.db.exists("ToDo", "trial-note")


def test_a_flow_no_longer_shipped_is_kept_and_marked(shipped, tmp_path):
	(tmp_path / "flows" / "trial.json").unlink()
	assert sync.sync_all()[RECORD] == "no longer shipped"
	assert flow().status == "Published" and status() == "No Longer Shipped"


def test_an_administrators_edit_of_a_real_flow_survives_migrate(site):
	frappe.set_user("Administrator")
	name = frappe.get_all("Shipped Record", {"record_doctype": "Approval Flow"}, pluck="record_name")[0]
	doc = frappe.get_doc("Approval Flow", name)
	doc.nodes[1].label = "Our Own Word"
	doc.save()
	install.after_migrate()
	install.after_migrate()
	assert frappe.get_doc("Approval Flow", name).nodes[1].label == "Our Own Word"


def test_a_new_site_speaks_chinese_in_chinas_time(site):
	settings = frappe.get_doc("System Settings")
	assert (settings.time_zone, settings.language) == ("Asia/Shanghai", "zh")


def test_a_chart_that_was_only_looked_at_is_not_edited(world):
	"""v15 writes the time into a chart whenever it is shown."""
	chart = next(item for item in standard.standard_items() if item.doctype == "Dashboard Chart")
	before = chart.whole()
	frappe.db.set_value(
		chart.doctype, chart.name, "last_synced_on", "2026-03-02 08:00", update_modified=False
	)
	frappe.clear_document_cache(chart.doctype, chart.name)
	assert chart.whole() == before


def test_a_role_that_frappe_imported_anew_is_not_edited(world):
	"""v15 gives a new role the parts of its desk, and leaves them off when it imports the same role from a file."""
	role = next(item for item in standard.standard_items() if item.doctype == "Role")
	parts = [name for name in standard.SWITCHES["Role"] if frappe.get_meta("Role").has_field(name)]
	if not parts:
		pytest.skip("roles have no parts of the desk here")
	for value in (0, 1):
		frappe.db.set_value("Role", role.name, dict.fromkeys(parts, value))
		assert not set(parts) & set(role.whole())
