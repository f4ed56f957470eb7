"""Documents of the tiny app: order of hooks, rows, secrets, versions, trees, copies, merges."""

from __future__ import annotations

import json

import pytest

import frappe
from frappe.utils.nestedset import NestedSetChildExistsError, NestedSetRecursionError, get_descendants_of


@pytest.fixture(autouse=True)
def site(tiny):
	from tiny_app import trace

	trace.STEPS.clear()
	yield tiny


def steps():
	from tiny_app import trace

	return trace.STEPS


def zone(code="N", parent=None, **values):
	return frappe.get_doc(doctype="Tiny Zone", zone_code=code, parent_tiny_zone=parent, **values).insert()


def order(title="Chairs", **values):
	if not frappe.db.exists("Tiny Zone", "N"):
		zone()
	steps().clear()
	return frappe.get_doc({"doctype": "Tiny Order", "title": title, "zone": "N", **values}).insert()


# Order of hooks


def test_the_controller_runs_before_the_hooks_of_apps():
	order()
	assert steps() == ["controller validate", "hook validate Tiny Order", "any on_update Tiny Order"]


def test_submitting_runs_its_own_hooks_after_the_update():
	doc = order()
	steps().clear()
	doc.submit()
	assert steps() == [
		"controller validate",
		"hook validate Tiny Order",
		"controller before_submit",
		"any on_update Tiny Order",
		"controller on_submit",
		"hook on_submit Tiny Order",
	]


