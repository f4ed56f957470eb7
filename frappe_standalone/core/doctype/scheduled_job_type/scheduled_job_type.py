"""Scheduled Job Type: a job of an app and when it runs; administrators may stop it, or run it at once."""

from __future__ import annotations

import frappe
from frappe import _

from frappe_standalone.core.context import db
from frappe_standalone.core.http import incoming
from frappe_standalone.core.jobs import schedule
from frappe_standalone.core.jobs.cron import BadCron
from frappe_standalone.core.model.document import Document
from frappe_standalone.core.utils.dates import now_datetime


class ScheduledJobType(Document):
	"""Rows are made from the apps' `scheduler_events` at each migration."""

	def autoname(self) -> None:
		"""v15's: the last two parts of the method; numbered where two methods, or two times of one, share them."""
		base = name = ".".join((self.method or "").split(".")[-2:])
		number = 1
		while db.exists(self.doctype, name):
			number += 1
			name = f"{base}-{number}"
		self.name = name

	def validate(self) -> None:
		if self.frequency != "All":
			self.create_log = 1  # as v15: only what runs all the time may go without
		if self.frequency == "Cron" and not self.cron_format:
			frappe.throw(_("Cron format is required for job types with Cron frequency."))
		self.set_next_execution()

	def set_next_execution(self) -> None:
		"""When it is due, for the list; empty while it is stopped."""
		row = {**self.as_dict(), "creation": self.creation or now_datetime()}
		try:
			self.next_execution = None if self.stopped else schedule.next_time(row)
		except BadCron as error:
			frappe.throw(_("{0} is not a valid Cron expression.").format(self.cron_format) + f" ({error})")

	def on_trash(self) -> None:
		db.delete("Scheduled Job Log", {"scheduled_job_type": self.name})


@frappe.whitelist(methods=["POST"])
def execute_event(doc: str) -> None:
	"""The form's button Execute: queue it now, due or not, stopped or not."""
	frappe.only_for("System Manager")
	row = frappe.get_doc("Scheduled Job Type", incoming.name_of(doc))
	if schedule.queue(row):
		frappe.msgprint(_("{0} was queued.").format(row.method), alert=True)
	else:
		frappe.msgprint(_("{0} is queued or runs already.").format(row.method), alert=True)
