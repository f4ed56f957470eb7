"""Every door to a guarded document, tried by the wrong person, on the wrong field, in the wrong state; and rightly."""

import json

import pytest

import frappe
import frappe.client

from township_gov.workflows import api, drift, editing, errors, guard, standing

EVERYBODY = ("ann", "bob", "dan", "Administrator")


def become(world, who: str) -> None:
	frappe.set_user(who if who == "Administrator" else world.mail(who))


def test_the_program_locks_the_approval_before_it_changes_its_document(world, monkeypatch):
	"""As every step does (rule 12): who takes them the other way round waits for each other for ever."""
	doc, locked, read = world.started(), [], frappe.local.db.get_value

	def watched(doctype, *args, **kwargs):
		if kwargs.get("for_update") and doctype in ("Approval Instance", doc.doctype):
			locked.append(doctype)
		return read(doctype, *args, **kwargs)

	monkeypatch.setattr(frappe.local.db, "get_value", watched)
	frappe.set_user("Administrator")
	with guard.opened(doc.doctype, doc.name, "Tidied up"):
		mine = world.fresh(doc)
		mine.remark = "tidy"
		mine.save()
	assert locked[0] == "Approval Instance"


# Each door gets the document and the values that somebody sends; rows are sent whole, as the desks do.


def door_save(doc, **values):
	frappe.client.save(json.dumps(doc.as_dict() | values, default=str))


def door_set_value(doc, **values):
	frappe.client.set_value(doc.doctype, doc.name, values)


def door_put(doc, **values):
	stored = frappe.get_doc(doc.doctype, doc.name)
	stored.update(values)
	stored.save()


def door_bulk(doc, **values):
	answer = frappe.client.bulk_update(json.dumps([{"doctype": doc.doctype, "docname": doc.name, **values}]))
	for failed in answer["failed_docs"]:
		raise errors.DocumentGuarded(failed["exc"])


def door_import(doc, **values):
	"""What the data import does with an existing row."""
	stored = frappe.get_doc(doc.doctype, doc.name)
	stored.update(values)
	stored.flags.updater_reference = {"doctype": "Data Import"}
	frappe.flags.in_import = True
	try:
		stored.save()
	finally:
		frappe.flags.in_import = False


def door_db_set(doc, **values):
	frappe.get_doc(doc.doctype, doc.name).db_set(values)


DOORS = [door_save, door_set_value, door_put, door_bulk, door_import, door_db_set]
every_door = pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__[5:])
everybody = pytest.mark.parametrize("who", EVERYBODY)


@every_door
@everybody
@pytest.mark.parametrize(
	"values",
	[
		{"amount": 5000},
		{"subject": "Other"},
		{"status": "Approved"},
		{"township": "999126002"},
		{"amount": 3, "remark": "x"},
	],
	ids=lambda values: "+".join(values),
)
def test_in_approval_nobody_changes_fields_outside_the_rights_of_the_step(world, door, who, values):
	doc = world.started()
	become(world, who)
	with pytest.raises(errors.DocumentGuarded):
		door(doc, **values)


@every_door
@pytest.mark.parametrize("who", ["ann", "dan", "Administrator"])
def test_in_approval_only_the_holder_of_a_task_uses_the_rights_of_the_step(world, door, who):
	doc = world.started()
	become(world, who)
	with pytest.raises(errors.DocumentGuarded, match="Bob|Cid"):
		door(doc, remark="Mine")


@every_door
def test_the_holder_of_the_task_uses_the_rights_of_his_step(world, door):
	doc = world.started()
	become(world, "bob")
	door(doc, remark="Checked")
	assert world.fresh(doc).remark == "Checked"


@everybody
@pytest.mark.parametrize("how", ["submit", "client", "docstatus"])
@pytest.mark.parametrize("state", ["new", "running", "returned"])
def test_nobody_submits_by_hand(world, who, how, state):
	doc = world.trial() if state == "new" else world.started()
	if state == "returned":
		world.act("bob", doc, "return", to_node="initiator", opinion="Again.")
	become(world, who)
	doc = world.fresh(doc)
	with pytest.raises(errors.DocumentGuarded, match="by hand"):
		if how == "submit":
			doc.submit()
		elif how == "client":
			frappe.client.submit(json.dumps(doc.as_dict(), default=str))
		else:
			doc.docstatus = 1
			doc.save()


@everybody
@pytest.mark.parametrize("state", ["running", "withdrawn", "approved"])
def test_what_has_been_in_an_approval_is_neither_deleted_nor_renamed(world, who, state):
	doc = finished(world) if state == "approved" else world.started()
	if state == "withdrawn":
		frappe.set_user(world.mail("ann"))
		api.act_on(world.TRIAL, doc.name, "withdraw")
	become(world, who)
	with pytest.raises(frappe.PermissionError):
		frappe.client.rename_doc(world.TRIAL, doc.name, "another-name")
	with pytest.raises((errors.DocumentGuarded, frappe.ValidationError)):
		frappe.client.delete(world.TRIAL, doc.name)
	assert frappe.db.exists(world.TRIAL, doc.name)


