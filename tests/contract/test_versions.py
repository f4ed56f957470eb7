"""Version rows: what a change leaves behind."""

from __future__ import annotations

import pytest

import frappe

from tests.contract.make import order

pytestmark = pytest.mark.usefixtures("site")


def changes(doc) -> list[dict]:
	rows = frappe.get_all(
		"Version",
		{"ref_doctype": doc.doctype, "docname": str(doc.name)},
		["data", "owner"],
		order_by="creation asc, name asc",
	)
	return [frappe.parse_json(row.data) for row in rows]


def versioned(doc):
	doc.save(ignore_version=False)
	return changes(doc)[-1]


def test_a_change_lists_old_and_new_values():
	doc = order(note="a").reload()
	doc.note, doc.pieces, doc.day = "b", 3, "2026-03-01"
	assert sorted(versioned(doc)["changed"]) == [
		["day", None, "2026-03-01"],
		["note", "a", "b"],
		["pieces", 0, 3],
	]


def test_nothing_changed_leaves_nothing():
	doc = order(note="a").reload()
	before = len(changes(doc))
	doc.save(ignore_version=False)
	assert len(changes(doc)) == before


def test_rows_added_removed_and_changed():
	doc = order(rows=2).reload()
	first, second = doc.lines
	doc.remove(first)
	second.item = "other"
	doc.append("lines", {"item": "new"})
	data = versioned(doc)
	assert [(field, row["item"]) for field, row in data["added"]] == [("lines", "new")]
	assert [(field, row["item"]) for field, row in data["removed"]] == [("lines", "item 1")]
	assert data["row_changed"] == [["lines", 0, second.name, [["item", "item 2", "other"]]]]


def test_submission_and_cancellation_are_changes_of_docstatus():
	doc = order().reload()
	doc.docstatus = 1
	assert versioned(doc)["changed"] == [["docstatus", 0, 1]]
	doc.docstatus = 2
	assert versioned(doc)["changed"] == [["docstatus", 1, 2]]


def test_secrets_leave_no_trace():
	doc = order(pin="123456").reload()
	doc.pin = "another"
	doc.save(ignore_version=False)
	text = str(changes(doc))
	assert "123456" not in text and "another" not in text


def test_versions_can_be_skipped():
	doc = order().reload()
	doc.note = "quiet"
	doc.save(ignore_version=True)
	assert not [data for data in changes(doc) if "quiet" in str(data)]


def test_in_tests_versions_are_skipped_unless_asked_for():
	doc = order().reload()
	before = len(changes(doc))
	frappe.flags.in_test = True
	try:
		doc.note = "in test"
		doc.save()
		assert len(changes(doc)) == before
	finally:
		frappe.flags.in_test = False
	doc.note = "not in test"
	doc.save()
	assert len(changes(doc)) == before + 1


def test_forms_that_do_not_track_leave_none():
	doc = frappe.get_doc({"doctype": "CT Area", "area_name": "Untracked"}).insert()
	doc.head = "x"
	doc.save(ignore_version=False)
	assert changes(doc) == []


def test_get_version_of_an_amended_document_compares_with_the_first():
	doc = order(note="a").submit()
	doc.cancel()
	amended = frappe.copy_doc(doc)
	amended.amended_from, amended.note = doc.name, "b"
	amended.flags.ignore_version = False
	amended.insert()
	assert ["note", "a", "b"] in changes(amended)[-1]["changed"]
