"""Tags belong to records of lists."""

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
