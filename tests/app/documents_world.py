"""Kinds of official documents for the tests, and documents that are issued through them."""

from __future__ import annotations

from typing import Any

import frappe

from tests.app import approval_world as world
from township_gov.documents import issuing

KIND, CODE = "TEST-NOTICE", "试政"


def prepare(**changes: Any):
	"""The township's organ code and a kind that fits the document of the approval tests."""
	frappe.set_user("Administrator")
	frappe.db.set_value("Township", world.CODE, "document_code", CODE)
	frappe.clear_document_cache("Township", world.CODE)
	return kind(**changes)


def kind(**changes: Any):
	"""A kind of official document of the test township."""
	values = {
		"kind_code": KIND,
		"kind_name": "通知",
		"township": world.CODE,
		"title_template": "关于{subject}的通知",
		"body_template": "现将有关事项通知如下：\n{remark}",
		"recipients_template": "各村（居）民委员会",
		"copies_template": "",
		"number_field": "",
	}
	values |= changes
	name = f"{values['township']}-{values['kind_code']}" if values["township"] else values["kind_code"]
	if frappe.db.exists("Official Document Kind", name):
		frappe.delete_doc("Official Document Kind", name, force=True)
	return world.new("Official Document Kind", **values)


def issue(doc=None, key: str = "1:1", code: str = KIND) -> str:
	"""Issue a document as the engine would at a step of its approval."""
	doc = doc or world.started(remark="请认真贯彻执行。")
	instance = frappe.get_last_doc("Approval Instance", {"reference_name": doc.name})
	return issuing.issue(doc, instance, "issue", code, key)


def printed(paper) -> str:
	"""The print of a paper; v15 notes who printed, and commits the note but in tests."""
	before, frappe.flags.in_test = frappe.flags.in_test, True
	try:
		return frappe.get_print(paper.doctype, paper.name, print_format="Official Document Paper")
	finally:
		frappe.flags.in_test = before


def paper(number: str):
	"""The record of a number."""
	return frappe.get_doc("Official Document", {"number": number, "township": world.CODE})
