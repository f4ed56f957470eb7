"""The trail as people read it: everything for those who may, nothing of what is closed."""

import json

import pytest

import frappe

from tests.app.test_petition import register
from tests.app.test_petition import report as report_about_a_person
from township_gov import secret_fields
from township_gov.audit import entries, kinds, purging
from township_gov.township_gov.doctype.petition import petition
from township_gov.township_gov.report.audit_entries import audit_entries
from township_gov.workflows.errors import DocumentGuarded


@pytest.fixture
def world(registers):
	with registers.at("2026-03-02"):
		frappe.local.lang = "en"
		yield registers


def lines(**filters):
	return audit_entries.execute(filters)[1]


def text(rows) -> str:
	return json.dumps(rows, default=str, ensure_ascii=False)


def test_the_report_says_who_changed_what_with_old_and_new_values(world):
	matter = register(world)
	matter.subject = "村口道路积水"
	matter.save()
	world.act_as("xu")
	frappe.set_user("Administrator")
	rows = lines(about_doctype="Petition", about_name=matter.name, kind="Change")
	assert len(rows) == 1
	assert rows[0]["who"] == "徐信访" and rows[0]["document"] == matter.name
	assert "Subject: 村内道路长期积水 → 村口道路积水" in rows[0]["told"]


def test_an_auditor_sees_who_was_given_which_role(world):
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("fang")).add_roles("Hall Manager")
	frappe.set_user(world.mail("shi"))
	rows = lines(about_doctype="User", about_name=world.mail("fang"), kind="Change")
	if frappe.has_permission("User", "read", doc=frappe.get_doc("User", world.mail("fang"))):
		assert any("Hall Manager" in row["told"] for row in rows)
	frappe.set_user("Administrator")
	assert any("Hall Manager" in row["told"] for row in lines(about_name=world.mail("fang"), kind="Change"))


def test_filters_narrow_by_person_kind_and_day(world):
	matter = register(world)
	frappe.set_user("Administrator")
	assert lines(user=world.mail("xu"), about_name=matter.name, kind="Insert")
	assert not lines(user=world.mail("luo"), about_name=matter.name, kind="Insert")
	assert lines(from_date="2026-03-02", to_date="2026-03-02", about_name=matter.name)
	assert not lines(from_date="2026-03-03", about_name=matter.name)


def test_a_report_about_a_person_leaves_no_entry_that_general_roles_see(world):
	matter = report_about_a_person(world)
	for user in ("Administrator", world.mail("shi"), world.mail("he")):
		frappe.set_user(user)
		if frappe.has_permission("Audit Entry", "report"):
			assert matter.name not in text(lines(about_name=matter.name)), user
			assert matter.subject not in text(lines()), user
		entry = frappe.get_all("Audit Entry", {"about_name": matter.name}, pluck="name")[0]
		assert not frappe.get_doc("Audit Entry", entry).has_permission("read"), user
	frappe.set_user(world.mail("ji"))
	assert "反映何某吃拿卡要" in text(lines(about_name=matter.name))


def test_what_a_comment_on_such_a_report_says_is_as_closed(world):
	matter = report_about_a_person(world)
	frappe.set_user(world.mail("ji"))
	comment = matter.add_comment("Comment", "已向何某了解情况")
	frappe.set_user("Administrator")
	entry = frappe.get_all("Audit Entry", {"record_name": comment.name}, ["*"])[0]
	assert (entry.about_doctype, entry.about_name) == ("Petition", matter.name)
	assert "已向何某了解情况" not in text(lines())


def test_what_is_attached_to_its_task_is_about_the_report_itself(world):
	matter = world.start("ji", report_about_a_person(world))
	task = frappe.get_all("Approval Task", {"reference_name": matter.name}, pluck="name", limit=1)[0]
	frappe.set_user("Administrator")
	file = frappe.get_doc(
		doctype="File",
		file_name="何某.txt",
		content="涉及何某",
		is_private=1,
		attached_to_doctype="Approval Task",
		attached_to_name=task,
	)
	file.flags.ignore_permissions = True
	file.insert()
	entry = frappe.get_all("Audit Entry", {"record_name": file.name}, ["*"])[0]
	assert (entry.about_doctype, entry.about_name) == ("Petition", matter.name)
	assert "何某.txt" not in text(lines())


def test_of_a_record_one_may_not_read_the_values_are_closed(world):
	matter = register(world)
	frappe.set_user(world.mail("shi"))
	may_read = frappe.has_permission("Petition", "read", doc=petition_of(matter))
	rows = lines(about_name=matter.name, kind="Insert")
	assert rows and (("积水" in rows[0]["told"]) == bool(may_read))


def petition_of(matter):
	return frappe.get_doc("Petition", matter.name)


