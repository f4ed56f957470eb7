"""Every door leaves its entry: sign-ins, rights, files, prints, refusals, approvals, imports."""

import json

import pytest
from werkzeug.test import Client

import frappe

from tests.app.test_petition import register
from tests.platforms import api_token
from township_gov.audit import kinds, watching
from township_gov.workflows.errors import DocumentGuarded

MANAGER = "frappe.core.page.permission_manager.permission_manager"
# Whoever adds one gives the reason in `kinds.NOT_AUDITED`, and here says that it was meant
TECHNICAL = 26


@pytest.fixture
def world(registers):
	with registers.at("2026-03-02"):
		frappe.local.lang = "en"
		yield registers


def last(**filters) -> frappe._dict:
	rows = frappe.get_all("Audit Entry", filters, ["*"], order_by="name desc", limit=1)
	assert rows, filters
	return rows[0]


def count(**filters) -> int:
	return frappe.db.count("Audit Entry", filters)


# -- in the transaction of the document


def test_an_approval_leaves_an_entry_for_each_act_that_pins_its_log(world):
	matter = world.start("xu", register(world))
	entry = last(about_name=matter.name, kind="Approval Act")
	log = frappe.get_last_doc("Approval Log", {"reference_name": matter.name})
	details = json.loads(entry.details)
	assert details["approval_log"] == log.name and details["seq"] == log.seq
	assert entry.user == world.mail("xu") and entry.township == matter.township
	assert entry.area == "Approvals"


def test_tasks_and_instances_are_told_by_the_act_alone(world):
	matter = world.start("xu", register(world))
	told = frappe.get_all("Audit Entry", {"about_name": matter.name}, pluck="record_doctype")
	assert set(told) <= {"Petition", "Comment", "ToDo", "DocShare"}


def test_a_refusal_has_one_entry_and_one_record(world):
	matter = world.start("xu", register(world))
	frappe.set_user(world.mail("fang"))
	from township_gov import refusals

	refusals.record(matter, "save", ["It is in approval."], DocumentGuarded.__name__)
	frappe.db.before_commit.run()
	record = frappe.get_last_doc("Refusal Record", {"reference_name": matter.name})
	(entry,) = frappe.get_all("Audit Entry", {"about_name": matter.name, "kind": "Refusal"}, ["*"])
	assert json.loads(entry.details)["refusal_record"] == record.name
	assert (entry.user, entry.action, entry.reason) == (world.mail("fang"), "save", "It is in approval.")
	frappe.db.after_rollback.reset()


def test_submitting_and_cancelling_have_their_own_words(world):
	frappe.set_user("Administrator")
	doc = frappe.get_doc("Petition", register(world).name)
	for before, after, word in ((0, 1, "Submit"), (1, 2, "Cancel"), (1, 1, "Change"), (0, 0, "Change")):
		doc.docstatus = after
		assert watching._kind(doc, frappe._dict(docstatus=before), False) == word


def test_rights_are_told_under_their_own_heading(world):
	frappe.set_user("Administrator")
	user = frappe.get_doc("User", world.mail("fang"))
	user.add_roles("Auditor")
	entry = last(about_doctype="User", about_name=user.name)
	assert entry.area == "Permissions" and "roles." in entry.hashes
	frappe.get_doc(
		doctype="User Permission", user=user.name, allow="Township", for_value=world.NEIGHBOUR
	).insert()
	assert last(about_doctype="User Permission").area == "Permissions"


def test_configuration_is_told_under_its_own_heading(world):
	frappe.set_user("Administrator")
	frappe.get_doc(
		doctype="Property Setter",
		doctype_or_field="DocField",
		doc_type="ToDo",
		field_name="priority",
		property="default",
		property_type="Data",
		value="High",
	).insert()
	assert last(record_doctype="Property Setter").area == "Configuration"


def test_frappes_permission_manager_is_told_with_the_rights_before_and_after(world):
	from township_gov.audit import permission_manager

	frappe.set_user("Administrator")
	permission_manager.update("ToDo", "System Manager", 0, "export", "1")
	permission_manager.update("ToDo", "System Manager", 0, "export", "0")
	entry = last(record_doctype="Custom DocPerm", record_name="ToDo")
	assert "System Manager 0" in json.loads(entry.hashes) and entry.area == "Permissions"
	assert frappe.get_hooks("override_whitelisted_methods")[f"{MANAGER}.reset"] == [
		"township_gov.audit.permission_manager.reset"
	]
	frappe.clear_cache(doctype="ToDo")


