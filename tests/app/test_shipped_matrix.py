"""Three-way sync as a matrix: {untouched, edited, deleted} x {same, changed} for each kind of record the app ships.

Each cell migrates twice: what the second migration finds, it leaves. The files of the reports, workspaces … are copies in a
folder of the test, and the platform under test imports them with its own importer, as its `migrate` does.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import frappe

from township_gov.shipped import sources, standard, sync
from township_gov.workflows.definition import Flow

SHIPPED_TIMES = ("2026-01-05 09:00:00.000000", "2026-03-05 09:00:00.000000")
EDITED_AT = "2026-02-05 09:00:00.000000"
# kind → (its DocType, the field that the app changes, the field that the administrator changes, what is shipped)
KINDS = {
	"report": (
		"Report", "query", "javascript",
		{"report_name": "Matrix Trial", "ref_doctype": "ToDo", "report_type": "Script Report", "is_standard": "Yes",
		"roles": [{"role": "System Manager"}], "module": "Township Gov"},
	),
	"print_format": (
		"Print Format", "html", "css",
		{"doc_type": "ToDo", "standard": "Yes", "print_format_type": "Jinja", "custom_format": 1, "module": "Township Gov"},
	),
	"number_card": (
		"Number Card", "filters_json", "color",
		{"label": "Matrix Trial", "document_type": "ToDo", "function": "Count", "type": "Document Type", "is_standard": 1,
		"module": "Township Gov"},
	),
	"dashboard_chart": (
		"Dashboard Chart", "filters_json", "color",
		{"chart_name": "Matrix Trial", "chart_type": "Count", "document_type": "ToDo", "based_on": "creation",
		"is_standard": 1, "module": "Township Gov"},
	),
	"notification": (
		"Notification", "subject", "message",
		{"document_type": "ToDo", "event": "New", "channel": "System Notification", "is_standard": 1, "module": "Township Gov",
		"enabled": 0, "recipients": [{"receiver_by_role": "System Manager"}]},
	),
	"workspace": (
		"Workspace", "content", "icon",
		{"label": "Matrix Trial", "title": "Matrix Trial", "public": 1, "module": "Township Gov", "links": [
			{"type": "Card Break", "label": "Card"},
			{"type": "Link", "label": "To Do", "link_to": "ToDo", "link_type": "DocType"}]},
	),
	"role": ("Role", "home_page", "restrict_to_domain", {"role_name": "Matrix Trial", "desk_access": 1}),
	"setting": ("Rule Setting", "value", "valid_to", {"setting_key": "director_count", "valid_from": "1999-01-01"}),
	"flow": ("Approval Flow", "title", "title", {}),
}  # fmt: skip
VALUES = {
	"content": '[{{"type": "header", "data": {{"text": "{0}"}}}}]',
	"filters_json": '[["ToDo", "status", "=", "{0}", false]]',
}
NAME = "Matrix Trial"


class Shelf:
	"""One shipped record of a kind, and the migration of the platform under test."""

	def __init__(self, kind: str, folder: Path, world, platform):
		self.kind, self.folder, self.world, self.platform = kind, folder, world, platform
		self.doctype, self.shipped_field, self.edited_field, self.values = KINDS[kind]
		self.name = "ALL-director_count-1999-01-01" if kind == "setting" else NAME

	# ---- the app ----
	def ship(self, number: int) -> None:
		"""Write the app's file of its first or second version."""
		word = ("Open", "Closed")[number]
		if self.kind == "flow":
			definition = {**self.world.definition(), "flow_name": NAME, "priority": -5, "title": word}
			self.put("flows/trial.json", Flow.parse(definition).dump())
			return
		values = {
			**self.values,
			self.shipped_field: VALUES.get(self.shipped_field, "{0}").format(self.number(word)),
		}
		if self.kind == "setting":
			self.put("data/trial.json", {"doctype": self.doctype, "records": [{"name": self.name, **values}]})
			return
		values |= {"doctype": self.doctype, "name": NAME, "modified": SHIPPED_TIMES[number]}
		if self.kind == "role":
			self.put("fixtures/role.json", [values])
		else:
			self.put(f"module/{self.kind}/matrix_trial/matrix_trial.json", values)

	def number(self, word: str) -> str:
		return {"Open": "1", "Closed": "2"}[word] if self.kind == "setting" else word

	def put(self, path: str, values) -> None:
		target = self.folder / path
		target.parent.mkdir(parents=True, exist_ok=True)
		target.write_text(json.dumps(values), encoding="utf-8")

	# ---- the administrator ----
	def edit(self) -> None:
		doc = frappe.get_doc(self.doctype, self.name)
		if self.kind == "flow":
			doc.nodes[1].label = "Ours"
		else:
			doc.set(self.edited_field, self.our_value())
		self.save(doc)
		frappe.db.set_value(self.doctype, self.name, "modified", EDITED_AT, update_modified=False)

	def save(self, doc) -> None:
		"""As an administrator; v15 refuses some standard documents in the desk, but not to a script or the console."""
		if self.kind in ("flow", "setting"):
			doc.save(ignore_permissions=True)
		else:
			standard.store(doc, doc.save)

	def our_value(self) -> str:
		return {"color": "#123456", "valid_to": "1999-12-31"}.get(self.edited_field, "Ours")

	def delete(self) -> None:
		if self.kind == "flow":
			from township_gov.workflows import publishing

			publishing.retire(
				frappe.get_doc(self.doctype, self.name)
			)  # a published flow is retired, never deleted
			return
		with standard.importing():
			frappe.delete_doc(self.doctype, self.name, force=True, for_reload=True, ignore_permissions=True)

	# ---- the platform ----
	def migrate(self) -> dict[str, str]:
		"""The steps of a migration that concern what is shipped."""
		frappe.flags.in_migrate = True
		try:
			sync.remember()
			for path in sorted((self.folder / "module").glob("*/*/*.json")):
				self.imports(path)
			for path in sorted((self.folder / "fixtures").glob("*.json")):
				self.imports_fixture(path)
			done = sync.sync_all()
		finally:
			frappe.flags.in_migrate = frappe.flags.shipped_remembered = False
		return {key: action for key, action in done.items() if self.name in key}

	def imports(self, path: Path) -> None:
		if self.platform.name == "bench":
			from frappe.modules.import_file import import_file_by_path

			import_file_by_path(str(path), ignore_version=True)
		else:
			from frappe_standalone.core.install.files import import_standard

			import_standard(path)

	def imports_fixture(self, path: Path) -> None:
		if self.platform.name == "bench":
			from frappe.modules.import_file import import_file_by_path

			# what Frappe's import of fixtures calls, without its commit
			import_file_by_path(str(path), data_import=True, force=True, reset_permissions=True)
		else:
			from frappe_standalone.core.install.files import import_document, read_documents
			from frappe_standalone.core.install.sync import is_stored

			for values in read_documents(path):
				if not is_stored(values):
					import_document(values, data_import=True)

	# ---- what is there ----
	def exists(self) -> bool:
		return bool(frappe.db.exists(self.doctype, self.name))

	def shows(self, number: int) -> bool:
		"""True if the record has what the app's version ships."""
		word = self.number(("Open", "Closed")[number])
		return word in str(frappe.get_doc(self.doctype, self.name).get(self.shipped_field))

	def has_our_edit(self) -> bool:
		doc = frappe.get_doc(self.doctype, self.name)
		if self.kind == "flow":
			return doc.nodes[1].label == "Ours"
		return str(doc.get(self.edited_field)) == self.our_value()

	def status(self) -> str:
		return frappe.db.get_value("Shipped Record", f"{self.doctype}-{self.name}", "status")

	def fingerprint(self) -> str:
		"""Of every value of the record, of its rows and of its Shipped Record. A fixture is imported anew each time on
		a bench, so the times and names of its row are its own affair."""
		seen = [frappe.get_doc("Shipped Record", f"{self.doctype}-{self.name}").as_dict()]
		if self.exists():
			doc = frappe.get_doc(self.doctype, self.name)
			seen.append(sources.values_of_record(doc) if self.kind == "role" else doc.as_dict())
		text = json.dumps(seen, default=str, sort_keys=True)
		return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(params=KINDS)
