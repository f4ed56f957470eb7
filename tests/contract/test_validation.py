"""What a save refuses, with which exception, and what it changes on the way."""

from __future__ import annotations

import pytest

import frappe

from tests.contract.make import area, new_order, order

pytestmark = pytest.mark.usefixtures("site")


def test_a_missing_mandatory_field():
	with pytest.raises(frappe.MandatoryError, match=r"\[CT Order, .*\]: title"):
		new_order(title=None).insert()


def test_missing_mandatory_fields_of_rows_are_listed_too():
	doc = new_order(title=None)
	doc.append("lines", {"qty": 1})
	with pytest.raises(frappe.MandatoryError, match="title, item"):
		doc.insert()


def test_blank_text_and_empty_markup_count_as_missing():
	with pytest.raises(frappe.MandatoryError):
		new_order(title="").insert()
	with pytest.raises(frappe.MandatoryError):
		new_order(title="   ").insert()


def test_mandatory_can_be_ignored():
	assert new_order(title=None).insert(ignore_mandatory=True).name
	doc = new_order(title=None)
	doc.flags.ignore_mandatory = True
	doc.insert()


def test_a_link_to_nothing():
	with pytest.raises(frappe.LinkValidationError, match="Could not find Ref Type: Nowhere"):
		order(ref_type="Nowhere")


def test_a_link_to_nothing_in_a_row_names_the_row():
	doc = new_order(rows=2)
	doc.lines[1].area = "Nowhere"
	with pytest.raises(frappe.LinkValidationError, match="Row #2: Area: Nowhere"):
		doc.insert()


def test_links_can_be_ignored():
	assert new_order(area="Nowhere").insert(ignore_links=True).area == "Nowhere"


def test_a_link_takes_the_spelling_of_what_it_points_to():
	area("North")
	assert order(area="NORTH").area == "North"


def test_a_dynamic_link_is_checked_too():
	area("North")
	assert order(ref_type="CT Area", ref_name="North").ref_name == "North"
	with pytest.raises(frappe.LinkValidationError):
		order(ref_type="CT Area", ref_name="Nowhere")
	with pytest.raises(frappe.ValidationError, match="(?i)must be set|first"):
		order(ref_name="North")


def test_a_link_to_a_cancelled_document():
	doc = order().submit().cancel()
	with pytest.raises(frappe.CancelledLinkError):
		order(amended_from=None, ref_type="CT Order", ref_name=doc.name)


def test_a_value_that_is_no_option():
	with pytest.raises(frappe.ValidationError, match="Status cannot be.*Wrong"):
		order(status="Wrong")
	doc = new_order(rows=1)
	doc.lines[0].kind = "Wrong"
	with pytest.raises(frappe.ValidationError, match="Row #1: Kind cannot be"):
		doc.insert()


def test_a_select_without_a_value_falls_back_to_its_default():
	assert order(status=None).status == "Open"
	assert order(status="").status == ""


def test_a_text_that_is_too_long():
	assert order(short="1234567890").short == "1234567890"
	with pytest.raises(frappe.CharacterLengthExceededError):
		order(short="12345678901")
	with pytest.raises(frappe.CharacterLengthExceededError):
		order(title="x" * 141)


def test_the_length_counts_signs_not_bytes():
	assert order(short="十个汉字也只是十个字")


def test_a_value_used_twice_in_a_unique_field():
	order(code="one")
	with pytest.raises(frappe.UniqueValidationError):
		order(code="one")


def test_empty_values_in_a_unique_field_do_not_clash():
	assert order(code=None).name != order(code=None).name
	assert order(code="").name != order(code="").name


def test_unique_compares_without_case():
	order(code="one")
	with pytest.raises(frappe.UniqueValidationError):
		order(code="ONE")


def test_a_field_to_be_set_only_once():
	doc = order(once="first").reload()
	doc.save()
	doc.once = "second"
	with pytest.raises(frappe.CannotChangeConstantError):
		doc.save()


