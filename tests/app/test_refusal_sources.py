"""A recorded refusal names its source in the reader's language."""

import pytest


@pytest.mark.parametrize(
	("rule", "source"),
	[
		("certificate (S32)", "S32"),
		("term (行政处罚法 Art. 20)", "行政处罚法第20条"),
		("free agency (S17, S82)", "S17, S82"),
		("petitioners (Art. 19)", "第19条"),
	],
)
def test_the_source_of_a_rule_is_read_in_chinese(site, rule, source):
	import frappe

	from township_gov.refusals import source_of

	before, frappe.local.lang = frappe.local.lang, "zh"
	try:
		assert source_of(rule) == source
	finally:
		frappe.local.lang = before
