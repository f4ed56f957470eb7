"""Which hooks run, in which order, for each thing that can happen to a document."""

from __future__ import annotations

import pytest

import frappe

from tests.contract.make import area, new_order, order
from tests.contract.trace import CALLS, HERE, Traced, hooked, names, tracing

pytestmark = pytest.mark.usefixtures("site")


def events_of(action) -> list[str]:
	"""What the `*` handler saw during `action`; handlers of the form must have seen the same."""
	with tracing():
		action()
		assert names("form") == names("any")
		return names("any")


def test_insert_runs_naming_then_validation_then_after_insert():
	assert events_of(new_order().insert) == [
		"before_insert",
		"before_naming",
		"autoname",
		"before_validate",
		"validate",
		"before_save",
		"after_insert",
		"on_update",
		"on_change",
	]


def test_insert_with_a_given_name_does_not_run_autoname():
	def insert():
		assert new_order().insert(set_name="CT Given").name == "CT Given"

	assert events_of(insert)[:2] == ["before_insert", "before_validate"]


def test_inserting_a_submitted_document_runs_submit_hooks():
	assert events_of(new_order(docstatus=1).insert) == [
		"before_insert",
		"before_naming",
		"autoname",
		"before_validate",
		"validate",
		"before_submit",
		"after_insert",
		"on_update",
		"on_submit",
		"on_change",
	]


def test_save_runs_validate_and_before_save():
	doc = order()
	assert events_of(doc.save) == ["before_validate", "validate", "before_save", "on_update", "on_change"]


def test_submit_does_not_run_before_save():
	doc = order()
	assert events_of(doc.submit) == [
		"before_validate",
		"validate",
		"before_submit",
		"on_update",
		"on_submit",
		"on_change",
	]


def test_update_after_submit_runs_only_its_own_hooks():
	doc = order().submit()
	doc.later = "changed"
	assert events_of(doc.save) == ["before_update_after_submit", "on_update_after_submit", "on_change"]


def test_cancel_runs_neither_validate_nor_on_update():
	doc = order().submit()
	assert events_of(doc.cancel) == ["before_cancel", "on_cancel", "on_change"]


def test_delete_runs_on_trash_then_on_change_then_after_delete():
	doc = order()
	assert events_of(doc.delete) == ["on_trash", "on_change", "after_delete"]


def test_rename_runs_before_and_after_rename():
	place = area("Old")
	with hooked(
		doc_events={
			"CT Area": {
				event: [f"{HERE}.on_form"]
				for event in (
					"before_rename",
					"after_rename",
					"validate",
					"on_update",
					"on_change",
					"before_save",
				)
			}
		}
	):
		frappe.rename_doc("CT Area", "Old", "New")
		assert names("form") == ["before_rename", "after_rename"]
	assert frappe.db.exists("CT Area", "New") and not frappe.db.exists("CT Area", place.name)


def test_db_set_runs_before_change_and_on_change_only():
	doc = order()
	assert events_of(lambda: doc.db_set("note", "x")) == ["before_change", "on_change"]


def test_db_set_value_runs_no_hook():
	doc = order()
	assert events_of(lambda: frappe.db.set_value("CT Order", doc.name, "note", "x")) == []


def test_ignore_validate_still_runs_before_validate():
	doc = order()
	doc.flags.ignore_validate = True
	assert events_of(doc.save) == ["before_validate", "on_update", "on_change"]


def test_the_controllers_method_runs_before_the_forms_handler_and_that_before_the_star():
	with tracing():
		Traced({"doctype": "CT Order", "title": "A"}).insert()
		validates = [who for who, event in CALLS if event == "validate"]
	assert validates == ["controller", "form", "any"]


def test_controller_methods_run_in_the_same_order_as_hooks():
	with tracing():
		doc = Traced({"doctype": "CT Order", "title": "A"}).insert()
		doc.submit()
		assert names("controller") == names("any")


def test_a_refusal_in_a_hook_stops_the_save():
	doc = order(note="before")
	with hooked(doc_events={"CT Order": {"validate": [f"{HERE}.refuse"]}}):
		doc.note = "after"
		with pytest.raises(frappe.ValidationError, match="refused by a hook"):
			doc.save()
	assert frappe.db.get_value("CT Order", doc.name, "note") == "before"


def test_hooks_for_several_forms_can_share_a_tuple_key():
	with hooked(doc_events={("CT Order", "CT Area"): {"validate": f"{HERE}.on_form"}}):
		order()
		area("Tuple")
		assert names("form") == ["validate", "validate"]


