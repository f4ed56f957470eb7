"""A real migration of a site that administrators have made their own: twice, and nothing of theirs is lost."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing

import pytest

import frappe

pytestmark = pytest.mark.standalone
WORKSPACE, CARD, FORMAT, REPORT = "Township System", "Open Cases", "Petition Notice", "Rotation Due"
COUNTS = ("Custom Field", "Property Setter", "Custom DocPerm", "Translation")


@pytest.fixture
def site_dir(platform, tmp_path):
	"""A private copy of the site with the app."""
	from frappe_standalone.core.db.pool import POOL

	with platform.copy(tmp_path / "site") as folder:
		yield folder
		POOL.close()


def rows(folder) -> dict[str, str]:
	"""Table → hash of its rows."""
	with closing(sqlite3.connect(folder / "site.db")) as database:
		tables = [name for (name,) in database.execute("select name from sqlite_schema where type = 'table'")]
		tables = [name for name in tables if not name.startswith("sqlite_")]
		return {name: hash_of(database.execute(f'select * from "{name}"')) for name in tables}


def hash_of(found) -> str:
	return hashlib.sha256("\n".join(sorted(map(repr, found))).encode()).hexdigest()


def make_it_ours() -> None:
	"""What administrators do: each kind of change there is."""
	from frappe.permissions import add_permission

	frappe.get_doc(
		{
			"doctype": "Custom Field",
			"dt": "Petition",
			"label": "Colour",
			"fieldname": "colour",
			"fieldtype": "Data",
		}
	).insert()
	setter = {"doctype": "Petition", "fieldname": "subject", "property": "label", "value": "Matter"}
	frappe.make_property_setter(setter)
	add_permission("Petition", "Auditor")
	frappe.get_doc(
		{"doctype": "Translation", "language": "zh", "source_text": "Petition", "translated_text": "来信来访"}
	).insert()
	space = frappe.get_doc("Workspace", WORKSPACE)
	space.icon = "star"
	space.links = space.links[:-1]
	space.save()
	frappe.db.set_value("Print Format", FORMAT, "css", "p { color: red }")
	frappe.db.set_value("Report", REPORT, "disabled", 1)
	frappe.delete_doc("Number Card", CARD, force=True)
	frappe.delete_doc("Workspace", "Petitions and Mediation", force=True)
	frappe.db.commit()


def is_ours() -> bool:
	space = frappe.get_doc("Workspace", WORKSPACE)
	return (
		space.icon == "star"
		and frappe.db.get_value("Print Format", FORMAT, "css") == "p { color: red }"
		and frappe.db.get_value("Report", REPORT, "disabled") == 1
		and not frappe.db.exists("Number Card", CARD)
		and not frappe.db.exists("Workspace", "Petitions and Mediation")
	)


@pytest.mark.parametrize("force", [False, True], ids=["", "every file imported anew"])
def test_what_administrators_made_their_own_stays_so(site_dir, force):
	from frappe_standalone.core.install import migrate
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir):
		make_it_ours()
		before = {doctype: frappe.db.count(doctype) for doctype in COUNTS}
		migrate(force=force)
		assert is_ours() and {doctype: frappe.db.count(doctype) for doctype in COUNTS} == before
		assert frappe.get_meta("Petition").get_field("subject").label == "Matter"
		found = frappe.get_all("Shipped Record", {"status": ("!=", "As Shipped")}, ["record_name", "status"])
		assert {(row.record_name, row.status) for row in found} == {
			(WORKSPACE, "Edited Here"),
			(FORMAT, "Edited Here"),
			(CARD, "Deleted Here"),
			("Petitions and Mediation", "Deleted Here"),
		}


def test_the_second_of_two_migrations_writes_nothing(site_dir):
	from frappe_standalone.core.install import migrate
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir):
		make_it_ours()
		migrate()
	before = rows(site_dir)
	with site_context(site_dir):
		assert migrate()["files"] == 2  # the two that were deleted are imported and deleted again
	after = rows(site_dir)
	assert {name for name in after if after[name] != before.get(name)} <= {"__CacheDrop"}


def test_a_second_migration_of_an_untouched_site_changes_no_row_at_all(site_dir):
	from frappe_standalone.core.install import migrate
	from frappe_standalone.core.runtime import site_context

	with site_context(site_dir):
		migrate()
	before = rows(site_dir)
	with site_context(site_dir):
		assert migrate() == {"files": 0, "patches": 0, "fixtures": 0}
	after = rows(site_dir)
	assert {name for name in after if after[name] != before[name]} <= {"__CacheDrop"}


FLOW = "Vehicle Approval"


def edit_what_an_earlier_version_shipped() -> list[str]:
	"""A print format, a report and a flow are made ours under an earlier version of the program."""
	from township_gov.shipped import standard
	from township_gov.workflows import publishing

	for doctype, name, field, value in (
		("Print Format", FORMAT, "css", "p { color: red }"),
		("Report", REPORT, "javascript", "// ours"),
	):
		doc = frappe.get_doc(doctype, name)
		doc.set(field, value)
		standard.store(doc, doc.save)
	flow = frappe.get_doc("Approval Flow", FLOW)
	flow.title, flow.nodes[1].label = "公车使用", "本乡机构负责人"
	flow.save()
	publishing.publish(flow)
	names = [f"Print Format-{FORMAT}", f"Report-{REPORT}", f"Approval Flow-{FLOW}"]
	for name in names:
		frappe.db.set_value("Shipped Record", name, "shipped_hash", "of an earlier version")
	frappe.db.commit()
	return names


def test_what_was_decided_about_an_upgrade_stays_decided_through_migrations(site_dir):
	from frappe_standalone.core.install import migrate
	from frappe_standalone.core.runtime import site_context
	from township_gov.shipped import deciding

	def states() -> dict[str, tuple]:
		rows = frappe.get_all(
			"Shipped Record", {"name": ("in", names)}, ["name", "status", "decision"], order_by="name asc"
		)
		return {row.name: (row.status, row.decision or "") for row in rows}

	with site_context(site_dir):
		names = edit_what_an_earlier_version_shipped()
		migrate(force=True)
		assert set(states().values()) == {("Upgrade Waiting", "")}
		paper, report, flow = names
		assert "title" in {change["field"] for change in deciding.changes(flow)}
		deciding.keep(paper)
		deciding.accept(report)
		deciding.take_fields(flow, ["title"])
		frappe.db.commit()
		decided = states()
		assert decided == {
			paper: ("Edited Here", "Kept"),
			report: ("As Shipped", "Accepted"),
			flow: ("Edited Here", "In Part"),
		}
		for force in (False, True):
			migrate(force=force)
			assert states() == decided
			assert frappe.db.get_value("Print Format", FORMAT, "css") == "p { color: red }"
			assert not frappe.db.get_value("Report", REPORT, "javascript")
			here = frappe.get_doc("Approval Flow", FLOW)
			assert here.title != "公车使用" and here.nodes[1].label == "本乡机构负责人"