def test_a_renamed_record_has_both_names_in_its_entry(world):
	frappe.set_user("Administrator")
	frappe.get_doc(doctype="Role", role_name="Audit Trial").insert()
	frappe.rename_doc("Role", "Audit Trial", "Audit Trial Two", force=True)
	entry = last(kind="Rename", record_doctype="Role")
	assert json.loads(entry.details)["old"] == "Audit Trial" and entry.about_name == "Audit Trial Two"


def test_a_child_row_saved_by_itself_is_about_its_document(world):
	matter = register(world)
	frappe.set_user("Administrator")
	row = frappe.get_doc("Petition Petitioner", matter.petitioners[0].name)
	row.db_set("address", "竹溪村13号")
	entry = last(record_doctype="Petition Petitioner")
	assert (entry.about_doctype, entry.about_name) == ("Petition", matter.name)


def test_what_an_import_brings_says_so(world):
	frappe.set_user("Administrator")
	todo = frappe.get_doc(doctype="ToDo", description="imported")
	todo.flags.via_data_import = True
	todo.flags.updater_reference = {"doctype": "Data Import", "docname": "IMP-1", "label": "via Data Import"}
	todo.insert()
	entry = last(about_name=todo.name)
	assert (entry.channel, entry.origin) == ("Import", "IMP-1")


def test_bulk_edit_has_an_entry_for_each_record(world):
	import frappe.client

	frappe.set_user("Administrator")
	names = [frappe.get_doc(doctype="ToDo", description=text).insert().name for text in ("a", "b")]
	frappe.client.bulk_update(
		json.dumps([{"doctype": "ToDo", "docname": name, "priority": "High"} for name in names])
	)
	assert all(count(about_name=name, kind="Change") == 1 for name in names)


def test_an_anonymous_ballot_leaves_no_trace_of_who_cast_it(world, monkeypatch):
	monkeypatch.setattr(kinds, "IDENTITY_FREE", frozenset(("ToDo",)))
	frappe.set_user(world.mail("luo"))
	ballot = frappe.get_doc(doctype="ToDo", description="for 何主任").insert(ignore_permissions=True)
	assert not count(record_name=ballot.name)
	frappe.set_user("Administrator")
	ballot.db_set("description", "for somebody else")
	entry = last(record_name=ballot.name)
	assert entry.user == "Administrator" and not entry.hashes


def test_what_is_not_written_down_is_little_and_has_a_reason():
	assert len(kinds.NOT_AUDITED) == TECHNICAL
	assert all(len(reason) > 10 for reason in kinds.NOT_AUDITED.values())
	assert not set(kinds.NOT_AUDITED) & (kinds.PERMISSION_DOCTYPES | kinds.CONFIGURATION_DOCTYPES)
	kept_by_the_program = {"Approval Log", "Approval Instance", "Approval Task", "Refusal Record"}
	assert kept_by_the_program <= set(kinds.NOT_AUDITED)


def test_every_record_that_people_fill_is_written_down(world):
	own = frappe.get_all("DocType", {"module": "Township Gov", "in_create": 0}, pluck="name")
	assert not set(own) & set(kinds.NOT_AUDITED)


# -- over HTTP


@pytest.fixture
def ask(site):
	"""One request of a visitor; its entries are committed."""
	client = Client(site.wsgi(), use_cookies=False)

	def one(verb, path, user=None, **options):
		headers = {"Authorization": f"token {api_token(user)}"} if user else {}
		frappe.db.commit()
		frappe.destroy()
		try:
			response = client.open(path, method=verb, headers=headers, **options)
			response.get_data()
			response.close()
		finally:
			site.connect()
			frappe.set_user("Administrator")
		return response.status_code

	return one


def test_signing_in_and_failing_to_have_entries(registers, ask):
	from frappe.utils.password import update_password

	user = registers.mail("fang")
	update_password(user, "fang-Pass-2026-x")
	assert ask("POST", "/api/method/login", data={"usr": user, "pwd": "fang-Pass-2026-x"}) == 200
	assert last(kind="Sign In").user == user
	assert ask("POST", "/api/method/login", data={"usr": user, "pwd": "wrong"}) == 401
	entry = last(kind="Failed Sign In")
	assert entry.area == "Access" and "fang-Pass" not in json.dumps(entry, default=str)


