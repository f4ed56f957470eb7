"""Every way a document gets its name."""

from __future__ import annotations

import re

import pytest

import frappe
from frappe.model.naming import append_number_if_name_exists, getseries, make_autoname, revert_series_if_last

pytestmark = pytest.mark.usefixtures("site")


def made(form: str, **values):
	return frappe.get_doc({"doctype": form, **values}).insert()


def year() -> str:
	return frappe.utils.nowdate()[:4]


def test_a_series_counts_from_one():
	assert [made("CT N Series").name for _ in range(3)] == ["CTA-0001", "CTA-0002", "CTA-0003"]


def test_the_last_number_is_given_back_on_deletion():
	made("CT N Series")
	made("CT N Series").delete()
	assert made("CT N Series").name == "CTA-0002"


def test_a_number_in_the_middle_is_not_given_back():
	first = made("CT N Series")
	made("CT N Series")
	first.delete()
	assert made("CT N Series").name == "CTA-0003"


def test_a_dotted_expression_counts_for_each_field_value_and_year():
	names = [made("CT N Dotted", area_code=code).name for code in ("A", "A", "B", "A")]
	assert names == [
		f"CTX-{code}-{year()}-{number:05}" for code, number in (("A", 1), ("A", 2), ("B", 1), ("A", 3))
	]
	assert frappe.db.get_value("Series", f"CTX-A-{year()}-", "current", order_by=None) == 3


def test_a_dotted_expression_gives_the_last_number_back():
	made("CT N Dotted", area_code="A")
	last = made("CT N Dotted", area_code="A")
	last.delete()
	assert made("CT N Dotted", area_code="A").name == last.name


def test_a_format_counts_once_for_all_field_values():
	month = frappe.utils.nowdate()[5:7]
	names = [made("CT N Format", area_code=code).name for code in ("A", "B")]
	assert names == [f"CTF-A-{year()}-{month}-001", f"CTF-B-{year()}-{month}-002"]


def test_field_names_take_the_value_and_refuse_an_empty_one():
	assert made("CT N Field", title="The Title").name == "The Title"
	with pytest.raises(frappe.ValidationError, match="Title is required"):
		made("CT N Field")


def test_a_field_that_names_the_document_follows_its_name():
	doc = made("CT N Field", title="The Title")
	doc.title = "Other"
	doc.save()
	assert doc.title == "The Title"


def test_names_are_trimmed_and_some_signs_refused():
	assert made("CT N Field", title="  wide  ").name == "wide"
	with pytest.raises(frappe.NameError):
		made("CT N Field", title="a < b")


def test_prompt_takes_the_given_name_and_needs_one():
	assert made("CT N Prompt", name="Chosen").name == "Chosen"
	assert made("CT N Prompt", __newname="Chosen too").name == "Chosen too"
	with pytest.raises(frappe.ValidationError):
		made("CT N Prompt", title="no name")


@pytest.mark.parametrize("form", ["CT N Hash", "CT N None"])
def test_hash_and_nothing_give_ten_lower_case_signs(form):
	assert re.fullmatch(r"[0-9a-v]{10}", made(form).name)


def test_a_naming_series_field_chooses_the_series():
	year_two = year()[2:]
	assert made("CT N Naming Series").name == f"CTS-{year_two}-001"
	other = made("CT N Naming Series", naming_series="CTT-.###")
	assert other.name == "CTT-001"


def test_autoincrement_gives_integers():
	first, second = made("CT N Auto").name, made("CT N Auto").name
	assert isinstance(first, int) and second == first + 1


def test_an_amended_document_counts_behind_the_first_name():
	doc = made("CT N Amend").submit()
	assert doc.name == "CTM-001"
	names = []
	for _ in range(2):
		doc.cancel()
		amended = frappe.copy_doc(doc)
		amended.amended_from = doc.name
		doc = amended.insert().submit()
		names.append(doc.name)
	assert names == ["CTM-001-1", "CTM-001-2"]


def test_an_autoname_handler_sets_the_name():
	doc = frappe.get_doc({"doctype": "CT N Hash", "title": "A"})
	doc.autoname = lambda: setattr(doc, "name", "by hand")
	assert doc.insert().name == "by hand"


def test_set_name_wins():
	doc = frappe.get_doc({"doctype": "CT N Series"}).insert(set_name="given")
	assert doc.name == "given"


def test_a_name_given_to_a_series_form_is_not_kept():
	assert made("CT N Series", name="given").name == "CTA-0001"


def test_make_autoname_and_getseries():
	assert make_autoname("CTZ-.###") == "CTZ-001"
	assert make_autoname("CTZ-.###") == "CTZ-002"
	assert getseries("CTZ-", 3) == "003"
	assert re.fullmatch(r"[0-9a-v]{10}", make_autoname("hash", "CT N Series"))
	assert make_autoname("CTY-.YYYY.MM.DD.-.##") == f"CTY-{frappe.utils.nowdate().replace('-', '')}-01"


def test_a_series_without_a_dot_or_with_odd_signs_is_refused():
	from frappe.model.naming import InvalidNamingSeriesError

	with pytest.raises(InvalidNamingSeriesError):
		make_autoname("CTZ#")
	with pytest.raises(InvalidNamingSeriesError):
		make_autoname("CTZ$.##")


def test_numbers_grow_beyond_their_digits():
	for _ in range(9):
		make_autoname("CTW-.#")
	assert make_autoname("CTW-.#") == "CTW-10"


def test_revert_series_if_last_gives_back_only_the_last():
	make_autoname("CTV-.##")
	make_autoname("CTV-.##")
	revert_series_if_last("CTV-.##", "CTV-01")
	assert make_autoname("CTV-.##") == "CTV-03"
	revert_series_if_last("CTV-.##", "CTV-03")
	assert make_autoname("CTV-.##") == "CTV-03"


def test_append_number_if_name_exists():
	assert append_number_if_name_exists("CT N Field", "Free") == "Free"
	made("CT N Field", title="Free")
	assert append_number_if_name_exists("CT N Field", "Free") == "Free-1"
	made("CT N Field", title="Free-1")
	assert append_number_if_name_exists("CT N Field", "Free") == "Free-2"


def test_naming_series_objects_preview_and_count():
	from frappe.model.naming import NamingSeries

	series = NamingSeries("CTU-.###")
	assert series.get_prefix() == "CTU-"
	assert series.get_preview() == ["CTU-001", "CTU-002", "CTU-003"]
	assert series.get_current_value() == 0
	series.update_counter(41)
	assert make_autoname("CTU-.###") == "CTU-042"


def test_a_refused_insert_gives_its_number_back_with_the_rollback():
	frappe.db.savepoint("ct_start")
	made("CT N Series")
	frappe.db.rollback(save_point="ct_start")
	assert made("CT N Series").name == "CTA-0001"
