"""What the township adds to a record's timeline, on both platforms (hook `additional_timeline_content`)."""

import frappe

from township_gov import timeline
from township_gov.audit import entries, kinds
from township_gov.audit.place import Place


def test_the_hook_is_one_that_both_platforms_call(site):
	hooks = frappe.get_hooks("additional_timeline_content")
	assert "township_gov.timeline.content" in hooks["*"]


def test_prints_and_downloads_of_a_record_are_told_with_who_and_what(site):
	about = Place("Township Office", "T-TIMELINE")
	entries.write(kinds.PRINT, about=about, action="Standard", details={})
	entries.write(kinds.DOWNLOAD, about=about, action="/private/files/申请表.pdf", details={})
	found = timeline.content("Township Office", "T-TIMELINE")
	assert {row["kind"] for row in found} == {"taken"}
	told = " ".join(row["content"] for row in found)
	assert "申请表.pdf" in told and "/private/" not in told
	assert "<b>" in told
	assert timeline.content("Township Office", "another") == []


def test_what_people_typed_is_no_markup(site):
	about = Place("Township Office", "T-MARKUP")
	entries.write(kinds.DOWNLOAD, about=about, action="/private/files/<img src=x>.pdf", details={})
	assert "<img" not in timeline.content("Township Office", "T-MARKUP")[0]["content"]


def test_only_what_is_older_is_told_of_a_later_page(site):
	about = Place("Township Office", "T-PAGES")
	entries.write(kinds.PRINT, about=about, action="Standard", details={})
	assert timeline.content("Township Office", "T-PAGES", before="2000-01-01 00:00:00") == []
	assert len(timeline.content("Township Office", "T-PAGES", limit=1)) == 1