def test_signing_out_has_an_entry(registers, site):
	from frappe.utils.password import update_password

	user = registers.mail("fang")
	update_password(user, "fang-Pass-2026-x")
	frappe.db.commit()
	frappe.destroy()
	client = Client(site.wsgi())
	try:
		client.post("/api/method/login", data={"usr": user, "pwd": "fang-Pass-2026-x"}).close()
		client.get("/api/method/logout").close()
		client.post("/api/method/logout").close()
	finally:
		site.connect()
		frappe.set_user("Administrator")
	assert last(kind="Sign Out").user == user


def test_whoever_acts_as_somebody_else_is_named(world):
	frappe.set_user("Administrator")
	operations = frappe.get_meta("Activity Log").get_field("operation").options.split("\n")
	if "Impersonate" in operations:  # v15's own feature
		frappe.get_doc(
			doctype="Activity Log",
			user=world.mail("fang"),
			operation="Impersonate",
			status="Success",
			subject="User Administrator impersonated",
		).insert(ignore_permissions=True, ignore_links=True)
		entry = last(kind="Impersonation")
		assert (entry.user, entry.about_name) == ("Administrator", world.mail("fang"))
	frappe.session.data = frappe._dict(impersonated_by="Administrator")
	try:
		todo = frappe.get_doc(doctype="ToDo", description="done for somebody").insert(ignore_permissions=True)
	finally:
		frappe.session.data = frappe._dict()
	assert last(about_name=todo.name).impersonated_by == "Administrator"


def test_a_private_file_and_a_print_leave_entries(registers, ask):
	frappe.set_user("Administrator")
	file = frappe.get_doc(doctype="File", file_name="letter.txt", content="来信", is_private=1)
	file.insert()
	todo = frappe.get_doc(doctype="ToDo", description="to print").insert()
	assert ask("GET", file.file_url, "Administrator") == 200
	entry = last(kind="Download")
	assert (entry.about_doctype, entry.about_name) == ("File", file.name)
	assert ask("GET", f"/printview?doctype=ToDo&name={todo.name}", "Administrator") == 200
	entry = last(kind="Print")
	assert (entry.about_doctype, entry.about_name, entry.user) == ("ToDo", todo.name, "Administrator")
	assert ask("GET", "/assets/none.css", "Administrator") == 404


def test_a_print_is_written_down_with_the_format_that_was_taken(registers, ask):
	"""Also where the address names none."""
	from township_gov.audit import requests

	frappe.set_user("Administrator")
	todo = frappe.get_doc(doctype="ToDo", description="to print").insert()
	frappe.get_doc(
		doctype="Print Format",
		name="Note of a ToDo",
		doc_type="ToDo",
		print_format_type="Jinja",
		custom_format=1,
		standard="No",
		html="{{ doc.description }}",
	).insert()
	frappe.make_property_setter(
		{
			"doctype": "ToDo",
			"doctype_or_field": "DocType",
			"property": "default_print_format",
			"value": "Note of a ToDo",
			"property_type": "Data",
		}
	)
	frappe.clear_cache(doctype="ToDo")
	form = frappe._dict(doctype="ToDo", name=todo.name)
	assert requests._format_printed(form) == "Note of a ToDo"
	assert requests._format_printed(form | {"format": "Standard"}) == "Standard"
	assert ask("GET", f"/printview?doctype=ToDo&name={todo.name}", "Administrator") == 200
	assert last(kind="Print").action == "Note of a ToDo"


def test_a_right_that_is_missing_leaves_an_entry(registers, ask):
	user = registers.mail("wang")
	assert ask("POST", "/api/resource/Rule Setting", user, json={"setting_key": "X4.limit"}) == 403
	entry = last(kind="Refusal", user=user)
	assert (entry.about_doctype, entry.about_name) == ("DocType", "Rule Setting")
	assert entry.reason and "<" not in entry.reason
	assert ask("GET", "/api/resource/Rotation Plan", None) == 403
	assert last(kind="Refusal").user == user


def test_an_export_whose_entry_cannot_be_written_does_not_leave(registers, ask, monkeypatch):
	from township_gov.audit import entries

	frappe.set_user("Administrator")
	file = frappe.get_doc(doctype="File", file_name="kept.txt", content="不外流", is_private=1).insert()
	frappe.db.commit()

	def fails(*args, **kwargs):
		raise OSError("disk full")

	api_token("Administrator")
	monkeypatch.setattr(entries, "write", fails)
	assert ask("GET", file.file_url, "Administrator") == 503