def shelf(request, world, tmp_path, monkeypatch, platform):
	"""A shelf with the first version shipped and migrated."""
	for module, constant, folder in (
		(sources, "FLOWS", "flows"), (sources, "DATA", "data"), (standard, "MODULE", "module"),
		(standard, "FIXTURES", "fixtures"),
	):  # fmt: skip
		(tmp_path / folder).mkdir()
		monkeypatch.setattr(module, constant, tmp_path / folder)
	frappe.set_user("Administrator")
	made = Shelf(request.param, tmp_path, world, platform)
	made.ship(0)
	made.migrate()
	assert made.exists() and made.shows(0) and made.status() == sync.AS_SHIPPED
	return made


def again(shelf: Shelf) -> None:
	"""A second migration does nothing and leaves every value as it is."""
	before = shelf.fingerprint()
	assert shelf.migrate() == {}
	assert shelf.fingerprint() == before


def test_untouched_and_same(shelf):
	assert shelf.migrate() == {}
	assert shelf.shows(0) and shelf.status() == sync.AS_SHIPPED
	again(shelf)


def test_untouched_and_changed_is_updated(shelf):
	shelf.ship(1)
	assert list(shelf.migrate().values()) == ["updated"]
	assert shelf.shows(1) and shelf.status() == sync.AS_SHIPPED
	again(shelf)


