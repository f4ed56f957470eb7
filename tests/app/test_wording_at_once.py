"""A word that an administrator changes is read at once, also on Frappe Desk, which keeps words beside each session."""

from __future__ import annotations

import frappe


def test_a_changed_word_and_its_removal_reach_those_who_are_signed_in(site):
	frappe.cache.hset("bootinfo", "somebody@example.org", {"lang": "zh"})
	word = frappe.get_doc(
		{
			"doctype": "Translation",
			"language": "zh",
			"source_text": "Destination",
			"translated_text": "前往地点",
		}
	).insert()
	assert frappe.cache.hget("bootinfo", "somebody@example.org") is None

	frappe.cache.hset("bootinfo", "somebody@example.org", {"lang": "zh"})
	word.delete()
	assert frappe.cache.hget("bootinfo", "somebody@example.org") is None
