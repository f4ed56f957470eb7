"""Notifications an administrator set up, the outbox, and the expressions in conditions."""

from __future__ import annotations

import email
from email.policy import default

import pytest

import frappe

from frappe_standalone.core.mail import sendmail


@pytest.fixture(autouse=True)
def site(tiny):
	yield tiny


def alert(**values):
	recipients = values.pop("recipients", [{"receiver_by_document_field": "owner"}])
	return frappe.get_doc(
		{
			"doctype": "Notification",
			"name": "Told",
			"enabled": 1,
			"document_type": "Tiny Order",
			"event": "New",
			"channel": "System Notification",
			"subject": "{{ doc.title }} is here",
			"message": "See {{ doc.name }}",
			"recipients": recipients,
			**values,
		}
	).insert()


def order(**values):
	return frappe.get_doc({"doctype": "Tiny Order", "title": "Chairs", "zone_code": "N", **values}).insert()


def told():
	return frappe.get_all("Notification Log", pluck="subject", order_by="creation")


def test_a_new_document_is_told_once():
	alert()
	order().save()
	assert told() == ["Chairs is here"]


def test_a_condition_decides_who_is_told_of_what():
	alert(condition="doc.amount > 100")
	order(amount=1)
	assert told() == []
	order(amount=101)
	assert len(told()) == 1


def test_a_change_of_value_is_told_and_nothing_else():
	alert(event="Value Change", value_changed="status")
	doc = order()
	doc.title = "Tables"
	doc.save()
	assert told() == []
	doc.status = "Closed"
	doc.save()
	assert told() == ["Tables is here"]


def test_submitting_is_told():
	alert(event="Submit")
	doc = order()
	assert told() == []
	doc.submit()
	assert len(told()) == 1


def test_a_role_is_told_person_by_person():
	for name in ("a", "b"):
		user = frappe.get_doc(doctype="User", email=f"{name}@example.com", first_name=name)
		user.append_roles("Tiny Clerk")
		user.insert()
	alert(recipients=[{"receiver_by_role": "Tiny Clerk"}])
	order()
	assert sorted(frappe.get_all("Notification Log", pluck="for_user")) == ["a@example.com", "b@example.com"]


def test_an_email_stands_in_the_outbox():
	alert(channel="Email", recipients=[{"cc": "hall@example.com"}])
	doc = order()
	queued = frappe.get_last_doc("Email Queue")
	assert (queued.reference_name, queued.status) == (doc.name, "Not Sent")
	assert [row.recipient for row in queued.recipients] == ["hall@example.com"]


def test_a_disabled_notification_is_silent():
	doc = alert()
	doc.enabled = 0
	doc.save()
	order()
	assert told() == []


def test_a_notification_about_an_unknown_field_is_refused():
	with pytest.raises(frappe.ValidationError, match="no field of"):
		alert(event="Value Change", value_changed="colour")


def test_a_date_is_told_days_before():
	from frappe.utils import add_days, nowdate

	from frappe_standalone.core.doctype.notification.notification import trigger_daily_alerts

	alert(event="Days Before", date_changed="due_on", days_in_advance=3)
	order(title="soon", due_on=add_days(nowdate(), 3))
	order(title="later", due_on=add_days(nowdate(), 4))
	trigger_daily_alerts()
	assert told() == ["soon is here"]


def test_a_message_has_text_html_and_files():
	queued = sendmail(
		"a@example.com, b@example.com",
		subject="通知\r\nBcc: everybody@example.com",
		message="<p>内容</p>",
		attachments=[{"fname": "说明.txt", "fcontent": "x"}],
	)
	message = email.message_from_string(queued.message, policy=default)
	assert message["Subject"] == "通知 Bcc: everybody@example.com"
	assert message["Bcc"] is None
	assert message.get_body(("plain",)).get_content().strip() == "内容"
	assert "<p>内容</p>" in message.get_body(("html",)).get_content()
	assert [part.get_filename() for part in message.iter_attachments()] == ["说明.txt"]


def test_a_message_to_nobody_is_none():
	assert sendmail([], subject="x") is None
	with pytest.raises(frappe.exceptions.InvalidEmailAddressError):
		sendmail(["nobody"], subject="x")


@pytest.mark.parametrize(
	"evil",
	[
		"().__class__.__mro__",
		"__import__('os')",
		"open('/etc/passwd')",
		"'{0.__class__}'.format(doc)",
		"(lambda: 1)()",
		"[c for c in ().__class__.__base__.__subclasses__()]",
		"9**9**9",
		"1 << 999999",
		"(x := 1)",
		"f'{doc}'",
		"doc._secret",
		"import os",
	],
)
def test_an_expression_stays_in_its_sandbox(evil):
	with pytest.raises((SyntaxError, NameError)):
		frappe.safe_eval(evil, None, {"doc": frappe._dict(a=1)})


@pytest.mark.parametrize(
	("code", "value"),
	[
		("doc.a + 1", 2),
		("doc.a in (1, 2) and not doc.b", True),
		("sum(row.qty for row in doc.rows)", 5),
		("'late' if doc.a > 3 else 'in time'", "in time"),
		("[1, 2][0] * round(2.4)", 2),
		("[row.qty for row in doc.rows if row.qty > doc.a + 1]", [3]),
	],
)
def test_an_expression_computes(code, value):
	doc = frappe._dict(a=1, rows=[frappe._dict(qty=2), frappe._dict(qty=3)])
	assert frappe.safe_eval(code, None, {"doc": doc}) == value