def test_a_field_to_be_set_only_once_cannot_be_filled_later_either():
	doc = order().reload()
	doc.once = "late"
	with pytest.raises(frappe.CannotChangeConstantError):
		doc.save()


def test_a_negative_number_where_none_may_be():
	with pytest.raises(frappe.NonNegativeError):
		order(positive=-1)


@pytest.mark.parametrize("mail", ["nobody", "a@", "a b@example.org"])
def test_a_bad_mail_address(mail):
	with pytest.raises(frappe.InvalidEmailAddressError):
		order(mail=mail)


def test_a_good_mail_address():
	assert order(mail="li@example.org").mail == "li@example.org"


@pytest.mark.parametrize("phone", ["abc", "12=4"])
def test_a_bad_phone_number(phone):
	with pytest.raises(frappe.InvalidPhoneNumberError):
		order(phone=phone)


@pytest.mark.parametrize("phone", ["0571-8888 1234", "+86 139 0000 0000", "(0571) 88881234"])
def test_a_good_phone_number(phone):
	assert order(phone=phone).phone == phone


def test_a_bad_url():
	with pytest.raises(frappe.ValidationError):
		order(site="not a url")


def test_an_impossible_date():
	with pytest.raises(Exception, match="(?i)date|day"):
		order(day="2026-02-30")


def test_scripts_are_removed_from_text():
	doc = order(note="<b>bold</b><script>alert(1)</script>", title="a <script>x</script> b")
	assert "<script" not in doc.note and "<b>bold</b>" in doc.note
	assert "<script" not in doc.title


def test_plain_comparison_signs_survive():
	assert order(note="3 < 5 and 7 > 6").note == "3 < 5 and 7 > 6"


def test_text_is_kept_as_it_is():
	doc = order(note="  spaces  ", title=" a ").reload()
	assert (doc.note, doc.title) == ("  spaces  ", " a ")


def test_json_fields_take_objects_and_text():
	assert frappe.parse_json(order(extra={"a": [1]}).reload().extra) == {"a": [1]}
	assert frappe.parse_json(order(extra='{"a": 2}').reload().extra) == {"a": 2}


def test_a_list_in_a_plain_field_is_refused():
	with pytest.raises(frappe.ValidationError, match="cannot be a list"):
		order(note=["a"])


def test_numbers_are_rounded_to_their_columns_and_checks_are_zero_or_one():
	doc = order(amount=1.23456789123, ratio=2.5, done=5).reload()
	assert doc.amount == 1.234567891
	assert doc.ratio == 2.5
	assert doc.done == 1


def test_unknown_fields_are_kept_in_memory_but_not_stored():
	doc = order()
	doc.made_up = "x"
	doc.save()
	assert doc.made_up == "x"
	assert not hasattr(doc.reload(), "made_up") or doc.get("made_up") == "x"
	assert "made_up" not in frappe.get_doc("CT Order", doc.name).as_dict()


# Deletion and renaming with links


def test_what_is_linked_cannot_be_deleted():
	area("North")
	order(area="North")
	with pytest.raises(frappe.LinkExistsError, match="(?i)linked with|disable|refers to"):
		frappe.delete_doc("CT Area", "North")
	frappe.delete_doc("CT Area", "North", force=True)
	assert not frappe.db.exists("CT Area", "North")


def test_what_is_linked_from_a_row_or_dynamically_cannot_be_deleted():
	area("North")
	area("South")
	doc = new_order(rows=1)
	doc.lines[0].area = "North"
	doc.insert()
	order(ref_type="CT Area", ref_name="South")
	for name in ("North", "South"):
		with pytest.raises(frappe.LinkExistsError):
			frappe.delete_doc("CT Area", name)


def test_what_a_submitted_document_links_to_cannot_be_cancelled():
	base = order().submit()
	order(ref_type="CT Order", ref_name=base.name).submit()
	with pytest.raises(frappe.LinkExistsError):
		base.reload().cancel()


