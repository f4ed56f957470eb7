"""Prints as HTML, mails from templates, notifications, rights changed by programs, pages of documents."""

from __future__ import annotations

import pytest

import frappe
from frappe.core.page.permission_manager import permission_manager
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs
from frappe.desk.form.load import get_attachments
from frappe.email.doctype.email_template.email_template import get_email_template
from frappe.model.naming import set_name_from_naming_options
from frappe.website.utils import cleanup_page_name
from frappe.website.website_generator import WebsiteGenerator

from tests.contract.forms import CLERK, HEAD, MANAGER_USER, STRANGER
from tests.contract.make import as_user, order, paper

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.usefixtures("committed")  # v15 commits, because it notes who printed
def test_a_print_is_a_page_with_the_values():
	doc = order("Round Table", 1)
	html = frappe.get_print("CT Order", doc.name)
	assert "Round Table" in html and "item 1" in html
	assert html.lstrip().lower().startswith("<!doctype html")


@pytest.mark.usefixtures("committed")
def test_a_print_is_refused_to_who_may_not_print():
	doc = order("Round Table")
	with as_user(STRANGER), pytest.raises(frappe.PermissionError):
		frappe.get_print("CT Order", doc.name)


@pytest.mark.standalone
def test_an_attached_print_is_html():
	doc = order("Round Table")
	attached = frappe.attach_print("CT Order", doc.name, file_name="My Print/1")
	assert attached["fname"] == "MyPrint-1.html"
	assert b"Round Table" in attached["fcontent"]
	assert not frappe.flags.ignore_print_permissions


def test_a_mail_is_made_from_a_template():
	frappe.get_doc(
		{
			"doctype": "Email Template",
			"name": "CT Mail",
			"subject": "Order {{ title }}",
			"response": "<p>{{ pieces }} pieces</p>",
		}
	).insert()
	mail = get_email_template("CT Mail", '{"title": "ant", "pieces": 3}')
	assert mail == {"subject": "Order ant", "message": "<p>3 pieces</p>"}


def test_users_are_told_but_not_who_caused_it():
	values = {"type": "Alert", "subject": "CT told", "document_type": "CT Order", "document_name": "X"}
	make_notification_logs(frappe._dict(values), [CLERK, HEAD])
	told = frappe.get_all("Notification Log", filters={"subject": "CT told"}, pluck="for_user")
	assert sorted(told) == sorted([CLERK, HEAD])


def test_attachments_of_a_document():
	doc = paper()
	file = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "ct-note.txt",
			"attached_to_doctype": "CT Paper",
			"attached_to_name": doc.name,
			"content": "hello",
			"is_private": 1,
		}
	).insert()
	(found,) = get_attachments("CT Paper", doc.name)
	assert (found.name, found.file_url, found.is_private) == (file.name, file.file_url, 1)


@pytest.mark.usefixtures("changed_meta")
def test_rights_are_changed_by_a_program():
	with as_user(MANAGER_USER):
		permission_manager.add("CT Paper", "CT Auditor", 0)
		permission_manager.update("CT Paper", "CT Auditor", 0, "write", 1)
	rule = {"parent": "CT Paper", "role": "CT Auditor"}
	assert frappe.db.get_value("Custom DocPerm", rule, ["read", "write"]) == (1, 1)
	with as_user(MANAGER_USER):
		permission_manager.remove("CT Paper", "CT Auditor", 0)
	assert not frappe.db.exists("Custom DocPerm", rule)


def test_rights_are_not_changed_by_others():
	with as_user(CLERK), pytest.raises(frappe.PermissionError):
		permission_manager.add("CT Paper", "CT Auditor", 0)


@pytest.mark.parametrize(
	("title", "name"),
	[
		("Hello, World!", "hello-world"),
		("A / B: C", "a-b-c"),
		("--x--", "-x-"),
		("Zwei  Wörter", "zwei-wörter"),
		("", ""),
	],
)
def test_a_title_becomes_part_of_an_address(title, name):
	assert cleanup_page_name(title) == name


def test_a_published_document_gets_an_address():
	page = WebsiteGenerator({"doctype": "CT Paper", "title": "My First_Page"})
	assert page.get_title_field() == "title"
	assert page.get_condition_field() is None
	assert page.is_website_published() is True
	page.validate()
	assert page.route == "my-first-page"
	page.route = "/given/."
	page.set_route()
	assert page.route == "given"
	assert page.get_page_info().title == "My First_Page"


@pytest.mark.parametrize(
	("rule", "name"), [("field:title", "ant"), ("format:P-{title}", "P-ant"), ("hash", "kept")]
)
def test_a_name_by_a_rule_given(rule, name):
	doc = frappe.new_doc("CT Paper")
	doc.title, doc.name = "ant", "kept"
	set_name_from_naming_options(rule, doc)
	assert doc.name == name


def test_nobody_sees_a_document_on_the_website_unless_somebody_says_so():
	doc = frappe.get_doc("CT Paper", paper().name)
	with as_user(CLERK):
		assert frappe.has_website_permission(doc) is False
	doc.has_website_permission = lambda ptype, user, verbose=False: (ptype, user) == ("read", CLERK)
	assert frappe.has_website_permission(doc, user=CLERK) is True
