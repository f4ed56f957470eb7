"""What an upgrade would change waits for an administrator: told in words, taken whole, in part or not, remembered, undone."""

from __future__ import annotations

import pytest

import frappe

from tests.app.test_shipped_matrix import KINDS, NAME, Shelf, shelf  # noqa: F401 - the fixture
from township_gov.administration.access import AdministratorsOnlyError
from township_gov.shipped import deciding, sync
from township_gov.workflows.definition import Flow

EDITABLE = ("report", "print_format", "workspace", "setting", "flow")


def waiting(shelf: Shelf) -> str:  # noqa: F811
	"""The first version is edited here, then the second one shipped: the name of the record that waits."""
	shelf.edit()
	shelf.ship(1)
	shelf.migrate()
	name = f"{shelf.doctype}-{shelf.name}"
	assert status(name) == sync.WAITING
	return name


def content(shelf: Shelf) -> dict:  # noqa: F811
	"""Everything that the record holds now."""
	return sync.plain_json(deciding.item_of(f"{shelf.doctype}-{shelf.name}").whole())


def status(name: str) -> str:
	return frappe.db.get_value("Shipped Record", name, "status")


def decision(name: str) -> str:
	return frappe.db.get_value("Shipped Record", name, "decision") or ""


every_kind = pytest.mark.parametrize("shelf", EDITABLE, indirect=True)


@every_kind
def test_what_would_change_is_told_field_by_field(shelf):  # noqa: F811
	changes = deciding.changes(waiting(shelf))
	assert changes and all(change["label"] for change in changes)
	assert shelf.shipped_field in {change["field"] for change in changes}


@every_kind
def test_what_is_kept_stays_kept_after_the_next_migration(shelf):  # noqa: F811
	name = waiting(shelf)
	before = content(shelf)
	deciding.keep(name)
	for _time in range(2):
		shelf.migrate()
		assert (status(name), decision(name), content(shelf)) == (sync.EDITED, "Kept", before)


@every_kind
def test_what_is_accepted_is_the_shipped_version_and_stays_so(shelf):  # noqa: F811
	name = waiting(shelf)
	deciding.accept(name)
	shelf.migrate()
	assert (status(name), decision(name)) == (sync.AS_SHIPPED, "Accepted")
	assert deciding.changes(name) == []


@every_kind
def test_a_decision_is_undone_and_the_upgrade_waits_again(shelf):  # noqa: F811
	name = waiting(shelf)
	before = content(shelf)
	deciding.accept(name)
	deciding.undo(name)
	assert (status(name), decision(name), content(shelf)) == (sync.WAITING, "", before)
	shelf.migrate()
	assert (status(name), content(shelf)) == (sync.WAITING, before)
	with pytest.raises(deciding.NotUndoneError):
		deciding.undo(name)


@pytest.mark.parametrize("shelf", ["setting", "flow"], indirect=True)
def test_another_version_asks_again_after_a_decision(shelf):  # noqa: F811
	name = waiting(shelf)
	_edit_more(shelf)
	deciding.keep(name)
	shelf.ship(0)
	shelf.migrate()
	assert status(name) == sync.WAITING


def _edit_more(shelf: Shelf) -> None:  # noqa: F811
	"""So that neither version is what is here."""
	doc = frappe.get_doc(shelf.doctype, shelf.name)
	doc.set(shelf.shipped_field, "3" if shelf.kind == "setting" else "Third")
	shelf.save(doc)


@pytest.mark.parametrize("shelf", ["flow"], indirect=True)
def test_of_a_flow_one_field_is_taken_and_our_step_stays(shelf):  # noqa: F811
	name = waiting(shelf)
	deciding.take_fields(name, ["title"])
	doc = frappe.get_doc("Approval Flow", NAME)
	assert (doc.title, doc.nodes[1].label) == ("Closed", "Ours")
	assert (status(name), decision(name)) == (sync.EDITED, "In Part")
	shelf.migrate()
	assert status(name) == sync.EDITED and frappe.get_doc("Approval Flow", NAME).nodes[1].label == "Ours"


@pytest.mark.parametrize("shelf", ["flow"], indirect=True)
def test_rows_of_a_flow_are_told_by_their_steps(shelf):  # noqa: F811
	changes = {change["field"]: change for change in deciding.changes(waiting(shelf))}
	(row,) = changes["nodes"]["rows"]
	assert row["what"] == "changed" and "Ours" in str(row["fields"])
	Flow.parse(shelf.world.definition())


@pytest.mark.parametrize("shelf", ["workspace"], indirect=True)
def test_a_field_that_the_upgrade_leaves_alone_cannot_be_taken(shelf):  # noqa: F811
	name = waiting(shelf)
	for fields in ([], ["owner"], ["title"]):
		with pytest.raises(deciding.UnknownFieldError):
			deciding.take_fields(name, fields)


@pytest.mark.parametrize("shelf", ["print_format"], indirect=True)
def test_what_was_changed_after_a_decision_is_not_put_back(shelf):  # noqa: F811
	name = waiting(shelf)
	deciding.accept(name)
	shelf.edit()
	with pytest.raises(deciding.NotUndoneError, match="changed since"):
		deciding.undo(name)


@pytest.mark.parametrize("shelf", ["number_card"], indirect=True)
def test_what_was_deleted_here_is_brought_back_and_deleted_again_by_undo(shelf):  # noqa: F811
	shelf.delete()
	shelf.migrate()
	name = f"{shelf.doctype}-{shelf.name}"
	deciding.accept(name)
	assert frappe.db.exists(shelf.doctype, shelf.name) and decision(name) == "Brought Back"
	deciding.undo(name)
	assert not frappe.db.exists(shelf.doctype, shelf.name) and status(name) == sync.DELETED


@pytest.mark.parametrize("shelf", ["setting"], indirect=True)
def test_a_decision_leaves_an_entry_in_the_audit(shelf):  # noqa: F811
	name = waiting(shelf)
	deciding.keep(name)
	assert frappe.db.exists(
		"Audit Entry", {"record_doctype": "Shipped Record", "record_name": name, "kind": "Change"}
	)


@pytest.mark.parametrize("shelf", ["setting"], indirect=True)
def test_clerks_decide_nothing(shelf):  # noqa: F811
	name = waiting(shelf)
	frappe.set_user(shelf.world.mail("ann"))
	for act in (deciding.accept, deciding.keep, deciding.undo):
		with pytest.raises(AdministratorsOnlyError):
			act(name)


def test_every_kind_that_is_edited_in_the_desk_is_tried_here():
	assert set(EDITABLE) <= set(KINDS)