@everybody
def test_nothing_is_merged_into_a_document_in_approval(world, who):
	target = world.started()
	other = world.trial()
	become(world, who)
	with pytest.raises(errors.DocumentGuarded):
		frappe.client.rename_doc(world.TRIAL, other.name, target.name, merge=True)


def finished(world):
	doc = world.started()
	world.act("bob", doc)
	world.act("dan", doc)
	return world.fresh(doc)


@everybody
@pytest.mark.parametrize("how", ["cancel", "client", "docstatus", "ignore_validate"])
def test_nobody_cancels_what_an_approval_decided(world, who, how):
	doc = finished(world)
	become(world, who)
	with pytest.raises(errors.DocumentGuarded):
		if how == "client":
			frappe.client.cancel(world.TRIAL, doc.name)
		elif how == "docstatus":
			doc.docstatus = 2
			doc.save()
		else:
			doc.flags.ignore_validate = how == "ignore_validate"
			doc.cancel()


@everybody
@pytest.mark.parametrize("values", [{"amount": 1}, {"status": "Draft"}], ids=["amount", "status"])
def test_a_decided_document_is_closed_even_where_its_type_allows_changes_on_submit(world, who, values):
	doc = finished(world)
	become(world, who)
	doc.update(values)
	with pytest.raises(errors.DocumentGuarded):
		doc.save()


@pytest.mark.parametrize("status", ["Checking", "Deciding", "Approved", "Rejected", "Taken Back"])
def test_a_new_document_starts_with_the_first_status(world, status):
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.DocumentGuarded, match="Draft|草稿"):
		world.new(world.TRIAL, subject="Late", township=world.CODE, status=status)


def test_a_new_document_is_not_submitted_at_once(world):
	frappe.set_user(world.mail("ann"))
	with pytest.raises(errors.DocumentGuarded):
		world.new(world.TRIAL, subject="Late", township=world.CODE, amount=1, docstatus=1)


def test_before_the_start_whoever_may_write_it_changes_it_but_not_its_status(world):
	doc = world.trial()
	doc.amount = 7
	doc.save()
	doc.status = "Approved"
	with pytest.raises(errors.DocumentGuarded):
		doc.save()


def test_the_initiator_changes_it_after_it_came_back_and_nobody_else(world):
	doc = world.started()
	world.act("bob", doc, "return", to_node="initiator", opinion="Again.")
	become(world, "bob")
	with pytest.raises(errors.DocumentGuarded):
		door_put(doc, amount=9)
	become(world, "ann")
	door_put(doc, amount=9)
	assert world.fresh(doc).amount == 9


def test_a_save_that_changes_nothing_passes(world):
	doc = world.started()
	become(world, "Administrator")
	world.fresh(doc).save()


# Rows


def row_of(doc):
	return frappe.get_doc("Approval Trial Row", doc.rows[0].name)


@pytest.mark.parametrize("who", ["ann", "dan", "Administrator"])
@pytest.mark.parametrize("how", ["through parent", "alone", "moved away", "added", "deleted"])
def test_rows_are_guarded_with_their_document(world, who, how):
	doc = world.started()
	elsewhere = world.trial()
	become(world, who)
	with pytest.raises((errors.DocumentGuarded, frappe.PermissionError)):
		change_row(doc, how, elsewhere, amount=99)


def change_row(doc, how, elsewhere, **values):
	row = row_of(doc)
	if how == "through parent":
		frappe.client.set_value(row.doctype, row.name, values)
	elif how == "alone":
		row.update(values)
		row.save(ignore_permissions=True)
	elif how == "moved away":
		row.update({"parent": elsewhere.name})
		row.save(ignore_permissions=True)
	elif how == "added":
		place = {"parent": doc.name, "parenttype": doc.doctype, "parentfield": "rows"}
		frappe.get_doc({"doctype": row.doctype, "item": "b", **place}).insert(ignore_permissions=True)
	else:
		frappe.delete_doc(row.doctype, row.name, ignore_permissions=True)


@pytest.mark.parametrize(
	("how", "values", "allowed"),
	[
		("alone", {"amount": 99}, True),
		("through parent", {"amount": 99}, True),
		("alone", {"item": "z"}, False),
		("through parent", {"item": "z"}, False),
		("added", {}, True),
		("deleted", {}, False),
	],
)
def test_rights_on_rows_go_by_column_and_by_adding_and_deleting(world, how, values, allowed):
	doc = world.started()
	become(world, "bob")
	if allowed:
		change_row(doc, how, None, **values)
	else:
		with pytest.raises(errors.DocumentGuarded):
			change_row(doc, how, None, **values)


