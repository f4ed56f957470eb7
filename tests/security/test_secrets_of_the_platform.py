"""Passwords, hashes and encrypted numbers do not come out by what administrators may write: reports, templates, conditions."""

from __future__ import annotations

import pytest

import frappe

pytestmark = pytest.mark.standalone


@pytest.fixture(autouse=True)
def english(site):
	"""The words of refusals as they are written."""
	frappe.local.lang = "en"


@pytest.fixture
def query_report(site):
	"""A Query Report with a statement."""

	def make(query: str) -> str:
		name = f"Probe {frappe.generate_hash(length=6)}"
		frappe.get_doc(
			{
				"doctype": "Report",
				"report_name": name,
				"ref_doctype": "ToDo",
				"report_type": "Query Report",
				"is_standard": "No",
				"query": query,
			}
		).insert()
		return name

	return make


def run(name: str):
	from frappe_standalone.core.desk.query_report import run as run_report

	return run_report(name)


@pytest.mark.parametrize(
	"query",
	[
		"select password from `__Auth`",
		"select * from __auth",
		"with a as (select * from `__Auth`) select * from a",
		"select name, (select password from `__Auth` limit 1) as p from `tabUser`",
		"select name from `tabUser` union select password from __AUTH",
		"select reset_password_key from `tabUser`",
	],
)
def test_a_report_does_not_read_the_table_of_passwords(query_report, query):
	with pytest.raises(frappe.PermissionError, match="secrets cannot be read"):
		run(query_report(query))
	assert frappe.db.sql("select count(*) from `__Auth`")  # the platform itself still may


def test_a_report_reads_other_tables(query_report):
	assert run(query_report("select name from `tabUser` limit 1"))["result"]


@pytest.mark.parametrize("query", ["select nothing from nowhere", "select", "select * from `tabUser"])
def test_a_mistake_in_a_report_is_told(query_report, query):
	with pytest.raises(frappe.ValidationError, match="The query has a mistake"):
		run(query_report(query))


@pytest.mark.parametrize(
	"template",
	[
		"{{ doc.get_password('api_secret') }}",
		"{{ doc|attr('get_password')('api_secret') }}",
		"{{ doc.run_method('get_password', 'api_secret') }}",
		"{{ doc.get_latest().get_password('api_secret') }}",
		"{{ frappe.get_doc('User', 'Administrator').get_password('api_secret') }}",
		"{{ doc.db_set('first_name', 'x') }}",
		"{{ doc.save() }}",
		"{{ doc.delete() }}",
	],
)
@pytest.mark.parametrize("where", ["print format", "template"])
def test_a_template_reads_no_secret_and_changes_nothing(site, template, where):
	from frappe_standalone.core.desk.print_formats import render_print

	doc = frappe.get_doc("User", "Administrator")
	doc.api_secret = "the-secret-itself"
	doc.save()
	doc.reload()
	try:
		if where == "print format":
			text = str(render_print(doc, {"name": "Probe", "html": template}))
		else:
			text = frappe.render_template(template, {"doc": doc})
	except frappe.ValidationError as refusal:
		text = str(refusal)
	assert "the-secret-itself" not in text
	assert frappe.db.get_value("User", "Administrator", "first_name") == "Administrator"


@pytest.mark.parametrize(
	"template",
	[
		"{{ frappe.db.get_value('__Auth', {'doctype': 'User'}, 'password') }}",
		"{{ frappe.db.exists('__Auth', {'password': ('like', '$%')}) }}",
		"{{ frappe.db.count('__Auth') }}",
	],
)
def test_a_template_reads_doctypes_only(site, template):
	with pytest.raises((frappe.PermissionError, frappe.DoesNotExistError)):
		frappe.render_template(template, {})


@pytest.mark.parametrize("condition", ["doc.", "import os", "doc.__class__", "lambda: 1", "1 +"])
def test_a_notification_with_a_broken_condition_is_not_saved(site, condition):
	with pytest.raises(frappe.ValidationError, match="has a mistake"):
		notification(condition).insert()


@pytest.mark.parametrize("condition", ["doc.nothing.more > 1", "1 / 0", "nowhere", "doc.description > 5"])
def test_a_condition_that_fails_refuses_the_document_and_says_why(rest, condition):
	alert = notification(condition).insert()
	frappe.db.commit()
	try:
		status, answer = rest.call("POST", "/api/resource/ToDo", "Administrator", description="x")
		assert (status, answer["exc_type"]) == (417, "ValidationError")
		assert condition.split()[0] in answer["_server_messages"]
	finally:
		frappe.delete_doc("Notification", alert.name)
		frappe.db.commit()


def notification(condition: str):
	"""A notification on every ToDo saved."""
	return frappe.get_doc(
		{
			"doctype": "Notification",
			"name": f"Probe {frappe.generate_hash(length=6)}",
			"subject": "x",
			"document_type": "ToDo",
			"event": "Save",
			"enabled": 1,
			"channel": "System Notification",
			"condition": condition,
			"message": "x",
			"recipients": [{"receiver_by_role": "System Manager"}],
		}
	)


@pytest.mark.parametrize(
	"template",
	[
		"{{ frappe.db.get_value('User', 'Administrator', 'api_key') }}",
		"{{ frappe.get_list('User', fields=['api_key'], ignore_permissions=True) }}",
		"{{ frappe.get_all('User', fields=['api_key'], user='Administrator') }}",
		"{{ frappe.db.get_list('User', fields=['api_key'], ignore_permissions=1) }}",
		"{{ frappe.get_doc('User', 'Administrator').api_key }}",
		"{{ frappe.request.headers }}",
	],
)
@pytest.mark.parametrize("where", ["mail template", "print format"])
def test_what_a_clerk_writes_reads_what_a_clerk_may_read(rest, template, where):
	from frappe_standalone.core.desk.print_formats import render_print

	administrator = frappe.get_doc("User", "Administrator")
	if not administrator.api_key:
		administrator.api_key, administrator.api_secret = "key-of-the-administrator", "x" * 20
		administrator.save()
	key = administrator.api_key
	clerk = frappe.new_doc("User", email=f"{frappe.generate_hash(length=6)}@example.org", first_name="C")
	clerk.send_welcome_email = 0
	clerk.append("roles", {"role": "Window Clerk"})
	clerk.insert()
	frappe.set_user(clerk.name)
	try:
		if where == "mail template":
			text = frappe.render_template(template, {})
		else:
			text = str(render_print(frappe.get_doc("User", clerk.name), {"name": "Probe", "html": template}))
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		text = str(refusal)
	assert key not in text
	assert "Authorization" not in text