def test_secret_numbers_are_in_no_entry(world):
	matter = register(world)
	for table in ("Audit Entry", "Audit Value"):
		for row in frappe.db.sql(f"select * from `tab{table}`", as_dict=True):
			assert "13805780001" not in text(row)
	row = matter.petitioners[0]
	value = frappe.get_all("Audit Value", fields=["plain"], order_by="creation desc", limit=40)
	assert row.phone_masked in text(value)
	assert row.phone_hash not in text(value)


def test_unmasking_has_an_entry_with_its_reason(world):
	matter = register(world)
	frappe.set_user(world.mail("xu"))
	number = secret_fields.unmask(
		"Petition Petitioner", matter.petitioners[0].name, "phone", "ring about the visit"
	)
	assert number == "13805780001"
	(entry,) = frappe.get_all("Audit Entry", {"about_name": matter.name, "kind": "Unmask"}, ["*"])
	assert (entry.user, entry.reason) == (world.mail("xu"), "ring about the visit")
	assert entry.area == "Data Leaving"


@pytest.mark.parametrize("doctype", ["Audit Entry", "Audit Value"])
@pytest.mark.parametrize("door", ["save", "db_set", "client", "delete", "force", "rename", "insert", "bulk"])
def test_not_even_the_administrator_changes_an_entry(world, doctype, door):
	register(world)
	frappe.set_user("Administrator")
	name = frappe.get_all(doctype, pluck="name", order_by="creation desc", limit=1)[0]
	before = frappe.db.get_value(doctype, name, "*", as_dict=True)
	try:
		through(door, doctype, name)
	except (frappe.PermissionError, frappe.ValidationError):
		pass
	assert frappe.db.get_value(doctype, name, "*", as_dict=True) == before
	assert not frappe.db.exists(doctype, "forged")


def through(door, doctype, name):
	import frappe.client

	field = "reason" if doctype == "Audit Entry" else "plain"
	record = frappe.get_doc(doctype, name)
	if door == "save":
		record.set(field, "forged")
		record.flags.ignore_validate = record.flags.ignore_permissions = True
		record.save()
	elif door == "db_set":
		record.db_set(field, "forged")
	elif door == "client":
		frappe.client.set_value(doctype, name, field, "forged")
	elif door == "insert":
		frappe.get_doc({**record.as_dict(), "name": "forged"}).insert(ignore_permissions=True)
	elif door == "rename":
		frappe.rename_doc(doctype, name, "forged", force=True)
	elif door == "bulk":
		frappe.client.bulk_update(json.dumps([{"doctype": doctype, "docname": name, field: "forged"}]))
	else:
		frappe.delete_doc(doctype, name, force=door == "force", ignore_permissions=True)


def test_a_refused_door_says_that_the_program_alone_writes_here(world):
	register(world)
	frappe.set_user("Administrator")
	entry = frappe.get_last_doc("Audit Entry")
	with pytest.raises(DocumentGuarded, match="written by the program alone"):
		entry.db_set("reason", "forged")


def test_a_purge_empties_old_values_and_is_an_entry_itself(world):
	matter = register(world)
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("ji")).add_roles("Petition Officer")
	frappe.set_user(world.mail("ji"))
	with pytest.raises(purging.PurgeRefusedError, match="no values older than 6 months"):
		purging.purge("Petition", matter.name, "个人信息保护法第47条")
	world_entries = frappe.get_all("Audit Entry", {"about_name": matter.name}, pluck="name")
	for name in world_entries:  # as if they were written a year ago
		frappe.db.set_value("Audit Entry", name, "creation", "2025-01-01 10:00:00", update_modified=False)
	with pytest.raises(purging.PurgeRefusedError, match="Name the article"):
		purging.purge("Petition", matter.name, " ")
	assert purging.purge("Petition", matter.name, "个人信息保护法第47条", ["petitioners"]) == 1
	kept = frappe.get_all("Audit Value", {"name": ("in", world_entries)}, pluck="plain")
	assert "吴大伯" not in text(kept) and matter.subject in text(kept)
	(entry,) = frappe.get_all("Audit Entry", {"about_name": matter.name, "kind": kinds.PURGE}, ["*"])
	assert entry.reason == "个人信息保护法第47条" and json.loads(entry.details)["values"] == 1
	rows = lines(about_name=matter.name, kind="Insert", from_date="2020-01-01")
	assert "purged" in rows[0]["told"]


@pytest.mark.parametrize("who", ["Administrator", "xu"])
def test_whoever_has_no_right_purges_nothing(world, who):
	matter = register(world)
	frappe.set_user(who if who == "Administrator" else world.mail(who))
	with pytest.raises(frappe.PermissionError):
		purging.purge("Petition", matter.name, "个人信息保护法第47条")


def test_an_entry_holds_together(world):
	matter = register(world)
	row = frappe.get_all("Audit Entry", {"about_name": matter.name, "kind": "Insert"}, ["*"])[0]
	assert entries.content_hash(row) == entries.content_hash(dict(row))
	assert entries.content_hash(row) != entries.content_hash({**row, "user": "somebody"})
	assert issubclass(petition.RegistrationError, frappe.ValidationError)