def test_deleting_what_is_not_there():
	assert frappe.delete_doc("CT Area", "Nowhere") is False
	with pytest.raises(frappe.DoesNotExistError):
		frappe.delete_doc("CT Area", "Nowhere", ignore_missing=False)


def test_a_deleted_document_leaves_a_copy():
	area("Gone")
	frappe.delete_doc("CT Area", "Gone")
	found = frappe.get_all(
		"Deleted Document", {"deleted_name": "Gone", "deleted_doctype": "CT Area"}, pluck="data"
	)
	assert frappe.parse_json(found[0])["area_name"] == "Gone"
	area("Gone")
	frappe.delete_doc("CT Area", "Gone", delete_permanently=True)
	assert frappe.db.count("Deleted Document", {"deleted_name": "Gone"}) == 1


def test_renaming_changes_links_everywhere():
	area("Old")
	doc = new_order(rows=1, area="Old", ref_type="CT Area", ref_name="Old")
	doc.lines[0].area = "Old"
	doc.insert()
	assert frappe.rename_doc("CT Area", "Old", "New") == "New"
	doc.reload()
	assert (doc.area, doc.ref_name, doc.lines[0].area) == ("New", "New", "New")
	assert frappe.db.get_value("CT Area", "New", "area_name") == "New"


def test_renaming_to_a_name_in_use():
	area("One")
	area("Two")
	with pytest.raises(frappe.ValidationError, match="(?i)another CT Area"):
		frappe.rename_doc("CT Area", "One", "Two")


def test_merging_moves_links_and_removes_the_old():
	area("One")
	area("Two")
	doc = order(area="One")
	frappe.rename_doc("CT Area", "One", "Two", merge=True)
	assert not frappe.db.exists("CT Area", "One")
	assert doc.reload().area == "Two"


def test_renaming_where_the_form_does_not_allow_it():
	doc = order()
	with pytest.raises(frappe.ValidationError, match="not allowed to be renamed"):
		frappe.rename_doc("CT Order", doc.name, "Other")
	frappe.rename_doc("CT Order", doc.name, "Other", force=True)
	assert frappe.db.exists("CT Order", "Other")


def test_renaming_by_the_document():
	doc = area("One")
	doc.rename("Two")
	assert (doc.name, doc.area_name) == ("Two", "Two")


# What the browser alone looks after, in v15 too


def test_conditions_for_mandatory_and_read_only_are_not_checked_on_the_server(changed_meta):
	from frappe.custom.doctype.property_setter.property_setter import make_property_setter

	make_property_setter("CT Area", "head", "mandatory_depends_on", "eval:1", "Data")
	make_property_setter("CT Area", "rank", "read_only", 1, "Check")
	doc = area("North", rank=1)
	doc.rank = 2
	doc.save()
	assert frappe.db.get_value("CT Area", "North", ["head", "rank"]) == (None, 2)


def test_a_value_set_in_on_update_does_not_move_the_timestamp():
	doc = order()
	doc.on_update = lambda: doc.db_set("note", "late")
	doc.save()
	assert frappe.db.get_value("CT Order", doc.name, "note") == "late"
	doc.note = "later"
	doc.save()


def test_rows_can_be_mandatory(changed_meta):
	from frappe.custom.doctype.property_setter.property_setter import make_property_setter

	make_property_setter("CT Order", "lines", "reqd", 1, "Check", validate_fields_for_doctype=False)
	with pytest.raises(frappe.MandatoryError, match="lines"):
		order()
	assert order(rows=1).name


def test_zero_counts_as_given_in_a_mandatory_number(changed_meta):
	from frappe.custom.doctype.property_setter.property_setter import make_property_setter

	make_property_setter("CT Area", "rank", "reqd", 1, "Check")
	assert area("North", rank=0).name