@pytest.mark.parametrize("own", ["running", "new"])
def test_a_row_of_another_document_cannot_be_taken_over_by_its_name(world, own):
	victim = world.started()
	doc = world.started() if own == "running" else world.trial(by="bob")
	become(world, "bob")
	doc = world.fresh(doc)
	doc.append("rows", {"name": victim.rows[0].name, "item": "mine", "amount": 1})
	doc.rows[-1].__dict__.pop("__islocal", None)
	with pytest.raises(errors.DocumentGuarded):
		doc.save()
	assert world.fresh(victim).rows[0].item == "a"


# The engine's own records


@pytest.mark.parametrize("doctype", ["Approval Instance", "Approval Task", "Approval Log"])
@pytest.mark.parametrize("how", ["save", "db_set", "delete", "force", "rename", "insert"])
def test_not_even_the_administrator_touches_the_engines_records(world, doctype, how):
	doc = world.started()
	become(world, "Administrator")
	record = frappe.get_last_doc(doctype, {"reference_name": doc.name})
	with pytest.raises(frappe.PermissionError):
		touch(record, how)


def touch(record, how):
	if how == "save":
		record.title = record.action = "x"
		record.flags.ignore_validate = True
		record.save()
	elif how == "db_set":
		record.db_set("round", 99)
	elif how == "insert":
		frappe.copy_doc(record).insert(ignore_permissions=True)
	elif how == "rename":
		frappe.rename_doc(record.doctype, record.name, "x1", force=True)
	else:
		frappe.delete_doc(record.doctype, record.name, force=how == "force")


@pytest.mark.parametrize("how", ["save", "db_set", "delete", "rename"])
def test_a_published_version_never_changes(world, how):
	become(world, "Administrator")
	version = frappe.get_last_doc("Approval Flow Version", {"applies_to": world.TRIAL})
	with pytest.raises(frappe.PermissionError):
		if how == "db_set":
			version.db_set("definition", "{}")
		else:
			touch(version, how)


def test_what_was_written_around_every_hook_is_found(world):
	doc = world.started()
	assert doc.name not in [row.reference_name for row in drift.drifted()]
	frappe.db.set_value(world.TRIAL, doc.name, "status", "Approved")
	assert doc.name in [row.reference_name for row in drift.drifted()]


def test_a_refusal_is_recorded_after_the_rollback_and_says_what_to_do(world):
	doc = world.started()
	frappe.db.commit()
	become(world, "dan")
	with pytest.raises(errors.DocumentGuarded) as refused:
		door_put(doc, amount=1)
	frappe.db.rollback()
	frappe.set_user("Administrator")
	row = frappe.get_last_doc("Refusal Record", {"reference_name": doc.name})
	assert row.user == world.mail("dan") and row.action == "save"
	assert "Office" in str(refused.value) and "Bob" in str(refused.value)


def test_a_refusal_that_somebody_swallows_is_recorded_too(world):
	doc = world.started()
	frappe.db.commit()
	become(world, "dan")
	frappe.client.bulk_update(json.dumps([{"doctype": doc.doctype, "docname": doc.name, "amount": 1}]))
	frappe.db.commit()
	frappe.set_user("Administrator")
	assert frappe.db.count("Refusal Record", {"reference_name": doc.name}) == 1
	assert world.fresh(doc).amount == 10


def test_administrators_are_told_what_was_written_around_their_approvals(world):
	doc = world.started()
	frappe.set_user("Administrator")
	frappe.get_doc("User", world.mail("cid")).add_roles("Township Administrator")
	frappe.db.set_value(world.TRIAL, doc.name, "docstatus", 1)
	assert drift.tell() >= 1
	told = frappe.get_last_doc("Notification Log", {"for_user": world.mail("cid")})
	assert doc.name in told.subject and told.type == "Alert"
	assert not frappe.db.exists("Notification Log", {"for_user": world.mail("ann"), "subject": told.subject})


def test_a_flow_of_one_township_shuts_no_field_in_another(world):
	"""What an administrator of one township may publish decides nothing about the documents of the others."""
	frappe.set_user("Administrator")
	world.publish_flow(
		flow_name="Neighbours",
		township="999126002",
		status_field="remark",
		statuses={},
		fields_after_end=[],
		nodes=[
			{name: value for name, value in node.items() if name != "status"}
			for node in world.definition()["nodes"]
		],
	)
	doc = world.trial()
	doc.remark = "mine to write"
	doc.save()
	assert (
		world.fresh(doc).remark == "mine to write"
		and "remark" not in editing.allowed(doc, standing.of(doc))["never"]
	)
	frappe.set_user("Administrator")
	other = world.new(world.TRIAL, subject="Theirs", township="999126002", amount=10)
	other.remark = "by hand"
	with pytest.raises(errors.DocumentGuarded):
		other.save()
	doc.township = "999126002"
	with pytest.raises(errors.DocumentGuarded, match="written by its approval"):
		doc.save()
