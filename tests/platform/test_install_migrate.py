"""Installing an app and migrating a site, with the tiny app of these tests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import frappe

from frappe_standalone.core.install import install_app, migrate, new_site
from frappe_standalone.core.install.apps import UnknownApp, uninstall_app
from frappe_standalone.core.install.patches import PatchError, patches_of_app
from frappe_standalone.core.install.site import SiteExists
from frappe_standalone.core.runtime import site_context


@pytest.fixture
def trace(tiny_template):
	"""What the app's hooks saw, empty at first."""
	from tiny_app import trace

	trace.STEPS.clear()
	return trace.STEPS


def test_a_site_is_not_made_over_another(tiny_dir):
	with pytest.raises(SiteExists, match="holds a site already"):
		new_site(tiny_dir)


def test_a_new_site_has_a_random_password_unless_one_is_given(tmp_path):
	from frappe_standalone.core.password import check_password

	password = new_site(tmp_path / "site")
	with site_context(tmp_path / "site"):
		assert check_password("Administrator", password) == "Administrator"


def test_the_steps_of_an_installation_stand_in_the_order_of_v15(tmp_path, trace):
	new_site(tmp_path / "site", apps=["tiny_app"])
	assert trace == [
		"before_install, order exists: False",
		"after_install, role of a permission: True, fixture: False",
		"after_sync, fixture: True",
	]


def test_an_app_is_known_after_its_installation(tiny):
	assert frappe.get_installed_apps() == ["frappe", "tiny_app"]
	assert frappe.db.get_value("Module Def", "Tiny", "app_name") == "tiny_app"
	versions = {
		row.app_name: row.app_version
		for row in frappe.get_doc("Installed Applications").installed_applications
	}
	assert versions["tiny_app"] == "1.2.3"


def test_patches_of_a_fresh_site_are_stamped_and_not_run(tiny, trace):
	assert patches_of_app("tiny_app") == [
		"tiny_app.patches.first",
		"tiny_app.patches.second # run again in 2026",
	]
	assert set(frappe.get_all("Patch Log", pluck="patch")) == set(patches_of_app("tiny_app"))
	assert trace == []


def test_on_doctype_update_made_its_index(tiny):
	assert frappe.db.has_index("tabTiny Order", "status_due_on_index")


def test_scheduled_jobs_have_a_row_each(tiny):
	rows = frappe.get_all("Scheduled Job Type", ["method", "frequency", "cron_format"])
	found = {row.method: (row.frequency, row.cron_format) for row in rows}
	assert found["tiny_app.trace.daily"] == ("Daily", None)
	assert found["tiny_app.trace.nightly"] == ("Cron", "15 3 * * *")


def test_an_unknown_app_is_refused_by_name(tiny):
	with pytest.raises(UnknownApp, match="no app 'nowhere'"):
		install_app("nowhere")


def test_a_migration_without_changes_changes_nothing(tiny_dir, trace):
	with site_context(tiny_dir):
		assert migrate() == {"files": 0, "patches": 0, "fixtures": 0}
	assert trace == ["before_migrate", "after_migrate"]


def test_a_patch_runs_once(tiny_dir, trace):
	with site_context(tiny_dir):
		frappe.db.delete("Patch Log", {"patch": "tiny_app.patches.first"})
		frappe.db.commit()
		assert migrate()["patches"] == 1
		assert migrate()["patches"] == 0
	assert trace.count("patch first") == 1


def test_a_failing_patch_is_undone_and_named(tiny_dir, monkeypatch):
	from tiny_app.patches import first

	def fail():
		frappe.get_doc(doctype="Role", role_name="Half Done").insert()
		raise ValueError("no such luck")

	monkeypatch.setattr(first, "execute", fail)
	with site_context(tiny_dir):
		frappe.db.delete("Patch Log", {"patch": "tiny_app.patches.first"})
		frappe.db.commit()
		with pytest.raises(PatchError, match="tiny_app.patches.first failed and was undone: no such luck"):
			migrate()
		assert not frappe.db.exists("Role", "Half Done")


def test_what_administrators_changed_survives_a_forced_migration(tiny_dir):
	from frappe.permissions import add_permission

	with site_context(tiny_dir):
		custom = {"dt": "Tiny Order", "label": "Colour", "fieldname": "colour", "insert_after": "title"}
		frappe.get_doc({"doctype": "Custom Field", "fieldtype": "Data", **custom}).insert()
		frappe.make_property_setter(
			{"doctype": "Tiny Order", "fieldname": "title", "property": "label", "value": "Subject"}
		)
		add_permission("Tiny Order", "Desk User")
		frappe.get_doc(doctype="Tiny Zone", zone_code="N").insert()
		order = frappe.get_doc(doctype="Tiny Order", title="Chairs", zone="N", colour="red").insert()
		frappe.db.set_value("Report", "Tiny Report", "disabled", 1)
		frappe.db.commit()
		migrate(force=True)
		meta = frappe.get_meta("Tiny Order")
		assert [df.fieldname for df in meta.fields][:2] == ["title", "colour"]
		assert meta.get_label("title") == "Subject"
		assert "Desk User" in {row.role for row in meta.permissions}
		assert frappe.get_doc("Tiny Order", order.name).colour == "red"
		assert frappe.db.get_value("Report", "Tiny Report", "disabled") == 1