def test_run_method_calls_handlers_of_any_name_and_returns_the_result():
	doc = order()
	with tracing():
		doc.run_method("validate")
		assert names("form") == ["validate"]


def test_children_get_no_hooks_of_their_own():
	with hooked(
		doc_events={"CT Line": {"validate": [f"{HERE}.on_form"]}},
	):
		order(rows=2).save()
		assert names("form") == []


# Child rows


def test_child_rows_are_numbered_and_point_to_their_parent():
	doc = order(rows=3)
	assert [(row.idx, row.parent, row.parentfield, row.parenttype) for row in doc.lines] == [
		(number, doc.name, "lines", "CT Order") for number in (1, 2, 3)
	]


def test_removing_a_row_and_saving_deletes_it_and_renumbers():
	doc = order(rows=3)
	doc.remove(doc.lines[0])
	doc.save()
	assert [(row.item, row.idx) for row in doc.reload().lines] == [("item 2", 1), ("item 3", 2)]


def test_append_returns_the_row_with_its_defaults_only_after_saving():
	doc = order()
	row = doc.append("lines", {"item": "late"})
	assert (row.idx, row.parent, row.parentfield, row.doctype) == (1, doc.name, "lines", "CT Line")
	doc.save()
	assert doc.lines[0].qty == 1.0


def test_append_without_values_adds_an_empty_row():
	doc = new_order()
	row = doc.append("lines")
	row.item = "later"
	doc.insert()
	assert doc.reload().lines[0].item == "later"


def test_extend_and_set_replace_rows():
	doc = order(rows=1)
	doc.extend("lines", [{"item": "b"}, {"item": "c"}])
	doc.save()
	assert [row.item for row in doc.reload().lines] == ["item 1", "b", "c"]
	doc.set("lines", [{"item": "only"}])
	doc.save()
	assert [row.item for row in doc.reload().lines] == ["only"]


def test_get_filters_rows():
	doc = order(rows=3)
	assert [row.item for row in doc.get("lines", {"qty": (">", 1)})] == ["item 2", "item 3"]
	assert doc.get("lines", {"item": "item 2"})[0].idx == 2
	assert len(doc.get("lines", limit=1)) == 1


def test_rows_take_the_parents_docstatus():
	doc = order(rows=1).submit()
	assert frappe.db.get_value("CT Line", {"parent": doc.name}, "docstatus") == 1
	doc.cancel()
	assert frappe.db.get_value("CT Line", {"parent": doc.name}, "docstatus") == 2


def test_a_row_keeps_its_name_when_its_parent_is_saved():
	doc = order(rows=2)
	kept = [row.name for row in doc.lines]
	doc.lines[1].item = "changed"
	doc.save()
	assert [row.name for row in doc.reload().lines] == kept


def test_deleting_the_parent_deletes_its_rows():
	doc = order(rows=2)
	doc.delete()
	assert frappe.db.count("CT Line", {"parent": doc.name}) == 0


# docstatus


def test_a_draft_cannot_be_cancelled():
	doc = order()
	with pytest.raises(frappe.DocstatusTransitionError):
		doc.cancel()


def test_a_submitted_document_cannot_become_a_draft():
	doc = order().submit()
	doc.docstatus = 0
	with pytest.raises(frappe.DocstatusTransitionError):
		doc.save()


def test_a_cancelled_document_cannot_be_edited():
	doc = order().submit().cancel()
	with pytest.raises(frappe.ValidationError, match="(?i)cancelled"):
		doc.save()


def test_docstatus_has_named_questions():
	doc = order()
	assert doc.docstatus.is_draft() and doc.docstatus == 0
	assert doc.submit().docstatus.is_submitted()
	assert doc.cancel().docstatus.is_cancelled()


def test_only_fields_marked_for_it_may_change_after_submission():
	doc = order(rows=1).submit()
	doc.later = "fine"
	doc.lines[0].note = "fine too"
	doc.save()
	doc.note = "not fine"
	with pytest.raises(frappe.UpdateAfterSubmitError):
		doc.save()


def test_no_row_may_be_added_after_submission():
	doc = order(rows=1).submit()
	doc.append("lines", {"item": "sneaked in"})
	with pytest.raises(frappe.UpdateAfterSubmitError):
		doc.save()


