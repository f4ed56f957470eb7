"""What happens to a record is written down with it, or not at all."""

import datetime
import json

import pytest

import frappe

from township_gov.audit import entries, hashing, kinds


def entries_of(doctype, name, **filters):
	return frappe.get_all(
		"Audit Entry",
		filters={"about_doctype": doctype, "about_name": name, **filters},
		fields=["*"],
		order_by="name asc",
	)


def plain_of(entry):
	return json.loads(frappe.db.get_value("Audit Value", entry.name, "plain"))


@pytest.fixture
def todo(site):
	return frappe.get_doc(doctype="ToDo", description="first").insert()


def test_an_insert_a_change_and_a_deletion_have_an_entry_each(todo):
	todo.description = "second"
	todo.save()
	frappe.delete_doc("ToDo", todo.name)
	rows = entries_of("ToDo", todo.name)
	assert [row.kind for row in rows] == ["Insert", "Change", "Delete"]
	change = plain_of(rows[1])
	assert [side[1] for side in change["description"]] == ["first", "second"]
	assert {row.user for row in rows} == {"Administrator"}


def test_a_field_set_directly_has_an_entry_too(todo):
	todo.db_set("priority", "High")
	(row,) = entries_of("ToDo", todo.name, kind="Change")
	assert [side[1] for side in plain_of(row)["priority"]] == ["Medium", "High"]


def test_hashes_verify_and_a_changed_value_does_not(todo):
	(row,) = entries_of("ToDo", todo.name)
	hashes, plain = json.loads(row.hashes), plain_of(row)
	assert hashing.verify(hashes, plain) == []
	plain["description"][1][1] = "forged"
	assert hashing.verify(hashes, plain) == ["description"]
	assert entries.content_hash(row) != entries.content_hash({**row, "user": "somebody@else"})


def test_what_is_rolled_back_has_no_entry(todo):
	frappe.db.savepoint("here")
	todo.description = "undone"
	todo.save()
	frappe.db.rollback(save_point="here")
	assert [row.kind for row in entries_of("ToDo", todo.name)] == ["Insert"]
	assert kinds.INSERT == "Insert"


@pytest.mark.parametrize(
	("given", "kept"),
	[
		("08:30:00", "8:30:00"),
		("8:30", "8:30:00"),
		("25:00:00", "1 day, 1:00:00"),
		(datetime.timedelta(hours=25), "1 day, 1:00:00"),
		("at noon", "at noon"),
		(None, ""),
	],
)
def test_a_time_is_kept_in_one_text_however_it_was_given(given, kept):
	from township_gov.audit.changes import _time

	assert _time(given) == kept