def test_values_returned_by_an_event_are_merged():
	from frappe_standalone.core.model.events import merged

	assert merged(None, None) is None
	assert merged({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
	assert merged({"a": 1}, None) == {"a": 1}
	assert merged("first", "second") == "second"


# Names


def test_a_series_counts_for_each_text_before_its_number():
	zone("S")
	names = [order().name, order().name, order(zone="S").name]
	assert names == ["TO-N-0001", "TO-N-0002", "TO-S-0001"]


def test_the_number_of_the_last_document_is_given_back():
	order()
	order().delete()
	assert order().name == "TO-N-0002"


# Rows and secrets


def test_rows_keep_their_order_and_numbers():
	doc = order(lines=[{"item": name} for name in "abc"])
	doc.remove(doc.lines[0])
	doc.append("lines", {"item": "d"})
	doc.save()
	rows = frappe.get_all("Tiny Line", {"parent": doc.name}, ["item", "idx"], order_by="idx")
	assert [(row.item, row.idx) for row in rows] == [("b", 1), ("c", 2), ("d", 3)]


def test_secrets_of_rows_are_stars_everywhere_but_in_get_password():
	doc = order(secret="top", lines=[{"item": "a", "secret": "hidden"}])
	row = frappe.db.get_value("Tiny Line", {"parent": doc.name}, "secret")
	assert (doc.secret, doc.lines[0].secret, row) == ("***", "******", "******")
	doc.reload()
	assert doc.lines[0].get_password("secret") == "hidden"
	doc.title = "Tables"
	doc.save()
	assert doc.get_password("secret") == "top"
	assert doc.lines[0].get_password("secret") == "hidden"
	assert "hidden" not in json.dumps(frappe.db.sql("select password from `__Auth`"))


def test_an_emptied_secret_is_gone():
	doc = order(secret="top")
	doc.secret = ""
	doc.save()
	assert doc.get_password("secret", raise_exception=False) is None


# Versions


def test_a_version_holds_fields_and_rows_but_no_secret():
	doc = order(amount=10, secret="top", lines=[{"item": "a", "qty": 1}, {"item": "b"}])
	doc.amount = 20
	doc.secret = "other"
	doc.lines[0].qty = 5
	doc.remove(doc.lines[1])
	doc.append("lines", {"item": "c"})
	doc.save(ignore_version=False)
	data = json.loads(frappe.get_last_doc("Version", {"docname": doc.name}).data)
	assert [field for field, _old, _new in data["changed"]] == ["amount"]
	assert data["row_changed"] == [["lines", 0, doc.lines[0].name, [["qty", 1, 5]]]]
	assert [row["item"] for _table, row in data["added"]] == ["c"]
	assert [row["item"] for _table, row in data["removed"]] == ["b"]


def test_a_save_without_changes_writes_no_version():
	doc = order()
	doc.save(ignore_version=False)
	assert not frappe.db.exists("Version", {"docname": doc.name})


# Fetching, copying, renaming


def test_a_field_is_filled_through_its_link():
	assert order().zone_code == "N"


def test_a_copy_is_new_and_unsaved():
	doc = order(lines=[{"item": "a"}]).submit()
	copy = frappe.copy_doc(doc)
	assert (copy.name, copy.docstatus, copy.is_new()) == (None, 0, 1)
	assert copy.insert().lines[0].item == "a"


def test_links_follow_a_renamed_document():
	doc = order()
	frappe.rename_doc("Tiny Zone", "N", "North")
	doc.reload()
	assert doc.zone == "North"
	assert frappe.db.get_value("Tiny Zone", "North", "zone_code") == "North"


def test_links_point_to_the_target_of_a_merge():
	zone("S")
	doc = order()
	frappe.rename_doc("Tiny Zone", "N", "S", merge=True)
	doc.reload()
	assert doc.zone == "S"
	assert not frappe.db.exists("Tiny Zone", "N")


def test_a_deleted_document_is_kept_with_its_rows():
	doc = order(lines=[{"item": "a"}])
	doc.delete()
	kept = frappe.get_last_doc("Deleted Document", {"deleted_name": doc.name})
	assert json.loads(kept.data)["lines"][0]["item"] == "a"


# Trees


def ranges():
	return {row.name: (row.lft, row.rgt) for row in frappe.get_all("Tiny Zone", ["name", "lft", "rgt"])}


def test_a_tree_numbers_its_nodes():
	zone("root", is_group=1)
	zone("a", "root", is_group=1)
	zone("a1", "a")
	zone("b", "root")
	assert ranges() == {"root": (1, 8), "a": (2, 5), "a1": (3, 4), "b": (6, 7)}


def test_a_branch_moves_with_all_below_it():
	zone("root", is_group=1)
	zone("a", "root", is_group=1)
	zone("a1", "a")
	target = zone("b", "root", is_group=1)
	branch = frappe.get_doc("Tiny Zone", "a")
	branch.parent_tiny_zone = target.name
	branch.save()
	assert ranges() == {"root": (1, 8), "b": (2, 7), "a": (3, 6), "a1": (4, 5)}
	assert get_descendants_of("Tiny Zone", "b", order_by="lft asc") == ["a", "a1"]


def test_ranges_stay_whole_whatever_is_moved_or_deleted():
	import random

	dice = random.Random(20260731)
	names = [zone("root", is_group=1).name]
	for step in range(60):
		if step < 20 or dice.random() < 0.3:
			names.append(zone(f"n{step}", dice.choice(names), is_group=1).name)
			continue
		doc = frappe.get_doc("Tiny Zone", dice.choice(names[1:]))
		doc.parent_tiny_zone = dice.choice(names)
		frappe.db.savepoint("before_move")
		try:
			doc.save()
		except NestedSetRecursionError:
			frappe.db.rollback(save_point="before_move")
	kept = ranges()
	parents = dict(frappe.get_all("Tiny Zone", ["name", "parent_tiny_zone"], as_list=True))
	assert sorted(number for pair in kept.values() for number in pair) == list(range(1, 2 * len(kept) + 1))
	for name, parent in parents.items():
		if parent:
			assert kept[parent][0] < kept[name][0] < kept[name][1] < kept[parent][1]


def test_a_node_with_nodes_below_it_is_not_deleted():
	zone("root", is_group=1)
	zone("a", "root", is_group=1)
	zone("a1", "a")
	for name in ("a", "root"):
		with pytest.raises(NestedSetChildExistsError):
			frappe.delete_doc("Tiny Zone", name)
	frappe.delete_doc("Tiny Zone", "a1")
	assert ranges() == {"root": (1, 4), "a": (2, 3)}


def test_a_root_is_deleted_unless_its_controller_forbids_it():
	zone("root", is_group=1)
	root = frappe.get_doc("Tiny Zone", "root")
	root.allow_root_deletion = False
	with pytest.raises(frappe.ValidationError, match="Root"):
		root.run_method("on_trash")
	frappe.delete_doc("Tiny Zone", "root")
	assert ranges() == {}


def test_a_node_cannot_stand_below_itself():
	root = zone("root", is_group=1)
	zone("a", "root", is_group=1)
	root.reload()
	root.parent_tiny_zone = "a"
	with pytest.raises(NestedSetRecursionError):
		root.save()


# Singles


def test_a_single_never_saved_has_the_defaults_of_its_fields():
	settings = frappe.get_single("Tiny Settings")
	assert (settings.greeting, settings.limit) == ("hello", 7)


# Locks


def test_a_locked_document_is_not_saved():
	doc = order()
	doc.lock()
	with pytest.raises(frappe.DocumentLockedError):
		frappe.get_doc("Tiny Order", doc.name).save()
	doc.unlock()
	frappe.get_doc("Tiny Order", doc.name).save()