def test_a_submitted_document_cannot_be_deleted_until_it_is_cancelled():
	doc = order().submit()
	with pytest.raises(frappe.ValidationError, match="(?i)submitted"):
		doc.delete()
	doc.reload().cancel()
	doc.delete()
	assert not frappe.db.exists("CT Order", doc.name)


def test_a_form_that_is_not_submittable_can_still_be_given_docstatus_one():
	doc = area("Odd")
	doc.docstatus = 1
	doc.save()
	assert frappe.db.get_value("CT Area", "Odd", "docstatus") == 1


# The document as an object


def test_insert_sets_owner_and_times():
	doc = order()
	assert doc.owner == doc.modified_by == "Administrator"
	assert doc.creation == doc.modified
	assert isinstance(doc.creation, str)


def test_reading_gives_dates_as_objects():
	import datetime

	name = order(day="2026-03-01", moment="2026-03-01 10:11:12", at_time="09:08:07").name
	doc = frappe.get_doc("CT Order", name)
	assert doc.day == datetime.date(2026, 3, 1)
	assert doc.moment == datetime.datetime(2026, 3, 1, 10, 11, 12)
	assert doc.at_time == datetime.timedelta(hours=9, minutes=8, seconds=7)
	assert isinstance(doc.creation, datetime.datetime)
	assert (doc.amount, doc.pieces, doc.done, doc.note) == (0.0, 0, 0, None)


def test_values_are_cast_to_their_columns_when_saved_not_when_set():
	doc = new_order(amount="12.5", pieces="7", done="1", share_of="3")
	assert doc.amount == "12.5"
	doc.insert()
	assert (doc.amount, doc.pieces, doc.done) == ("12.5", "7", "1")
	doc.reload()
	assert (doc.amount, doc.pieces, doc.done, doc.share_of) == (12.5, 7, 1, 3.0)


def test_defaults_are_set_on_insert_and_by_new_doc():
	import datetime

	new = frappe.new_doc("CT Order")
	assert (new.status, new.docstatus) == ("Open", 0)
	assert str(new.made_on) == str(datetime.date.fromisoformat(frappe.utils.nowdate()))
	assert new.is_new() and new.get("__islocal") == 1
	assert order().status == "Open"


def test_new_doc_takes_values():
	assert frappe.new_doc("CT Order", title="Given").title == "Given"


def test_an_empty_title_is_not_none_but_missing_fields_are_none():
	doc = new_order(title="")
	assert doc.note is None and doc.get("nothing") is None
	with pytest.raises(AttributeError):
		_ = doc.nothing


def test_get_with_default_update_and_contains():
	doc = new_order()
	assert doc.get("nothing", "else") == "else"
	doc.update({"note": "a", "pieces": 3})
	assert (doc.note, doc.pieces) == ("a", 3)
	assert doc.get_value("note") == "a"


def test_as_dict_holds_rows_and_can_turn_dates_into_text():
	doc = order(rows=1, day="2026-03-01").reload()
	plain = doc.as_dict()
	assert plain["doctype"] == "CT Order" and plain.lines[0].item == "item 1"
	assert str(plain.day) == "2026-03-01" and not isinstance(plain.day, str)
	assert doc.as_dict(convert_dates_to_str=True).day == "2026-03-01"
	assert "note" not in doc.as_dict(no_nulls=True)
	assert "owner" not in doc.as_dict(no_default_fields=True)


def test_get_valid_dict_has_only_columns():
	valid = order(rows=1).get_valid_dict()
	assert "lines" not in valid and "title" in valid and "name" in valid


def test_has_value_changed_and_doc_before_save():
	doc = order(note="a").reload()
	doc.note = "b"
	doc.save()
	assert doc.has_value_changed("note") and not doc.has_value_changed("title")
	assert doc.get_doc_before_save().note == "a"


def test_reload_forgets_changes():
	doc = order(note="a")
	doc.note = "b"
	assert doc.reload().note == "a"


def test_get_title_and_str():
	doc = order("Tables")
	assert doc.get_title() == "Tables"
	assert doc.get_formatted("status") == "Open"


def test_a_stale_copy_is_refused():
	doc = order()
	stale = frappe.get_doc("CT Order", doc.name)
	doc.reload()
	doc.note = "first"
	doc.save()
	stale.note = "second"
	with pytest.raises(frappe.TimestampMismatchError):
		stale.save()