def test_edited_and_same_is_kept(shelf):
	shelf.edit()
	shelf.migrate()
	assert shelf.has_our_edit() and shelf.shows(0) and shelf.status() == sync.EDITED
	again(shelf)


def test_edited_and_changed_is_kept_and_the_change_waits(shelf):
	shelf.edit()
	shelf.ship(1)
	assert list(shelf.migrate().values()) == ["kept as edited: an upgrade waits"]
	assert shelf.has_our_edit() and shelf.shows(0) and shelf.status() == sync.WAITING
	assert shelf.number("Closed") in frappe.get_doc("Shipped Record", f"{shelf.doctype}-{shelf.name}").waiting
	again(shelf)


def test_a_waiting_change_may_be_accepted(shelf):
	shelf.edit()
	shelf.ship(1)
	shelf.migrate()
	sync.accept(f"{shelf.doctype}-{shelf.name}")
	assert shelf.shows(1) and shelf.status() == sync.AS_SHIPPED
	# a setting is written by the fields that the app names: one of the administrator's own stays
	assert shelf.has_our_edit() == (shelf.kind == "setting")
	again(shelf)


@pytest.mark.parametrize("version", [0, 1], ids=["same", "changed"])
def test_deleted_stays_deleted(shelf, version):
	shelf.delete()
	shelf.ship(version)
	shelf.migrate()
	if shelf.kind == "flow":
		assert frappe.db.get_value("Approval Flow", NAME, "status") == "Retired"
		assert shelf.status() == (sync.WAITING if version else sync.EDITED)
	else:
		assert not shelf.exists() and shelf.status() == sync.DELETED
	again(shelf)


def test_a_deleted_record_may_be_brought_back(shelf):
	if shelf.kind == "flow":
		pytest.skip("a published flow is retired, never deleted")
	shelf.delete()
	shelf.ship(1)
	shelf.migrate()
	sync.accept(f"{shelf.doctype}-{shelf.name}")
	assert shelf.exists() and shelf.shows(1) and shelf.status() == sync.AS_SHIPPED
	again(shelf)


def test_an_edit_that_is_taken_back_follows_the_app_again(shelf):
	before = frappe.get_doc(shelf.doctype, shelf.name).as_dict()
	shelf.edit()
	shelf.migrate()
	doc = frappe.get_doc(shelf.doctype, shelf.name)
	if shelf.kind == "flow":
		doc.nodes[1].label = before.nodes[1].label
	else:
		doc.set(shelf.edited_field, before.get(shelf.edited_field))
	shelf.save(doc)
	shelf.migrate()
	assert shelf.status() == sync.AS_SHIPPED
	shelf.ship(1)
	shelf.migrate()
	assert shelf.shows(1) and shelf.status() == sync.AS_SHIPPED
	again(shelf)


def test_a_change_that_the_app_takes_back_waits_no_more_and_waits_again_when_it_returns(shelf):
	shelf.edit()
	shelf.ship(1)
	shelf.migrate()
	shelf.ship(0)
	shelf.migrate()
	assert shelf.status() == sync.EDITED
	shelf.ship(1)
	shelf.migrate()
	assert shelf.status() == sync.WAITING and shelf.has_our_edit()
	again(shelf)


def test_what_the_platform_itself_changes_in_an_untouched_record_is_no_edit(shelf):
	"""On a bench a role may have been made by a DocType's permissions before its fixture is imported."""
	if shelf.kind in ("flow", "setting"):
		pytest.skip("the app writes these itself")
	key = f"{shelf.doctype}-{shelf.name}"
	imported = shelf.imports_fixture if shelf.kind == "role" else shelf.imports

	def importing_something_else(path):
		imported(path)
		frappe.db.set_value(
			shelf.doctype, shelf.name, shelf.edited_field, shelf.our_value(), update_modified=False
		)

	shelf.imports = shelf.imports_fixture = importing_something_else
	shelf.migrate()
	assert frappe.db.get_value("Shipped Record", key, "status") == sync.AS_SHIPPED
	again(shelf)
	assert shelf.status() == sync.AS_SHIPPED