def test_a_fixture_is_written_again_only_if_it_was_changed(tiny_dir):
	role = "Tiny Clerk From Fixture"
	with site_context(tiny_dir):
		frappe.db.set_value("Role", role, "desk_access", 0)
		frappe.db.commit()
		assert migrate()["fixtures"] == 1
		assert frappe.db.get_value("Role", role, "desk_access") == 1


def test_a_changed_doctype_file_adds_its_column(tiny_dir, tiny_template, monkeypatch):
	from frappe_standalone.core.install import files

	table = Path(__file__).with_name("tiny_app") / "tiny/doctype/tiny_line/tiny_line.json"
	original = files.read_documents

	def with_one_more_field(file):
		documents = original(file)
		if file == table:
			documents[0]["fields"].append({"fieldname": "unit", "fieldtype": "Data", "label": "Unit"})
			documents[0]["field_order"].append("unit")
		return documents

	monkeypatch.setattr(files, "read_documents", with_one_more_field)
	monkeypatch.setattr(files, "content_hash", lambda file: "changed" if file == table else _hash(file))
	with site_context(tiny_dir):
		assert migrate()["files"] == 1
		assert frappe.db.has_column("Tiny Line", "unit")


def _hash(path):
	import hashlib

	return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def test_a_report_file_counts_by_its_modified(tiny_dir, monkeypatch):
	from frappe_standalone.core.install import files

	original = files.read_documents

	def renewed(modified):
		def read(file):
			documents = original(file)
			if file.stem == "tiny_report":
				documents[0].update(modified=modified, add_total_row=1, timeout=30)
			return documents

		return read

	with site_context(tiny_dir):
		monkeypatch.setattr(files, "read_documents", renewed("2026-01-01 00:00:00.000000"))
		migrate()
		assert frappe.db.get_value("Report", "Tiny Report", "timeout") == 0
		monkeypatch.setattr(files, "read_documents", renewed("2027-01-01 00:00:00.000000"))
		migrate()
		assert frappe.db.get_value("Report", "Tiny Report", "timeout") == 30


def test_an_uninstalled_app_leaves_its_tables(tiny_dir):
	with site_context(tiny_dir):
		frappe.get_doc(doctype="Tiny Zone", zone_code="N").insert()
		uninstall_app("tiny_app")
		assert frappe.get_installed_apps() == ["frappe"]
		assert not frappe.db.exists("DocType", "Tiny Zone")
		assert frappe.db.sql("select zone_code from `tabTiny Zone`") == (("N",),)
		install_app("tiny_app")
		assert frappe.get_doc("Tiny Zone", "N").zone_code == "N"


def test_an_app_with_documents_this_platform_lacks_is_refused(tmp_path, monkeypatch):
	from frappe_standalone.core.install import files

	page = tmp_path / "web_form" / "visit" / "visit.json"
	page.parent.mkdir(parents=True)
	page.write_text(json.dumps({}))
	monkeypatch.setattr(files, "get_module_list", lambda app: ["Any"])
	monkeypatch.setattr(files, "get_module_folder", lambda module, app: tmp_path)
	with pytest.raises(files.UnsupportedModuleFolder, match="Any/web_form"):
		files.refuse_unsupported("any")
	shutil.rmtree(tmp_path / "web_form")
	files.refuse_unsupported("any")


OLD_JOBS = (
	"create table `__Job` (name text not null primary key, job_id text not null, job_name text, method text not null, "
	"arguments text not null, user text not null, queue text not null, timeout integer not null, status text not null, "
	"priority integer not null, attempts integer not null, on_success text, on_failure text, created real not null, "
	"due real not null, started real, ended real, error text)"
)


def test_jobs_of_a_site_from_before_rq_job_still_run(tiny_dir):
	from frappe_standalone.core.jobs import run_pending
	from tests.platform.tiny_app.work import lines

	with site_context(tiny_dir):
		frappe.db.sql(OLD_JOBS)
		frappe.db.sql(
			"create table `__Schedule` (name text not null primary key, last_run datetime not null)"
		)
		for name, status in (("waiting", "queued"), ("over", "finished")):
			frappe.db.insert_row(
				"__Job",
				{"name": name, "job_id": name, "method": "tiny_app.work.note", "arguments": '{"text": "old"}',
				"user": "Guest", "queue": "default", "timeout": 300, "status": status, "priority": 0, "attempts": 0,
				"created": 1, "due": 1},
			)  # fmt: skip
		frappe.db.commit()
		migrate()
		assert not {"__Job", "__Schedule"} & set(frappe.db.get_tables())
	assert run_pending(tiny_dir) == 1 and lines(tiny_dir) == ["old Guest"]