def test_saving_what_was_deleted_says_it_does_not_exist():
	doc = order()
	frappe.delete_doc("CT Order", doc.name)
	with pytest.raises(frappe.DoesNotExistError):
		doc.save()


def test_getting_what_is_not_there_says_so():
	with pytest.raises(frappe.DoesNotExistError, match="CT Order no such name not found"):
		frappe.get_doc("CT Order", "no such name")


def test_get_doc_by_filters():
	name = order(note="unique note").name
	assert frappe.get_doc("CT Order", {"note": "unique note"}).name == name


def test_get_last_doc():
	order("first")
	last = order("second")
	frappe.db.set_value("CT Order", last.name, "creation", "2099-01-01 00:00:00", update_modified=False)
	assert frappe.get_last_doc("CT Order").name == last.name
	with pytest.raises(frappe.DoesNotExistError):
		frappe.get_last_doc("CT Order", {"title": "no such title"})


def test_copy_doc_keeps_no_copy_fields_unless_told_otherwise():
	doc = order(rows=2, copied_not="secret", note="kept").submit()
	copy = frappe.copy_doc(doc)
	assert (copy.name, copy.note, copy.docstatus) == (None, "kept", 0)
	assert [row.item for row in copy.lines] == ["item 1", "item 2"]
	assert all(row.name is None for row in copy.lines)
	assert copy.copied_not == "secret"
	assert frappe.copy_doc(doc, ignore_no_copy=False).copied_not is None


def test_amending_keeps_the_link_and_the_name_with_a_number():
	doc = order().submit().cancel()
	amended = frappe.copy_doc(doc)
	amended.amended_from = doc.name
	amended.insert()
	assert amended.name == f"{doc.name}-1" and amended.docstatus == 0


def test_insert_twice_under_one_name_is_a_duplicate():
	area("Twice")
	with pytest.raises(frappe.DuplicateEntryError):
		area("Twice")


def test_insert_ignoring_duplicates_is_silent():
	area("Twice")
	frappe.get_doc({"doctype": "CT Area", "area_name": "Twice"}).insert(ignore_if_duplicate=True)
	assert frappe.db.count("CT Area", {"name": "Twice"}) == 1


def test_fetch_from_is_filled_on_save_and_wins_over_what_was_typed():
	area("East", head="Li")
	doc = order(area="East", area_head="typed", kept_head="typed")
	assert (doc.area_head, doc.kept_head) == ("Li", "typed")
	frappe.db.set_value("CT Area", "East", "head", "Wang")
	doc.save()
	assert doc.area_head == "Wang"
	doc.area = None
	doc.save()
	assert doc.area_head == "Wang"


def test_set_value_saves_through_the_controller():
	doc = order()
	with tracing():
		frappe.set_value("CT Order", doc.name, "note", "through")
		assert "validate" in names("any")
	assert frappe.db.get_value("CT Order", doc.name, "note") == "through"


def test_db_insert_writes_without_hooks():
	doc = new_order()
	doc.name = "CT Raw"
	with tracing():
		doc.db_insert()
		assert names("any") == []
	assert frappe.db.exists("CT Order", "CT Raw")


def test_add_comment_leaves_a_comment():
	doc = order()
	comment = doc.add_comment("Comment", "well done")
	assert (comment.reference_doctype, comment.reference_name) == ("CT Order", doc.name)
	assert "well done" in frappe.db.get_value("Comment", comment.name, "content")


def test_get_cached_doc_sees_later_saves():
	doc = area("Cached", head="a")
	assert frappe.get_cached_doc("CT Area", "Cached").head == "a"
	doc.head = "b"
	doc.save()
	assert frappe.get_cached_doc("CT Area", "Cached").head == "b"
	assert frappe.get_cached_value("CT Area", "Cached", "head") == "b"
	assert frappe.get_cached_value("CT Area", "Cached", ["head", "name"]) == ["b", "Cached"]
	assert frappe.get_cached_value("CT Area", "Cached", ["head"], as_dict=True) == {"head": "b"}
	frappe.db.set_value("CT Area", "Cached", "head", "c")
	assert frappe.get_cached_doc("CT Area", "Cached").head == "c"
	frappe.clear_document_cache("CT Area", "Cached")


def test_a_hook_may_only_name_code_of_an_installed_app():
	with pytest.raises(frappe.AppNotInstalledError):
		frappe.get_attr("tests.contract.trace.on_form")
	assert frappe.get_attr("frappe.utils.cint") is frappe.utils.cint
