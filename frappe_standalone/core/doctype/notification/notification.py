"""Notification: on an event of a document somebody gets a message."""

from __future__ import annotations

from html import escape
from typing import Any

from frappe_standalone.core import notifications
from frappe_standalone.core.context import db, flags
from frappe_standalone.core.doctype.role.role import get_users_with_role
from frappe_standalone.core.messages import bold, throw
from frappe_standalone.core.meta import get_meta
from frappe_standalone.core.model.document import Document, get_doc
from frappe_standalone.core.safe_eval import checked
from frappe_standalone.core.translate import _
from frappe_standalone.core.utils.dates import add_days, nowdate


class Notification(Document):
	"""Sent by `notifications.run_notifications`, and daily for those bound to a date."""

	def validate(self) -> None:
		if self.event in ("Days Before", "Days After") and not self.date_changed:
			throw(_("Choose the date field the days are counted from"))
		if self.event == "Value Change" and not self.value_changed:
			throw(_("Choose the field whose change is told"))
		for fieldname in (self.date_changed, self.value_changed, self.set_property_after_alert):
			if fieldname and not get_meta(self.document_type).has_field(fieldname):
				throw(_("{0} is no field of {1}").format(bold(fieldname), _(self.document_type)))

		for condition in (self.condition, *(row.condition for row in self.recipients)):
			check_condition(condition)

	def on_update(self) -> None:
		notifications.clear_alerts()

	def after_delete(self) -> None:
		notifications.clear_alerts()

	def applies_to(self, doc: Document) -> bool:
		"""True if the condition holds and, for a change of value, the value changed."""
		if self.event == "Value Change" and not doc.has_value_changed(self.value_changed):
			return False
		return notifications.is_true(self.condition, {"doc": doc, "nowdate": nowdate})

	def send(self, doc: Document) -> None:
		"""Write the message to the outbox, to the bell of the desk, or both."""
		from frappe_standalone.core.http.templates import render_template

		context = {"doc": doc, "alert": self, "comments": None}
		subject = render_template(self.subject or _(doc.doctype), context)
		message = render_template(self.message or "", context)
		users = self.recipients_of(doc)
		if self.channel == "System Notification" or self.send_system_notification:
			for user in users:
				log_for(user, doc, subject, message)
		if self.channel == "Email":
			self.send_email(doc, users, subject, message)
		if self.set_property_after_alert:
			doc.db_set(self.set_property_after_alert, self.property_value, update_modified=False)

	def send_email(self, doc: Document, users: list[str], subject: str, message: str) -> None:
		from frappe_standalone.core.mail import sendmail

		addresses = [
			db.get_value("User", user, "email") or user
			for user in users
			if "@" in user or db.exists("User", user)
		]
		if addresses and not flags.mute_emails:
			sendmail(
				recipients=addresses,
				subject=subject,
				message=message,
				reference_doctype=doc.doctype,
				reference_name=doc.name,
			)

	def recipients_of(self, doc: Document) -> list[str]:
		"""Return the users (or addresses) the message goes to."""
		found: list[str] = []
		for row in self.recipients:
			if not notifications.is_true(row.condition, {"doc": doc}):
				continue
			if row.receiver_by_document_field:
				found.append(value_of(doc, row.receiver_by_document_field))
			if row.receiver_by_role:
				found += get_users_with_role(row.receiver_by_role)
			found += [address.strip() for address in (row.cc or "").replace("\n", ",").split(",")]
		if self.send_to_all_assignees:
			found += doc.get_assigned_users()
		return list(dict.fromkeys(each for each in found if each))

	def documents_of_today(self) -> list[str]:
		"""Return the documents whose date lies the given number of days away."""
		days = self.days_in_advance if self.event == "Days Before" else -(self.days_in_advance or 0)
		day = add_days(nowdate(), days)
		filters = {self.date_changed: ("between", (day, day))}
		return db.get_values(self.document_type, filters, "name", pluck=True)


def check_condition(condition: str | None) -> None:
	"""Refuse a condition that can never be evaluated, before documents meet it."""
	try:
		checked((condition or "True").strip() or "True")
	except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
		throw(
			_("The condition {0} has a mistake: {1}").format(
				bold(escape(str(condition)[:140])), escape(str(error))
			)
		)


def value_of(doc: Document, field: str) -> Any:
	"""Return the value of `field`, or of `field,child_table` in its first row."""
	fieldname, _comma, table = field.partition(",")
	if not table:
		return doc.get(fieldname)
	rows = doc.get(table.strip()) or ()
	return rows[0].get(fieldname) if rows else None


def log_for(user: str, doc: Document, subject: str, message: str) -> None:
	"""Show a message in the bell of a user."""
	values = {
		"doctype": "Notification Log",
		"type": "Alert",
		"for_user": user,
		"subject": subject,
		"email_content": message,
		"document_type": doc.doctype,
		"document_name": doc.name,
	}
	get_doc(values).insert(ignore_permissions=True)


def trigger_daily_alerts() -> None:
	"""Send what is bound to a date; runs once a day."""
	dated = {"enabled": 1, "event": ("in", ("Days Before", "Days After"))}
	for name in db.get_values("Notification", dated, "name", pluck=True):
		alert = get_doc("Notification", name)
		for document in alert.documents_of_today():
			doc = get_doc(alert.document_type, document)
			if alert.applies_to(doc):
				alert.send(doc)
