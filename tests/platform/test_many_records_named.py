"""Acts on many records: tags belong to records of lists, and names are names."""

from __future__ import annotations

import pytest

import frappe

from frappe_standalone.core.desk import list_bulk
from frappe_standalone.core.doctype.tag.tag import add_tag, remove_tag


def test_a_single_takes_no_tags(tiny):
	frappe.local.lang = "en"
	for act in (add_tag, remove_tag):
		with pytest.raises(frappe.ValidationError, match="takes no tags"):
			act("x", "System Settings", "System Settings")
	(told,) = list_bulk.tag("System Settings", ["System Settings"], "x")
	assert (told["ok"], "takes no tags" in told["message"]) == (False, True)


@pytest.mark.parametrize("names", [[{"name": "Administrator"}], [["name", "=", "x"]], [None], {"a": 1}])
def test_records_are_named_and_not_searched_for(tiny, names):
	for act in (list_bulk.delete, lambda doctype, sent: list_bulk.tag(doctype, sent, "x")):
		with pytest.raises(frappe.ValidationError):
			act("User", names)
	with pytest.raises(frappe.ValidationError):
		list_bulk.submit_cancel_or_update_docs("ToDo", names, "update", {"status": "Closed"})
